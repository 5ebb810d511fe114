"""The facet panel: values to add to a query, with counts, and constraints to remove.

Every value has its finished link; the template only prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archive.edtf import parse_date
from archive.facets import FACET, FACETS, Facet
from archive.store.facets.query import NEWEST, RELEVANCE, Query, Term
from archive.store.facets.selection import Count, Selection
from archive.store.snapshot import Snapshot
from archive.web import dates, urls
from archive.web.i18n import gettext as _
from archive.web.labels import facet_name, group_name, name_language, term_words, value_name
from archive.web.lists.query import shown
from archive.web.lists.scope import Scope

SHOWN = 8
"""Values of one facet in the panel; the index page, one link away, has the rest.

Kinds and languages are few and have no index, so the panel shows all.
"""


class FacetItem(NamedTuple):
    """One facet value that can be added to the query."""

    name: str
    articles: int
    """The number of articles in the list that the link opens."""
    url: str
    exclude_url: str
    widens: bool
    """Whether adding it means "this or that", because an article has only one value."""
    language: str | None
    """The language of its name, if it may differ from the page's."""


class FacetGroup(NamedTuple):
    """The values of one facet or one group of tags, under a heading."""

    heading: str
    items: list[FacetItem]
    hidden: int
    """The number of further values."""
    more_url: str | None


class Constraint(NamedTuple):
    """One active filter of the query, with the address without it."""

    words: str
    url: str
    articles: int
    """The number of articles in the list without this filter."""


def facet_groups(selection: Selection, scope: Scope, snapshot: Snapshot) -> list[FacetGroup]:
    """Return every facet that still has values to add, in the order of the panel."""
    found: list[FacetGroup] = []
    for facet in FACETS:
        if scope.term and scope.term.facet == facet.name and not facet.repeatable:
            continue
        if facet.name == "tag":
            counts = [c for c in selection.counts("tag") if not _is_scope(scope, facet, c)]
            found += _tag_groups(counts, selection, scope, snapshot)
            continue
        most = SHOWN if facet.collection else len(selection.index.bitmaps[facet.name])
        counts, hidden = selection.top_counts(facet.name, most, scope.term)
        if counts:
            heading = facet_name(facet.name)
            found.append(_group(heading, facet, counts, hidden, selection, scope, snapshot))
    return found


def constraints(selection: Selection, scope: Scope, snapshot: Snapshot) -> list[Constraint]:
    """Return the active filters of the query, in the order of its address."""
    query = selection.query
    without = [(term_words(term, snapshot), query.without(term)) for term in query.terms]
    if query.text:
        words = _("search: %(text)s", text=shown(query.text))
        without.append((words, _without_text(query, scope)))
    if query.since or query.until:
        words = dates.range_words(query.since, query.until)
        without.append((words, query.between(None, None)))
    return [
        Constraint(words, scope.url(less), len(selection.asking(less))) for words, less in without
    ]


def _without_text(query: Query, scope: Scope) -> Query:
    less = query.searching("")
    return less.ordered(scope.order_of(less)) if query.order == RELEVANCE else less


def is_combination(query: Query, scope: Scope) -> bool:
    """Return whether an address combines filters; crawlers are asked not to follow or index it."""
    conditions = len(query.terms) + bool(query.since or query.until)
    conditions += bool(query.text)
    reordered = query.order != scope.order_of(query)
    return conditions + bool(scope.query) > 1 or reordered


def narrowed(query: Query, month: str) -> Query:
    """Return the query narrowed to one year or month."""
    since, until = query.since or month, query.until or month
    return query.between(
        max(since, month, key=lambda date: parse_date(date).earliest),
        min(until, month, key=lambda date: parse_date(date).latest),
    )


def _is_scope(scope: Scope, facet: Facet, count: Count) -> bool:
    return scope.term is not None and scope.term[:2] == (facet.name, count.value)


def _tag_groups(
    counts: list[Count], selection: Selection, scope: Scope, snapshot: Snapshot
) -> Iterator[FacetGroup]:
    labels = snapshot.labels["tags"]
    for group in dict.fromkeys(label.group for label in labels.values()):
        members = [count for count in counts if labels[count.value].group == group]
        if members:
            heading = group_name("tags", group)
            shown, hidden = members[:SHOWN], max(0, len(members) - SHOWN)
            yield _group(heading, FACET["tag"], shown, hidden, selection, scope, snapshot)


def _group(
    heading: str,
    facet: Facet,
    counts: list[Count],
    hidden: int,
    selection: Selection,
    scope: Scope,
    snapshot: Snapshot,
) -> FacetGroup:
    query = selection.query
    widens = not facet.repeatable and bool(query.values(facet.name))
    items = [
        FacetItem(
            value_name(facet.name, count.value, snapshot),
            count.articles,
            scope.url(query.adding(Term(facet.name, count.value))),
            scope.url(query.adding(Term(facet.name, count.value, excluded=True))),
            widens,
            name_language(facet.name, count.value, snapshot),
        )
        for count in counts
    ]
    return FacetGroup(heading, items, hidden, _index_url(facet, query, scope) if hidden else None)


def _index_url(facet: Facet, query: Query, scope: Scope) -> str:
    """Return the address of the index of a facet's collection, counted for the same query."""
    if scope.term:
        query = query.adding(scope.term)
    if scope.month:
        query = narrowed(query, scope.month)
    query = query.ordered(NEWEST)
    return Scope(urls.collection(facet.collection or "")).url(query)
