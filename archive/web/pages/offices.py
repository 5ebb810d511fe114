"""A person's offices on a line of time, as shapes to draw above the coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.web import dates
from archive.web.lists.bars import Rectangle, rectangle

UNKNOWN = 1.5
"""Years of the fading stub that stands for an end which is not known."""


WIDTH = 1000
"""The width of the picture, the same as that of the chart below it."""

LINE = 20
"""The height of the line of one office."""

GAP = 8
"""The distance between a bar and its words."""

LEAST_WIDTH = 4


class Office(NamedTuple):
    """One office as a bar, with its words beside it."""

    role: str
    bar: Rectangle
    text_x: float
    text_y: int
    anchor: str
    """Which end of the words is at `text_x`, as SVG's `text-anchor`."""
    exact: bool
    """Both ends are known."""


class Offices(NamedTuple):
    """A person's offices, one below the other."""

    width: int
    height: int
    offices: list[Office]


def draw_offices(roles: Sequence[dict[str, Any]], years: range) -> Offices:
    """Place offices on a line of some years, cut off at its ends.

    `years` are those of the archive, so that offices appear above the coverage of their time.
    Offices without any date, or outside those years, are left out.
    """
    spans = [(role, *_span(role)) for role in roles if role["start"] or role["end"]]
    shown = [span for span in spans if span[1] < years.stop and span[2] > years.start]
    scale = WIDTH / len(years) if years else 0
    offices = [
        _office(
            role,
            max(0.0, (start - years.start) * scale),
            min(WIDTH, (end - years.start) * scale),
            place * LINE,
        )
        for place, (role, start, end) in enumerate(shown)
    ]
    return Offices(WIDTH, LINE * len(offices), offices)


def _office(role: dict[str, Any], start: float, end: float, top: int) -> Office:
    """Draw one office; its words go to the side with more room."""
    is_late = start > WIDTH / 2
    return Office(
        role["role"],
        rectangle(start, top + 5, max(end - start, LEAST_WIDTH), 8),
        round(start - GAP if is_late else end + GAP, 1),
        top + 13,
        "end" if is_late else "start",
        bool(role["start"] and role["end"]),
    )


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
