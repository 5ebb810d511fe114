"""Give English titles their capitals, as each style asks for them."""

from __future__ import annotations

import re

from archive.cite.korean import is_given_name
from archive.cite.typography import ADDRESS, MARKS

_SMALL = "a an and as at but by down for from in into nor of on onto or over so the till to up via"
SMALL_WORDS = frozenset(f"{_SMALL} with yet".split())
"""Words that CSL 1.0.2 does not capitalise in titles. Chicago 18 (8.160) too has a capital for
prepositions of five letters and more."""

SMALL_WORDS_OF_MLA = SMALL_WORDS | frozenset(
    """
    about above across after against along alongside amid amidst among amongst around before
    behind below beneath beside besides between beyond concerning despite during except inside
    like near outside per regarding since than through throughout toward towards under
    underneath until unto upon versus within without
    """.split()  # noqa: SIM905
)
"""MLA 9 (2.90) writes prepositions of any length with a small letter."""

_ADVERBS = frozenset(("down", "up"))
"""Small words that are adverbs as often; a capital of the original says that they are."""
_AFTER_ADVERBS = SMALL_WORDS - {"a", "an", "but", "nor", "or", "so", "the", "yet"} | {"after"}
_AFTER_PARTICLES = {
    **dict.fromkeys(_ADVERBS, _AFTER_ADVERBS),
    **dict.fromkeys(("in", "on", "over"), frozenset(("against", "by", "from", "to"))),
}
"""Small word → the words behind it that show it to be an adverb, as in "Handed Over to"."""

_PREFIXES = frozenset(
    """
    ante anti bi co counter cyber de e ex extra hyper infra inter intra mega meta micro mid mini
    multi neo non para post pre pro proto pseudo quasi re semi sub super supra trans tri ultra
    un
    """.split()  # noqa: SIM905
)
"""Parts that are no words of their own; Chicago (8.161) has no capital behind them."""

_AROUND = f"{MARKS}\ue00b[]().,:;!?"


def cased(text: str, case: str, *, english: bool, small: frozenset[str] = SMALL_WORDS) -> str:
    """Apply a `text-case` of CSL. Only English titles get capitals; addresses never do.

    `small` has the words that the style does not capitalise.
    """
    if not text or ADDRESS.match(text):
        return text
    if case == "lowercase":
        return text.lower()
    if case == "uppercase":
        return text.upper()
    if case == "capitalize-first":
        start = len(text) - len(text.lstrip(MARKS))
        return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
    if case == "title" and english:
        return _title(text, small)
    return text


def _title(text: str, small: frozenset[str]) -> str:
    words = text.split(" ")
    bare = [word.strip(_AROUND) for word in words]
    out = []
    after = ":"
    for number, word in enumerate(words):
        edge = number in (0, len(words) - 1) or after in (":", "?", "!")
        is_small = bare[number].lower() in small and not re.search("[A-Z]", bare[number][1:])
        if is_small and not edge:
            changed = _adverb(words, bare, number) or bare[number].lower()
        else:
            changed = _capitalised(bare[number])
        out.append(word.replace(bare[number], changed, 1) if bare[number] else word)
        after = word.rstrip(MARKS)[-1:]
    return " ".join(out)


def _adverb(words: list[str], bare: list[str], number: int) -> str:
    """Return a small word with a capital if it is an adverb, as in "Cracking Down on"."""
    word = bare[number]
    if word.lower() not in _AFTER_PARTICLES:
        return ""
    following = bare[number + 1].lower()
    ends = not words[number].rstrip(MARKS).endswith(word)
    is_amount = word.lower() == "up" and following == "to" and _is_amount(bare, number + 2)
    by_position = (following in _AFTER_PARTICLES[word.lower()] or ends) and not is_amount
    by_original = word.lower() in _ADVERBS and word[0].isupper() and not is_amount
    return word.capitalize() if by_position or by_original else ""


def _is_amount(bare: list[str], number: int) -> bool:
    """Whether a number follows, as in "up to 30"."""
    return number < len(bare) and bare[number][:1].isdigit()


def _capitalised(word: str) -> str:
    """Capitalise a word and the parts of a compound: "high-rank" becomes "High-Rank"."""
    first, *others = word.split("-")
    is_prefix = first.lower() in _PREFIXES and not (first.isupper() and first[1:])
    if word.islower() or (is_prefix and others):
        first = first[:1].upper() + first[1:]
    elif not first[:1].isupper() or (first[1:].islower() and is_given_name(word)):
        return word
    if is_prefix:
        return "-".join([first, *others])
    last = len(others) - 1
    return "-".join([first, *(_part(part, place == last) for place, part in enumerate(others))])


def _part(word: str, is_last: bool) -> str:
    if not word.islower() or (word in SMALL_WORDS and not is_last):
        return word
    return word[0].upper() + word[1:]
