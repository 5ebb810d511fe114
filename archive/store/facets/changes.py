"""Articles in the order of their last change, cut into pages that a new load does not shift.

A page ends at an article and not at a number, so the next one begins after that article whatever
came or went in between. One that changes meanwhile moves to the end and is met there (again).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection

from archive.store import queries
from archive.store.facets.history import CHANGED
from archive.store.facets.index import FacetIndex


class Span(NamedTuple):
    """A span of time, both ends within it (UTC, RFC 3339)."""

    since: str
    until: str


class Place(NamedTuple):
    """An article in the order of changes: within a load, that of dates and slugs."""

    time: str
    sort_key: int
    slug: str


def changed(index: FacetIndex, bits: BitMap, span: Span) -> int:
    """How many of some articles were last changed within a span of time."""
    return sum(bits.intersection_cardinality(ordinals) for _time, ordinals in _loads(index, span))


def page(
    connection: Connection,
    index: FacetIndex,
    bits: BitMap,
    span: Span,
    after: Place | None,
    size: int,
) -> list[int]:
    """The ids of the first articles after a place, `size` of them unless fewer are left."""
    ids: list[int] = []
    for time, ordinals in _loads(index, span):
        if after and time < after.time:
            continue
        found = bits & ordinals
        start = 0
        if after and time == after.time:
            start = _before(found, _rank_after(connection, index, after))
        ids += [index.ids[ordinal] for ordinal in found[start : start + size - len(ids)]]
        if len(ids) == size:
            break
    return ids


def earliest(connection: Connection, index: FacetIndex) -> str | None:
    """The first time at which anything that is known now was changed or taken out."""
    times = [*index.bitmaps.get(CHANGED, {}), queries.first_deletion(connection)]
    return min((time for time in times if time), default=None)


def _loads(index: FacetIndex, span: Span) -> Iterator[tuple[str, BitMap]]:
    for time, ordinals in sorted(index.bitmaps.get(CHANGED, {}).items()):
        if span.since <= time <= span.until:
            yield time, ordinals


def _rank_after(connection: Connection, index: FacetIndex, place: Place) -> int:
    """The lowest ordinal after a place, whether or not its article is still there."""
    first_of_date = bisect_left(index.keys, place.sort_key)
    return first_of_date + queries.up_to(connection, place.sort_key, place.slug)


def _before(ordinals: BitMap, ordinal: int) -> int:
    """How many of some ordinals are lower than another."""
    return ordinals.rank(ordinal - 1) if ordinal else 0
