"""Keeps the newest headlines in memory, to suggest them while a reader types.

An index of all headlines would have to merge the postings of every word that begins with a few
letters. In a large archive that takes too long for a keystroke. Scanning the newest headlines takes
the same time in every archive.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive.search.analysis import Piece, pieces
from archive.store import queries

MOST_KEPT = 10_000
"""How many of the newest headlines are scanned."""


class Headlines:
    """The newest headlines of one load, read from the database when a reader first types."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._kept: list[tuple[str, int]] | None = None

    def matching(self, connection: Connection, typed: Sequence[Piece], most: int) -> list[int]:
        """Return the ids of at most `most` articles whose headlines match (`begins`), newest first.

        `typed` must not be empty.
        """
        if self._kept is None:
            newest = queries.newest_titles(connection, MOST_KEPT)
            self._kept = [(key(row.title), row.id) for row in newest]
        found: list[int] = []
        for text, article_id in self._kept:
            if begins(typed, text):
                found.append(article_id)
                if len(found) == most:
                    break
        return found


def key(text: str) -> str:
    """Return the key of a text that `begins` scans: its folded words, each after a space."""
    return "".join(f" {piece.text}" for piece in pieces(text))


def begins(typed: Sequence[Piece], text: str) -> bool:
    """Whether a text, given by its `key`, has all words typed, the last one as a prefix.

    Hangul, kana and Han characters may also be inside a word, as words are written together.
    """
    *before, last = typed
    return (
        all(
            piece.text in text if piece.signs else f" {piece.text} " in f"{text} "
            for piece in before
        )
        and (last.text if last.signs else f" {last.text}") in text
    )
