"""Full text on SQLite: a contentless FTS5 table with its rows in date order.

The number of a row combines the article's sort key and id. So the newest articles are at the end of
the table and need no sorting. A column contains the tokens of a text, then a mark, then their
stems, then the words that count as one token as well. FTS5 computes bm25 over all.
Its tokenizer `ascii` keeps all characters beyond ASCII.

SQLite documentation, "SQLite FTS5 Extension", sections 3.1, 4.4.1 and 5.1.1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, text

from archive.search.analysis import STEM_MARK, TokenSequence, stem_token
from archive.search.query_tree import TEXTS
from archive.store.fulltext.base import WEIGHTS, DatePosition, Entry, Match, Ranking

_ID_BITS = 32
_ID_MASK = (1 << _ID_BITS) - 1
_LAST_ROW = (1 << 63) - 1

_COLUMNS = ", ".join(TEXTS)
_VALUES = ", ".join(f":{name}" for name in TEXTS)
_CREATE = text(
    f"CREATE VIRTUAL TABLE IF NOT EXISTS article_text USING fts5({_COLUMNS}, content='', "
    f"tokenize=\"ascii tokenchars '{STEM_MARK}'\")"
)
_DROP = text("DROP TABLE IF EXISTS article_text")
_ADD = text(f"INSERT INTO article_text(rowid, {_COLUMNS}) VALUES (:row, {_VALUES})")
# A contentless table does not store its text, so deleting a row needs that text again.
_REMOVE = text(
    f"INSERT INTO article_text(article_text, rowid, {_COLUMNS}) VALUES ('delete', :row, {_VALUES})"
)
_OPTIMISE = text("INSERT INTO article_text(article_text) VALUES ('optimize')")
# While many articles are added: few large segments, and one merge at the end instead of many.
_WHILE_MANY = {"hashsize": 16_777_216, "automerge": 0, "crisismerge": 1_999}
_OTHERWISE = {"automerge": 4, "crisismerge": 16}
_CONFIGURE = text("INSERT INTO article_text(article_text, rank) VALUES (:option, :value)")
_IDS = text(
    "SELECT rowid FROM article_text WHERE article_text MATCH :match "
    "AND rowid BETWEEN :oldest AND :newest"
)
_SCORES = text(
    "SELECT rowid, bm25(article_text, "
    + ", ".join(str(WEIGHTS[name]) for name in TEXTS)
    + ") FROM article_text WHERE article_text MATCH :match AND rowid BETWEEN :oldest AND :newest"
)


class SqliteFullText:
    """The index in a SQLite database."""

    scores_by_counting = True
    """bm25 weighs a word by how many articles of the whole table have it, and counts them."""

    def __init__(self, connection: Connection) -> None:
        """Use the transaction of `connection`."""
        self._connection = connection

    def create(self) -> None:
        """Make the index unless it exists."""
        self._connection.execute(_CREATE)

    def clear(self) -> None:
        """Replace the index by an empty one."""
        self._connection.execute(_DROP)
        self._connection.execute(_CREATE)
        self._configure(_WHILE_MANY)

    def add(self, entries: Iterable[Entry]) -> None:
        """Index articles that are not in the index. Give many articles oldest first."""
        if rows := [_row(each) for each in entries]:
            self._connection.execute(_ADD, rows)

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove articles. Their entries must be equal to those added."""
        if rows := [_row(each) for each in entries]:
            self._connection.execute(_REMOVE, rows)

    def optimise(self) -> None:
        """Merge the segments of the index after many articles were added."""
        self._connection.execute(_OPTIMISE)
        self._configure(_OTHERWISE)

    def _configure(self, options: dict[str, int]) -> None:
        rows = [{"option": option, "value": value} for option, value in options.items()]
        self._connection.execute(_CONFIGURE, rows)

    def ids(
        self,
        matches: Collection[Match],
        oldest: DatePosition | None = None,
        newest: DatePosition | None = None,
    ) -> list[int]:
        """Return the ids of the articles with any of some matches, between two positions."""
        found = self._connection.execute(
            _IDS,
            {
                "match": " OR ".join(map(_expression, matches)),
                "oldest": _row_number(oldest) if oldest else 0,
                "newest": _row_number(newest) if newest else _LAST_ROW,
            },
        )
        return [number & _ID_MASK for number in found.scalars().all()]

    def scores(
        self, ranking: Ranking, oldest: DatePosition, newest: DatePosition, ids: Collection[int]
    ) -> dict[int, float]:
        """Score the articles between two positions: id → bm25, higher is better."""
        expression = _ranking_expression(ranking)
        if not expression:
            return {}
        rows = self._connection.execute(
            _SCORES,
            {
                "match": expression,
                "oldest": _row_number(oldest),
                "newest": _row_number(newest),
            },
        )
        return {number & _ID_MASK: -score for number, score in rows}


def _row_number(position: DatePosition) -> int:
    return position.sort_key << _ID_BITS | position.id


def _row(of: Entry) -> dict[str, object]:
    columns = zip(TEXTS, of.texts, of.joined, strict=True)
    texts = {name: _column(tokens, joined) for name, tokens, joined in columns}
    return {"row": _row_number(of.position), **texts}


def _column(tokens: list[str], joined: list[str]) -> str:
    """Write the tokens of a text, then their stems, then each joined word and its stem.

    A word and a stem alternate at the end, so that no two words or stems there become a phrase.
    """
    if not tokens:
        return ""
    alone = [part for token in joined for part in (token, stem_token(token))]
    return " ".join((*tokens, STEM_MARK, *map(stem_token, tokens), *alone))


def _expression(match: Match) -> str:
    sequence = _quoted(match.sequence)
    if match.texts == TEXTS:
        return sequence
    return f"{{{' '.join(match.texts)}}} : {sequence}"


def _quoted(sequence: TokenSequence) -> str:
    # A token has no quotation mark, so nothing needs escaping.
    return f'"{" ".join(sequence.tokens)}"' + ("*" if sequence.prefix else "")


def _ranking_expression(ranking: Ranking) -> str:
    """Join required clauses by AND, and add each welcome clause as another way to match."""
    required = " AND ".join(map(_clause, ranking.required))
    if not required:
        return " OR ".join(map(_clause, ranking.welcome))
    ways = [f"({required} AND {_clause(clause)})" for clause in ranking.welcome]
    return " OR ".join([f"({required})", *ways])


def _clause(choice: tuple[Match, ...]) -> str:
    return f"({' OR '.join(map(_expression, choice))})"
