"""Suggests authorities and headlines while a reader types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.search.analysis import Piece, pieces
from archive.store import queries
from archive.store.authority_names import Ref
from archive.store.headlines import begins
from archive.store.sessions import ReadSession

MOST = 8
"""How many suggestions are made: readable at a glance, and they fit above a phone's keyboard."""

MOST_NAMES = 5
"""How many of these are authorities, if there are enough headlines for the rest."""


class Suggestion(NamedTuple):
    """An authority, with the name or term that matches the typed text; or an article."""

    text: str
    ref: Ref | None
    article: Any
    """The row of an article, as in a list; `None` for an authority."""
    articles: int
    """How many articles the authority has."""


def suggest(session: ReadSession, text: str) -> list[Suggestion]:
    """Return at most `MOST` suggestions for the beginning of a query, authorities first."""
    typed = list(pieces(text))
    if not typed:
        return []
    names = list(_names(session, typed))
    names.sort(key=lambda found: found[0])
    suggested = [suggestion for _place, suggestion in names[:MOST]]
    headlines = _headlines(session, typed) if len(text.strip()) > 1 else []
    room = max(MOST_NAMES, MOST - len(headlines))
    return [*suggested[:room], *headlines][:MOST]


def _names(session: ReadSession, typed: list[Piece]) -> Iterator[tuple[Any, Suggestion]]:
    """Yield each authority once, by its best name, with its sort key."""
    snapshot = session.snapshot
    beginning = "".join(f" {piece.text}" for piece in typed)
    best: dict[Ref, tuple[Any, str]] = {}
    for name, text, ref in snapshot.names.spelt:
        if begins(typed, text):
            label = snapshot.labels[ref.collection][ref.id]
            # Names that begin with the typed text come first, and own names before other terms.
            place = (not text.startswith(beginning), name not in (label.name, label.name_ko))
            if ref not in best or place < best[ref][0]:
                best[ref] = place, name
    for ref, (place, name) in best.items():
        articles = len(snapshot.index.holding(*ref))
        yield (place[0], -articles, place[1], name), Suggestion(name, ref, None, articles)


def _headlines(session: ReadSession, typed: list[Piece]) -> list[Suggestion]:
    ids = session.snapshot.headlines.matching(session.connection, typed, MOST)
    rows = queries.articles(session.connection, ids)
    return [Suggestion(row.title, None, row, 1) for row in rows]
