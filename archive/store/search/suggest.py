"""What a reader may be about to type: authorities by their names, and headlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.search.analysis import Piece, pieces
from archive.store import queries
from archive.store.authority_names import Ref
from archive.store.headlines import begins
from archive.store.sessions import ReadSession

MOST = 8
"""Suggestions to a text: what can be taken in at a glance, and fits above a phone's keyboard."""

MOST_NAMES = 5
"""Authorities among them, if there are as many headlines."""


class Suggestion(NamedTuple):
    """An authority, by the name or term that the typed text begins; or an article."""

    text: str
    ref: Ref | None
    article: Any
    """The row of a list, where it is an article."""
    articles: int
    """How many articles the authority has."""


def suggest(session: ReadSession, text: str) -> list[Suggestion]:
    """At most `MOST` suggestions to the beginning of a query, the authorities first."""
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
    """Each authority once, by the best of its names, with what it is to be sorted by."""
    snapshot = session.snapshot
    beginning = "".join(f" {piece.text}" for piece in typed)
    best: dict[Ref, tuple[Any, str]] = {}
    for name, text, ref in snapshot.names.spelt:
        if begins(typed, text):
            label = snapshot.labels[ref.collection][ref.id]
            # The record's own name before other terms, and what begins so before what holds it.
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
