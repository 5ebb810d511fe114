"""Set the punctuation, the quotation marks and the italics of a citation.

Marks are private-use characters until the citation is complete. Only then is it known which
quotation marks are nested, and so which are double and which are single.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from archive.cite.quotations import AS_PRINTED, WORD, Pair, pairs
from archive.titles import is_supplied

OPEN, CLOSE = "\ue000", "\ue001"
_OPEN_DOUBLE, _CLOSE_DOUBLE, _OPEN_SINGLE, _CLOSE_SINGLE = "\ue002\ue003\ue004\ue005"
"""Quotation marks of the original. They are kept unless they are inside a quotation."""
_ITALIC, _UPRIGHT, _END_STYLE, TITLE, END_TITLE = "\ue006\ue007\ue008\ue009\ue00a"
_ISOLATE, _END_ISOLATE = "\u2068\u2069"
"""They keep the words of a text that is written from right to left together (Unicode, UAX 9)."""

_OPENING = {OPEN: "", _OPEN_DOUBLE: "“", _OPEN_SINGLE: "‘"}
_CLOSING = {CLOSE: "", _CLOSE_DOUBLE: "”", _CLOSE_SINGLE: "’"}
_ALL_CLOSING = "".join(_CLOSING)
_ENDS = _END_STYLE + END_TITLE + _END_ISOLATE
_UNSEEN = _ITALIC + _UPRIGHT + TITLE + _ISOLATE + _ENDS
MARKS = "".join(_OPENING) + _ALL_CLOSING + _UNSEEN
"""Every mark; none is a part of a word."""

ADDRESS = re.compile("https?:")
_BEHIND_QUOTATION = re.compile(f"([{_ALL_CLOSING}][{_ALL_CLOSING}{_ENDS}]*)([.,])")
_SWALLOWED = frozenset(("..", "?.", "!.", "….", ":.", ",,", ";;", "::", "  "))
"""Pairs of which only the first character is printed where two pieces meet."""


class Run(NamedTuple):
    """A part of a citation that looks the same from its beginning to its end."""

    text: str
    italic: bool = False
    title: bool = False
    """Whether it is the headline, which may be in another language than the words around it."""


def join(left: str, right: str) -> str:
    """Join two pieces without doubling a full stop, comma or space."""
    if not left or not right:
        return left + right
    start = len(right) - len(right.lstrip(_UNSEEN))
    ends = left.rstrip(_ALL_CLOSING + _UNSEEN)[-1:] + right[start : start + 1]
    return left + (right[:start] + right[start + 1 :] if ends in _SWALLOWED else right)


def quoted(text: str) -> str:
    """Put text in quotation marks, unless it is a title that the archive supplied."""
    return text if is_supplied(text.strip(_UNSEEN)) else f"{OPEN}{text}{CLOSE}"


def styled(text: str, style: str | None) -> str:
    """Mark text as italic or upright, by the `font-style` of CSL."""
    mark = {"italic": _ITALIC, "oblique": _ITALIC, "normal": _UPRIGHT}.get(style or "")
    return f"{mark}{text}{_END_STYLE}" if mark else text


def marked(text: str) -> str:
    """Replace quotation marks with private-use characters, and curl apostrophes."""
    if ADDRESS.match(text):
        return text
    text = re.sub(r"“([^“”]*)”", rf"{_OPEN_DOUBLE}\1{_CLOSE_DOUBLE}", text)
    text = re.sub(rf'(?<!{WORD})"([^"]*)"', rf"{OPEN}\1{CLOSE}", text)
    signs = list(text)
    for pair in pairs(text):
        signs[pair.start], signs[pair.end] = _marks_of(pair, text)
    return isolated(apostrophes("".join(signs)))


def _marks_of(pair: Pair, text: str) -> tuple[str, str]:
    if pair.is_doubtful:
        return AS_PRINTED, AS_PRINTED
    return (OPEN, CLOSE) if text[pair.start] == "'" else (_OPEN_SINGLE, _CLOSE_SINGLE)


def curled(text: str) -> str:
    """Curl the typed quotation marks of a text; its apostrophes stay as they are."""
    text = re.sub(rf'(?<!{WORD})"([^"]*)"', r"“\1”", text)
    signs = list(text)
    for start, end, is_doubtful in pairs(text):
        if text[start] == "'" and not is_doubtful:
            signs[start], signs[end] = "‘’"
    return "".join(signs)


def isolated(text: str) -> str:
    """Isolate a text that has words from right to left, so that it does not move its neighbours."""
    if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
        return f"{_ISOLATE}{text}{_END_ISOLATE}"
    return text


def apostrophes(text: str) -> str:
    """A text with its typed apostrophes as they are printed."""
    return text.replace("'", "’")


def finished(
    text: str, outer: tuple[str, str], inner: tuple[str, str], *, inside: bool
) -> tuple[Run, ...]:
    """Set the marks of a citation; `inside` moves full stops and commas into quotation marks."""
    if inside:
        text = _BEHIND_QUOTATION.sub(_drawn_in, text)
    runs: list[Run] = []
    depth, styles, is_title = 0, [False], False
    for sign in text.strip():
        if sign in _OPENING:
            sign = (not depth and _OPENING[sign]) or (outer, inner)[depth % 2][0]
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
            sign = (not depth and _CLOSING[sign]) or (outer, inner)[depth % 2][1]
        elif sign in (_ITALIC, _UPRIGHT):
            styles.append(sign == _ITALIC)
            continue
        elif sign == _END_STYLE:
            styles.pop()
            continue
        elif sign in (TITLE, END_TITLE):
            is_title = sign == TITLE
            continue
        _add(runs, Run("'" if sign == AS_PRINTED else sign, styles[-1], is_title))
    return tuple(runs)


def _add(runs: list[Run], run: Run) -> None:
    """Add a run, as a part of the last one if both look the same."""
    if runs and runs[-1][1:] == run[1:]:
        runs[-1] = run._replace(text=runs[-1].text + run.text)
    else:
        runs.append(run)


def _drawn_in(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip(_UNSEEN)[-1:]
    sign = "" if found[2] == "." and before in tuple(".?!") else found[2]
    return sign + found[1]
