"""Lay out the bars of a chart as rectangles, in the units of an SVG picture."""

from __future__ import annotations

from typing import NamedTuple

BAR_WIDTH = 0.72
"""How much of its slot a bar takes; the rest is the gap to the next bar."""

LEAST_HEIGHT = 1.5
"""The height of the lowest bar, so that one article can be seen beside very many."""


class Rectangle(NamedTuple):
    """A rectangle of an SVG picture."""

    x: float
    y: float
    width: float
    height: float


class BarLayout(NamedTuple):
    """A picture with bars side by side, one in each slot."""

    width: int
    height: int
    base: int
    """The line on which the bars stand."""
    room: int
    """The height of the tallest bar."""
    slots: int
    tallest: int
    """The number that the tallest bar stands for."""

    def slot(self, place: int) -> Rectangle:
        """The whole height of the picture at one place, counted from 0."""
        return rectangle(place * self.slot_width, 0, self.slot_width, self.height)

    def bar(self, place: int, number: int) -> Rectangle | None:
        """The bar of a number at one place, counted from 0; `None` for the number 0."""
        if not number:
            return None
        height = max(number / self.tallest * self.room, LEAST_HEIGHT)
        x = (place + (1 - BAR_WIDTH) / 2) * self.slot_width
        return rectangle(x, self.base - height, self.slot_width * BAR_WIDTH, height)

    def middle(self, place: int) -> float:
        """The middle of the slot at one place, counted from 0."""
        return (place + 0.5) * self.slot_width

    @property
    def slot_width(self) -> float:
        """The width of each slot."""
        return self.width / self.slots


def rectangle(x: float, y: float, width: float, height: float) -> Rectangle:
    """A rectangle to one decimal place, which is finer than a pixel."""
    return Rectangle(round(x, 1), round(y, 1), round(width, 1), round(height, 1))
