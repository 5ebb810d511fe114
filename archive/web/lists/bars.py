"""Lay out the bars of a chart as SVG rectangles."""

from __future__ import annotations

from typing import NamedTuple

BAR_WIDTH = 0.72
"""The share of its slot that a bar fills; the rest is the gap to the next bar."""

LEAST_HEIGHT = 1.5
"""The height of the lowest bar, so one article is visible next to very many."""


class Rectangle(NamedTuple):
    """A rectangle of an SVG picture."""

    x: float
    y: float
    width: float
    height: float


class BarLayout(NamedTuple):
    """A picture divided into slots, with one bar in each slot."""

    width: int
    height: int
    base: int
    """The base line of the bars."""
    room: int
    """The height of the tallest bar."""
    slots: int
    tallest: int
    """The number that the tallest bar shows."""

    def slot(self, place: int) -> Rectangle:
        """Return the slot at a position, counted from 0, in the full height of the picture."""
        return rectangle(place * self.slot_width, 0, self.slot_width, self.height)

    def bar(self, place: int, number: int) -> Rectangle | None:
        """Return the bar for a number at a position, counted from 0; `None` for the number 0."""
        if not number:
            return None
        height = max(number / self.tallest * self.room, LEAST_HEIGHT)
        x = (place + (1 - BAR_WIDTH) / 2) * self.slot_width
        return rectangle(x, self.base - height, self.slot_width * BAR_WIDTH, height)

    def middle(self, place: int) -> float:
        """Return the middle of the slot at a position, counted from 0."""
        return (place + 0.5) * self.slot_width

    @property
    def slot_width(self) -> float:
        """Return the width of each slot."""
        return self.width / self.slots


def rectangle(x: float, y: float, width: float, height: float) -> Rectangle:
    """Return a rectangle rounded to one decimal place, which is finer than a pixel."""
    return Rectangle(round(x, 1), round(y, 1), round(width, 1), round(height, 1))
