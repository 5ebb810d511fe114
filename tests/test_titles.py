"""Which headlines the archive supplied."""

from __future__ import annotations

import pytest

from archive.titles import is_supplied


@pytest.mark.parametrize(
    ("title", "supplied"),
    [
        ("[Appeal for thirty people]", True),
        ("[Appeal [by letter] for thirty]", True),
        ("[Appeal for [thirty]]", True),
        ("[Editorial] On returns", False),
        ("[Exclusive] Seven held [Video]", False),
        ("[사설] 탈북민 북송 [전문]", False),
        ("[A] and [B]", False),
        ("[A][B]", False),
        ("[Open [B]", False),
        ("A [B]", False),
        ("[", False),
        ("", False),
    ],
)
def test_a_supplied_headline_is_one_pair_of_brackets(title: str, supplied: bool) -> None:
    assert is_supplied(title) is supplied
