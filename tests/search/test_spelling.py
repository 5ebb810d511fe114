"""Corrections of misspelt words."""

from __future__ import annotations

import pytest

from archive.search.spelling import Speller, is_form

KNOWN = {
    "darusman": 20,
    "geneva": 90,
    "refoulement": 70,
    "council": 80,
    "강제북송": 3,
    "counsel": 1,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("darsuman", "darusman"),
        ("genva", "geneva"),
        ("refoulment", "refoulement"),
        ("counsil", "council"),
        ("강제북숑", "강제북송"),
        ("geneva", None),
        ("gen", None),
        ("taiwan", None),
    ],
)
def test_nearest_word_is_suggested(typed: str, meant: str | None) -> None:
    assert Speller(KNOWN).nearest(typed) == meant


def test_more_frequent_of_two_near_words_is_suggested() -> None:
    assert Speller({"council": 2, "counscal": 5}).nearest("counscil") == "counscal"


def test_forms_differ_at_their_ends() -> None:
    assert is_form("repatriates", "repatriated")
    assert not is_form("refoulment", "refoulement")
