"""Break a headline into lines: Korean and English between words, Japanese and Chinese anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Measure = Callable[[str], float]
"""A function that measures a text."""

ELLIPSIS = "…"
NO_BREAK = "\u00a0"

_NOT_FIRST = frozenset(
    "、。，．・：；？！ー～…‥’”）〕］｝〉》」』】々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    ",.:;?!)]}%‰°"
)
"""Characters that may not begin a line (JIS X 4051, those that occur in headlines)."""

_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{#$£¥€№")
"""Characters that may not end a line."""

_SPACES = re.compile(r"[ \t\r\n\u2000-\u2006\u2008-\u200a\u3000]+")
"""Spaces at which a line may end; other spaces keep words together."""

_HANGING = re.compile(r"(?<=\S) (?=[:;!?»–—](?:\s|$))|(?<=«) ")
"""The spaces inside French punctuation, and the space before a dash."""

_CLOSING = frozenset("、。，．・：；？！…”’）〕］｝〉》」』】—–")
"""Characters that end a part of a sentence: a good place to end a line."""

INSIDE = 0.15
"""The cost of ending a line inside a phrase, in the same unit as uneven lines."""

NAME = 0.08
"""The cost of ending a line between two capitalised words, such as "New York"."""

EVEN = 0.66
"""The least length of the shortest line, as a part of the longest."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A text broken into lines."""

    lines: list[str]
    is_whole: bool
    """Whether the whole text fits."""
    is_even: bool
    """Whether the lines are about equally long, and no line ends inside a phrase or a word."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text that stays on one line."""

    text: str
    space: str
    """The text between this piece and the one before on the same line: a space, or nothing."""
    cost: float
    """The cost of beginning a line with this piece."""
    width: float


def break_lines(text: str, width: float, most: int, measure: Measure) -> Broken:
    """Break a text into as few lines as possible, and make these as even as possible.

    A word wider than a line is broken inside. A text that does not fit into `most` lines is cut and
    ends with an ellipsis.
    """
    pieces = _pieces(text, width, measure)
    space = measure(" ")
    lines = _balanced(pieces, width, space)
    if len(lines) > most:
        return Broken(_cut(pieces, width, most, measure), False, False)
    widths = [_width(line, space) for line in lines]
    return Broken(
        [_joined(line) for line in lines],
        True,
        min(widths, default=0) >= EVEN * max(widths, default=0)
        and all(line[0].cost < INSIDE for line in lines),
    )


def _pieces(text: str, width: float, measure: Measure) -> list[_Piece]:
    pieces: list[_Piece] = []
    words = [word for word in _SPACES.split(_HANGING.sub(NO_BREAK, text.strip())) if word]
    for number, word in enumerate(words):
        space, cost = "", 0.0
        if pieces:
            space = " "
            cost = NAME if words[number - 1][0].isupper() and word[0].isupper() else 0.0
        for part in _parts(word):
            fitting = [part] if measure(part) <= width else _split(part, width, measure)
            for piece in fitting:
                if not space and pieces:
                    cost = 0.0 if _is_phrase(pieces[-1].text[-1], piece[0]) else INSIDE
                pieces.append(_Piece(piece, space, cost, measure(piece)))
                space = ""
    return pieces


def _is_phrase(before: str, after: str) -> bool:
    """Guess whether a phrase begins between two characters.

    Japanese phrases end in hiragana and begin with an ideograph or katakana.
    """
    if before in _CLOSING or after in _NOT_LAST:
        return True
    return _is_hiragana(before) and not _is_hiragana(after)


def _is_hiragana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u309f"


def _parts(word: str) -> list[str]:
    """Split a word where a line may end: beside ideographs and kana, and after a dash."""
    parts = [word[:1]]
    for before, after in pairwise(word):
        if _may_break(before, after):
            parts.append(after)
        else:
            parts[-1] += after
    return parts


def _may_break(before: str, after: str) -> bool:
    if unicodedata.combining(after) or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return _is_free(before) or _is_free(after) or before in "—–"


def _is_free(sign: str) -> bool:
    """Whether a line may end beside a character: yes in Chinese and Japanese, no in Korean."""
    name = unicodedata.name(sign, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH"))


def _split(word: str, width: float, measure: Measure) -> list[str]:
    """Split a word that is wider than a line into parts that are as long as possible."""
    parts = [""]
    for sign in word:
        if parts[-1] and measure(parts[-1] + sign) > width and not unicodedata.combining(sign):
            parts.append("")
        parts[-1] += sign
    return parts


def _balanced(pieces: Sequence[_Piece], width: float, space: float) -> list[Sequence[_Piece]]:
    """Fill the fewest lines, as evenly as possible.

    Even lines avoid a single word at the end.
    """
    # Index of a piece → (lines, unevenness, end of the first line) of the best way to set the rest.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] * (len(pieces) + 1)
    for start in range(len(pieces) - 1, -1, -1):
        found = []
        length = 0.0
        for end in range(start + 1, len(pieces) + 1):
            piece = pieces[end - 1]
            length += piece.width + (space if piece.space and end > start + 1 else 0)
            if length > width and end > start + 1:
                break
            lines, unevenness, _ = best[end]
            unevenness += (1 - length / width) ** 2 + pieces[start].cost
            found.append((lines + 1, unevenness, end))
        best[start] = min(found)
    set_lines, start = [], 0
    while start < len(pieces):
        end = best[start][2]
        set_lines.append(pieces[start:end])
        start = end
    return set_lines


def _cut(pieces: Sequence[_Piece], width: float, most: int, measure: Measure) -> list[str]:
    """Fill the allowed number of lines, and end the last one with an ellipsis."""
    lines, start = [], 0
    for number in range(most):
        closing = ELLIPSIS if number == most - 1 else ""
        end = start + 1
        while end < len(pieces) and measure(_joined(pieces[start : end + 1]) + closing) <= width:
            end += 1
        lines.append(_joined(pieces[start:end]) + closing)
        start = end
    while measure(lines[-1]) > width and len(lines[-1]) > 1:
        lines[-1] = lines[-1][:-2].rstrip() + ELLIPSIS
    return lines


def _width(line: Sequence[_Piece], space: float) -> float:
    return sum(piece.width + (space if piece.space else 0) for piece in line) - (
        space if line[0].space else 0
    )


def _joined(line: Sequence[_Piece]) -> str:
    first, *others = line
    return first.text + "".join(piece.space + piece.text for piece in others)
