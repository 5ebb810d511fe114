"""The answer to a query: its articles in pages, and the counts of the values to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyroaring import BitMap

from archive.facets import FACET
from archive.store.facets.index import FacetIndex
from archive.store.facets.query import Query, Term

_BLOCK = 1_000
"""How many ids are taken out of a bitmap at a time."""


class Count(NamedTuple):
    """A value of a facet, and a number of articles."""

    value: str
    articles: int


class Selection:
    """The articles that match one query, and the counts of the values of each facet."""

    def __init__(
        self,
        index: FacetIndex,
        query: Query,
        within: BitMap | None = None,
        found: BitMap | None = None,
    ) -> None:
        """Answer `query` among the ordinals `within` (by default among all).

        `found` are the ordinals that match its text, if it has one.
        """
        self.index = index
        self.query = query
        self.within = within
        self.found = found
        self.bits = index.select(query, within, found)

    def asking(self, query: Query) -> Selection:
        """Answer another query, with the same text or without one, among the same articles."""
        return Selection(self.index, query, self.within, self.found)

    def __len__(self) -> int:
        return len(self.bits)

    def page(self, number: int, size: int) -> list[int]:
        """Return the article ids of one page, counted from 1, in the order of the query."""
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
        """Yield the article ids of all pages, in the order of the query."""
        number = 1
        while ids := self.page(number, _BLOCK):
            yield from ids
            number += 1

    def older(self, ordinal: int, size: int) -> list[int]:
        """Return at most `size` ordinals of the answer below an ordinal, newest first."""
        stop = self.bits.rank(ordinal - 1) if ordinal else 0
        return list(self.bits[max(0, stop - size) : stop])[::-1]

    def newer(self, ordinal: int, size: int) -> list[int]:
        """Return at most `size` ordinals of the answer from an ordinal on, oldest first."""
        start = self.bits.rank(ordinal - 1) if ordinal else 0
        return list(self.bits[start : start + size])

    def sort_key_of(self, position: int) -> int:
        """Return the sort key of the article at a position of the list, counted from 0."""
        if not self.query.oldest_first:
            position = len(self.bits) - 1 - position
        return self.index.keys[self.bits[position]]

    def count_in(self, month: str) -> int:
        """Count the articles of the answer known to date from a year or month (`YYYY[-MM]`)."""
        return self._in(self.bits, month)

    def counts(self, facet: str) -> list[Count]:
        """Count the values that can still be added, each with the size of the list it opens.

        Where an article may have several values, adding one narrows the answer. Where it has one
        (its outlet) and some are asked for already, adding another widens it: "this one or that".
        The largest count comes first; equal counts are sorted by value. Values in the query are
        left out.
        """
        bits, already = self._countable(facet)
        taken = self._taken(facet)
        values = self.index.bitmaps.get(facet, {}).items()
        return _sorted(
            Count(value, already + number)
            for value, bitmap in values
            if value not in taken and (number := bits.intersection_cardinality(bitmap))
        )

    def held(self, facet: str) -> list[Count]:
        """Count the articles of the answer with each value, values in the query included."""
        values = self.index.bitmaps.get(facet, {}).items()
        return _sorted(
            Count(value, number)
            for value, bitmap in values
            if (number := self.bits.intersection_cardinality(bitmap))
        )

    def undated(self, year: int) -> int:
        """Count the articles of the answer that date from a year and no known month."""
        run = self.index.undated(year)
        return int(self.bits.range_cardinality(run.start, run.stop))

    def top_counts(
        self, facet: str, most: int, without: Term | None = None
    ) -> tuple[list[Count], int]:
        """Return the first `most` of `counts`, less one term, and how many more there are.

        Values are visited by total article count, largest first. Once that total is below the
        smallest count in the list, no later value can enter it, so the rest are only tested for
        overlap.
        """
        bits, already = self._countable(facet)
        taken = self._taken(facet)
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
                    found = _sorted([*found, Count(value, already + number)])[:most]
        return found, others

    def touches(self, facet: str, value: str) -> bool:
        """Whether an article of the answer has a value."""
        return bool(self.bits.intersect(self.index.holding(facet, value)))

    def year_counts(self) -> dict[int, int]:
        """Count the articles of each year, zeros included, without the query's range of dates."""
        bits = self._select(self.query.between(None, None))
        return {year: self._in(bits, str(year)) for year in self.index.years()}

    def month_counts(self, year: int) -> dict[int, int]:
        """Count the articles of each month of a year, without the query's range of dates.

        Articles whose month is not known are in none of the counts.
        """
        bits = self._select(self.query.between(None, None))
        return {month: self._in(bits, f"{year}-{month:02}") for month in range(1, 13)}

    def _countable(self, facet: str) -> tuple[BitMap, int]:
        """Return the ordinals that adding a value would choose from, and the number it adds to."""
        alternatives = facet in FACET and not FACET[facet].repeatable
        if not (alternatives and self.query.values(facet)):
            return self.bits, 0
        return self._select(self.query.without_included(facet)), len(self.bits)

    def _taken(self, facet: str) -> set[str]:
        """Return the values of a facet that the query asks for or excludes."""
        return {*self.query.values(facet), *self.query.values(facet, excluded=True)}

    def _select(self, query: Query) -> BitMap:
        return self.index.select(query, self.within, self.found)

    def _in(self, bits: BitMap, month: str) -> int:
        span = self.index.span(month)
        return int(bits.range_cardinality(span.start, span.stop))


def _sorted(counts: Iterable[Count]) -> list[Count]:
    return sorted(counts, key=lambda count: (-count.articles, count.value))
