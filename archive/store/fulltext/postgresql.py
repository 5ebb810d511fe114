"""Full text on PostgreSQL: a `tsvector` for each article, in a table of its own, with a GIN index.

The application writes the vector: each token and its stem at one position, with the weight A in the
headline, B in the summary and C in the digest. So no dictionary or language setting of the server
matters. The vectors have a table of their own, because they would make rows of `article` slow to
read.

PostgreSQL documentation, sections 8.11 and 12.3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, text

from archive.search.analysis import STEM_MARK, stem_token
from archive.search.query_tree import TEXTS
from archive.store.fulltext.base import WEIGHTS, DatePosition, Entry, Match, Ranking

_LETTERS = dict(zip(TEXTS, "ABC", strict=True))
_GAP = 2
"""Positions between two texts, so that no phrase continues from one into the next."""

_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
"""A tsvector keeps at most this many positions of one token."""

_CREATE = text(
    "CREATE TABLE IF NOT EXISTS article_text "
    "(id bigint PRIMARY KEY, sort_key bigint NOT NULL, vector tsvector NOT NULL)"
)
_CREATE_INDEX = text(
    "CREATE INDEX IF NOT EXISTS ix_article_text_vector ON article_text USING gin (vector) "
    "WITH (fastupdate = off)"
)
_DROP = text("DROP TABLE IF EXISTS article_text")
_ADD = text(
    "INSERT INTO article_text (id, sort_key, vector) "
    "VALUES (:id, :sort_key, CAST(:vector AS tsvector))"
)
_REMOVE = text("DELETE FROM article_text WHERE id = :id")
_OPTIMISE = text("ANALYZE article_text")
_IDS = text("SELECT id FROM article_text WHERE vector @@ CAST(:match AS tsquery)")
_IDS_BETWEEN = text(
    "SELECT id FROM article_text WHERE vector @@ CAST(:match AS tsquery) "
    "AND (sort_key, id) BETWEEN (:first_key, :first_id) AND (:last_key, :last_id)"
)
# ts_rank takes the weights in the order D, C, B, A. The 1 divides by the logarithm of the length.
_SCORES = text(
    "SELECT id, ts_rank(ARRAY[0, {digest}, {summary}, {title}]::float4[], vector, "
    "CAST(:match AS tsquery), 1) AS score FROM article_text "
    "WHERE id = ANY(:ids) AND vector @@ CAST(:match AS tsquery)".format(
        **{name: weight / max(WEIGHTS.values()) for name, weight in WEIGHTS.items()}
    )
)


class PostgresFullText:
    """The index in a PostgreSQL database."""

    scores_by_counting = False

    def __init__(self, connection: Connection) -> None:
        """Use the transaction of `connection`."""
        self._connection = connection

    def create(self) -> None:
        """Make the table and its index unless they exist."""
        self._connection.execute(_CREATE)
        self._connection.execute(_CREATE_INDEX)

    def clear(self) -> None:
        """Replace the table by an empty one, without an index until `optimise`."""
        self._connection.execute(_DROP)
        self._connection.execute(_CREATE)

    def add(self, entries: Iterable[Entry]) -> None:
        """Index articles that are not in the index."""
        rows = [
            {"id": each.position.id, "sort_key": each.position.sort_key, "vector": _vector(each)}
            for each in entries
        ]
        if rows:
            self._connection.execute(_ADD, rows)

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove articles."""
        if rows := [{"id": each.position.id} for each in entries]:
            self._connection.execute(_REMOVE, rows)

    def optimise(self) -> None:
        """Make the index after the rows, which is faster, and update the planner's statistics."""
        self._connection.execute(_CREATE_INDEX)
        self._connection.execute(_OPTIMISE)

    def ids(
        self,
        matches: Collection[Match],
        oldest: DatePosition | None = None,
        newest: DatePosition | None = None,
    ) -> list[int]:
        """Return the ids of the articles with any of some matches, between two positions."""
        values: dict[str, object] = {"match": " | ".join(map(_expression, matches))}
        if oldest is None or newest is None:
            return list(self._connection.execute(_IDS, values).scalars().all())
        values |= {
            "first_key": oldest.sort_key,
            "first_id": oldest.id,
            "last_key": newest.sort_key,
            "last_id": newest.id,
        }
        return list(self._connection.execute(_IDS_BETWEEN, values).scalars().all())

    def scores(
        self, ranking: Ranking, oldest: DatePosition, newest: DatePosition, ids: Collection[int]
    ) -> dict[int, float]:
        """Score the articles with these ids: id → ts_rank, higher is better."""
        clauses = (*ranking.required, *ranking.welcome)
        if not clauses or not ids:
            return {}
        match = " | ".join(_expression(each) for clause in clauses for each in clause)
        rows = self._connection.execute(_SCORES, {"match": match, "ids": list(ids)})
        return {row.id: row.score for row in rows}


def _vector(of: Entry) -> str:
    vector = _Vector()
    for name, tokens in zip(TEXTS, of.texts, strict=True):
        for token in tokens:
            vector.add(token, name)
            vector.position += 1
        vector.position += _GAP
    # Joined words come last, so that no phrase continues into them.
    for name, joined in zip(TEXTS, of.joined, strict=True):
        for token in joined:
            vector.add(token, name)
            vector.position += _GAP
    return vector.written()


class _Vector:
    """Collects the tokens of an article for one `tsvector`."""

    def __init__(self) -> None:
        """Begin at the first position."""
        self.position = 1
        self._positions: dict[str, list[str]] = {}

    def add(self, token: str, text: str) -> None:
        """Add a token of a text, and its stem, at the present position."""
        where = f"{min(self.position, _LAST_POSITION)}{_LETTERS[text]}"
        for written in {token, stem_token(token)} - {STEM_MARK}:
            held = self._positions.setdefault(written, [])
            if len(held) < _MOST_POSITIONS:
                held.append(where)

    def written(self) -> str:
        """Return the vector in the form that PostgreSQL reads."""
        return " ".join(f"'{token}':{','.join(held)}" for token, held in self._positions.items())


def _expression(match: Match) -> str:
    letters = "" if match.texts == TEXTS else "".join(_LETTERS[name] for name in match.texts)
    tokens = [
        f"'{token}':{letters}" if letters else f"'{token}'" for token in match.sequence.tokens
    ]
    if match.sequence.prefix:
        tokens[-1] = f"'{match.sequence.tokens[-1]}':*{letters}"
    return f"({' <-> '.join(tokens)})"
