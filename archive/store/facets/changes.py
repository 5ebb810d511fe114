"""Articles in the order in which they were added or changed.

The times are facets like any other: one bitmap of ordinals for each load that added or changed
something. So this order needs no sorting, and within one load it is date order.

A harvester reads the order of changes in pages. A page ends at an article and not at a number, so
the next page begins after that article whatever a load has added or deleted since. An article that
changes meanwhile moves to the end and is met there again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection

from archive.store import queries
from archive.store.facets.index import FacetIndex
from archive.store.facets.position import Position, ordinal_from
from archive.store.facets.selection import Selection

ADDED, CHANGED = "added_at", "changed_at"


class TimeSpan(NamedTuple):
    """A span of time, both ends included (UTC, RFC 3339)."""

    since: str
    until: str


class ChangePosition(NamedTuple):
    """The position of an article in the order of changes: within a load, by date and slug."""

    time: str
    sort_key: int
    slug: str


def latest_added(selection: Selection, number: int, size: int) -> list[int]:
    """Return the article ids of one page, counted from 1: last added first, then by date."""
    loads = selection.index.bitmaps.get(ADDED, {})
    skipped = (number - 1) * size
    ids: list[int] = []
    for time in sorted(loads, reverse=True):
        count = selection.bits.intersection_cardinality(loads[time])
        if skipped >= count:
            skipped -= count
            continue
        ordinals = selection.bits & loads[time]
        stop = count - skipped
        ids += [
            selection.index.ids[ordinal]
            for ordinal in ordinals[max(0, stop - size + len(ids)) : stop]
        ][::-1]
        skipped = 0
        if len(ids) == size:
            break
    return ids


def last_change(selection: Selection) -> str | None:
    """Return the time at which any of the articles was last changed; `None` without articles."""
    loads, bits = selection.index.bitmaps.get(CHANGED, {}), selection.bits
    return next((time for time in sorted(loads, reverse=True) if bits.intersect(loads[time])), None)


def changed(index: FacetIndex, bits: BitMap, span: TimeSpan) -> int:
    """Count the articles, among some, whose last change lies in a span of time."""
    return sum(bits.intersection_cardinality(ordinals) for _time, ordinals in _loads(index, span))


def page(
    connection: Connection,
    index: FacetIndex,
    bits: BitMap,
    span: TimeSpan,
    after: ChangePosition | None,
    size: int,
) -> list[int]:
    """Return the ids of the next `size` articles after a position, or of as many as are left."""
    ids: list[int] = []
    for time, ordinals in _loads(index, span):
        if after and time < after.time:
            continue
        found = bits & ordinals
        start = 0
        if after and time == after.time:
            position = Position(after.sort_key, after.slug)
            start = _before(found, ordinal_from(connection, index, position, after=True))
        ids += [index.ids[ordinal] for ordinal in found[start : start + size - len(ids)]]
        if len(ids) == size:
            break
    return ids


def earliest(connection: Connection, index: FacetIndex) -> str | None:
    """Return the earliest change or deletion date of any known article."""
    times = [*index.bitmaps.get(CHANGED, {}), queries.first_deletion(connection)]
    return min((time for time in times if time), default=None)


def _loads(index: FacetIndex, span: TimeSpan) -> Iterator[tuple[str, BitMap]]:
    for time, ordinals in sorted(index.bitmaps.get(CHANGED, {}).items()):
        if span.since <= time <= span.until:
            yield time, ordinals


def _before(ordinals: BitMap, ordinal: int) -> int:
    """Count the ordinals that are lower than another."""
    return ordinals.rank(ordinal - 1) if ordinal else 0
