"""Authority records as JSON: one record with its sources, or a collection with counts."""

from __future__ import annotations

from typing import Any

from flask import abort

from archive.export import fields
from archive.export.objects import as_object
from archive.facets import FACET_OF_COLLECTION
from archive.store import queries
from archive.store.facets.query import Term
from archive.web import urls
from archive.web.api import cursors
from archive.web.api.articles import bad_cursor, holding_url
from archive.web.api.cursors import BadCursor
from archive.web.api.members import AUTHORITY, cut
from archive.web.api.parameters import Given, usual
from archive.web.context import read_session
from archive.web.i18n import gettext as _
from archive.web.lists.listing import select
from archive.web.lists.scope import page_of


def authorities(given: Given, collection: str) -> dict[str, Any]:
    """Return a part of a collection; with a query, only the records that matching articles name."""
    facet, labels = FACET_OF_COLLECTION[collection], read_session().snapshot.labels[collection]
    selection, _answer = select(given.query, given.scope)
    counts = dict(selection.held(facet))
    ids = [record_id for record_id in labels if record_id in counts or not given.query]
    start = _start(given, ids, list(labels))
    chosen = ids[start : start + given.limit]
    members = AUTHORITY[collection]
    names = usual(given, members)
    rows = queries.authorities(read_session().connection, collection, chosen)
    last = start + given.limit
    cursor = cursors.write(given.digest, chosen[-1]) if last < len(ids) else ""
    return {
        "total": len(ids),
        "items": [
            cut(_record(given, collection, row, counts.get(row.id, 0)), members, names)
            for row in rows
        ],
        "next": urls.absolute(given.url(cursor)) if cursor else None,
    }


def authority(given: Given, collection: str, record_id: str) -> dict[str, Any]:
    """Return one record. Abort with 404 if it does not exist."""
    row = queries.authority(read_session().connection, collection, record_id)
    if row is None:
        abort(404)
    held = read_session().snapshot.index.holding(FACET_OF_COLLECTION[collection], record_id)
    whole = _record(given, collection, row, len(held))
    members = AUTHORITY[collection]
    return cut(whole, members, usual(given, members, everything=True))


def _start(given: Given, ids: list[str], everyone: list[str]) -> int:
    """Return the position in a list after the cursor's record."""
    if not given.cursor:
        return 0
    try:
        last = cursors.read_id(given.cursor, given.digest)
        if last not in everyone:
            raise BadCursor(_("The cursor is out of date. Start again."))
    except BadCursor as error:
        abort(400, bad_cursor(error, given))
    place = everyone.index(last)
    after = set(everyone[: place + 1])
    return sum(record_id in after for record_id in ids)


def _record(given: Given, collection: str, row: Any, articles: int) -> dict[str, Any]:
    """Return the full record, with its address in the API and the articles that name it."""
    term = Term(FACET_OF_COLLECTION[collection], row.id)
    return as_object(fields.AUTHORITY[collection], row, urls.root_url()) | {
        # Here the page of a word is the list of its articles; in tables it is its lexicon entry.
        "url": urls.absolute(page_of(collection, row.id)),
        "api": urls.absolute(urls.api(collection, row.id)),
        "articles": articles,
        "articles_url": holding_url(given.query, term),
    }
