"""Breaking headlines into lines."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.social_cards.lines import ELLIPSIS, break_lines

WIDE = re.compile(r"[\u1100-\uffdc]")


def measure(text: str) -> float:
    """Return a width of one per character, two for East Asian ones."""
    return sum(0 if unicodedata.combining(sign) else 2 if WIDE.match(sign) else 1 for sign in text)


def lines(text: str, width: float = 20, most: int = 9) -> list[str]:
    return break_lines(text, width, most, measure).lines


def without_spaces(text: str) -> str:
    return "".join(text.split())


SIGNS = st.sampled_from(
    "abcdeé ABC-–—’“”[](),.:1 9 가나다라 유엔 国連中の恐れをがー、。「」ッ« »\u00a0"
)
HEADLINES = st.text(SIGNS, max_size=80) | st.text(max_size=60)


@given(HEADLINES, st.integers(4, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    broken = break_lines(text, width, 1000, measure)

    assert broken.is_whole
    assert without_spaces("".join(broken.lines)) == without_spaces(text)
    assert all(measure(line) <= width for line in broken.lines)


@given(HEADLINES, st.integers(4, 40), st.integers(1, 4))
def test_long_text_ends_in_an_ellipsis(text: str, width: int, most: int) -> None:
    broken = break_lines(text, width, most, measure)

    assert len(broken.lines) <= most
    assert all(measure(line) <= width for line in broken.lines)
    said = without_spaces("".join(broken.lines))
    if broken.is_whole:
        assert said == without_spaces(text)
    else:
        assert said.endswith(ELLIPSIS)
        assert without_spaces(text).startswith(said.removesuffix(ELLIPSIS))
        assert len(break_lines(text, width, 1000, measure).lines) > most


@given(st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1, max_size=25))
def test_words_stay_whole_and_lines_are_the_fewest(words: list[str]) -> None:
    found = lines(" ".join(words), 12, 100)

    assert " ".join(found).split() == words
    greedy = [words[0]]
    for word in words[1:]:
        if len(greedy[-1]) + 1 + len(word) <= 12:
            greedy[-1] += f" {word}"
        else:
            greedy.append(word)
    assert len(found) == len(greedy)


@given(st.text("国連中韓のをが、。「」ー・ッ", max_size=60))
def test_lines_follow_kinsoku_rules(text: str) -> None:
    # A longer run of such signs may be wider than a line, and has to be broken then.
    assume(not re.search(r"[、。」ー・ッ「]{4}", text))

    found = lines(text, 14, 100)

    assert not [line for line in found[1:] if line[0] in "、。」ー・ッ"]
    assert not [line for line in found[:-1] if line[-1] == "「"]


def test_no_lone_last_word() -> None:
    assert lines("The quick brown fox jumps", 22) == ["The quick", "brown fox jumps"]


def test_a_name_of_two_words_stays_on_a_line_where_it_can() -> None:
    assert lines("UN fears nine North Korean defectors sent home by China", 26) == [
        "UN fears nine",
        "North Korean defectors",
        "sent home by China",
    ]


def test_korean_breaks_only_between_words() -> None:
    assert lines("유엔 북한인권특별보고관 탈북민 강제북송 금지 촉구", 24) == [
        "유엔 북한인권특별보고관",
        "탈북민 강제북송",
        "금지 촉구",
    ]


def test_japanese_breaks_before_a_phrase_rather_than_inside_one() -> None:
    assert lines("中国内の脱北者が強制送還の恐れ", 20) == ["中国内の脱北者が", "強制送還の恐れ"]


def test_long_word_is_broken_but_keeps_accents() -> None:
    assert lines("ABCDe\u0301FG", 5) == ["ABCDe\u0301", "FG"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Corée du Nord : forcé", ["Corée du", "Nord\u00a0: forcé"]),
        ("La ONU « arbitraire » dit", ["La ONU", "«\u00a0arbitraire\u00a0»", "dit"]),
        ("China now — two words", ["China now\u00a0—", "two words"]),
        ("10\u00a0000 women returned", ["10\u00a0000 women", "returned"]),
    ],
)
def test_punctuation_stays_with_its_word(text: str, found: list[str]) -> None:
    assert lines(text, 14) == found


def test_evenness_of_lines_is_measured() -> None:
    assert break_lines("China: second Universal", 15, 3, measure).is_even
    assert not break_lines("Abcdefghijkl mn opqrstuvwxyz", 12, 3, measure).is_even
    assert not break_lines("国連報告者強制送還", 12, 3, measure).is_even
    assert break_lines("OHCHR", 12, 3, measure).is_even


def test_empty_text_has_no_lines() -> None:
    assert lines("") == []
    assert lines("  ") == []
