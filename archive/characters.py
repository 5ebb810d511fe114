"""Find the characters that nobody can see, in every text that becomes part of the archive.

The same rule is applied to the bytes of a file, to YAML values after their escapes, and to the
HTML that Markdown and its entities make. Categories and names are those of Unicode.
"""

from __future__ import annotations

import re
import unicodedata

FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # category Cc, except tab and line feed
    "\u2028\u2029"  # line and paragraph separator: line ends to some programs only
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"  # fillers, signs without shape
    "\u2061-\u2065\u206a-\u206f\ufff0-\ufffb"  # invisible operators, deprecated format characters
    "\ufeff\ufdd0-\ufdef"  # a byte order mark inside the text; noncharacters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format characters of shorthand and music
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
    # Tag characters can spell words that nobody sees. Only the flags of regions need them.
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]"
)
"""Characters that are refused."""

_REMOVED = re.compile("[\u00ad\u200b\u2060]|[\u200c\u200d]")
_JOINERS = "\u200c\u200d"
_WITHOUT_JOINERS = ("LATIN", "HANGUL", "CJK", "HIRAGANA", "KATAKANA", "GREEK", "CYRILLIC")


def remove_invisible(text: str) -> tuple[str, dict[str, int]]:
    """Remove soft hyphens, zero-width spaces, word joiners and joiners that join nothing.

    They come along when text is copied from a page, and split words for a search. Returns the text
    and each removed character with its first place. Joiners stay in emoji and in scripts that
    write with them, such as Persian and Hindi.
    """
    first: dict[str, int] = {}

    def remove(match: re.Match[str]) -> str:
        if match[0] in _JOINERS and _joins(text, match.start()):
            return match[0]
        first.setdefault(match[0], match.start())
        return ""

    return _REMOVED.sub(remove, text), first


def forbidden(text: str) -> dict[str, int]:
    """Return each forbidden character of a text with its first place."""
    first: dict[str, int] = {}
    for match in FORBIDDEN.finditer(text):
        first.setdefault(match[0], match.start())
    return first


def is_visible(text: str) -> bool:
    """Tell whether a text has a letter, number, punctuation mark or symbol."""
    return any(
        unicodedata.category(sign)[0] in "LNPS" and not FORBIDDEN.match(sign) for sign in text
    )


def code_point(character: str) -> str:
    """Write a character as Unicode does: `U+00AD`."""
    return f"U+{ord(character):04X}"


def _joins(text: str, place: int) -> bool:
    """Tell whether the joiner at `place` stands between two signs that it can join."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return _takes_joiner(before) and _takes_joiner(after)


def _takes_joiner(sign: str) -> bool:
    if not sign or unicodedata.category(sign)[0] not in "LMS":
        return False
    return not unicodedata.name(sign, "").startswith(_WITHOUT_JOINERS)
