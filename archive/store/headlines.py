"""The newest headlines, kept in memory so that one can be suggested while it is typed.

An index of every headline would have to merge the postings of all words that a few letters begin:
in a large archive no keystroke can wait for that. Looking through the newest ones costs the same
however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive.search.analysis import Piece, pieces
from archive.store import queries

MOST_KEPT = 10_000
"""Headlines, the newest, that are looked through."""


class Headlines:
    """Those of one load, read from the database when somebody first types."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._kept: list[tuple[str, int]] | None = None

    def matching(self, connection: Connection, typed: Sequence[Piece], most: int) -> list[int]:
        """The ids of the newest articles whose headlines `begins` finds, newest first."""
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
    """A text as `begins` looks through it: its folded words, each after a space."""
    return "".join(f" {piece.text}" for piece in pieces(text))


def begins(typed: Sequence[Piece], text: str) -> bool:
    """Whether a text, given by its `key`, has all words typed, of the last one the beginning.

    Hangul, kana and Han characters may stand inside a word, as words are written together.
    """
    *before, last = typed
    return (
        all(
            piece.text in text if piece.signs else f" {piece.text} " in f"{text} "
            for piece in before
        )
        and (last.text if last.signs else f" {last.text}") in text
    )
