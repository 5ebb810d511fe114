"""Read dates in EDTF level 1: keep the text, and find the days that it may mean.

Source of the format: the Library of Congress, Extended Date/Time Format (EDTF) Specification,
2019, level 1, which is part of ISO 8601-2:2019. The archive accepts years, months and days, the
qualifiers `~ ? %`, unspecified days and months (`X`), and intervals; no times and no seasons.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "year", "interval"]


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as a curator wrote it, and the days that it may mean."""

    text: str
    """The EDTF level 1 text, unchanged: `2012-02~`."""

    earliest: datetime.date
    """The first day it may mean; `date.min` for an interval with an open start."""

    latest: datetime.date
    """The last day it may mean; `date.max` for an interval with an open end."""

    precision: Precision
    """How much of the date is known."""

    approximate: bool = False
    """Marked `~` or `%`: about that time."""

    uncertain: bool = False
    """Marked `?` or `%`: doubtful."""


# `[0-9]` and not `\d`: `\d` also matches digits of other scripts.
_DATE = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%])?")

_YEAR, _MONTH, _DAY = "(?P<year>[1-9][0-9]{3})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_NAME = "(?P<name>[A-Za-z]{3,9})[.]?"
_DAY_FIRST = re.compile(f"(?:{_DAY}[-/.] ?)?{_MONTH}[-/.] ?{_YEAR}")
_OTHER_FORMS = (
    _DAY_FIRST,
    re.compile(f"{_YEAR}[-/.] ?{_MONTH}(?:[-/.] ?{_DAY})?[.]?"),
    re.compile(f"(?:{_DAY}(?:st|nd|rd|th|[.])? )?{_NAME},? {_YEAR}"),
    re.compile(f"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}"),
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_REPAIR = "Write YYYY-MM-DD, YYYY-MM or YYYY."
_REPAIR_INTERVAL = "Write YYYY-MM-DD, YYYY-MM, YYYY or start/end."


class DateError(ValueError):
    """The text is not a date that the archive accepts."""

    def __init__(self, fault: str, repair: str) -> None:
        super().__init__(f"{fault}. {repair}")
        self.fault = fault
        self.repair = repair


def latest_today() -> datetime.date:
    """Return the latest date that it is anywhere: in the zone 14 hours ahead of UTC."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()


def parse_date(text: str, *, intervals: bool = False) -> Edtf:
    """Read one EDTF date, or with `intervals` also `start/end`, `../end` and `start/..`.

    Years run from 1000 to 9999. Raises `DateError` for anything else, for days that do not exist
    and for an interval that ends before it starts.
    """
    if intervals and "/" in text:
        return _parse_interval(text)
    date = _parse_single(text)
    if date is None:
        raise _not_a_date(text, _REPAIR_INTERVAL if intervals else _REPAIR)
    return date


def suggest_date(text: str) -> str | None:
    """Return the EDTF form of a date in another common form: `14.02.2020`, `Feb 2020`, `2012/3/4`.

    Returns `None` for all other texts, and if day and month could be exchanged (`03/04/2012`).
    """
    for form in _OTHER_FORMS:
        if match := form.fullmatch(" ".join(text.split())):
            break
    else:
        return None
    found = match.groupdict()
    day, month = found.get("day"), found.get("month") or _month_number(found["name"])
    if form is _DAY_FIRST and day and "." not in text and int(month) <= 12 and int(day) <= 12:
        return None
    parts = [part.zfill(2) for part in (found["year"], month, day) if part]
    date = _parse_single("-".join(parts))
    return date.text if date else None


def sort_key(date: Edtf) -> int:
    """Give a number for sorting: YYYYMMDD, with 00 for unknown parts.

    So "2012" comes before its months and "2012-02" before its days, although their first days are
    the same. An interval sorts by its start; an open start comes before all other dates.
    """
    start = date.text.split("/")[0]
    if start == "..":
        return 0
    if date.precision == "interval":
        date = parse_date(start)
    day = date.earliest
    month = 0 if date.precision == "year" else day.month
    return day.year * 10_000 + month * 100 + (day.day if date.precision == "day" else 0)


def _parse_interval(text: str) -> Edtf:
    start_text, _, end_text = text.partition("/")
    start, end = _parse_single(start_text), _parse_single(end_text)
    start_fits = start is not None or start_text == ".."
    end_fits = end is not None or end_text == ".."
    if not (start_fits and end_fits) or start is end is None:
        raise _not_a_date(text, _REPAIR_INTERVAL)
    if start is not None and end is not None and end.latest < start.earliest:
        raise DateError(f"{_quoted(text)} ends before it starts", "Write the earlier date first.")
    ends = [date for date in (start, end) if date is not None]
    return Edtf(
        text=text,
        earliest=start.earliest if start else datetime.date.min,
        latest=end.latest if end else datetime.date.max,
        precision="interval",
        approximate=any(date.approximate for date in ends),
        uncertain=any(date.uncertain for date in ends),
    )


def _parse_single(text: str) -> Edtf | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, qualifier = match.groups()
    span = _span(int(year), month, day)
    if span is None:
        return None
    earliest, latest, precision = span
    return Edtf(
        text=text,
        earliest=earliest,
        latest=latest,
        precision=precision,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
    )


def _span(
    year: int, month: str | None, day: str | None
) -> tuple[datetime.date, datetime.date, Precision] | None:
    """The first day, the last day and the precision; `None` if there is no such day."""
    if month in (None, "XX"):
        if day not in (None, "XX"):
            return None
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year"
    number = int(month or 0)
    if not 1 <= number <= 12:
        return None
    last = calendar.monthrange(year, number)[1]
    if day in (None, "XX"):
        return datetime.date(year, number, 1), datetime.date(year, number, last), "month"
    if not 1 <= int(day or 0) <= last:
        return None
    exact = datetime.date(year, number, int(day or 0))
    return exact, exact, "day"


def _month_number(name: str) -> str:
    """Return the number of an English month or its abbreviation; "0" for another word."""
    name = name.lower()
    numbers = (n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.removesuffix("t")))
    return str(next(numbers, 0))


def _not_a_date(text: str, repair: str) -> DateError:
    date = suggest_date(text)
    return DateError(
        f"{_quoted(text)} is not a date", f"Did you mean '{date}'?" if date else repair
    )


def _quoted(text: str) -> str:
    return f"'{' '.join(text.split())[:40]}'"
