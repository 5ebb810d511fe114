"""Counts of articles: by facet value, and by year or month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.facets import FACET
from archive.store.facets.query import NEWEST, Term
from archive.store.facets.selection import Selection
from archive.web import labels, urls
from archive.web.api.articles import holding_url
from archive.web.api.parameters import Given
from archive.web.context import read_session
from archive.web.lists.listing import select
from archive.web.lists.scope import Scope


def facets(given: Given) -> dict[str, Any]:
    """Return the number of matching articles for each value of each facet."""
    selection, _answer = select(given.query, given.scope)
    chosen = given.facets or tuple(FACET)
    return {
        "total": len(selection),
        "facets": {facet: _facet(given, selection, facet) for facet in FACET if facet in chosen},
    }


def timeline(given: Given) -> dict[str, Any]:
    """Return the number of matching articles for each year or month, oldest first."""
    selection, _answer = select(given.query, given.scope)
    make = _months if given.by == "month" else _years
    return {"total": len(selection), "periods": list(make(selection))}


def _facet(given: Given, selection: Selection, facet: str) -> dict[str, Any]:
    counts, snapshot = selection.held(facet), read_session().snapshot
    return {
        "total": len(counts),
        "values": [
            {
                "value": value,
                "name": labels.value_name(facet, value, snapshot),
                "articles": articles,
                "articles_url": holding_url(given.query, Term(facet, value)),
            }
            for value, articles in counts[: given.limit]
        ],
    }


def _years(selection: Selection) -> Iterator[dict[str, Any]]:
    for year in selection.index.years():
        yield _period(selection, str(year), selection.count_in(str(year)))


def _months(selection: Selection) -> Iterator[dict[str, Any]]:
    for year in selection.index.years():
        undated = selection.undated(year)
        if undated:
            # Articles dated by year alone belong to no month, and no page lists only these.
            yield {"period": str(year), "articles": undated, "url": None}
        for month in range(1, 13):
            name = f"{year}-{month:02}"
            yield _period(selection, name, selection.count_in(name))


def _period(selection: Selection, period: str, articles: int) -> dict[str, Any]:
    """Return a period with the address of its timeline page."""
    scope = Scope(urls.period(*map(int, period.split("-"))))
    url = scope.url(selection.query.ordered(NEWEST))
    return {"period": period, "articles": articles, "url": urls.absolute(url)}
