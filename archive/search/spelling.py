"""Guesses what a misspelt word meant, from the words that an archive has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 4
"""Letters of a word below which too many others are as near."""

_ENDING = 3
"""Letters at the end of a word in which forms of one word differ."""


class Speller:
    """Words that are known, laid out so that only those of about one length are compared."""

    def __init__(self, known: Mapping[str, int]) -> None:
        """`known` gives for each word how many articles have it."""
        self._known = known
        self._pools: dict[tuple[int, bool], _Pool] = {}
        for word in sorted(known, key=lambda word: (-known[word], word)):
            letters = _letters(word)
            pool = self._pools.setdefault((len(letters), word.isascii()), _Pool([], []))
            pool.words.append(word)
            pool.letters.append(letters)

    def __contains__(self, word: str) -> bool:
        """Whether a word is known just as it is."""
        return word in self._known

    def nearest(self, word: str) -> str | None:
        """The known word that a folded one most likely meant; `None` if none is near.

        Near is one mistake, or two in a word of seven letters and more; a mistake is a letter too
        many, too few or another, or two exchanged (optimal string alignment). A Hangul syllable
        counts as its letters. The nearest word counts, of those the one with the same first letter,
        of those the most frequent.
        """
        letters = _letters(word)
        if len(letters) < SHORTEST or word in self:
            return None
        mistakes = 1 + (len(letters) > 6)
        near = [
            (distance, pool.words[place])
            for pool in self._near(letters, mistakes)
            for _, distance, place in extract(
                letters, pool.letters, scorer=OSA.distance, score_cutoff=mistakes, limit=25
            )
        ]
        nearest = min(
            near,
            key=lambda pair: (pair[0], pair[1][0] != word[0], -self._known[pair[1]], pair[1]),
            default=None,
        )
        return nearest[1] if nearest else None

    def _near(self, letters: str, mistakes: int) -> Iterator[_Pool]:
        # Words without a letter in common are never near: they differ in all of four or more.
        scripts = (False,) if not any(map(str.isascii, letters)) else (True, False)
        for length in range(len(letters) - mistakes, len(letters) + mistakes + 1):
            for is_ascii in scripts:
                if pool := self._pools.get((length, is_ascii)):
                    yield pool


class _Pool(NamedTuple):
    words: list[str]
    letters: list[str]


def is_form(word: str, other: str) -> bool:
    """Whether two words differ at their ends alone, as forms of one word do."""
    kept = max(len(word) - _ENDING, 0)
    return word[:kept] == other[:kept]


def _letters(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFD", word)
