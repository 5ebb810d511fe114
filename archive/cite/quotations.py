"""Find the single quotation marks of a text among its apostrophes.

In "'Students' rights ignored,' says envoy" the first mark is closed by the third and not by the
second, which is an apostrophe. In "'Students' rights' ignored" nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

AS_PRINTED = "\ue00b"
"""A typed mark that stays as it is, since it may be a quotation mark or an apostrophe."""

WORD = r"[^\W\u1100-\u11ff\u3040-\uffdc]"
"""A sign of a script that has apostrophes. In Korean and Japanese, a particle follows a quotation
without a space: ‘…’촉구."""

_SHORTENED = re.compile(
    rf"(?<!{WORD})['‘’](?:n['’](?!{WORD})|(?:tis|twas|twere|em|til|cause|round)\b|\d\ds?\b)",
    re.IGNORECASE,
)
"""A word with an apostrophe where its first letters were: 'tis, 'em, '90s, rock 'n' roll."""
_CAN_OPEN = re.compile(rf"(?<!{WORD})['‘](?=\S)")
_CAN_CLOSE = re.compile(rf"(?<=[^\s'‘(\[])['’](?!{WORD})")
_MAYBE_POSSESSIVE = re.compile(rf"(?<=[sSzxZX])['’](?=\s+{WORD})")


class Pair(NamedTuple):
    """The places of two marks that belong together."""

    start: int
    end: int
    is_doubtful: bool = False
    """Whether either may be an apostrophe."""


def pairs(text: str) -> Iterator[Pair]:
    """Yield the pairs of single quotation marks in a text. No pair is inside another."""
    inside = {place for found in _SHORTENED.finditer(text) for place in range(*found.span())}
    start, ends = None, []
    for place, sign in enumerate(text):
        if sign not in "'‘’" or place in inside or "''" in text[max(place - 1, 0) : place + 2]:
            continue
        if start is not None and _closes(text, place):
            ends.append(place)
        elif _CAN_OPEN.match(text, place):
            yield from _pair(text, start, ends)
            start, ends = place, []
    yield from _pair(text, start, ends)


def _closes(text: str, place: int) -> bool:
    return _CAN_CLOSE.match(text, place) is not None


def _pair(text: str, start: int | None, ends: list[int]) -> Iterator[Pair]:
    """Choose the end of a quotation: the first mark that cannot be the apostrophe of a plural."""
    if start is None or not ends:
        return
    certain = [end for end in ends if not _MAYBE_POSSESSIVE.match(text, end)]
    if certain:
        yield Pair(start, certain[0])
    elif len(ends) == 1 or text[start] == "‘":
        yield Pair(start, ends[-1])
    else:
        for end in ends:
            yield Pair(start, end, is_doubtful=True)
