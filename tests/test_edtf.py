"""Test dates: the EDTF grammar, the days of a date, and invalid texts."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.edtf import DateError, latest_today, parse_date, suggest_date

DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31))
QUALIFIERS = st.sampled_from(["", "~", "?", "%"])
SINGLE = st.builds(
    lambda day, form, qualifier: day.strftime(form) + qualifier,
    DAYS,
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y", "%Y-%m-XX", "%Y-XX-XX", "%Y-XX"]),
    QUALIFIERS,
)
GRAMMAR = re.compile(r"[1-9]\d{3}(-(\d\d|XX)(-(\d\d|XX))?)?[~?%]?", re.ASCII)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2012-02-23", "2012-02-23", "2012-02-23", "day"),
        ("2012-02", "2012-02-01", "2012-02-29", "month"),
        ("2011-02", "2011-02-01", "2011-02-28", "month"),
        ("2012", "2012-01-01", "2012-12-31", "year"),
        ("2012-02-XX", "2012-02-01", "2012-02-29", "month"),
        ("2012-XX", "2012-01-01", "2012-12-31", "year"),
        ("2012-XX-XX", "2012-01-01", "2012-12-31", "year"),
        ("2012-02-27/2012-03", "2012-02-27", "2012-03-31", "interval"),
        ("2012-XX/2013-05-XX~", "2012-01-01", "2013-05-31", "interval"),
        ("../2012", "0001-01-01", "2012-12-31", "interval"),
        ("2012/..", "2012-01-01", "9999-12-31", "interval"),
        ("2012/2012", "2012-01-01", "2012-12-31", "interval"),
        ("2012-06/2012", "2012-06-01", "2012-12-31", "interval"),
    ],
)
def test_span_and_precision(text: str, earliest: str, latest: str, precision: str) -> None:
    """Each form spans the days that it may mean."""
    date = parse_date(text, intervals=True)

    assert date.text == text
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)
    assert date.precision == precision


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2012", False, False),
        ("2012-02~", True, False),
        ("2012-02-23?", False, True),
        ("2012%", True, True),
        ("2012~/2013?", True, True),
    ],
)
def test_qualifiers(text: str, approximate: bool, uncertain: bool) -> None:
    """`~` means about, `?` doubtful, `%` both; an interval has the qualifiers of both ends."""
    date = parse_date(text, intervals=True)

    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2012-13",
        "2012-00",
        "2012-02-30",
        "2012-04-31",
        "2012-02-00",
        "2012-21",
        "201X",
        "2012-XX-05",
        "2012-X1",
        "0999",
        "12012",
        "-2012",
        "2012-2",
        "2012/02/23",
        "23.02.2012",
        "20120223",
        "2012-02-23T10:00",
        "2012~~",
        "~2012",
        "2012-02~-23",
        " 2012",
        "2012\n",
        "٢٠١٢",
        "\uff12\uff10\uff11\uff12",
        "2012\u201002",
        "..",
        "/",
        "2012/",
        "/2012",
        "../..",
        "2012/2013/2014",
        "2012 / 2013",
        "{2012,2013}",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    """A text outside the grammar, or a day on no calendar, is not a date."""
    for intervals in (False, True):
        with pytest.raises(DateError):
            parse_date(text, intervals=intervals)


def test_message_names_the_accepted_forms() -> None:
    """The fault quotes the text, and the repair lists the accepted forms."""
    with pytest.raises(DateError) as caught:
        parse_date("2012-13-01")
    assert caught.value.fault == "'2012-13-01' is not a date"
    assert caught.value.repair == "Write YYYY-MM-DD, YYYY-MM or YYYY."

    with pytest.raises(DateError) as caught:
        parse_date("2012-13-01", intervals=True)
    assert caught.value.repair == "Write YYYY-MM-DD, YYYY-MM, YYYY or start/end."


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14.02.2020", "2020-02-14"),
        ("3.4.2020", "2020-04-03"),
        ("14/02/2020", "2020-02-14"),
        ("2012/2/5", "2012-02-05"),
        ("2012-2", "2012-02"),
        ("2012. 3. 14.", "2012-03-14"),
        ("2/2012", "2012-02"),
        ("Feb 2020", "2020-02"),
        ("Sept. 2020", "2020-09"),
        ("15th March 2012", "2012-03-15"),
        ("August 5, 2012", "2012-08-05"),
    ],
)
def test_other_forms_of_dates_get_a_suggestion(text: str, date: str) -> None:
    """Curators copy dates from pages, in the forms that pages have."""
    assert suggest_date(text) == date
    for intervals in (False, True):
        with pytest.raises(DateError) as caught:
            parse_date(text, intervals=intervals)
        assert caught.value.repair == f"Did you mean '{date}'?"


@pytest.mark.parametrize("text", ["03/04/2012", "31.02.2012", "31 June 2012", "Spring 2012", "12"])
def test_other_texts_get_no_suggestion(text: str) -> None:
    """No guess is made if day and month could be exchanged, or if there is no such day."""
    assert suggest_date(text) is None


@given(
    st.from_regex(
        r"[0-9]{1,4}[-./ ]{1,2}([0-9]{1,2}|jan|Mar|June)[-./ ]{1,2}[0-9]{1,4}", fullmatch=True
    )
)
def test_suggestions_are_dates(text: str) -> None:
    date = suggest_date(text)
    assert date is None or parse_date(date).text == date


def test_interval_must_not_end_before_it_starts() -> None:
    """The wrong order of the ends has its own message."""
    with pytest.raises(DateError, match="'2013/2012' ends before it starts"):
        parse_date("2013/2012", intervals=True)


@given(SINGLE)
def test_every_date_keeps_its_text(text: str) -> None:
    """Every date of the grammar is read, keeps its text, and spans at least a day."""
    date = parse_date(text)

    assert date.text == text
    assert date.earliest <= date.latest


@given(DAYS)
def test_a_day_is_within_its_month_and_year(day: datetime.date) -> None:
    """The span of a month holds its days, and the span of a year its months."""
    exact = parse_date(day.isoformat())
    month = parse_date(day.isoformat()[:7])
    year = parse_date(day.isoformat()[:4])

    assert exact.earliest == exact.latest == day
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest


@given(SINGLE, SINGLE)
def test_an_interval_includes_both_ends(first: str, second: str) -> None:
    """An interval spans its ends, or is refused because they are the wrong way round."""
    start, end = parse_date(first), parse_date(second)
    try:
        interval = parse_date(f"{first}/{second}", intervals=True)
    except DateError:
        assert end.latest < start.earliest
        return
    assert (interval.earliest, interval.latest) == (start.earliest, end.latest)


@given(st.text() | st.text("0123456789-X~?%/. ", max_size=12))
def test_nothing_outside_the_grammar_is_read(text: str) -> None:
    """Any text is either in the grammar or raises `DateError`."""
    try:
        parse_date(text)
    except DateError:
        return
    assert GRAMMAR.fullmatch(text)


def test_today_is_the_date_of_the_zone_furthest_ahead() -> None:
    """An article may be dated today wherever its publisher is."""
    zone = datetime.timezone(datetime.timedelta(hours=14))
    before = datetime.datetime.now(zone).date()

    assert before <= latest_today() <= datetime.datetime.now(zone).date()
