"""Corrects misspelt words by the words that occur in the archive."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 4
"""The shortest word that is corrected. Shorter ones have too many equally near words."""

_ENDING = 3
"""How many letters at the end may differ between forms of one word."""


class Speller:
    """The known words, grouped by length, so that only words of about one length are compared."""

    def __init__(self, known: Mapping[str, int]) -> None:
        """Take the known words, each with the number of articles that have it."""
        self._known = known
        self._pools: dict[tuple[int, bool], _Pool] = {}
        for word in sorted(known, key=lambda word: (-known[word], word)):
            letters = _letters(word)
            pool = self._pools.setdefault((len(letters), word.isascii()), _Pool([], []))
            pool.words.append(word)
            pool.letters.append(letters)

    def __contains__(self, word: str) -> bool:
        """Whether a word is known in exactly this form."""
        return word in self._known

    def nearest(self, word: str) -> str | None:
        """Return the known word nearest to a folded word; `None` if no word is near.

        A word is near if it differs by one edit, or by two edits from seven letters on. An edit
        adds, drops or changes a letter, or swaps two neighbours (optimal string alignment). Hangul
        syllables are compared by their letters. Among equally near words, those with the same first
        letter win, then the most frequent.
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
        # Words without a common letter are never near: they differ in four letters or more.
        scripts = (False,) if not any(map(str.isascii, letters)) else (True, False)
        for length in range(len(letters) - mistakes, len(letters) + mistakes + 1):
            for is_ascii in scripts:
                if pool := self._pools.get((length, is_ascii)):
                    yield pool


class _Pool(NamedTuple):
    words: list[str]
    letters: list[str]


def is_form(word: str, other: str) -> bool:
    """Whether two words differ only at their ends, like forms of one word."""
    kept = max(len(word) - _ENDING, 0)
    return word[:kept] == other[:kept]


def _letters(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFD", word)
