"""Offices on a line of time."""

from __future__ import annotations

import pytest

from archive.web.pages.offices import UNKNOWN, WIDTH, draw_offices

YEARS = range(2000, 2020)


def role(start: str | None, end: str | None) -> dict[str, str | None]:
    return {"role": "Envoy", "start": start, "end": end}


def test_office_covers_its_years() -> None:
    (office,) = draw_offices([role("2005", "2009")], YEARS).offices

    assert office.exact
    assert office.bar.x == WIDTH * 5 / 20
    assert office.bar.x + office.bar.width == pytest.approx(WIDTH * 10 / 20, abs=1)


def test_an_unknown_end_is_a_short_stub_and_is_marked() -> None:
    (office,) = draw_offices([role("2010-01-01", None)], YEARS).offices

    assert not office.exact
    assert office.bar.width == pytest.approx(WIDTH * UNKNOWN / 20)


def test_an_office_that_began_before_the_archive_is_cut_off() -> None:
    (office,) = draw_offices([role("1990", "2001")], YEARS).offices

    assert office.bar.x == 0


@pytest.mark.parametrize("dates", [(None, None), ("1990", "1995"), ("2025", "2026")])
def test_office_without_dates_or_outside_the_archive_is_left_out(
    dates: tuple[str | None, str | None],
) -> None:
    assert draw_offices([role(*dates)], YEARS).offices == []


def test_offices_are_stacked_with_labels_inside_the_picture() -> None:
    """The words of a late office end before its bar, where there is room for them."""
    roles = [role("2001", "2003"), role("1990", "1995"), role("2018", None)]
    drawn = draw_offices(roles, YEARS)
    early, late = drawn.offices

    assert (drawn.width, drawn.height) == (WIDTH, 40)
    assert late.bar.y == early.bar.y + 20
    assert early.anchor == "start"
    assert early.text_x > early.bar.x + early.bar.width
    assert late.anchor == "end"
    assert late.text_x < late.bar.x
