"""Test decoding: accepted text, and the lines of forbidden bytes and characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.content.decode import decode, has_errors
from archive.content.limits import MAX_TEXT_BYTES as MAX_BYTES


def test_plain_text_passes_unchanged() -> None:
    """Ordinary text, including tabs and Korean, is unchanged."""
    text = "one\n\ttwo\n북한\n"

    assert decode("x.md", text.encode()) == (text, [])


@pytest.mark.parametrize("data", [b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n", b"a\nb\r"])
def test_byte_order_mark_and_line_ends_are_normalised(data: bytes) -> None:
    """A byte order mark at the start is removed, and every line end becomes LF."""
    assert decode("x.md", data) == ("a\nb\n", [])


def test_text_becomes_nfc() -> None:
    """Hangul typed in parts becomes whole syllables, so that search finds it."""
    assert decode("x.md", unicodedata.normalize("NFD", "북한 é").encode()) == ("북한 é", [])


@pytest.mark.parametrize(
    ("data", "line", "fault"),
    [
        (b"a\nb\n\xff\n", 3, "the byte 0xFF is not UTF-8"),
        (b"a\r\nb\r\n\xe9", 3, "the byte 0xE9 is not UTF-8"),
        (b"\xed\xa0\x80", 1, "the byte 0xED is not UTF-8"),
        (b"a\nb\x00", 2, "the character U+0000 is not allowed"),
        (b"a\nb\x0b", 2, "the character U+000B is not allowed"),
        ("a\n\x85".encode(), 2, "the character U+0085 is not allowed"),
        ("a\u2029".encode(), 1, "the character U+2029 is not allowed"),
        ("\n\n\u202e".encode(), 3, "the character U+202E is not allowed"),
        ("\u2066".encode(), 1, "the character U+2066 is not allowed"),
        ("a\ufeff".encode(), 1, "the character U+FEFF is not allowed"),
        ("\ufdd0".encode(), 1, "the character U+FDD0 is not allowed"),
        ("\U0010ffff".encode(), 1, "the character U+10FFFF is not allowed"),
    ],
)
def test_invisible_characters_are_refused(data: bytes, line: int, fault: str) -> None:
    """Wrong bytes and hidden characters are reported with their line."""
    text, problems = decode("x.md", data)

    assert text is None
    assert [(problem.line, problem.fault) for problem in problems] == [(line, fault)]


def test_each_hidden_character_is_reported_once() -> None:
    """The report of a binary file is short."""
    _, problems = decode("x.md", b"\x00\n\x01\n" * 1000)

    assert [str(problem) for problem in problems] == [
        "x.md:1: the character U+0000 is not allowed. Remove it.",
        "x.md:2: the character U+0001 is not allowed. Remove it.",
    ]


def test_size_has_a_limit() -> None:
    """A file of the largest size is accepted, and one more byte is not."""
    assert decode("x.md", b"a" * MAX_BYTES)[1] == []
    text, problems = decode("x.md", b"a" * (MAX_BYTES + 1))

    assert text is None
    assert [str(problem) for problem in problems] == [
        "x.md: the file is larger than 64 KiB. Shorten it, or split it."
    ]


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_text_or_problems(data: bytes) -> None:
    """Nothing is raised, and the text is NFC with LF line ends."""
    text, problems = decode("x.md", data)

    assert (text is None) == has_errors(problems)
    if text is not None:
        assert unicodedata.is_normalized("NFC", text)
        assert not {"\r", "\0", "\ufeff", "\u2028"} & set(text)
