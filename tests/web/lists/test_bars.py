"""Bars of a chart as rectangles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.lists.bars import LEAST_HEIGHT, BarLayout, Rectangle

NUMBERS = st.lists(st.integers(0, 5000), min_size=1, max_size=60).filter(any)


@given(NUMBERS)
def test_bars_rest_on_the_base_line_inside_their_slots(numbers: list[int]) -> None:
    layout = BarLayout(1000, 130, 110, 92, len(numbers), max(numbers))
    for place, number in enumerate(numbers):
        bar, slot = layout.bar(place, number), layout.slot(place)
        assert (bar is None) == (number == 0)
        if bar is not None:
            assert bar.y + bar.height == pytest.approx(layout.base, abs=0.11)
            assert LEAST_HEIGHT <= bar.height <= layout.room
            assert slot.x < bar.x
            assert bar.x + bar.width < slot.x + slot.width + 0.1
            assert slot.x < layout.middle(place) < slot.x + slot.width


def test_height_of_a_bar_is_proportional() -> None:
    layout = BarLayout(100, 60, 56, 50, 4, 10)

    assert layout.bar(1, 5) == Rectangle(28.5, 31.0, 18.0, 25.0)
    assert layout.bar(3, 10) == Rectangle(78.5, 6.0, 18.0, 50.0)
