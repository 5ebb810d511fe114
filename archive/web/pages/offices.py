"""A person's offices on a line of time, as shapes to draw above the coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.web import dates

UNKNOWN = 1.5
"""Years of the fading stub that stands for an end which is not known."""


class Office(NamedTuple):
    """One office, with its place on the line as parts of the whole from 0 to 1."""

    role: str
    start: float
    end: float
    exact: bool
    """Both ends are known."""


def make_career(roles: Sequence[dict[str, Any]], years: range) -> list[Office]:
    """Place offices on a line of some years, cut off at its ends.

    `years` are those of the archive, so that offices stand above the coverage of their time.
    Offices without any date, or outside of those years, have no place on the line.
    """
    spans = [(role, *_span(role)) for role in roles if role["start"] or role["end"]]
    return [
        Office(
            role["role"],
            max(0.0, (start - years.start) / len(years)),
            min(1.0, (end - years.start) / len(years)),
            bool(role["start"] and role["end"]),
        )
        for role, start, end in spans
        if start < years.stop and end > years.start
    ]


def _span(role: dict[str, Any]) -> tuple[float, float]:
    """Start and end as years with fractions; an unknown end is a stub beyond the known one."""
    if role["start"] and role["end"]:
        return _year(dates.parsed(role["start"]).earliest), _year(dates.parsed(role["end"]).latest)
    if role["start"]:
        start = _year(dates.parsed(role["start"]).earliest)
        return start, start + UNKNOWN
    end = _year(dates.parsed(role["end"]).latest)
    return end - UNKNOWN, end


def _year(day: Any) -> float:
    return float(day.year + (day.timetuple().tm_yday - 1) / 366)
