"""Articles as JSON: one article, or part of a list with the interpretation of its search text."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import abort

from archive.facets import FACET
from archive.store import queries
from archive.store.facets.index import FacetIndex
from archive.store.facets.position import ordinal_from
from archive.store.facets.query import RELEVANCE, Query, Term
from archive.store.facets.selection import Selection
from archive.store.queries import ArticleRow
from archive.web import urls
from archive.web.api import cursors
from archive.web.api.cursors import BadCursor
from archive.web.api.members import ARTICLE, FOUND, cut
from archive.web.api.parameters import Given, usual
from archive.web.article_data import for_article
from archive.web.context import read_session
from archive.web.http.missing import redirect_or_gone
from archive.web.http.request import BadQuery
from archive.web.i18n import gettext as _
from archive.web.labels import fault_words
from archive.web.lists.listing import select
from archive.web.lists.scope import Scope
from archive.web.lists.search_answer import Answer, Hit

LIST = Scope(urls.api("articles"), order=RELEVANCE)
"""The scope of every list of articles in the API."""


class _Part(NamedTuple):
    """A part of a list, and the cursor of the next part."""

    rows: list[ArticleRow]
    next: str | None


def articles(given: Given) -> dict[str, Any]:
    """Return a part of the list of articles that match a query."""
    selection, answer = select(given.query, given.scope)
    if answer is not None and given.query.order == RELEVANCE:
        part = _by_relevance(given, selection, answer)
    else:
        part = _by_time(given, selection)
    data: dict[str, Any] = {
        "total": len(selection),
        "items": _items(given, part.rows, answer),
        "next": urls.absolute(given.url(part.next)) if part.next else None,
    }
    if answer is not None:
        data["search"] = _search(given, answer)
    return data


def article(given: Given, slug: str) -> dict[str, Any]:
    """Return one article. Redirect from a former slug; abort with 410 if it was removed, or 404."""
    row = queries.article(read_session().connection, slug)
    if row is None:
        redirect_or_gone(slug, lambda today: urls.api("articles", today))
    return cut(record(row), ARTICLE, usual(given, ARTICLE, everything=True))


def record(row: ArticleRow) -> dict[str, Any]:
    """Return the full record of an article, with its address in the API."""
    return for_article(row) | {"api": urls.absolute(urls.api("articles", row.slug))}


def list_url(query: Query) -> str:
    """Return the address of the list of articles that match a query."""
    return urls.absolute(LIST.url(query.ordered(LIST.order_of(query))))


def holding_url(query: Query, term: Term) -> str:
    """Return the address of the list narrowed to articles with a facet value."""
    if not FACET[term.facet].repeatable:
        # A second outlet would widen the query: "this one or that".
        query = query.without_included(term.facet)
    return list_url(query.adding(term))


def bad_cursor(error: BadCursor, given: Given) -> BadQuery:
    """Return the error for a cursor that is no longer valid."""
    return BadQuery(str(error), [(_("The first page of the list"), given.url())])


def _by_time(given: Given, selection: Selection) -> _Part:
    index = selection.index
    try:
        ordinal = _ordinal(given, index)
    except BadCursor as error:
        abort(400, bad_cursor(error, given))
    follow = selection.newer if given.query.oldest_first else selection.older
    # Read one more than is returned to see whether another part follows.
    ordinals = follow(ordinal, given.limit + 1)
    rows = _rows([index.ids[ordinal] for ordinal in ordinals[: given.limit]])
    if len(ordinals) <= given.limit:
        return _Part(rows, None)
    last = rows[-1]
    return _Part(rows, cursors.write(given.digest, last.sort_key, last.slug))


def _ordinal(given: Given, index: FacetIndex) -> int:
    """Return the ordinal where a part begins; in newest-first order the part lies below it."""
    oldest_first = given.query.oldest_first
    if not given.cursor:
        return 0 if oldest_first else len(index)
    position = cursors.read_position(given.cursor, given.digest)
    return ordinal_from(read_session().connection, index, position, after=oldest_first)


def _by_relevance(given: Given, selection: Selection, answer: Answer) -> _Part:
    fingerprint = read_session().snapshot.fingerprint
    start = 0
    if given.cursor:
        try:
            start = cursors.read_offset(given.cursor, given.digest, fingerprint)
        except BadCursor as error:
            abort(400, bad_cursor(error, given))
    stop = start + given.limit
    rows = _rows(answer.ids_between(selection, start, stop))
    if stop >= len(selection):
        return _Part(rows, None)
    return _Part(rows, cursors.write(given.digest, stop, fingerprint[:12]))


def _rows(ids: list[int]) -> list[Any]:
    return queries.whole_articles(read_session().connection, ids)


def _items(given: Given, rows: list[ArticleRow], answer: Answer | None) -> list[dict[str, Any]]:
    members = (*ARTICLE, FOUND)
    names = usual(given, ARTICLE if answer is None else members)
    items = [record(row) for row in rows]
    if "found" in names:
        hits = answer.hits(rows) if answer is not None and answer.found.tree else []
        found = [_found(hit) for hit in hits]
        items = [
            item | {"found": found[place] if found else None} for place, item in enumerate(items)
        ]
    return [cut(item, members, names) for item in items]


def _found(hit: Hit) -> dict[str, Any]:
    return {
        "text": hit.text,
        "snippet": [{"text": part.text, "marked": part.marked} for part in hit.snippet],
        "named": [reason.name for reason in hit.reasons],
    }


def _search(given: Given, answer: Answer) -> dict[str, Any]:
    found, labels = answer.found, read_session().snapshot.labels
    suggestion = answer.suggestion(given.scope)
    refs = dict.fromkeys(each.ref for each in found.expanded)
    return {
        "understood": answer.understood,
        "faults": [fault_words(fault) for fault in answer.faults],
        "also": [
            {"facet": ref.facet, "id": ref.id, "name": labels[ref.collection][ref.id].name}
            for ref in refs
        ],
        "unknown": [f"{value.facet}:{value.text}" for value in found.unknown],
        "ignored": list(found.stop_words),
        "partial": found.is_partial,
        "compared": found.scan_limit or None,
        "suggestion": suggestion[0] if suggestion else None,
    }
