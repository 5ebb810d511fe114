"""Decode the bytes of a file to text that is safe to store: NFC, LF, no hidden characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from archive.characters import code_point, forbidden, remove_invisible
from archive.content.limits import MAX_TEXT_BYTES, size_problem
from archive.problems import Problem

_BOM = b"\xef\xbb\xbf"
_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)|^={7}$", re.MULTILINE)


def decode(
    path: str, data: bytes, *, max_bytes: int = MAX_TEXT_BYTES
) -> tuple[str | None, list[Problem]]:
    """Decode a file: return NFC text with LF line ends and no byte order mark, or `None`.

    A byte order mark at the start and CRLF or CR line ends are accepted and normalised. Soft
    hyphens and zero-width signs are removed with a warning. An error is reported for more than
    `max_bytes`, for bytes that are not UTF-8, for characters that nobody can see in the file, and
    for the marks of a merge. No line number changes.
    """
    if too_large := size_problem(path, len(data), max_bytes):
        return None, [too_large]
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        return None, [Problem(path, line, None, fault, "Save the file as UTF-8.")]
    problems = list(_text_problems(path, text))
    text = unicodedata.normalize("NFC", remove_invisible(text)[0])
    return (None if has_errors(problems) else text), problems


def scalar(path: str, line: int, text: str) -> tuple[str, list[Problem]]:
    """Apply the rules of `decode` to one value, whose escapes YAML has resolved."""
    if text.isascii() and text.isprintable():
        return text, []
    problems = [
        Problem(path, line, None, each.fault, each.repair, each.severity)
        for each in _character_problems(path, text)
    ]
    return unicodedata.normalize("NFC", remove_invisible(text)[0]), problems


def has_errors(problems: list[Problem]) -> bool:
    """Tell whether a problem is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def _text_problems(path: str, text: str) -> Iterator[Problem]:
    yield from _character_problems(path, text)
    if mark := _MERGE_MARK.search(text):
        fault = f"'{mark[0]}' is the mark of a merge that is not finished"
        repair = "Keep one of the two versions, and delete the marks."
        yield Problem(path, _line(text, mark.start()), None, fault, repair)


def _character_problems(path: str, text: str) -> Iterator[Problem]:
    """Return one problem for each hidden character, at its first place."""
    for sign, start in forbidden(text).items():
        fault = f"the character {code_point(sign)} is not allowed"
        yield Problem(path, _line(text, start), None, fault, "Remove it.")
    for sign, start in remove_invisible(text)[1].items():
        name = unicodedata.name(sign).lower()
        fault = f"the invisible character {code_point(sign)} ({name}) was left out"
        repair = "Remove it from the file."
        yield Problem(path, _line(text, start), None, fault, repair, "warning")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
