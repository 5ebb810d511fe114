"""Write parts of messages: quote a text, and suggest the nearest of several words."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_LONGEST_QUOTE = 80
_LIKENESS = 66
"""The lowest likeness of a guess, out of 100: two thirds of the letters of both words are equal."""


def quoted(text: str) -> str:
    """Put `text` in single quotation marks, on one line and cut to fit a report."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1] + "…"
    return f"'{line}'"


def did_you_mean(word: str, options: Iterable[str], otherwise: str) -> str:
    """Name the nearest of `options` as the repair for an unknown word, or else `otherwise`."""
    best = nearest(word, options)
    return otherwise if best is None else f"Did you mean '{best}'?"


def nearest(word: str, options: Iterable[str]) -> str | None:
    """Find the option most like `word`; `None` if no option is like it."""
    return next(iter(near(word, options, most=1)), None)


def near(word: str, options: Iterable[str], *, most: int) -> list[str]:
    """Find up to `most` options that are like `word`, the nearest first, in any input order."""
    found = process.extract(
        word,
        sorted(options),
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=most,
        score_cutoff=_LIKENESS,
    )
    return [option for option, _likeness, _place in found]
