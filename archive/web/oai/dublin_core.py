"""Describe an article in unqualified Dublin Core, using only the fifteen elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.cite.bylines import authors
from archive.store.queries import ArticleRow
from archive.store.snapshot import Snapshot
from archive.web import identifiers, urls
from archive.web.context import site
from archive.web.head.meta_tags import RIGHTS
from archive.web.i18n import locale
from archive.web.xml import Element, add

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

_ROOT = {
    "xmlns:oai_dc": NAMESPACE,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}


def add_article(
    parent: Element, row: ArticleRow, snapshot: Snapshot, links: Mapping[str, str]
) -> None:
    """Add the description of an article. `links` maps document id → address."""
    element = add(parent, "oai_dc:dc", attributes=_ROOT)
    for name, text, language in _values(row, snapshot, links):
        add(element, f"dc:{name}", text, {"xml:lang": language})


def _values(
    row: ArticleRow, snapshot: Snapshot, links: Mapping[str, str]
) -> Iterator[tuple[str, str, str | None]]:
    """Yield (element, text, language); the language is `None` for names, dates and codes."""
    labels = snapshot.labels
    ours = str(locale()).replace("_", "-")
    yield "title", row.title, row.language
    for name in authors(row.byline, row.credits):
        yield "creator", name.printed, None
    for tag in row.tags:
        yield "subject", labels["tags"][tag].name, ours
    yield "description", row.summary_text, ours
    yield "publisher", labels["outlets"][row.outlet].name, None
    if row.agency and row.agency != row.outlet:
        yield "contributor", labels["outlets"][row.agency].name, None
    yield "date", row.published, None
    yield "type", "Text", None
    yield "type", row.kind, None
    yield "format", "text/html", None
    yield "identifier", urls.absolute(urls.article(row.slug)), None
    yield "identifier", identifiers.for_record(row.slug), None
    yield "source", row.url, None
    yield "language", row.language, None
    # Several documents may share an address.
    for link in dict.fromkeys(links[document] for document in row.documents):
        yield "relation", link, None
    for place in row.places:
        yield "coverage", place, None
    if row.event_date:
        yield "coverage", row.event_date, None
    yield "rights", RIGHTS, None
    yield "rights", site().licence.url, None
