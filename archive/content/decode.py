"""Decode the bytes of a file to text that is safe to store: NFC, LF, no hidden characters."""

from __future__ import annotations

import re
import unicodedata

from archive.problems import Problem

MAX_BYTES = 1_048_576
"""The largest article or page, 1 MiB: a digest is a thousand times smaller."""

_BOM = b"\xef\xbb\xbf"

_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # category Cc, except tab and line feed
    "\u2028\u2029"  # line and paragraph separator: line ends to some programs only
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ufeff\ufdd0-\ufdef"  # a byte order mark inside the text; noncharacters
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def decode(
    path: str, data: bytes, *, max_bytes: int = MAX_BYTES
) -> tuple[str | None, list[Problem]]:
    """Decode a file: return NFC text with LF line ends and no byte order mark, or `None`.

    A byte order mark at the start and CRLF or CR line ends are accepted and normalised. A problem
    is reported for more than `max_bytes`, for bytes that are not UTF-8, and for characters that
    nobody can see in the file: control characters, bidirectional controls and noncharacters. NFC
    changes no line numbers.
    """
    if len(data) > max_bytes:
        size = f"{max_bytes // 1_048_576} MiB"
        fault, repair = f"the file is larger than {size}", "Shorten it, or split it."
        return None, [Problem(path, None, None, fault, repair)]
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        return None, [Problem(path, line, None, fault, "Save the file as UTF-8.")]
    text = unicodedata.normalize("NFC", text)
    problems = _hidden_characters(path, text)
    return (None if problems else text), problems


def _hidden_characters(path: str, text: str) -> list[Problem]:
    """Return one problem for each forbidden character, at its first place."""
    first: dict[str, int] = {}
    for match in _FORBIDDEN.finditer(text):
        first.setdefault(match.group(), match.start())
    return [
        Problem(
            path,
            text.count("\n", 0, start) + 1,
            None,
            f"the character U+{ord(character):04X} is not allowed",
            "Remove it.",
        )
        for character, start in first.items()
    ]
