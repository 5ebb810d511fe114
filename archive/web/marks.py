"""Cuts a headline into pieces, so that a page can mark the words of the lexicon in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A stretch of a headline."""

    text: str
    word: str | None
    """The id of the word that it is; `None` for what stands between."""


def pieces(article: Any) -> list[Piece]:
    """The headline of an article's row; the pieces joined are its title again."""
    return _cut(article.title, article.headline_words)


def words(article: Any) -> list[str]:
    """The ids of the words in the headline of an article's row, each once, in their order."""
    return list(dict.fromkeys(word for _start, _end, word in article.headline_words))


def _cut(title: str, uses: Iterable[Sequence[Any]]) -> list[Piece]:
    found, done = [], 0
    for start, end, word in uses:
        found += [Piece(title[done:start], None), Piece(title[start:end], word)]
        done = end
    found.append(Piece(title[done:], None))
    return [piece for piece in found if piece.text]
