"""Sitemaps: every page worth indexing, for search engines and web archives.

With few pages there is one file, otherwise an index of parts. A part is a range in date order, so a
new article changes only the last part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort

from archive.facets import FACET_OF_COLLECTION
from archive.store import queries
from archive.store.snapshot import Snapshot
from archive.web import urls
from archive.web.context import read_session
from archive.web.http.request import keep_to

blueprint = Blueprint("sitemaps", __name__)

MOST = 50_000
"""Most addresses in one file (sitemaps.org). With the longest slugs, a file has 20 MB."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

PAGES = (urls.home(), urls.data(), urls.api_page())
"""Pages of every archive outside the collections and the About section."""


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Return all pages; if there are too many, the index of parts."""
    keep_to(urls.sitemap())
    others = list(_others())
    articles = len(read_session().snapshot.index)
    if len(others) + articles <= MOST:
        return _answer("urlset", (*map(_entry, others), *_articles(range(articles))))
    parts = range(1, len(_parts(articles)) + -(-len(others) // MOST) + 1)
    return _answer("sitemapindex", (_location("sitemap", urls.sitemap(n)) for n in parts))


@blueprint.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """Return one part: first the articles, oldest first, then all other pages."""
    others = list(_others())
    articles = len(read_session().snapshot.index)
    runs = _parts(articles)
    start = (number - len(runs) - 1) * MOST
    if len(others) + articles <= MOST or number < 1 or start >= len(others):
        abort(404)
    keep_to(urls.sitemap(number))
    if number <= len(runs):
        return _answer("urlset", _articles(runs[number - 1]))
    return _answer("urlset", map(_entry, islice(others, start, start + MOST)))


def _parts(articles: int) -> list[range]:
    return [range(start, min(start + MOST, articles)) for start in range(0, articles, MOST)]


def _answer(root: str, entries: Iterable[str]) -> Response:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    body = "".join((head, *entries, f"</{root}>\n"))
    return Response(body, content_type="application/xml; charset=utf-8")


def _articles(ordinals: range) -> Iterator[str]:
    if not ordinals:
        return
    first = read_session().snapshot.index.ids[ordinals.start]
    for slug, changed_at in queries.changes(read_session().connection, first, len(ordinals)):
        yield _entry(urls.article(slug), changed_at)


def _others() -> Iterator[str]:
    """Yield the paths of all other pages. They have no `lastmod`, as their lists keep changing."""
    snapshot = read_session().snapshot
    yield from PAGES
    yield from _periods(snapshot)
    if snapshot.labels["words"]:  # All words share one page.
        yield urls.words()
    for collection in FACET_OF_COLLECTION:
        if collection != "words" and snapshot.labels[collection]:
            yield urls.collection(collection)
            for record_id in snapshot.labels[collection]:
                yield urls.record(collection, record_id)
    for page in queries.pages(read_session().connection):
        yield urls.about(page.slug)


def _periods(snapshot: Snapshot) -> Iterator[str]:
    """Return the years and months that have an article."""
    index = snapshot.index
    for year in index.years():
        if index.span(str(year)):
            yield urls.period(year)
        for month in range(1, 13):
            if index.span(f"{year}-{month:02}"):
                yield urls.period(year, month)


def _entry(path: str, changed_at: str | None = None) -> str:
    return _location("url", path, changed_at)


def _location(element: str, path: str, changed_at: str | None = None) -> str:
    time = f"<lastmod>{escape(changed_at)}</lastmod>" if changed_at else ""
    return f"<{element}><loc>{escape(urls.absolute(path))}</loc>{time}</{element}>\n"
