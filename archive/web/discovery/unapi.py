"""`/unapi`: the references of articles for Zotero, which finds this address in the head of a page.

unAPI version 1: https://web.archive.org/web/20140331070802/http://unapi.info/specs/. The elements
that Zotero reads are in its translator `unAPI.js`.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort

from archive.cite.formats import FORMATS
from archive.store import queries
from archive.web import article_references, urls
from archive.web.context import read_session
from archive.web.http.missing import redirect_or_gone
from archive.web.http.request import arguments
from archive.web.xml import add, root, written

blueprint = Blueprint("unapi", __name__)

_FORMATS = {form.suffix: form for form in FORMATS}


@blueprint.get("/unapi")
def unapi() -> Response:
    """Return an article as a reference, or the list of formats.

    Aborts with 404 for an unknown article, 400 for a format without an article, and 406 for an
    unknown format, as the specification asks.
    """
    given = arguments()
    slug, name = given.get("id", ""), given.get("format", "")
    if not slug:
        return abort(400) if name else _formats()
    row = queries.article(read_session().connection, slug)
    if row is None:
        redirect_or_gone(slug, lambda today: urls.unapi(today, name))
    if not name:
        return _formats(slug)
    if name not in _FORMATS:
        abort(406)
    form = _FORMATS[name]
    text = "".join(form.file([article_references.for_article(row)]))
    response = Response(text, content_type=f"{form.media_type}; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _formats(slug: str | None = None) -> Response:
    """Return the formats of all articles, or of one."""
    top = root("formats", {}, **({"id": slug} if slug else {}))
    for form in FORMATS:
        add(top, "format", attributes={"name": form.suffix, "type": form.media_type})
    # "Multiple choices": the specification asks for it where an identifier is given.
    return Response(written(top), 300 if slug else 200, mimetype="application/xml")
