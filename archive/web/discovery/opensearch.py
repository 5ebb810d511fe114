"""`/opensearch.xml`: describe the search for browsers and other programs.

OpenSearch 1.1, draft 6: https://github.com/dewitt/opensearch
"""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response

from archive.web import urls
from archive.web.context import site
from archive.web.xml import add, root, written

blueprint = Blueprint("opensearch", __name__)

MEDIA_TYPE = "application/opensearchdescription+xml"

LONGEST_SHORT_NAME = 16
"""Most characters that the standard allows."""

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_FEED = urls.feed("feed.atom", urls.search())
_QUERY = "q={searchTerms}"
_SEARCHES = (
    ("results", "text/html", f"{urls.search()}?{_QUERY}&page={{startPage?}}"),
    ("results", "application/atom+xml", f"{_FEED}?{_QUERY}&page={{startPage?}}"),
    ("suggestions", "application/x-suggestions+json", f"{urls.suggestions()}?{_QUERY}"),
    ("self", MEDIA_TYPE, urls.opensearch()),
)


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """Return the description document."""
    name = site().name
    top = root("OpenSearchDescription", {"": _NAMESPACE})
    add(top, "ShortName", short_name(name))
    add(top, "LongName", name[:48])
    add(top, "Description", site().subject[:1024])
    for relation, media_type, template in _SEARCHES:
        values = {"rel": relation, "type": media_type, "template": urls.absolute(template)}
        add(top, "Url", attributes=values)
    picture = {"width": "16", "height": "16", "type": "image/svg+xml"}
    add(top, "Image", urls.absolute(urls.static(site().icon)), picture)
    if "words" in site().examples:
        example = quote(site().examples["words"])
        add(top, "Query", attributes={"role": "example", "searchTerms": example})
    add(top, "Language", "*")
    for encoding in ("OutputEncoding", "InputEncoding"):
        add(top, encoding, "UTF-8")
    return Response(written(top, indented=False), mimetype=MEDIA_TYPE)


def short_name(name: str) -> str:
    """Return a name of at most 16 characters: whole words, without "The"."""
    name = name.removeprefix("The ")
    if len(name) <= LONGEST_SHORT_NAME:
        return name
    words = name[: LONGEST_SHORT_NAME + 1].rpartition(" ")[0]
    return words or name[:LONGEST_SHORT_NAME]
