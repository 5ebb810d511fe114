"""Offices on a line of time."""

from __future__ import annotations

import pytest

from archive.web.pages.offices import UNKNOWN, make_career

YEARS = range(2000, 2020)


def role(start: str | None, end: str | None) -> dict[str, str | None]:
    return {"role": "Envoy", "start": start, "end": end}


def test_an_office_lies_on_its_years() -> None:
    (office,) = make_career([role("2005", "2009")], YEARS)

    assert office.exact
    assert office.start == pytest.approx(5 / 20)
    assert office.end == pytest.approx(10 / 20, abs=0.001)


def test_an_unknown_end_is_a_short_stub_and_is_marked() -> None:
    (office,) = make_career([role("2010-01-01", None)], YEARS)

    assert not office.exact
    assert office.end - office.start == pytest.approx(UNKNOWN / 20)


def test_an_office_that_began_before_the_archive_is_cut_off() -> None:
    (office,) = make_career([role("1990", "2001")], YEARS)

    assert office.start == 0


@pytest.mark.parametrize("dates", [(None, None), ("1990", "1995"), ("2025", "2026")])
def test_an_office_without_dates_or_outside_the_archive_has_no_place(
    dates: tuple[str | None, str | None],
) -> None:
    assert make_career([role(*dates)], YEARS) == []
