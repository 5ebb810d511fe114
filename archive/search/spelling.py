"""Guesses what a misspelt word meant, from the words that an archive has."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 4
"""Letters of a word below which too many others are as near."""

_ENDING = 3
"""Letters at the end of a word in which forms of one word differ."""


def nearest_word(word: str, known: Mapping[str, int]) -> str | None:
    """The known word that a folded one most likely meant; `None` if none is near.

    `known` gives for each word how many articles have it. Near is one mistake, or two in a word of
    seven letters and more; a mistake is a letter too many, too few or another, or two exchanged
    (optimal string alignment). A Hangul syllable counts as its letters. The nearest word counts, of
    those the one with the same first letter, of those the most frequent.
    """
    letters = unicodedata.normalize("NFD", word)
    if len(letters) < SHORTEST or word in known:
        return None
    mistakes = 1 + (len(letters) > 6)
    near = extract(
        letters,
        known.keys(),
        processor=_letters,
        scorer=OSA.distance,
        score_cutoff=mistakes,
        limit=25,
    )
    return min(
        (choice for choice, _distance, _key in near),
        key=lambda choice: (
            OSA.distance(letters, _letters(choice)),
            choice[0] != word[0],
            -known[choice],
            choice,
        ),
        default=None,
    )


def is_form(word: str, other: str) -> bool:
    """Whether two words differ at their ends alone, as forms of one word do."""
    kept = max(len(word) - _ENDING, 0)
    return word[:kept] == other[:kept]


def _letters(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFD", word)
