"""Read everything that a page with a list of articles shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import abort

from archive.store import queries
from archive.store.facets.query import NEWEST, OLDEST, RELEVANCE, Query
from archive.store.facets.selection import Selection
from archive.store.queries import ArticleRow
from archive.web import labels
from archive.web.context import read_session, settings
from archive.web.http.request import BadQuery, arguments, keep_to
from archive.web.i18n import gettext as _
from archive.web.i18n import ngettext
from archive.web.lists import chart, facet_panel, search_answer, timeline
from archive.web.lists.chart import Chart
from archive.web.lists.facet_panel import Constraint, FacetGroup
from archive.web.lists.query import ParsedQuery, canonical_url, read_query
from archive.web.lists.scope import Scope
from archive.web.lists.search_answer import Answer
from archive.web.lists.timeline import TimelineYear


@dataclass(frozen=True, slots=True)
class Pager:
    """The position of a page among the pages of its list."""

    page: int
    pages: int
    first: int
    """The number of its first article, counted from 1."""
    last: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, ready to print."""

    scope: Scope
    query: Query
    sentence: str
    """The query in words; empty if there is none."""
    selection: Selection
    total: int
    articles: list[ArticleRow]
    years: list[TimelineYear]
    facet_groups: list[FacetGroup]
    constraints: list[Constraint]
    chart: Chart | None
    pager: Pager
    order_url: str
    """The address of the list in reverse order."""
    whole_url: str
    """The address of the page without a query."""
    hidden_fields: list[tuple[str, str]]
    """Names and values for the hidden fields of the date range form."""
    is_combination: bool
    canonical_path: str
    answer: Answer | None
    """The result of the query's search text, if it has one."""


def read_listing(scope: Scope) -> Listing:
    """Answer the request's query within a scope.

    Redirect to the canonical address, or abort with 400 for a bad query and 404 for a page after
    the last one.
    """
    return answered(ask(scope), scope)


def answered(asked: ParsedQuery, scope: Scope) -> Listing:
    """Answer a query within a scope. Abort with 404 for a page after the last one."""
    snapshot = read_session().snapshot
    query, size = asked.query, settings().page_size
    selection, answer = select(query, scope)
    if answer is not None and query.order == RELEVANCE:
        ids = answer.ids(selection, asked.page, size)
    else:
        ids = selection.page(asked.page, size)
    rows = queries.articles(read_session().connection, ids)
    pager = make_pager(asked, scope, len(selection), size)
    events = timeline.events_for(selection, scope, snapshot)
    # Results by relevance are not in date order, so they have no timeline.
    is_timeline = query.order != RELEVANCE
    return Listing(
        scope=scope,
        query=query,
        sentence=labels.sentence(query, snapshot),
        selection=selection,
        total=len(selection),
        articles=rows,
        years=timeline.make_timeline(selection, scope, rows, events, asked.page, size)
        if is_timeline
        else [],
        facet_groups=facet_panel.facet_groups(selection, scope, snapshot),
        constraints=facet_panel.constraints(selection, scope, snapshot),
        chart=chart.make_chart(selection, scope, [event.sort_key for event in events]),
        pager=pager,
        order_url=scope.url(query.ordered(NEWEST if query.oldest_first else OLDEST)),
        whole_url=scope.url(Query(order=scope.order_of(Query()))),
        hidden_fields=_hidden_fields(query, scope),
        is_combination=facet_panel.is_combination(query, scope),
        canonical_path=canonical_url(asked, scope),
        answer=answer,
    )


def select(query: Query, scope: Scope) -> tuple[Selection, Answer | None]:
    """Return the selection of a scope's articles that match a query."""
    within = read_session().snapshot.index.select(scope.query) if scope.query else None
    return search_answer.select(query, within)


def every_id(selection: Selection, answer: Answer | None) -> Iterator[int]:
    """Yield the article ids of a whole list in its order, from the result of `select`."""
    if answer is not None and selection.query.order == RELEVANCE:
        return answer.every_id(selection)
    return selection.every_id()


def ask(
    scope: Scope,
    *,
    is_list: bool = True,
    is_ordered: bool = True,
    apart: tuple[str, ...] = (),
    redirects: bool = True,
) -> ParsedQuery:
    """Return the request's query; redirect if it is not canonical, abort with 400 if it is bad.

    A page without a list of articles has no page number and no order; a list with
    `is_ordered=False` has page numbers and no order. `apart` names parameters that the page reads
    itself. If one of them is bad, there is no canonical form to redirect to.
    """
    given = arguments()
    for name in apart:
        given.poplist(name)
    try:
        asked = read_query(given, scope, read_session().snapshot)
    except BadQuery as error:
        abort(400, error)
    if not is_list:
        asked = ParsedQuery(asked.query.ordered(NEWEST), 1)
    elif not is_ordered:
        asked = ParsedQuery(asked.query.ordered(scope.order_of(asked.query)), asked.page)
    if redirects:
        keep_to(canonical_url(asked, scope))
    return asked


def make_pager(asked: ParsedQuery, scope: Scope, total: int, size: int) -> Pager:
    """Return the position of a page; abort with 404 for a page after the last one."""
    pages = max(1, -(-total // size))
    if asked.page > pages:
        last = scope.url(asked.query, pages)
        fault = ngettext(
            "There is no page %(page)s. The list has %(num)s page.",
            "There is no page %(page)s. The list has %(num)s pages.",
            pages,
            page=asked.page,
        )
        abort(404, BadQuery(fault, [(_("The last page"), last)]))
    page = asked.page
    return Pager(
        page=page,
        pages=pages,
        first=min(total, (page - 1) * size + 1),
        last=min(total, page * size),
        previous_url=scope.url(asked.query, page - 1) if page > 1 else None,
        next_url=scope.url(asked.query, page + 1) if page < pages else None,
    )


def _hidden_fields(query: Query, scope: Scope) -> list[tuple[str, str]]:
    kept = replace(query, since=None, until=None, order=NEWEST)
    fields = list(kept.pairs())
    if query.order != scope.order_of(query):
        fields.append(("order", query.order))
    return fields
