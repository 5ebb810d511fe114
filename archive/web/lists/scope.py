"""What each address with a list is about: the page, its feeds and its downloads ask here."""

from __future__ import annotations

import re

from flask import abort

from archive.facets import FACET_OF_COLLECTION
from archive.store.facets.query import NEWEST, OLDEST, RELEVANCE, Query, Term
from archive.web import urls
from archive.web.context import read_session
from archive.web.lists.query import Scope

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


def scope_at(path: str) -> Scope:
    """The scope of the list at a path, such as `/tags/upr/`. Ends with 404 where none is."""
    if path == EVERYTHING.path:
        return EVERYTHING
    if path == SEARCH.path:
        return SEARCH
    if found := _PERIOD.fullmatch(path):
        return period(int(found[1]), int(found[2]) if found[2] else None)
    if found := _COVERAGE.fullmatch(path):
        return coverage(found[1], found[2])
    abort(404)


_PERIOD = re.compile(r"/timeline/([0-9]{4})/(?:([0-9]{2})/)?")
_COVERAGE = re.compile(
    rf"/({'|'.join(name for name in FACET_OF_COLLECTION if name != 'words')})/([^/]+)/"
)
