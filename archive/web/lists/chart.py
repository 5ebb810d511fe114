"""The column chart above a list: articles by year, or by month inside a year, as shapes to draw."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from archive.edtf import parse_date
from archive.store.facets.query import Query
from archive.store.facets.selection import Selection
from archive.web import dates, urls
from archive.web.lists.bars import BarLayout, Rectangle
from archive.web.lists.scope import Scope

MOST_DIAMONDS = 4
"""Events drawn above one wide column; the table below the chart has their number."""

DIAMOND_SLOT = 30
"""A column must be wider than this for more than one event."""

DIAMOND_STEP = 8
"""The distance between the events above one column."""


class Column(NamedTuple):
    """One year or month."""

    name: str
    label: str
    """The short label under the column."""
    url: str
    articles: int
    """The number of articles in the list that the link opens."""
    whole: int
    """The number of articles without the reader's query."""
    events: int
    chosen: bool
    """Whether it is inside the requested range."""


class DrawnColumn(NamedTuple):
    """A column with its shapes."""

    column: Column
    slot: Rectangle
    """The area that can be clicked."""
    whole: Rectangle | None
    """All articles without the reader's query, if there are any."""
    part: Rectangle | None
    """The articles of the list, if shown separately from all articles."""
    diamonds: list[float]
    """The x position of each event's mark."""
    middle: float
    labelled: bool
    """Whether its label fits under it."""


class Picture(NamedTuple):
    """The chart in one size."""

    name: str
    width: int
    height: int
    base: int
    """The base line of the columns."""
    label_y: int
    columns: list[DrawnColumn]


class Chart(NamedTuple):
    """All columns, and the number of articles in the tallest one."""

    columns: list[Column]
    tallest: int
    by_month: bool
    is_filtered: bool
    """Whether the reader's query leaves anything out."""

    def pictures(self) -> list[Picture]:
        """Return the chart for wide and narrow screens; the style sheet shows one of them."""
        return [self._picture("wide", 1000, 130, 2), self._picture("narrow", 360, 90, 6)]

    def _picture(self, name: str, width: int, height: int, label_step: int) -> Picture:
        base = height - 20
        layout = BarLayout(width, height, base, base - 18, len(self.columns), self.tallest)
        columns = [
            self._drawn(column, place, layout, place % label_step == 0)
            for place, column in enumerate(self.columns)
        ]
        return Picture(name, width, height, base, height - 5, columns)

    def _drawn(self, column: Column, place: int, layout: BarLayout, labelled: bool) -> DrawnColumn:
        has_part = self.is_filtered or column.chosen
        return DrawnColumn(
            column,
            layout.slot(place),
            layout.bar(place, column.whole),
            layout.bar(place, column.articles) if has_part else None,
            _diamonds(column.events, place, layout),
            round(layout.middle(place), 1),
            labelled,
        )


def _diamonds(events: int, place: int, layout: BarLayout) -> list[float]:
    """Return the x position of each event's mark, side by side above the middle of a column."""
    drawn = min(events, MOST_DIAMONDS if layout.slot_width > DIAMOND_SLOT else 1)
    first = layout.middle(place) - (drawn - 1) / 2 * DIAMOND_STEP
    return [round(first + number * DIAMOND_STEP, 1) for number in range(drawn)]


def make_chart(selection: Selection, scope: Scope, events: list[int]) -> Chart | None:
    """Return the chart of a list; `None` for a single month or an empty list.

    `events` are the sort keys of the events shown with the list.
    """
    if scope.month and "-" in scope.month:
        return None
    whole = selection.asking(Query())
    if not len(whole):
        return None
    if scope.month:
        columns = _months(selection, whole, int(scope.month), events)
    else:
        columns = _years(selection, whole, scope, events)
    tallest = max(column.whole for column in columns)
    is_filtered = any(column.articles != column.whole for column in columns)
    return Chart(columns, tallest, scope.month is not None, is_filtered)


def _years(selection: Selection, whole: Selection, scope: Scope, events: list[int]) -> list[Column]:
    query = selection.query
    counts, wholes = selection.year_counts(), whole.year_counts()
    happened = Counter(key // 10_000 for key in events)
    since = parse_date(query.since).earliest.year if query.since else 0
    until = parse_date(query.until).latest.year if query.until else 9999
    return [
        Column(
            str(year),
            str(year),
            _year_url(query, scope, year),
            counts[year],
            wholes[year],
            happened[year],
            since <= year <= until,
        )
        for year in counts
    ]


def _year_url(query: Query, scope: Scope, year: int) -> str:
    """Return the address of a year: a page on the timeline, a date range elsewhere."""
    if scope.path == urls.home():
        return Scope(urls.period(year)).url(query.between(None, None))
    return scope.url(query.between(str(year), str(year)))


def _months(selection: Selection, whole: Selection, year: int, events: list[int]) -> list[Column]:
    query = replace(selection.query, since=None, until=None)
    counts, wholes = selection.month_counts(year), whole.month_counts(year)
    happened = Counter(key // 100 for key in events)
    return [
        Column(
            dates.month_words(year, month),
            dates.month_name(month, short=True),
            Scope(urls.period(year, month)).url(query),
            counts[month],
            wholes[month],
            happened[year * 100 + month],
            True,
        )
        for month in counts
    ]
