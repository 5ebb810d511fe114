"""Test which hidden characters are refused, removed and kept."""

from __future__ import annotations

import pytest

from archive.characters import forbidden, is_visible, remove_invisible


@pytest.mark.parametrize(
    "sign",
    ["\0", "\x02", "\u202e", "\u3164", "\uffa0", "\ufffe", "\u2064", "\u180e", "\U000e0041"],
)
def test_signs_that_hide_are_refused(sign: str) -> None:
    """Each is found at its first place."""
    assert forbidden(f"ab{sign}c{sign}") == {sign: 2}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("de\u00adfectors", "defectors"),
        ("de\u200bfectors", "defectors"),
        ("de\u2060fec\u200ctors\u200d", "defectors"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian writes with the non-joiner
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("북\u200d한", "북한"),
    ],
)
def test_signs_inside_words_are_removed(text: str, clean: str) -> None:
    """Joiners stay where a script needs them."""
    assert remove_invisible(text)[0] == clean


def test_the_flag_of_a_region_is_kept() -> None:
    """Its tag characters follow a black flag."""
    assert forbidden("\U0001f3f4\U000e0067\U000e0062\U000e007f") == {}


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200e", "\u2800", "\u3164", "\u0301"])
def test_a_text_of_invisible_signs_is_not_visible(text: str) -> None:
    """Space, marks of direction, blanks and fillers show nothing."""
    assert not is_visible(text)
    assert is_visible(f"{text}북")
