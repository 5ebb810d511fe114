"""One part of a list of records: first the articles, then deletions, both by time.

Deletions come last, so an article deleted during a harvest is still reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive.store import queries
from archive.store.facets import changes
from archive.store.facets.changes import ChangePosition
from archive.web.context import read_session, settings
from archive.web.oai import resumption_token, sets
from archive.web.oai.arguments import OaiError, check_prefix, check_set, span_of
from archive.web.oai.resumption_token import Harvest


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a list in one answer."""

    rows: list[Any]
    gone: list[Any]
    total: int
    cursor: int
    """The number of records in the parts before it."""
    following: str | None
    """The resumption token of the next part, if there is one."""


def read_part(arguments: Mapping[str, str]) -> Part:
    """Return the requested part. Raise `OaiError` for a bad request or an empty list."""
    token = arguments.get("resumptionToken")
    state = resumption_token.read(token) if token is not None else _start(arguments)
    snapshot, connection = read_session().snapshot, read_session().connection
    bits, size = sets.ordinals(state.set, snapshot), settings().page_size
    ids: list[int] = []
    if state.deleted_after is None:
        # Read one more than a part has to see whether another part follows.
        ids = changes.page(connection, snapshot.index, bits, state.span, state.after, size + 1)
    rows = queries.whole_articles(connection, ids[:size])
    gone = [
        row
        for row in queries.deletions(connection, *state.span)
        if state.set is None or sets.holds(state.set, sets.specs_of(row, snapshot))
    ]
    total = changes.changed(snapshot.index, bits, state.span) + len(gone)
    left = [row for row in gone if (row.deleted_at, row.slug) > (state.deleted_after or ("", ""))]
    given = left[: size - len(rows)]
    if not (rows or given):
        if token is None:
            raise OaiError("noRecordsMatch", "No record is of this set and time.")
        raise OaiError("badResumptionToken", "A new load has left nothing of the list.")
    more, more_gone = len(ids) > size, len(left) > len(given)
    following = _following(state, rows, given, more=more, more_gone=more_gone)
    return Part(rows, given, total, state.cursor, following)


def _start(arguments: Mapping[str, str]) -> Harvest:
    chosen = arguments.get("set")
    if chosen is not None:
        check_set(chosen)
    span = span_of(arguments)
    check_prefix(arguments)
    return Harvest(span, chosen)


def _following(
    state: Harvest, rows: list[Any], given: list[Any], *, more: bool, more_gone: bool
) -> str | None:
    """Return the resumption token of the next part."""
    cursor = state.cursor + len(rows) + len(given)
    if more:
        last = rows[-1]
        place = ChangePosition(last.changed_at, last.sort_key, last.slug)
        return resumption_token.write(replace(state, after=place, cursor=cursor))
    if more_gone:
        last_gone = (given[-1].deleted_at, given[-1].slug) if given else ("", "")
        state = replace(state, after=None, deleted_after=last_gone, cursor=cursor)
        return resumption_token.write(state)
    return None
