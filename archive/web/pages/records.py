"""The pages of tags, outlets, people, organisations, events and documents, with their coverage."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint, Response

from archive.store import queries
from archive.store.facets.query import Query, Term
from archive.store.facets.selection import Selection
from archive.store.snapshot import EventMark, Label
from archive.web import urls
from archive.web.context import read_session
from archive.web.feeds import views
from archive.web.head import head
from archive.web.lists.addresses import ADDRESSES
from archive.web.lists.listing import Listing, read_listing
from archive.web.lists.scope import Scope
from archive.web.pages.offices import draw_offices

blueprint = Blueprint("authorities", __name__)

TEMPLATES = {
    "tags": "tag.html",
    "outlets": "outlet.html",
    "people": "person.html",
    "organisations": "organisation.html",
    "events": "event.html",
    "documents": "document.html",
}

SUBJECTS = 5
"""Most frequent tags shown on an outlet's page."""

DOCUMENTS = 3
"""Most cited documents shown on a person's page."""

CARRIED = 50
"""Most stories in other outlets shown on an agency's page."""


@blueprint.get(ADDRESSES["tags"].rule)
def tag(record_id: str) -> Response:
    """Show a term of the vocabulary with its definition and coverage."""
    record, listing = _record_and_coverage("tags", record_id)
    labels = read_session().snapshot.labels["tags"]
    return _show(
        "tags",
        record,
        listing,
        broader=[labels[tag_id] for tag_id in record.broader],
        narrower=_narrower(record_id),
        related=[labels[tag_id] for tag_id in record.related],
    )


@blueprint.get(ADDRESSES["outlets"].rule)
def outlet(record_id: str) -> Response:
    """Show a newspaper, agency or other publisher with its articles."""
    record, listing = _record_and_coverage("outlets", record_id)
    index = read_session().snapshot.index
    carried = index.holding("agency", record_id) - index.holding("outlet", record_id)
    newest = [index.ids[ordinal] for ordinal in carried[-CARRIED:]][::-1]
    whole = Selection(index, Query(), index.holding("outlet", record_id))
    labels = read_session().snapshot.labels["tags"]
    return _show(
        "outlets",
        record,
        listing,
        share=Share(len(whole), len(index)),
        subjects=[(labels[c.value], c.articles) for c in whole.counts("tag")[:SUBJECTS]],
        carried=queries.articles(read_session().connection, newest),
        carried_count=len(carried),
    )


@blueprint.get(ADDRESSES["people"].rule)
def person(record_id: str) -> Response:
    """Show a public person with offices held and coverage."""
    record, listing = _record_and_coverage("people", record_id)
    index = read_session().snapshot.index
    whole = Selection(index, Query(), index.holding("person", record_id))
    cited, labels = whole.counts("document"), read_session().snapshot.labels["documents"]
    return _show(
        "people",
        record,
        listing,
        documents=[(labels[count.value], count.articles) for count in cited[:DOCUMENTS]],
        all_documents_url=(
            Scope(urls.collection("documents")).url(Query((Term("person", record_id),)))
            if len(cited) > DOCUMENTS
            else None
        ),
        offices=draw_offices(record.roles, index.years()),
    )


@blueprint.get(ADDRESSES["organisations"].rule)
def organisation(record_id: str) -> Response:
    """Show a body, ministry or group with its coverage."""
    record, listing = _record_and_coverage("organisations", record_id)
    return _show("organisations", record, listing)


@blueprint.get(ADDRESSES["events"].rule)
def event(record_id: str) -> Response:
    """Show an event with the reports on it, oldest first."""
    record, listing = _record_and_coverage("events", record_id)
    labels = read_session().snapshot.labels
    return _show(
        "events",
        record,
        listing,
        tags=[labels["tags"][tag_id] for tag_id in record.tags],
        documents=[labels["documents"][document_id] for document_id in record.documents],
    )


@blueprint.get(ADDRESSES["documents"].rule)
def document(record_id: str) -> Response:
    """Show a document with the articles and events that cite it."""
    record, listing = _record_and_coverage("documents", record_id)
    return _show(
        "documents",
        record,
        listing,
        events=_events_citing(record_id),
    )


class Share(NamedTuple):
    """A share of the archive."""

    articles: int
    total: int

    @property
    def percent(self) -> float:
        """Return the share as a percentage; 0 for an empty archive."""
        return 100 * self.articles / self.total if self.total else 0


def _record_and_coverage(collection: str, record_id: str) -> tuple[Any, Listing]:
    listing = read_listing(ADDRESSES[collection].scope(record_id=record_id))
    return queries.authority(read_session().connection, collection, record_id), listing


def _show(collection: str, record: Any, listing: Listing, **values: object) -> Response:
    """Render the page of a record with its coverage, using its collection's template."""
    return head.show(
        TEMPLATES[collection],
        head.for_record(collection, record, listing, views.links(listing)),
        collection=collection,
        record=record,
        listing=listing,
        **values,
    )


def _narrower(tag_id: str) -> list[Label]:
    rows = queries.authorities(read_session().connection, "tags")
    labels = read_session().snapshot.labels["tags"]
    return [labels[row.id] for row in rows if tag_id in row.broader]


def _events_citing(document_id: str) -> list[EventMark]:
    return [event for event in read_session().snapshot.events if document_id in event.documents]
