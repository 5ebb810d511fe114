"""The scope of a list: its address, and the articles it has before any filter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from flask import abort

from archive.facets import FACET_OF_COLLECTION
from archive.store.facets.query import NEWEST, OLDEST, RELEVANCE, Query, Term
from archive.web import urls
from archive.web.context import read_session


@dataclass(frozen=True, slots=True)
class Scope:
    """The subject of a page with a list: its address, and the filter that this address implies."""

    path: str
    term: Term | None = None
    month: str | None = None
    order: str = NEWEST
    """The default order: an event's coverage begins with the first report."""
    by: str | None = None
    """The arrangement of an index, if it is not the default."""

    @property
    def query(self) -> Query:
        """Return the scope as a query."""
        return Query(terms=(self.term,) if self.term else (), month=self.month)

    def order_of(self, query: Query) -> str:
        """Return the default order of a query: by relevance only if it has a search text."""
        return NEWEST if self.order == RELEVANCE and not query.text else self.order

    def under(self, name: str) -> Scope:
        """Return the scope of a file, such as `feed.atom`, under the page's address."""
        return replace(self, path=self.path + name)

    def url(self, query: Query, page: int = 1) -> str:
        """Return the address of a query on this page."""
        pairs = [pair for pair in query.pairs() if pair[0] != "order"]
        if query.order != self.order_of(query):
            pairs.append(("order", query.order))
        if page > 1:
            pairs.append(("page", str(page)))
        if self.by:
            pairs.append(("by", self.by))
        path = quote(self.path, safe="/")
        return f"{path}?{_encoded(pairs)}" if pairs else path


def _encoded(pairs: list[tuple[str, str]]) -> str:
    """Encode parameters as browsers encode a form, so that submitted forms need no redirect.

    URL Standard, section 1.3: the application/x-www-form-urlencoded percent-encode set.
    """
    return urlencode(pairs, safe="*").replace("~", "%7E")


EVERYTHING = Scope(urls.home())
SEARCH = Scope(urls.search(), order=RELEVANCE)


def period(year: int, month: int | None = None) -> Scope:
    """Return the timeline of a year or month. Abort with 404 if the archive has no such year."""
    if year not in read_session().snapshot.index.years() or not (month is None or 1 <= month <= 12):
        abort(404)
    if month is None:
        return Scope(urls.period(year), month=str(year))
    return Scope(urls.period(year, month), month=f"{year}-{month:02}")


def coverage(collection: str, record_id: str) -> Scope:
    """Return the articles about one authority record. Abort with 404 if it does not exist."""
    if record_id not in read_session().snapshot.labels[collection]:
        abort(404)
    # The page of an event shows the first report first.
    order = OLDEST if collection == "events" else NEWEST
    term = Term(FACET_OF_COLLECTION[collection], record_id)
    return Scope(urls.record(collection, record_id), term, order=order)


def page_of(collection: str, record_id: str) -> str:
    """Return the scope that shows a record: its own page, or for a word the filtered timeline."""
    if collection == "words":
        return EVERYTHING.url(Query(terms=(Term("word", record_id),)))
    return urls.record(collection, record_id)
