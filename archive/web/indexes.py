"""The indexes of tags, outlets, people, organisations, events and documents, counted anew for a
question."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from flask import Blueprint, render_template

from archive.edtf import parse_date, sort_key
from archive.store.facets import Selection
from archive.store.filters import FACET_OF_COLLECTION, Term
from archive.store.snapshot import Label, Snapshot
from archive.web import panel, wording
from archive.web.context import reading
from archive.web.i18n import gettext as _
from archive.web.listing import ask
from archive.web.questions import Scope

blueprint = Blueprint("indexes", __name__)


class Item(NamedTuple):
    """One record of an index."""

    label: Label
    articles: int
    """Articles of the list that the link opens."""
    url: str


class Section(NamedTuple):
    """Records under one heading."""

    heading: str
    items: list[Item]


@blueprint.get("/<any(tags, outlets, people, organisations, events, documents):collection>/")
def index(collection: str) -> str:
    """All records of a collection; with a question, those in its articles, with counts."""
    scope, snapshot = Scope(f"/{collection}/"), reading().snapshot
    question = ask(scope, is_list=False).question
    selection = Selection(snapshot.index, question)
    items = _items(collection, selection, snapshot)
    return render_template(
        "index.html",
        collection=collection,
        heading=wording.collection_name(collection),
        sections=_sections(collection, items, snapshot),
        total=len(items),
        articles=len(selection),
        sentence=wording.sentence(question, snapshot),
        chips=panel.chips(selection, scope, snapshot),
        list_url=Scope("/").url(question),
        canonical_path=scope.url(question),
        is_combination=panel.is_combination(question, scope),
    )


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


def _sections(collection: str, items: list[Item], snapshot: Snapshot) -> list[Section]:
    heading, order = _ARRANGED[collection]
    sections: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: order(item.label)):
        sections.setdefault(heading(item.label), []).append(item)
    return [Section(name, members) for name, members in sections.items()]


def _folded(name: str) -> str:
    """A name as it is looked up: without accents, capitals and a leading article."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.removeprefix("the ").lstrip("“\"'[(")


def _letter(label: Label) -> str:
    first = _folded(label.name)[:1].upper()
    return first if first.isalpha() else "#"


def _year(label: Label) -> str:
    date = label.date or ""
    return date[:4] if date[:4].isdigit() else _("Date not known")


def _newest_first(label: Label) -> tuple[int, str]:
    key = sort_key(parse_date(label.date, intervals=True)) if label.date else 0
    return -key, label.name


_GROUP_ORDER = {"un": 0, "state": 1, "ngo": 2, "media": 3, "court": 4}

_ARRANGED: dict[str, tuple[Callable[[Label], str], Callable[[Label], tuple[object, ...]]]] = {
    "tags": (lambda label: wording.group_name("tags", label.group), lambda label: (0,)),
    "outlets": (_letter, lambda label: (_folded(label.name),)),
    "people": (_letter, lambda label: (_folded(label.name),)),
    "organisations": (
        lambda label: wording.group_name("organisations", label.group),
        lambda label: (_GROUP_ORDER.get(label.group, 9), _folded(label.name)),
    ),
    "events": (_year, _newest_first),
    "documents": (_year, _newest_first),
}
"""How each collection is arranged: the heading over a record, and the order of the records."""
