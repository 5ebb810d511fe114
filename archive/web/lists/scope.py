"""What a list is about before a reader asks anything: its address and the articles it is out of."""

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
    """What a page is about before a reader asks anything: its address and what that stands for."""

    path: str
    term: Term | None = None
    month: str | None = None
    order: str = NEWEST
    """The order without an `order` parameter: an event's coverage begins with the first report."""
    by: str | None = None
    """How an index is arranged, when it is not as its plain address has it."""

    @property
    def query(self) -> Query:
        """The scope as a query of its own."""
        return Query(terms=(self.term,) if self.term else (), month=self.month)

    def order_of(self, query: Query) -> str:
        """The order of a query that names none: by relevance only if it searches."""
        return NEWEST if self.order == RELEVANCE and not query.text else self.order

    def under(self, name: str) -> Scope:
        """The same articles in another form, such as `feed.atom`, under the page's address."""
        return replace(self, path=self.path + name)

    def url(self, query: Query, page: int = 1) -> str:
        """The address of a query on this page."""
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
    """Query parameters as a browser writes those of a form, so that none has to be redirected.

    URL Standard, section 1.3: the application/x-www-form-urlencoded percent-encode set.
    """
    return urlencode(pairs, safe="*").replace("~", "%7E")


EVERYTHING = Scope(urls.home())
SEARCH = Scope(urls.search(), order=RELEVANCE)


def period(year: int, month: int | None = None) -> Scope:
    """The timeline of one year or month. Ends with 404 where the archive has no such year."""
    if year not in read_session().snapshot.index.years() or not (month is None or 1 <= month <= 12):
        abort(404)
    if month is None:
        return Scope(urls.period(year), month=str(year))
    return Scope(urls.period(year, month), month=f"{year}-{month:02}")


def coverage(collection: str, record_id: str) -> Scope:
    """The articles of one authority. Ends with 404 for one that there is not."""
    if record_id not in read_session().snapshot.labels[collection]:
        abort(404)
    # Of an event the first report comes first.
    order = OLDEST if collection == "events" else NEWEST
    term = Term(FACET_OF_COLLECTION[collection], record_id)
    return Scope(urls.record(collection, record_id), term, order=order)


def page_of(collection: str, record_id: str) -> str:
    """Where a record is shown: on a page of its own, but a word as a filter of the timeline."""
    if collection == "words":
        return EVERYTHING.url(Query(terms=(Term("word", record_id),)))
    return urls.record(collection, record_id)
