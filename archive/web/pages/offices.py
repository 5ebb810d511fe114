"""Draw a person's offices on a time axis above the coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.web import dates
from archive.web.lists.bars import Rectangle, rectangle

UNKNOWN = 1.5
"""The length in years of the fading stub for an unknown end."""


WIDTH = 1000
"""The width of the picture, the same as the width of the chart below it."""

LINE = 20
"""The height of the row of one office."""

GAP = 8
"""The distance between a bar and its label."""

LEAST_WIDTH = 4


class Office(NamedTuple):
    """One office as a bar with its label."""

    role: str
    bar: Rectangle
    text_x: float
    text_y: int
    anchor: str
    """The end of the label that is at `text_x`, as SVG's `text-anchor`."""
    exact: bool
    """Both ends are known."""


class Offices(NamedTuple):
    """A person's offices, one below the other."""

    width: int
    height: int
    offices: list[Office]


def draw_offices(roles: Sequence[dict[str, Any]], years: range) -> Offices:
    """Lay out offices on an axis of years, cut off at both ends.

    `years` are the archive's years, so offices appear above the coverage of their time. Offices
    without a date or outside these years are left out.
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
    """Draw one office; its label goes to the side with more room."""
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
    """Return start and end as fractional years; an unknown end becomes a short stub."""
    if role["start"] and role["end"]:
        return _year(dates.parsed(role["start"]).earliest), _year(dates.parsed(role["end"]).latest)
    if role["start"]:
        start = _year(dates.parsed(role["start"]).earliest)
        return start, start + UNKNOWN
    end = _year(dates.parsed(role["end"]).latest)
    return end - UNKNOWN, end


def _year(day: Any) -> float:
    return float(day.year + (day.timetuple().tm_yday - 1) / 366)
