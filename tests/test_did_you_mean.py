"""Test parts of messages: quotations that fit a line, and suggestions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.did_you_mean import did_you_mean, nearest, quoted

WORDS = st.text("abcdefg-", min_size=1, max_size=8)


def test_quotations_fit_on_a_line() -> None:
    """Long and broken texts are cut."""
    assert quoted("a\n b") == "'a b'"
    assert len(quoted("x" * 1000)) == 82


@given(st.text())
def test_a_quotation_is_one_short_line(text: str) -> None:
    line = quoted(text)

    assert line[0] == line[-1] == "'"
    assert len(line) <= 82
    assert len(line.splitlines()) == 1


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert quoted("x" * 80) == f"'{'x' * 80}'"
    assert quoted("x" * 81) == f"'{'x' * 79}…'"


def test_nearest_is_quick_among_ten_thousand_ids() -> None:
    """The nearest of many ids is found, and always the same one."""
    ids = {f"person-{number}-of-many" for number in range(10_000)} | {"robert-king"}

    assert nearest("robert-kng", ids) == "robert-king"
    assert nearest("zzz", ids) is None


@pytest.mark.parametrize(
    ("word", "best"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("tags", "tag"),
        ("languge", "language"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_word(word: str, best: str | None) -> None:
    assert nearest(word, ["tag", "title", "language"]) == best


@given(WORDS, st.sets(WORDS, max_size=30))
def test_the_guess_does_not_depend_on_the_order(word: str, options: set[str]) -> None:
    """The order of a set differs between processes, but a report must not."""
    ordered = sorted(options)

    assert nearest(word, ordered) == nearest(word, ordered[::-1])


@given(WORDS, st.sets(WORDS, max_size=20))
def test_an_existing_word_is_its_own_nearest(word: str, options: set[str]) -> None:
    assert nearest(word, options | {word}) == word


def test_a_guess_replaces_the_other_repair() -> None:
    assert did_you_mean("titel", ["title"], "Take it out.") == "Did you mean 'title'?"
    assert did_you_mean("zzz", ["title"], "Take it out.") == "Take it out."
    assert did_you_mean("titel", [], "Take it out.") == "Take it out."
