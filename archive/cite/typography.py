"""Set the punctuation and the capitals of a citation.

Quotation marks are two private-use characters until the citation is complete. Only then is it known
which marks are nested, and so which are double and which are single.
"""

from __future__ import annotations

import re

from archive.titles import is_supplied

OPEN, CLOSE = "\ue000", "\ue001"
_OPEN_DOUBLE, _CLOSE_DOUBLE, _OPEN_SINGLE, _CLOSE_SINGLE = "\ue002\ue003\ue004\ue005"
"""Quotation marks of the original. They are kept unless they are inside a quotation."""

_OPENING = {OPEN: "", _OPEN_DOUBLE: "“", _OPEN_SINGLE: "‘"}
_CLOSING = {CLOSE: "", _CLOSE_DOUBLE: "”", _CLOSE_SINGLE: "’"}
_ALL_CLOSING = "".join(_CLOSING)

_STOP_WORDS = frozenset(
    """
    a an and as at but by down for from in into nor of on onto or over so the till to up via with
    yet
    """.split()  # noqa: SIM905
)
"""Words that CSL 1.0.2 does not capitalise in titles."""

_WORD = r"[^\W\u1100-\u11ff\u3040-\uffdc]"
"""A sign of a script that has apostrophes. In Korean and Japanese, a particle follows a quotation
without a space: ‘…’촉구."""

_ADDRESS = re.compile("https?:")
_BEHIND_QUOTATION = re.compile(f"([{_ALL_CLOSING}]+)([.,])")
_SWALLOWED = frozenset(("..", "?.", "!.", "….", ":.", ",,", ";;", "::", "  "))
"""Pairs of which only the first character is printed where two pieces meet."""


def join(left: str, right: str) -> str:
    """Join two pieces without doubling a full stop, comma or space."""
    if not left or not right:
        return left + right
    ends = left.rstrip(_ALL_CLOSING)[-1:] + right[0]
    return left + (right[1:] if ends in _SWALLOWED else right)


def quoted(text: str) -> str:
    """Put text in quotation marks, unless it is a supplied title in square brackets."""
    return text if is_supplied(text) else f"{OPEN}{text}{CLOSE}"


def marked(text: str) -> str:
    """Replace quotation marks with private-use characters, and curl apostrophes."""
    if _ADDRESS.match(text):
        return text
    text = re.sub(r"“([^“”]*)”", rf"{_OPEN_DOUBLE}\1{_CLOSE_DOUBLE}", text)
    text = re.sub(f"(?<!{_WORD})‘([^‘]*?)’(?!{_WORD})", rf"{_OPEN_SINGLE}\1{_CLOSE_SINGLE}", text)
    text = re.sub(f'(?<!{_WORD})"([^"]*)"', rf"{OPEN}\1{CLOSE}", text)
    text = re.sub(rf"(?<!{_WORD})'((?:[^']|\w'\w)*)'(?!{_WORD})", rf"{OPEN}\1{CLOSE}", text)
    return apostrophes(text)


def apostrophes(text: str) -> str:
    """A text with its typed apostrophes as they are printed."""
    return text.replace("'", "’")


def finished(text: str, outer: tuple[str, str], inner: tuple[str, str], *, inside: bool) -> str:
    """Set the quotation marks of a citation; `inside` moves full stops and commas into them."""
    if inside:
        text = _BEHIND_QUOTATION.sub(_drawn_in, text)
    out = []
    depth = 0
    for sign in text:
        if sign in _OPENING:
            out.append((not depth and _OPENING[sign]) or (outer, inner)[depth % 2][0])
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
            out.append((not depth and _CLOSING[sign]) or (outer, inner)[depth % 2][1])
        else:
            out.append(sign)
    return "".join(out).strip()


def _drawn_in(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    sign = "" if found[2] == "." and before in tuple(".?!") else found[2]
    return sign + found[1]


def cased(text: str, case: str, *, english: bool) -> str:
    """Apply a `text-case` of CSL. Only English titles get capitals; addresses never do."""
    if not text or _ADDRESS.match(text):
        return text
    if case == "lowercase":
        return text.lower()
    if case == "uppercase":
        return text.upper()
    if case == "capitalize-first":
        return text[0].upper() + text[1:]
    if case == "title" and english:
        return _title(text)
    return text


def _title(text: str) -> str:
    words = text.split(" ")
    last = len(words) - 1
    out = []
    after = ":"
    for number, word in enumerate(words):
        bare = word.strip(f"{''.join(_OPENING)}{_ALL_CLOSING}[]().,:;!?")
        edge = number in (0, last) or after in (":", "?", "!")
        if bare.lower() in _STOP_WORDS and bare[1:] == bare[1:].lower() and not edge:
            word = word.lower()
        elif bare.islower():
            start = word.index(bare)
            word = word[:start] + bare[0].upper() + word[start + 1 :]
        after = word.rstrip(_ALL_CLOSING)[-1:]
        out.append(word)
    return " ".join(out)
