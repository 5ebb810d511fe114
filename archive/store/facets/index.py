"""The filter engine: one roaring bitmap of articles for every value of every facet.

A bitmap holds *ordinals*: positions of articles in date order, from 0 for the oldest. To filter is
to intersect, unite and subtract bitmaps. A count is a cardinality, and a page is a slice. Nothing
is sorted, and no SQL is run: `build` makes, stores and reads the bitmaps. Years and months need no
bitmaps: in date order each is one run of ordinals, which two bisections find.

Roaring bitmaps: Lemire et al., "Roaring bitmaps: implementation of an optimized software
library", Software: Practice and Experience 48 (2018).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from pyroaring import BitMap

from archive.edtf import parse_date
from archive.facets import FACETS
from archive.store.facets.query import Query

EXTRA_FACETS = ("agency", "added_at", "changed_at")
"""Facets without a query parameter: the agency is only counted, `changes` uses the times."""


class FacetIndex:
    """All bitmaps of one load, with the date order of its articles. Immutable."""

    def __init__(
        self, ids: array[int], keys: array[int], bitmaps: Mapping[str, dict[str, BitMap]]
    ) -> None:
        """Take the article ids and sort keys in date order, and facet → value → ordinals."""
        self.ids = ids
        self.keys = keys
        self.bitmaps = bitmaps
        self.everything = BitMap(range(len(ids)))
        self._ordinal_of: array[int] | None = None
        self._by_size: dict[str, list[tuple[int, str, BitMap]]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def ordinals_of(self, ids: Iterable[int]) -> BitMap:
        """Return the ordinals of the articles with some ids."""
        if self._ordinal_of is None:
            # Made once for each load, by the first search.
            ordinals = array("i", [0]) * (max(self.ids, default=0) + 1)
            for ordinal, article_id in enumerate(self.ids):
                ordinals[article_id] = ordinal
            self._ordinal_of = ordinals
        ordinal_of = self._ordinal_of
        return BitMap([ordinal_of[article_id] for article_id in ids])

    def holding(self, facet: str, value: str) -> BitMap:
        """Return the ordinals of the articles with a value; an empty bitmap if there are none."""
        return self.bitmaps.get(facet, {}).get(value, _NOTHING)

    def by_size(self, facet: str) -> list[tuple[int, str, BitMap]]:
        """List the values of a facet as (number of articles, value, ordinals), largest first."""
        if facet not in self._by_size:
            values = [(len(b), value, b) for value, b in self.bitmaps.get(facet, {}).items()]
            self._by_size[facet] = sorted(values, key=lambda each: (-each[0], each[1]))
        return self._by_size[facet]

    def holding_any(self, facet: str, values: Iterable[str]) -> BitMap:
        """Return the ordinals of the articles with at least one of some values."""
        return BitMap.union(_NOTHING, *(self.holding(facet, value) for value in values))

    def select(
        self, query: Query, within: BitMap | None = None, found: BitMap | None = None
    ) -> BitMap:
        """Return the ordinals that match a query, among `within` (by default among all).

        `found` are the ordinals that match the query's text; they are used if it has a text.
        """
        bits = self.everything if within is None else within
        if query.text and found is not None:
            bits = bits & found
        for facet in FACETS:
            wanted = [self.holding(facet.name, v) for v in query.values(facet.name)]
            if wanted and not facet.repeatable:
                wanted = [BitMap.union(*wanted)]
            for bitmap in wanted:
                bits = bits & bitmap
            for value in query.values(facet.name, excluded=True):
                bits = bits - self.holding(facet.name, value)
        if query.since or query.until:
            bits = bits & self.overlapping(query.since, query.until)
        if query.month:
            bits = bits & BitMap(self.span(query.month))
        return bits

    def span(self, month: str) -> range:
        """Return the ordinals of the articles known to date from a year or month (`YYYY[-MM]`)."""
        first, last = _key_range(month)
        return range(bisect_left(self.keys, first), bisect_left(self.keys, last + 1))

    def undated(self, year: int) -> range:
        """Return the ordinals of the articles of a year whose month is not known."""
        return self._run(year * 10_000)

    def years(self) -> range:
        """Return every year from that of the first article to that of the last."""
        if not self.keys:
            return range(0)
        return range(self.keys[0] // 10_000, self.keys[-1] // 10_000 + 1)

    def overlapping(self, since: str | None, until: str | None) -> BitMap:
        """Return the ordinals of the articles that may date from a day between two EDTF dates."""
        start, stop = 0, len(self.keys)
        partly_dated: list[range] = []
        if since:
            day = parse_date(since).earliest
            key = _lowest_key(day.year, day.month, day.day)
            start = bisect_left(self.keys, key)
            # "2012" comes before 1 March 2012 in the order, but may mean a later day. So the
            # articles dated by the year or the month of the day alone are added.
            partial_keys = (day.year * 10_000, day.year * 10_000 + day.month * 100)
            partly_dated = [self._run(partial) for partial in partial_keys if partial < key]
        if until:
            day = parse_date(until).latest
            stop = bisect_left(self.keys, day.year * 10_000 + day.month * 100 + day.day + 1)
        bits = BitMap(range(start, max(start, stop)))
        for run in partly_dated:
            bits |= BitMap(range(run.start, min(run.stop, stop)) if run.start < stop else ())
        return bits

    def _run(self, key: int) -> range:
        """Return the ordinals of the articles with one sort key."""
        return range(bisect_left(self.keys, key), bisect_left(self.keys, key + 1))


def _key_range(month: str) -> tuple[int, int]:
    """Return the first and last sort key of a year or month."""
    year, _, number = month.partition("-")
    if number:
        first = int(year) * 10_000 + int(number) * 100
        return first, first + 99
    return int(year) * 10_000, int(year) * 10_000 + 9_999


def _lowest_key(year: int, month: int, day: int) -> int:
    """Return the lowest sort key that begins on a day: "2012" begins on 1 January."""
    if day > 1:
        return year * 10_000 + month * 100 + day
    return year * 10_000 + (month * 100 if month > 1 else 0)


_NOTHING = BitMap()
