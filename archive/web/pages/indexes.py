"""The indexes of tags, outlets, people, organisations, events and documents, counted anew for a
question."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, abort, render_template

from archive.store.facets.index import Selection
from archive.store.facets.query import FACET_OF_COLLECTION, Filter, Term
from archive.store.snapshot import Snapshot
from archive.web.context import reading, settings
from archive.web.head import json_ld, meta_tags, signposting
from archive.web.i18n import gettext as _
from archive.web.labels import collection_name, listed, sentence
from archive.web.lists import facet_panel, search_answer
from archive.web.lists.listing import arguments, ask
from archive.web.lists.query import BadQuestion, Scope
from archive.web.pages import browse
from archive.web.pages.browse import OFFERED, Item

blueprint = Blueprint("indexes", __name__)


class Way(NamedTuple):
    """One arrangement that an index offers."""

    words: str
    url: str
    is_current: bool
    is_plain: bool
    """Whether it is that of the index's plain address."""


@blueprint.get("/<any(tags, outlets, people, organisations, events, documents):collection>/")
def index(collection: str) -> str:
    """All records of a collection; with a question, those in its articles, with counts."""
    scope, question = _ask(collection)
    snapshot = reading().snapshot
    selection, _answer = search_answer.select(question)
    items = _items(collection, selection, snapshot)
    way = scope.by or OFFERED[collection][0]
    signposting.post(signposting.of_list(scope.path))
    heading, path = collection_name(collection), scope.url(question)
    return render_template(
        "index.html",
        collection=collection,
        heading=heading,
        meta=meta_tags.of_page(heading, _description(heading, len(items)), path),
        data=json_ld.of_index(collection, path, items),
        sections=browse.arrange(collection, way, items),
        ways=_ways(collection, way, question),
        total=len(items),
        articles=len(selection),
        sentence=sentence(question, snapshot),
        chips=facet_panel.chips(selection, scope, snapshot),
        whole_url=scope.url(Filter()),
        list_url=Scope("/").url(question),
        canonical_path=path,
        is_plain=not (question or scope.by),
    )


def _description(heading: str, total: int) -> str:
    return _(
        "%(heading)s of %(site)s: %(total)s, each with its articles.",
        heading=heading,
        site=settings().name,
        total=total,
    )


def _ask(collection: str) -> tuple[Scope, Filter]:
    """What the address asks for: the page with its arrangement, and the question."""
    way, meant = browse.choose(collection, arguments().getlist("by"))
    scope = _scope(collection, way)
    question = ask(scope, is_list=False, apart=("by",), redirects=not meant).question
    if meant:
        abort(400, _not_offered(collection, meant, question))
    return scope, question


def _scope(collection: str, way: str) -> Scope:
    return Scope(f"/{collection}/", by=way if way != OFFERED[collection][0] else None)


def _not_offered(collection: str, meant: list[str], question: Filter) -> BadQuestion:
    near = [(browse.words(collection, w), _scope(collection, w).url(question)) for w in meant]
    plain = Scope(f"/{collection}/").url(question)
    if plain not in (url for _words, url in near):
        near.append((_("The same page without it"), plain))
    ways = listed((browse.words(collection, w) for w in OFFERED[collection]), "or")
    return BadQuestion(
        _("This page can be arranged %(ways)s, and not as the address asks.", ways=ways), near
    )


def _ways(collection: str, current: str, question: Filter) -> list[Way]:
    offered = OFFERED[collection]
    return [
        Way(
            browse.words(collection, way),
            _scope(collection, way).url(question),
            way == current,
            way == offered[0],
        )
        for way in browse.WAYS
        if way in offered
    ]


def _items(collection: str, selection: Selection, snapshot: Snapshot) -> list[Item]:
    """All records; or, if a question is asked, those in its answer, with links that keep it."""
    facet, question = FACET_OF_COLLECTION[collection], selection.question
    labels = snapshot.labels[collection]
    if not question:
        return [
            Item(label, len(selection.index.holding(facet, label.id)), f"/{collection}/{label.id}/")
            for label in labels.values()
        ]
    counts = dict(selection.counts(facet))
    if len(selection):
        counts |= dict.fromkeys(question.values(facet), len(selection))
    return [
        Item(label, counts[label.id], Scope("/").url(question.adding(Term(facet, label.id))))
        for label in labels.values()
        if label.id in counts
    ]
