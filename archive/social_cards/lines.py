"""Breaks a headline into lines: Korean and English between words, Japanese and Chinese anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Measure = Callable[[str], float]
"""Gives the width of a text."""

ELLIPSIS = "…"
NO_BREAK = "\u00a0"

_NOT_FIRST = frozenset(
    "、。，．・：；？！ー～…‥’”）〕］｝〉》」』】々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    ",.:;?!)]}%‰°"
)
"""What may not begin a line (JIS X 4051, the signs that occur in headlines)."""

_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{#$£¥€№")
"""What may not end one."""

_SPACES = re.compile(r"[ \t\r\n\u2000-\u2006\u2008-\u200a\u3000]+")
"""Spaces at which a line may end; others hold words together."""

_HANGING = re.compile(r"(?<=\S) (?=[:;!?»–—](?:\s|$))|(?<=«) ")
"""The spaces that French sets inside of its punctuation, and the one before a dash."""

_CLOSING = frozenset("、。，．・：；？！…”’）〕］｝〉》」』】—–")
"""After these a sentence or a quotation pauses, so a line may well end there."""

INSIDE = 0.15
"""What it costs to end a line inside a phrase, on the scale of the unevenness of lines."""

NAME = 0.08
"""What it costs between two words with capitals: they may be one name, as "North Korean" is."""

EVEN = 0.66
"""The shortest line of a well-set headline, as a part of its longest."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A text in lines."""

    lines: list[str]
    is_whole: bool
    """Nothing was cut off."""
    is_even: bool
    """The lines are about as long as each other, and none ends inside a phrase or a word."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text that is not broken."""

    text: str
    space: str
    """What parts it from the piece before on the same line: a space, or nothing."""
    cost: float
    """What it costs to begin a line with it."""
    width: float


def break_lines(text: str, width: float, most: int, measure: Measure) -> Broken:
    """The text in the fewest lines, as even as they can be.

    A word wider than a line is broken inside. What does not fit into `most` lines is cut, and an
    ellipsis stands at the end.
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
    """Whether a phrase begins between two signs, as far as one sees it from them.

    Japanese ends its phrases in hiragana and begins them with an ideograph or katakana.
    """
    if before in _CLOSING or after in _NOT_LAST:
        return True
    return _is_hiragana(before) and not _is_hiragana(after)


def _is_hiragana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u309f"


def _parts(word: str) -> list[str]:
    """A word without spaces where it may be broken: beside ideographs and kana, after a dash."""
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
    """Whether lines may be broken beside a sign: in Chinese and Japanese, not in Korean."""
    name = unicodedata.name(sign, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH"))


def _split(word: str, width: float, measure: Measure) -> list[str]:
    """A word that no line can hold, in the longest parts that one can."""
    parts = [""]
    for sign in word:
        if parts[-1] and measure(parts[-1] + sign) > width and not unicodedata.combining(sign):
            parts.append("")
        parts[-1] += sign
    return parts


def _balanced(pieces: Sequence[_Piece], width: float, space: float) -> list[Sequence[_Piece]]:
    """The fewest lines, and of all ways to fill them the one with the most even lines.

    Even lines leave no lone word at the end, unless nothing else is possible.
    """
    # Place → (lines, unevenness, end of the first line) of the best way to set what follows.
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
    """As many full lines as there may be, with an ellipsis at the end of the last."""
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
