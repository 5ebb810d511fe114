"""The full-text index of headlines, summaries and digests, the same on either database.

The application cuts texts into tokens itself (`archive.search.analysis`) and gives the database
only tokens, so both engines find the same. They answer two requests: which articles have a
sequence of tokens, and how well given articles match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from sqlalchemy import RowMapping

from archive.search.analysis import TokenSequence, joined, stem_token, token_texts
from archive.search.query_tree import TEXTS

WEIGHTS = {"title": 6.0, "summary": 3.0, "digest": 1.0}
"""The weight of a match in each text, for the order of relevance."""

MOST_TOKENS = 15_000
"""How many tokens of one text are indexed: PostgreSQL counts positions up to 16,383."""

HIGHEST_ID = (1 << 32) - 1


class DatePosition(NamedTuple):
    """The position of an article in date order, as far as both engines can compare it."""

    sort_key: int
    id: int


class Entry(NamedTuple):
    """The tokens of one article."""

    position: DatePosition
    texts: tuple[list[str], ...]
    """In the order of `TEXTS`."""
    joined: tuple[list[str], ...]
    """Words with a hyphen or an apostrophe as one token each (`analysis.joined`)."""


class Match(NamedTuple):
    """A sequence of tokens, and the texts in which it is searched for."""

    sequence: TokenSequence
    texts: tuple[str, ...] = TEXTS


class Ranking(NamedTuple):
    """What articles are scored by. Every clause is a choice of matches."""

    required: tuple[tuple[Match, ...], ...]
    """Clauses that an article must match to be scored."""
    welcome: tuple[tuple[Match, ...], ...]
    """Clauses that raise the score of an article that matches them."""


class FullText(Protocol):
    """The interface of both engines."""

    scores_by_counting: bool
    """Whether the time to score a word grows with the number of all articles that have it."""

    def create(self) -> None:
        """Make the index unless it exists."""

    def clear(self) -> None:
        """Replace the index by an empty one."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Index articles that are not in the index. Give many articles oldest first."""

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove articles. Their entries must be equal to those added."""

    def optimise(self) -> None:
        """Optimise the index after many articles were added."""

    def ids(
        self,
        matches: Collection[Match],
        oldest: DatePosition | None = None,
        newest: DatePosition | None = None,
    ) -> list[int]:
        """Return the ids of the articles with any of some matches, in any order.

        With `oldest` and `newest` (both or neither), only those between the two positions.
        """

    def scores(
        self, ranking: Ranking, oldest: DatePosition, newest: DatePosition, ids: Collection[int]
    ) -> dict[int, float]:
        """Score articles: id → score, higher is better. Articles without a match are left out.

        `ids` are the articles wanted, all between the two positions. The answer may have others.
        """


def entry(row: Mapping[str, Any] | RowMapping) -> Entry:
    """Cut an article into tokens, from a row with its id, sort key and three texts."""
    texts = (row["title"], row["summary_text"], row["body_text"])
    return Entry(
        DatePosition(row["sort_key"], row["id"]),
        tuple(token_texts(text)[:MOST_TOKENS] for text in texts),
        tuple(sorted({token.text for token in joined(text)}) for text in texts),
    )


def tokens_of(of: Entry) -> set[str]:
    """Return the tokens of an article, each once."""
    return set().union(*of.texts, *of.joined)


def with_stems(tokens: set[str]) -> set[str]:
    """Add the stems of some tokens, under which other forms of a word are looked up."""
    return tokens.union(map(stem_token, tokens))
