"""Dates in words: nothing more exact and nothing surer than what is known."""

from __future__ import annotations

import datetime
import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from archive.web import dates

DATES = [
    ("2012-03-14", "14 March 2012", "14 Mar", "2012-03-14"),
    ("2012-03-04", "4 March 2012", "4 Mar", "2012-03-04"),
    ("2012-03", "March 2012", "Mar", "2012-03"),
    ("2012-03-XX", "March 2012", "Mar", "2012-03"),
    ("2012", "2012", "2012", "2012"),
    ("2012-XX", "2012", "2012", "2012"),
    ("2012-XX-XX", "2012", "2012", "2012"),
    ("2012-03-14~", "about 14 March 2012", "about 14 Mar", None),
    ("2012-03~", "about March 2012", "about Mar", None),
    ("2012~", "about 2012", "about 2012", None),
    ("2012-03-14?", "possibly 14 March 2012", "possibly 14 Mar", None),
    ("2012-03?", "possibly March 2012", "possibly Mar", None),
    ("2012?", "possibly 2012", "possibly 2012", None),
    ("2012-03-14%", "possibly about 14 March 2012", "possibly about 14 Mar", None),
    ("2012%", "possibly about 2012", "possibly about 2012", None),
    ("2012-02-27/2012-03-23", "27 February to 23 March 2012", "27 Feb", None),
    ("2012-03-10/2012-03-12", "10 to 12 March 2012", "10 Mar", None),
    ("2012-12-30/2013-01-02", "30 December 2012 to 2 January 2013", "30 Dec", None),
    ("2012-03/2012-05", "March 2012 to May 2012", "Mar", None),
    ("2012-03-10/2012-05", "10 March 2012 to May 2012", "10 Mar", None),
    ("2012-03/2012-05-10", "March 2012 to 10 May 2012", "Mar", None),
    ("2012/2014", "2012 to 2014", "2012", None),
    ("2012~/2014?", "about 2012 to possibly 2014", "about 2012", None),
    ("2012-03-10~/2012-03-12", "about 10 March 2012 to 12 March 2012", "about 10 Mar", None),
    ("2012-03-10/2012-03-12?", "10 to possibly 12 March 2012", "10 Mar", None),
    ("../2012-05", "until May 2012", "until May 2012", None),
    ("2012-05-03/..", "since 3 May 2012", "3 May", None),
    ("2012~/..", "since about 2012", "about 2012", None),
]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("text", "said", "short", "machine"), DATES, ids=[d[0] for d in DATES])
def test_dates_in_words(text: str, said: str, short: str, machine: str | None) -> None:
    assert dates.words(text) == said
    assert dates.short_words(text, 2012) == short
    assert dates.machine(text) == machine


@pytest.mark.usefixtures("words")
def test_short_date_in_another_year_has_its_year() -> None:
    """In a list of neighbours no heading says the year."""
    assert dates.short_words("2012-03-14", 2013) == "14 March 2012"
    assert dates.short_words("2012-03~", 0) == "about March 2012"
    assert dates.short_words("2012-03-14/2013", 2013) == "14 March 2012"


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
SINGLE = st.builds(
    lambda day, form, mark: day.strftime(form) + mark,
    DAYS,
    st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-XX", "%Y-XX-XX"]),
    st.sampled_from(["", "~", "?", "%"]),
)


@given(text=SINGLE)
def test_words_are_no_more_exact_or_certain_than_the_date(real_app: Flask, text: str) -> None:
    with real_app.test_request_context("/"):
        for said in (dates.words(text), dates.short_words(text, int(text[:4]))):
            assert ("about" in said) == text.endswith(("~", "%"))
            assert ("possibly" in said) == text.endswith(("?", "%"))
            numbers = re.findall(r"\b\d{1,2}\b", said)
            assert len(numbers) == (re.match(r"\d{4}-\d\d-\d\d", text) is not None)
        assert dates.words(text).endswith(text[:4])


@given(text=SINGLE)
def test_machine_date_is_never_padded(text: str) -> None:
    machine = dates.machine(text)

    if text.endswith(("~", "?", "%")):
        assert machine is None
    else:
        assert machine == text.replace("-XX", "")


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2012", "2012", "2012"),
        ("2012-03-14", "2012-03-14", "14 March 2012"),
        ("2012", "2014", "2012 to 2014"),
        ("2012-03", "2014", "March 2012 to 2014"),
        ("2012-03", None, "since March 2012"),
        (None, "2012-03-14", "until 14 March 2012"),
    ],
)
def test_ranges(since: str | None, until: str | None, said: str) -> None:
    assert dates.range_words(since, until) == said


AFTER = [
    # An exact day.
    ("2012-03-12", "2012-03-12", "the same day"),
    ("2012-03-12", "2012-03-13", "1 day after"),
    ("2012-03-12", "2012-03-14", "2 days after"),
    ("2012-03-12", "2012-03-11", "1 day before"),
    ("2012-03-12", "2011-03-12", "366 days before"),
    ("2012-02-28", "2012-03-01", "2 days after"),
    # An interval of exact days: from its first day before it, from its last day after it.
    ("2012-02-27/2012-03-23", "2012-02-26", "1 day before"),
    ("2012-02-27/2012-03-23", "2012-02-27", "during the event"),
    ("2012-02-27/2012-03-23", "2012-03-23", "during the event"),
    ("2012-02-27/2012-03-23", "2012-03-24", "1 day after"),
    ("2012-02-27/2012-02-27", "2012-02-27", "during the event"),
    # A month or a year: somewhere in it.
    ("2012-03", "2012-03-14", "in the same period"),
    ("2012-03-XX", "2012-03-14", "in the same period"),
    ("2012", "2012-03-14", "in the same period"),
    ("2012-03", "2012-04-01", "later"),
    ("2012-03", "2012-02-28", "earlier"),
    ("2012", "2013-01-01", "later"),
    ("2012", "2011-12-31", "earlier"),
    # An interval whose ends are months: only between them is certainly during it.
    ("2012-03/2012-05", "2012-04-02", "during the event"),
    ("2012-03/2012-05", "2012-03-30", "in the same period"),
    ("2012-03/2012-05", "2012-05-02", "in the same period"),
    ("2012-03/2012-05", "2012-06-01", "later"),
    ("2012-03/2012-05", "2012-02-20", "earlier"),
    ("2012-03/2012-05-10", "2012-05-11", "1 day after"),
    ("2012-03-02/2012-05", "2012-03-01", "1 day before"),
    # Doubt: no number and no certainty.
    ("2012-03-12~", "2012-03-12", "in the same period"),
    ("2012-03-12?", "2012-03-12", "in the same period"),
    ("2012-03-12~", "2012-03-20", "later"),
    ("2012-03-12?", "2012-03-01", "earlier"),
    ("2012-03-12%", "2012-03-20", "later"),
    ("2012-03-10~/2012-03-20~", "2012-03-15", "in the same period"),
    ("2012-03-10~/2012-03-20", "2012-03-09", "earlier"),
    ("2012-03-10/2012-03-20?", "2012-03-21", "later"),
    # Open ends.
    ("2012-03-10/..", "2015-01-01", "during the event"),
    ("2012-03-10/..", "2012-03-08", "2 days before"),
    ("../2012-03-10", "2011-01-01", "during the event"),
    ("../2012-03-10", "2012-03-11", "1 day after"),
    ("2012-03/..", "2012-03-11", "in the same period"),
    # A report of which the day itself is not known.
    ("2012-03-12", "2012-03", "exact day unknown"),
    ("2012-03-12", "2012", "exact day unknown"),
    ("2012-03-12", "2012-03-XX", "exact day unknown"),
    ("2012-03-12", "2012-03-14~", "exact day unknown"),
    ("2012-03-12", "2012-03-14?", "exact day unknown"),
    ("2012", "2012-03-14%", "exact day unknown"),
]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("event", "report", "said"), AFTER)
def test_days_between_an_event_and_a_report(event: str, report: str, said: str) -> None:
    assert dates.days_between(event, report) == said


@given(start=SINGLE, end=st.one_of(st.none(), st.just(".."), SINGLE), report=SINGLE)
def test_days_are_counted_only_between_exact_days(
    real_app: Flask, start: str, end: str | None, report: str
) -> None:
    """And is then the difference of the two days."""
    event = start if end is None else f"{start}/{end}"
    try:
        dates.parsed(event)
    except ValueError:
        return
    with real_app.test_request_context("/"):
        said = dates.days_between(event, report)

    if match := re.fullmatch(r"(\d+) days? (before|after)", said):
        near = start if match[2] == "before" else (end or start)
        exact = r"\d{4}-\d\d-\d\d"
        assert re.fullmatch(exact, near)
        assert re.fullmatch(exact, report)
        days = datetime.date.fromisoformat(report) - datetime.date.fromisoformat(near)
        assert abs(days.days) == int(match[1])
        assert (days.days < 0) == (match[2] == "before")


@pytest.mark.usefixtures("words")
def test_days_and_months_by_themselves() -> None:
    assert dates.day_words(datetime.date(2026, 11, 4)) == "4 November 2026"
    assert dates.day_words("2026-11-04T23:59:59+00:00") == "4 November 2026"
    assert dates.month_words(2012, 3) == "March 2012"
    assert dates.month_name(3) == "March"
    assert dates.month_name(3, short=True) == "Mar"
