"""The timeline of a list: articles and events by date, grouped by year."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.edtf import parse_date
from archive.store.facets.selection import Selection
from archive.store.queries import ArticleRow
from archive.store.snapshot import EventMark, Snapshot
from archive.web import urls
from archive.web.lists.scope import Scope


class TimelineEntry(NamedTuple):
    """One point on the timeline: an article, or an event with the number of its articles here."""

    sort_key: int
    article: ArticleRow | None
    event: EventMark | None
    coverage: int


@dataclass(slots=True)
class TimelineMonth:
    """The entries of one month that this page shows."""

    month: int
    entries: list[TimelineEntry] = field(default_factory=list)


@dataclass(slots=True)
class TimelineYear:
    """The entries of one year that this page shows."""

    year: int
    count: int
    """The number of the year's articles in the whole list, not only on this page."""
    url: str | None
    """The address of the list of that year; `None` inside a year or outside the archive's years."""
    months: list[TimelineMonth] = field(default_factory=list)
    undated: list[TimelineEntry] = field(default_factory=list)
    """Entries of the year without a known month."""


def events_for(selection: Selection, scope: Scope, snapshot: Snapshot) -> list[EventMark]:
    """Return the events shown with a list, in date order.

    The timeline without filters shows all events; a filtered list shows those that its articles
    report on. Events with an unknown start are left out.
    """
    query = selection.query
    ranges = [_days(query.since, query.until), _days(scope.month, scope.month)]
    everything = not (query.terms or query.text or scope.term)
    return [
        event
        for event in snapshot.events
        if event.sort_key
        and all(_overlaps(event, first, last) for first, last in ranges)
        and (everything or selection.touches("event", event.label.id))
    ]


def make_timeline(
    selection: Selection,
    scope: Scope,
    articles: list[ArticleRow],
    events: list[EventMark],
    page: int,
    size: int,
) -> list[TimelineYear]:
    """Return the years of one page of a list, with articles and events in the list's order."""
    entries = [TimelineEntry(row.sort_key, row, None, 0) for row in articles]
    entries += [
        TimelineEntry(event.sort_key, None, event, _coverage(selection, event))
        for event in _of_page(selection, articles, events, page, size)
    ]
    backwards = not selection.query.oldest_first
    # Within a day, place the event on the older side of the reports on it, in either order.
    entries.sort(key=lambda entry: (entry.sort_key, entry.article is not None), reverse=backwards)
    return _by_year(entries, selection, scope)


def _of_page(
    selection: Selection, articles: list[ArticleRow], events: list[EventMark], page: int, size: int
) -> Iterable[EventMark]:
    """Return the events between the first article of this page and the first of the next.

    The first page also has all earlier events, the last page all later ones.
    """
    if not articles:
        return events if page == 1 else ()
    next_key = selection.sort_key_of(page * size) if page * size < len(selection) else None
    first_key = articles[0].sort_key if page > 1 else None
    if selection.query.oldest_first:
        return [
            event
            for event in events
            if (first_key is None or event.sort_key >= first_key)
            and (next_key is None or event.sort_key < next_key)
        ]
    return [
        event
        for event in events
        if (first_key is None or event.sort_key <= first_key)
        and (next_key is None or event.sort_key > next_key)
    ]


def _by_year(
    entries: list[TimelineEntry], selection: Selection, scope: Scope
) -> list[TimelineYear]:
    years: list[TimelineYear] = []
    for entry in entries:
        year, month = entry.sort_key // 10_000, entry.sort_key // 100 % 100
        if not years or years[-1].year != year:
            count = selection.count_in(str(year))
            years.append(TimelineYear(year, count, _year_url(selection, scope, year)))
        _of_month(years[-1], month).append(entry)
    return years


def _of_month(year: TimelineYear, month: int) -> list[TimelineEntry]:
    """Return the year and month of an entry; month 0 means unknown."""
    if not month:
        return year.undated
    if not year.months or year.months[-1].month != month:
        year.months.append(TimelineMonth(month))
    return year.months[-1].entries


def _year_url(selection: Selection, scope: Scope, year: int) -> str | None:
    if scope.month or year not in selection.index.years():
        return None
    query = selection.query
    if scope.term:
        query = query.adding(scope.term)
    return Scope(urls.period(year)).url(query)


def _coverage(selection: Selection, event: EventMark) -> int:
    bitmap = selection.index.holding("event", event.label.id)
    return int(selection.bits.intersection_cardinality(bitmap))


def _days(since: str | None, until: str | None) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of a range. An open end extends to the end of the calendar."""
    first = parse_date(since).earliest if since else datetime.date.min
    last = parse_date(until).latest if until else datetime.date.max
    return first, last


def _overlaps(event: EventMark, first: datetime.date, last: datetime.date) -> bool:
    return event.earliest <= last and event.latest >= first
