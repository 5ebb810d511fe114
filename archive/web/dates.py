"""Write dates in the reader's language, no more certain or exact than they are."""

from __future__ import annotations

import datetime
from functools import lru_cache

from archive.edtf import Edtf, parse_date
from archive.web.i18n import format_date, ngettext, pgettext
from archive.web.i18n import gettext as _


@lru_cache(maxsize=8192)
def parsed(text: str) -> Edtf:
    """Parse a stored date or interval. The load has checked it, so this does not fail."""
    return parse_date(text, intervals=True)


def words(text: str) -> str:
    """Return a date in words, such as "about February 2012" or "27 February to 23 March 2012"."""
    date = parsed(text)
    if date.precision != "interval":
        return _qualified(date, _whole(date))
    start_text, _slash, end_text = text.partition("/")
    if start_text == "..":
        return _("until %(end)s", end=words(end_text))
    if end_text == "..":
        return _("since %(start)s", start=words(start_text))
    start, end = parsed(start_text), parsed(end_text)
    return _("%(start)s to %(end)s", start=_start(start, end), end=words(end_text))


def short_words(text: str, year: int) -> str:
    """Return a date to print under its year: "14 Mar", "Mar", "about Mar", or the year alone."""
    date = parsed(text)
    start = text.split("/")[0]
    if date.precision == "interval" and start != "..":
        return short_words(start, year)
    if date.precision in ("year", "interval") or date.earliest.year != year:
        return words(text)
    pattern = (
        pgettext("date pattern: short month", "MMM")
        if date.precision == "month"
        else pgettext("date pattern: short day and month", "d MMM")
    )
    return _qualified(date, format_date(date.earliest, pattern))


def machine(text: str) -> str | None:
    """Return the value for `<time datetime>`; `None` for a date that HTML has no format for."""
    date = parsed(text)
    if date.precision == "interval" or date.approximate or date.uncertain:
        return None
    iso = date.earliest.isoformat()
    return {"year": iso[:4], "month": iso[:7], "day": iso}[date.precision]


def day_words(day: datetime.date | str) -> str:
    """Return an exact day in words; a string is read as RFC 3339."""
    if isinstance(day, str):
        day = datetime.date.fromisoformat(day[:10])
    return format_date(day, pgettext("date pattern: day", "d MMMM y"))


def month_words(year: int, month: int) -> str:
    """Return a month in words: "March 2012"."""
    pattern = pgettext("date pattern: month", "MMMM y")
    return format_date(datetime.date(year, month, 1), pattern)


def month_name(month: int, *, short: bool = False) -> str:
    """Return the name of a month alone."""
    pattern = "LLL" if short else "LLLL"
    return format_date(datetime.date(2000, month, 1), pattern)


def range_words(since: str | None, until: str | None) -> str:
    """Return a date range in words: "2012", "2023 to 2024", "since March 2012", "until 2014"."""
    if since and until:
        if since == until:
            return words(since)
        return _("%(start)s to %(end)s", start=words(since), end=words(until))
    if since:
        return _("since %(start)s", start=words(since))
    return _("until %(end)s", end=words(until or ""))


def days_between(event: str, report: str) -> str:
    """Return how long after an event something was published, claiming no more than is known.

    Days are counted from the event's last day; an article published during it is described as such.
    """
    if not _is_exact(report):
        return _("exact day unknown")
    happened, day = parsed(event), parsed(report).earliest
    start, end = event.split("/")[0], event.split("/")[-1]
    if day < happened.earliest:
        if not _is_exact(start):
            return _("earlier")
        return _days_before((happened.earliest - day).days)
    if day > happened.latest:
        if not _is_exact(end):
            return _("later")
        return _days_after((day - happened.latest).days)
    if _is_exact(event):
        return _("the same day")
    began = _is_exact(start) or (start == ".." or parsed(start).latest < day)
    goes_on = _is_exact(end) or (end == ".." or day < parsed(end).earliest)
    doubtful = happened.approximate or happened.uncertain
    if happened.precision == "interval" and began and goes_on and not doubtful:
        return _("during the event")
    return _("in the same period")


def _is_exact(text: str) -> bool:
    """Return whether a date, or one end of an interval, is an exact and certain day."""
    if text == "..":
        return False
    date = parsed(text)
    return date.precision == "day" and not (date.approximate or date.uncertain)


def _start(start: Edtf, end: Edtf) -> str:
    """Return the start of an interval without the parts shared with its end: "10" or "10 May"."""
    exact = start.precision == end.precision == "day" and not (start.approximate or start.uncertain)
    if not exact or start.earliest.year != end.earliest.year:
        return words(start.text)
    if start.earliest.month == end.earliest.month:
        pattern = pgettext("date pattern: day alone, before a later day of the month", "d")
    else:
        pattern = pgettext("date pattern: day and month", "d MMMM")
    return format_date(start.earliest, pattern)


def _whole(date: Edtf) -> str:
    if date.precision == "day":
        return day_words(date.earliest)
    if date.precision == "month":
        return month_words(date.earliest.year, date.earliest.month)
    return str(date.earliest.year)


def _qualified(date: Edtf, said: str) -> str:
    if date.approximate and date.uncertain:
        return _("possibly about %(date)s", date=said)
    if date.approximate:
        return _("about %(date)s", date=said)
    if date.uncertain:
        return _("possibly %(date)s", date=said)
    return said


def _days_before(days: int) -> str:
    return ngettext("%(num)s day before", "%(num)s days before", days)


def _days_after(days: int) -> str:
    return ngettext("%(num)s day after", "%(num)s days after", days)
