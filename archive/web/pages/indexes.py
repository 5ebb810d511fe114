"""The indexes of tags, outlets, people, organisations, events and documents."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, Response, abort

from archive.facets import FACET_OF_COLLECTION
from archive.store.facets.query import Query, Term
from archive.store.facets.selection import Selection
from archive.store.snapshot import Snapshot
from archive.web import urls
from archive.web.context import read_session, site
from archive.web.head import head
from archive.web.http.request import BadQuery, arguments
from archive.web.i18n import gettext as _
from archive.web.labels import collection_name, listed, sentence
from archive.web.lists import facet_panel, search_answer
from archive.web.lists.addresses import COLLECTIONS
from archive.web.lists.listing import ask
from archive.web.lists.scope import Scope
from archive.web.pages import browse
from archive.web.pages.browse import OFFERED, Item

blueprint = Blueprint("indexes", __name__)


class Way(NamedTuple):
    """One arrangement that an index offers."""

    words: str
    url: str
    is_current: bool
    is_plain: bool
    """Whether it is the default."""


@blueprint.get(f"/<any({', '.join(COLLECTIONS)}):collection>/")
def index(collection: str) -> Response:
    """Show all records of a collection; with a query, only those in its articles, with counts."""
    scope, query = _ask(collection)
    snapshot = read_session().snapshot
    selection, _answer = search_answer.select(query)
    items = _items(collection, selection, snapshot)
    way = scope.by or OFFERED[collection][0]
    heading, path = collection_name(collection), scope.url(query)
    asked, is_plain = sentence(query, snapshot), not (query or scope.by)
    return head.show(
        "index.html",
        head.for_index(
            collection,
            _description(heading, len(items)),
            path,
            [(item.label, item.url) for item in items],
            sentence=asked,
            is_plain=is_plain,
        ),
        collection=collection,
        heading=heading,
        sections=browse.arrange(collection, way, items),
        ways=_ways(collection, way, query),
        total=len(items),
        articles=len(selection),
        sentence=asked,
        constraints=facet_panel.constraints(selection, scope, snapshot),
        whole_url=scope.url(Query()),
        list_url=Scope(urls.home()).url(query),
    )


def _description(heading: str, total: int) -> str:
    return _(
        "%(heading)s in %(site)s: %(total)s, each with its articles.",
        heading=heading,
        site=site().name,
        total=total,
    )


def _ask(collection: str) -> tuple[Scope, Query]:
    """Return the scope of the page with its arrangement, and the query."""
    way, meant = browse.choose(collection, arguments().getlist("by"))
    scope = _scope(collection, way)
    query = ask(scope, is_list=False, apart=("by",), redirects=not meant).query
    if meant:
        abort(400, _not_offered(collection, meant, query))
    return scope, query


def _scope(collection: str, way: str) -> Scope:
    return Scope(urls.collection(collection), by=way if way != OFFERED[collection][0] else None)


def _not_offered(collection: str, meant: list[str], query: Query) -> BadQuery:
    near = [(browse.words(collection, w), _scope(collection, w).url(query)) for w in meant]
    plain = Scope(urls.collection(collection)).url(query)
    if plain not in (url for _words, url in near):
        near.append((_("Show the page without this filter"), plain))
    ways = listed((browse.words(collection, w) for w in OFFERED[collection]), "or")
    return BadQuery(_("This page can only be sorted %(ways)s.", ways=ways), near)


def _ways(collection: str, current: str, query: Query) -> list[Way]:
    offered = OFFERED[collection]
    return [
        Way(
            browse.words(collection, way),
            _scope(collection, way).url(query),
            way == current,
            way == offered[0],
        )
        for way in browse.WAYS
        if way in offered
    ]


def _items(collection: str, selection: Selection, snapshot: Snapshot) -> list[Item]:
    """Return all records; with a query, those in its articles, with links that keep the query."""
    facet, query = FACET_OF_COLLECTION[collection], selection.query
    labels = snapshot.labels[collection]
    if not query:
        return [
            Item(
                label,
                len(selection.index.holding(facet, label.id)),
                urls.record(collection, label.id),
            )
            for label in labels.values()
        ]
    counts, timeline = dict(selection.counts(facet)), Scope(urls.home())
    if len(selection):
        counts |= dict.fromkeys(query.values(facet), len(selection))
    return [
        Item(label, counts[label.id], timeline.url(query.adding(Term(facet, label.id))))
        for label in labels.values()
        if label.id in counts
    ]
