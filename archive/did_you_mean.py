"""Phrases that problem messages share: what was found, quoted; what was meant, guessed."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable

_LONGEST_QUOTE = 80
_CANDIDATES = 25
_LIKENESS = 0.6


def quoted(text: str) -> str:
    """`text` in single quotation marks, on one line and cut to a length that fits a report."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1] + "…"
    return f"'{line}'"


def did_you_mean(word: str, options: Iterable[str], otherwise: str) -> str:
    """The repair for an unknown word: the nearest of `options`, or else `otherwise`."""
    best = nearest(word, options)
    return otherwise if best is None else f"Did you mean '{best}'?"


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option most like `word`, if any is like it at all; the same one in every run."""
    # difflib alone needs a tenth of a second for ten thousand options. Counting shared pairs of
    # letters first costs a few milliseconds and leaves difflib the few that can win.
    wanted = _pairs(word)
    scored = ((len(wanted & _pairs(option)), option) for option in options)
    likeliest = heapq.nlargest(_CANDIDATES, (pair for pair in scored if pair[0]))
    matches = difflib.get_close_matches(word, [option for _, option in likeliest], 1, _LIKENESS)
    return matches[0] if matches else None


def _pairs(word: str) -> set[str]:
    padded = f" {word.casefold()} "
    return {padded[start : start + 2] for start in range(len(padded) - 1)}
