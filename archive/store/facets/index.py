"""The filter engine: one roaring bitmap of articles for every value of every facet.

A bitmap holds *ordinals*: positions of articles in date order, from 0 for the oldest. A filter is
intersections, unions and differences of bitmaps, a count is a cardinality, a page is a slice.
Nothing is sorted and no SQL is asked: `indexing` makes, stores and reads the bitmaps. Years and
months need none: in date order each is one run of ordinals, found by bisection.

Roaring bitmaps: Lemire et al., "Roaring bitmaps: implementation of an optimized software
library", Software: Practice and Experience 48 (2018).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyroaring import BitMap

from archive.edtf import parse_date
from archive.facets import FACET, FACETS
from archive.store.facets.query import Query, Term

_BLOCK = 1_000
"""Ids that are taken out of a bitmap at once."""

EXTRA_FACETS = ("agency", "added_at", "changed_at")
"""Facets that are no query parameter: the agency is counted, the times are for `history`."""


class Count(NamedTuple):
    """A value of a facet, and how many articles the list has that choosing it opens."""

    value: str
    articles: int


class FacetIndex:
    """All bitmaps of one load, with the date order of its articles. Never changed once made."""

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
        """The ordinals of some articles, given by their ids."""
        if self._ordinal_of is None:
            # Once for each load, and only when somebody searches.
            ordinals = array("i", [0]) * (max(self.ids, default=0) + 1)
            for ordinal, article_id in enumerate(self.ids):
                ordinals[article_id] = ordinal
            self._ordinal_of = ordinals
        ordinal_of = self._ordinal_of
        return BitMap([ordinal_of[article_id] for article_id in ids])

    def holding(self, facet: str, value: str) -> BitMap:
        """The ordinals of the articles that hold one value; empty for a value nobody holds."""
        return self.bitmaps.get(facet, {}).get(value, _NOTHING)

    def by_size(self, facet: str) -> list[tuple[int, str, BitMap]]:
        """The values of a facet with the number and the ordinals of their articles, most first."""
        if facet not in self._by_size:
            values = [(len(b), value, b) for value, b in self.bitmaps.get(facet, {}).items()]
            self._by_size[facet] = sorted(values, key=lambda each: (-each[0], each[1]))
        return self._by_size[facet]

    def holding_any(self, facet: str, values: Iterable[str]) -> BitMap:
        """The ordinals of the articles that hold at least one of some values."""
        return BitMap.union(_NOTHING, *(self.holding(facet, value) for value in values))

    def select(
        self, query: Query, within: BitMap | None = None, found: BitMap | None = None
    ) -> BitMap:
        """The ordinals that answer a query, out of `within` (by default out of everything).

        `found` are the ordinals that the query's text finds; they count if it has one.
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
        """The ordinals of the articles known to have appeared in a year or month (`YYYY[-MM]`)."""
        first, last = _key_range(month)
        return range(bisect_left(self.keys, first), bisect_left(self.keys, last + 1))

    def undated(self, year: int) -> range:
        """The ordinals of the articles of a year whose month is not known."""
        key = year * 10_000
        return range(bisect_left(self.keys, key), bisect_left(self.keys, key + 1))

    def years(self) -> range:
        """Every year from the first article's to the last one's."""
        if not self.keys:
            return range(0)
        return range(self.keys[0] // 10_000, self.keys[-1] // 10_000 + 1)

    def overlapping(self, since: str | None, until: str | None) -> BitMap:
        """The ordinals whose span of possible days meets the range."""
        start, stop = 0, len(self.keys)
        undated: list[range] = []
        if since:
            day = parse_date(since).earliest
            key = _lowest_key(day.year, day.month, day.day)
            start = bisect_left(self.keys, key)
            # A date such as "2012" lies before 1 March 2012 in the order and yet may mean a
            # later day: the runs of the year and of the month that hold the day are added.
            for partial in (day.year * 10_000, day.year * 10_000 + day.month * 100):
                if partial < key:
                    undated.append(
                        range(bisect_left(self.keys, partial), bisect_left(self.keys, partial + 1))
                    )
        if until:
            day = parse_date(until).latest
            stop = bisect_left(self.keys, day.year * 10_000 + day.month * 100 + day.day + 1)
        bits = BitMap(range(start, max(start, stop)))
        for run in undated:
            bits |= BitMap(range(run.start, min(run.stop, stop)) if run.start < stop else ())
        return bits


class Selection:
    """The answer to one query: which articles, how many, and the counts of what could follow."""

    def __init__(
        self,
        index: FacetIndex,
        query: Query,
        within: BitMap | None = None,
        found: BitMap | None = None,
    ) -> None:
        """Answer `query` out of the ordinals `within` (by default out of everything).

        `found` are the ordinals that its text finds, if it has one.
        """
        self.index = index
        self.query = query
        self.within = within
        self.found = found
        self.bits = index.select(query, within, found)

    def asking(self, query: Query) -> Selection:
        """The answer to another query with the same text, or with none, in the same place."""
        return Selection(self.index, query, self.within, self.found)

    def __len__(self) -> int:
        return len(self.bits)

    def page(self, number: int, size: int) -> list[int]:
        """The article ids of one page, counted from 1, in the order of the query."""
        total = len(self.bits)
        skipped = (number - 1) * size
        if skipped >= total:
            return []
        if self.query.oldest_first:
            ordinals = self.bits[skipped : min(skipped + size, total)]
        else:
            ordinals = self.bits[max(0, total - skipped - size) : total - skipped]
        ids = [self.index.ids[ordinal] for ordinal in ordinals]
        return ids if self.query.oldest_first else ids[::-1]

    def every_id(self) -> Iterator[int]:
        """The article ids of all pages, in the order of the query, never all in memory."""
        number = 1
        while ids := self.page(number, _BLOCK):
            yield from ids
            number += 1

    def older(self, ordinal: int, size: int) -> list[int]:
        """At most `size` ordinals of the answer below an ordinal, the newest article first."""
        stop = self.bits.rank(ordinal - 1) if ordinal else 0
        return list(self.bits[max(0, stop - size) : stop])[::-1]

    def newer(self, ordinal: int, size: int) -> list[int]:
        """At most `size` ordinals of the answer from an ordinal on, the oldest article first."""
        start = self.bits.rank(ordinal - 1) if ordinal else 0
        return list(self.bits[start : start + size])

    def sort_key_of(self, position: int) -> int:
        """The sort key of the article at a position of the list, counted from 0."""
        if not self.query.oldest_first:
            position = len(self.bits) - 1 - position
        return self.index.keys[self.bits[position]]

    def count_in(self, month: str) -> int:
        """How many articles of the answer are known to belong to a year or month (`YYYY[-MM]`)."""
        return self._in(self.bits, month)

    def counts(self, facet: str) -> list[Count]:
        """The values that can still be added, with the size of the list each would open.

        Where an article holds several values, adding one narrows the answer. Where it holds one
        (its outlet) and some are asked for already, adding another widens it: "this one or that".
        Most articles first, then by value; values already in the query are left out.
        """
        bits, already = self.bits, 0
        asked = self.query.values(facet)
        if facet in FACET and not FACET[facet].repeatable and asked:
            bits = self._select(self.query.without_included(facet))
            already = len(self.bits)
        taken = {*asked, *self.query.values(facet, excluded=True)}
        found = [
            Count(value, already + number)
            for value, bitmap in self.index.bitmaps.get(facet, {}).items()
            if value not in taken and (number := bits.intersection_cardinality(bitmap))
        ]
        return sorted(found, key=lambda count: (-count.articles, count.value))

    def held(self, facet: str) -> list[Count]:
        """The values that articles of the answer hold, each with how many of them hold it.

        Unlike `counts` this has the values asked for too, and says nothing of another query.
        """
        found = [
            Count(value, number)
            for value, bitmap in self.index.bitmaps.get(facet, {}).items()
            if (number := self.bits.intersection_cardinality(bitmap))
        ]
        return sorted(found, key=lambda count: (-count.articles, count.value))

    def undated(self, year: int) -> int:
        """How many articles of the answer belong to a year and no known month."""
        run = self.index.undated(year)
        return int(self.bits.range_cardinality(run.start, run.stop))

    def top_counts(
        self, facet: str, most: int, without: Term | None = None
    ) -> tuple[list[Count], int]:
        """The first of `counts`, at most so many, and how many more there are.

        Values are taken by the number of all their articles. Once that is less than the last of the
        first ones has, no other can be among them, and nothing more is counted of it than whether
        the answer has it at all.
        """
        bits, already = self.bits, 0
        asked = self.query.values(facet)
        if facet in FACET and not FACET[facet].repeatable and asked:
            bits = self._select(self.query.without_included(facet))
            already = len(self.bits)
        taken = {*asked, *self.query.values(facet, excluded=True)}
        if without is not None and without.facet == facet:
            taken.add(without.value)
        found: list[Count] = []
        others = 0
        for size, value, bitmap in self.index.by_size(facet):
            if value in taken:
                continue
            least = found[-1].articles if len(found) == most else 0
            if already + size < least:
                others += bits.intersect(bitmap)
            elif number := bits.intersection_cardinality(bitmap):
                others += len(found) == most
                if already + number >= least:
                    found.append(Count(value, already + number))
                    found.sort(key=lambda count: (-count.articles, count.value))
                    del found[most:]
        return found, others

    def touches(self, facet: str, value: str) -> bool:
        """Whether the answer has an article with a value."""
        return bool(self.bits.intersect(self.index.holding(facet, value)))

    def year_counts(self) -> dict[int, int]:
        """Year → articles, of the same query without its range; years without any included."""
        bits = self._select(self.query.between(None, None))
        return {year: self._in(bits, str(year)) for year in self.index.years()}

    def month_counts(self, year: int) -> dict[int, int]:
        """Month → articles of one year. Articles with the year alone are in none of them."""
        bits = self._select(self.query.between(None, None))
        return {month: self._in(bits, f"{year}-{month:02}") for month in range(1, 13)}

    def _select(self, query: Query) -> BitMap:
        return self.index.select(query, self.within, self.found)

    def _in(self, bits: BitMap, month: str) -> int:
        span = self.index.span(month)
        return int(bits.range_cardinality(span.start, span.stop))


def _key_range(month: str) -> tuple[int, int]:
    """The first and last sort key of a year or month."""
    year, _, number = month.partition("-")
    if number:
        first = int(year) * 10_000 + int(number) * 100
        return first, first + 99
    return int(year) * 10_000, int(year) * 10_000 + 9_999


def _lowest_key(year: int, month: int, day: int) -> int:
    """The lowest sort key whose earliest day is this one: "2012" itself begins on 1 January."""
    if day > 1:
        return year * 10_000 + month * 100 + day
    return year * 10_000 + (month * 100 if month > 1 else 0)


_NOTHING = BitMap()
