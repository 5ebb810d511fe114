"""Dates on cards."""

from __future__ import annotations

import pytest
from babel import Locale

from archive.social_cards.days import day_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2012-03-14", "14 March 2012"),
        ("2012-03", "March 2012"),
        ("2012", "2012"),
        ("2012-02~", "ca. February 2012"),
        ("2012-02-23?", "23 February 2012 (?)"),
        ("2012%", "ca. 2012 (?)"),
        ("2013-05-10/2013-05-13", "10–13 May 2013"),
        ("2012-02-27/2012-03-23", "27 February\u2009–\u200923 March 2012"),
        ("2012-12-30/2013-01-02", "30 December 2012\u2009–\u20092 January 2013"),
        ("2013-05-10/2013-05-10", "10 May 2013"),
        ("2012-02/2012-05-03", "February 2012 – 3 May 2012"),
        ("2012/..", "2012 –"),
        ("../2012", "– 2012"),
    ],
)
def test_english(text: str, words: str) -> None:
    assert day_words(text) == words


@pytest.mark.parametrize(
    ("language", "day", "month", "year"),
    [
        ("ko", "2012년 3월 14일", "2012년 3월", "2012년"),
        ("ja", "2012年3月14日", "2012年3月", "2012年"),
        ("fr", "14 mars 2012", "mars 2012", "2012"),
        ("es", "14 de marzo de 2012", "marzo de 2012", "2012"),
        ("ru", "14 марта 2012\u202fг.", "март 2012\u202fг.", "2012"),
        ("zh-Hans", "2012年3月14日", "2012年3月", "2012年"),
        ("en-US", "March 14, 2012", "March 2012", "2012"),
    ],
)
def test_other_languages(language: str, day: str, month: str, year: str) -> None:
    said = [day_words(text, language) for text in ("2012-03-14", "2012-03", "2012")]

    assert said == [day, month, year]


@pytest.mark.parametrize("language", ["xx", "qaa", "tlh-x-war"])
def test_unknown_language_falls_back_to_english(language: str) -> None:
    assert day_words("2012-03-14", language) == "14 March 2012"


@pytest.mark.parametrize("space", ["", " ", "\u2009", "\xa0"])
def test_spaces_around_the_dash_are_not_those_of_the_library(
    monkeypatch: pytest.MonkeyPatch, space: str
) -> None:
    patterns = {"d": (f"d{space}–{space}", "d MMM y"), "M": (f"d MMM{space}–{space}", "d MMM y")}
    monkeypatch.setattr(Locale, "interval_formats", {"yMMMd": patterns})

    assert day_words("2013-05-10/2013-05-13") == "10–13 May 2013"
    assert day_words("2012-02-27/2012-03-23") == "27 February\u2009–\u200923 March 2012"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ko", "2013년 5월 10일~13일"),
        ("ja", "2013年5月10日～13日"),
        ("fr", "10–13 mai 2013"),
        ("de", "10.–13. Mai 2013"),
    ],
)
def test_days_of_one_month_in_other_languages(language: str, words: str) -> None:
    assert day_words("2013-05-10/2013-05-13", language) == words
