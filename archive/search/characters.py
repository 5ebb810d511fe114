"""What search makes of single characters: which it ignores, and which letters it spells out.

- Signs that nobody sees, such as soft hyphens, zero-width spaces and variation selectors, are
  ignored. So are vowel points and accents that follow their letter as characters of their own:
  Arabic and Hebrew are written with or without points, and الأُمَم is الأمم.
- Marks without which a word is another word stay: the vowel signs of Hindi and Thai, for example.
- A letter with a stroke or a hook is its plain letter, and a ligature is its letters: Łódź is
  "lodz", cœur is "coeur".

The Unicode Standard, sections 3.11 (combining classes), 5.21 (ignorable characters) and 9.2
(Arabic).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple


def _ranges(codes: Iterable[int]) -> str:
    """Write ascending codes as the inside of a character class."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


def _is_ignored_mark(mark: str) -> bool:
    """Whether a mark is an accent, a vowel point of Hebrew, Arabic or Syriac, or encloses."""
    place = unicodedata.combining(mark)
    return place == 1 or 10 <= place <= 36 or place >= 200 or unicodedata.category(mark) == "Me"


_BLOCKS = (
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0000, 0xE0FFF),
)
HIDDEN = frozenset(chr(code) for first, last in _BLOCKS for code in range(first, last + 1))
"""Signs that nobody sees."""

# Scripts beyond the first plane, all of them rare, are left alone.
_marks = [c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M"]
# U+0640 lengthens an Arabic word and is no part of it.
IGNORED = HIDDEN.union("\u0640", filter(_is_ignored_mark, _marks))
"""Ignored marks and hidden signs."""

MARKS = _ranges(ord(mark) for mark in _marks if mark not in IGNORED)
"""Marks that are part of a word, as the inside of a character class."""

APOSTROPHES = "'’‘ʼ‛＇`´"
"""What is typed for an apostrophe."""

HYPHENS = "-‐‑"
"""What is typed for a hyphen inside a word."""

_LIGATURES = {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ŋ": "n", "ĸ": "k", "ƿ": "w"}
_NAME = re.compile("LATIN SMALL LETTER ([A-Z]{1,2})(?: WITH .+)?")


def _spelt_out() -> dict[int, str]:
    """Return the Latin letters that have no decomposition, each with what it is written as."""
    found = {ord(letter): plain for letter, plain in _LIGATURES.items()}
    for code in (*range(0x180, 0x2B0), *range(0x1D00, 0x1F00), *range(0x2C60, 0xA800)):
        if name := _NAME.fullmatch(unicodedata.name(chr(code), "")):
            found.setdefault(code, name[1].lower())
    return found | {ord(letter): plain for letter, plain in zip("đħłøŧ", "dhlot", strict=True)}


LETTERS = _spelt_out()
"""Small letters that are written as others, for `str.translate`."""


class Visible(NamedTuple):
    """A text without the signs that search ignores."""

    text: str
    kept: Sequence[int] | None
    """The offset of each of its characters in the whole text; `None` if nothing was ignored."""
    length: int
    """The length of the whole text."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a range of the whole text. Signs after its last character belong to it."""
        if self.kept is None:
            return start, end
        return self.kept[start], self.kept[end] if end < len(self.kept) else self.length


def visible(text: str) -> Visible:
    """Leave out the signs that search ignores from an NFC text."""
    if text.isascii() or IGNORED.isdisjoint(text):
        return Visible(text, None, len(text))
    kept = [place for place, character in enumerate(text) if character not in IGNORED]
    return Visible("".join(map(text.__getitem__, kept)), kept, len(text))


def without_hidden(text: str) -> str:
    """Leave out signs that nobody sees."""
    if text.isascii() or HIDDEN.isdisjoint(text):
        return text
    return "".join(character for character in text if character not in HIDDEN)
