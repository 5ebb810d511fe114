"""The full-text index of headlines, summaries and digests, on whichever database there is.

The application cuts texts into tokens itself (`archive.search.analysis`) and hands the database
tokens only, so both engines find the same. What they are asked is small: which articles hold a
sequence of tokens, and how well a few of them match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, Row

from archive.search.analysis import TokenSequence, stem_token, token_texts
from archive.search.query_tree import TEXTS

WEIGHTS = {"title": 6.0, "summary": 3.0, "digest": 1.0}
"""How much a match in a text counts for its ordinal."""

MOST_TOKENS = 15_000
"""Tokens of one text that are indexed: PostgreSQL counts positions to 16,383 in an article."""


HIGHEST_ID = (1 << 32) - 1


class Place(NamedTuple):
    """Where an article stands in date order, as far as both engines can compare it."""

    sort_key: int
    id: int


class Entry(NamedTuple):
    """The tokens of one article."""

    place: Place
    texts: tuple[list[str], ...]
    """In the order of `TEXTS`."""


class Match(NamedTuple):
    """A sequence of tokens, and the texts that may hold it."""

    sequence: TokenSequence
    texts: tuple[str, ...] = TEXTS


class Ranking(NamedTuple):
    """What makes an article a good answer: every clause is a choice of matches."""

    required: tuple[tuple[Match, ...], ...]
    """Each of these clauses is matched by every article that is ranked."""
    welcome: tuple[tuple[Match, ...], ...]
    """These raise an article that matches them."""


class FullText(Protocol):
    """What both engines do."""

    scores_by_counting: bool
    """Whether scoring a word takes as long as articles hold it, wherever those to be scored are."""

    def create(self) -> None:
        """Make what is lacking; keep what is there."""

    def clear(self) -> None:
        """Throw the whole index away and make an empty one."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Index articles that are not in the index, oldest first where they are many."""

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take articles out, given just as they were added."""

    def optimise(self) -> None:
        """Bring the index in order after many articles were added."""

    def ids(
        self, matches: Collection[Match], oldest: Place | None = None, newest: Place | None = None
    ) -> list[int]:
        """The ids of the articles with any of some matches, in no certain order.

        With `oldest` and `newest`, both or neither, only those between the two places.
        """

    def scores(
        self, ranking: Ranking, oldest: Place, newest: Place, ids: Collection[int]
    ) -> dict[int, float]:
        """Id → how well an article matches, more being better; those that match nothing left out.

        `ids` are the articles wanted, and lie between the two places; others may come along.
        """


def fulltext(connection: Connection) -> FullText:
    """The engine of a connection's database."""
    # Late, as a site on SQLite never needs the other.
    if connection.dialect.name == "postgresql":
        from archive.store.fulltext.postgresql import PostgresFullText

        return PostgresFullText(connection)
    from archive.store.fulltext.sqlite import SqliteFullText

    return SqliteFullText(connection)


def entry(row: Row[Any]) -> Entry:
    """The tokens of an article, by a row with its id, sort key and three texts."""
    texts = (row.title, row.summary_text, row.body_text)
    return Entry(
        Place(row.sort_key, row.id), tuple(token_texts(text)[:MOST_TOKENS] for text in texts)
    )


def tokens_of(of: Entry) -> set[str]:
    """The tokens of an article, each once."""
    return set().union(*of.texts)


def with_stems(tokens: set[str]) -> set[str]:
    """Some tokens and their stems: all under which single words are looked up."""
    return tokens.union(map(stem_token, tokens))
