"""The part of a load that is kept in memory: the facet index and the names of authorities."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, literal, select

from archive.edtf import parse_date, sort_key
from archive.facets import FACET_OF_COLLECTION
from archive.store import queries
from archive.store.authority_names import Named, NameIndex, Ref
from archive.store.facets.build import load_index
from archive.store.facets.index import FacetIndex
from archive.store.fulltext.terms import Spelling
from archive.store.headlines import Headlines
from archive.store.models import Document, Event, LexiconWord, Organisation, Outlet, Person, Tag


class Label(NamedTuple):
    """The part of an authority record that lists and filters show."""

    id: str
    name: str
    name_ko: str | None
    short: str
    """The name on a constraint: a tag's short form, a document's symbol, otherwise the name."""
    group: str
    """A tag's group, an outlet's or organisation's kind, an event's or document's body, a word's
    language."""
    date: str | None
    """An EDTF date, if the record has one."""
    kind_of_document: str = ""
    """A report, a resolution …; only for documents, whose group is their body."""
    country: str | None = None
    """Only for outlets."""

    @property
    def kind(self) -> str:
        """Return the heading of the record in an index by kind."""
        return self.kind_of_document or self.group


@dataclass(frozen=True, slots=True)
class EventMark:
    """The part of an event that the timeline shows."""

    label: Label
    sort_key: int
    """Its first possible day as YYYYMMDD, with 00 for an unknown month or day."""
    earliest: datetime.date
    latest: datetime.date
    tags: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The part of one load that is kept in memory."""

    generation: int
    fingerprint: str
    loaded_at: str
    index: FacetIndex
    labels: dict[str, dict[str, Label]]
    """Collection → id → label, in file order."""
    events: list[EventMark]
    """All events in date order."""
    names: NameIndex
    """The names of all authorities."""
    site: dict[str, Any]
    """What the archive says of itself: the values of `archive.toml`."""
    headlines: Headlines
    """The newest headlines. They are read when a reader first types."""
    spelling: Spelling = field(default_factory=Spelling)
    """The known words. They are read when the first unknown word is searched for."""


def take_snapshot(connection: Connection, state: Any) -> Snapshot:
    """Read a snapshot in the connection's transaction. `state` is the row of `queries.state`."""
    labels = {
        collection: {row.id: Label(*row) for row in connection.execute(statement)}
        for collection, statement in _LABELS.items()
    }
    events = [
        _event_mark(labels["events"][row.id], row) for row in connection.execute(_EVENT_LINKS)
    ]
    events.sort(key=lambda event: (event.sort_key, event.label.id))
    return Snapshot(
        state.generation,
        state.fingerprint,
        state.loaded_at,
        load_index(connection),
        labels,
        events,
        NameIndex(_named(connection, labels)),
        queries.site(connection) or {},
        Headlines(),
    )


def _event_mark(label: Label, row: Any) -> EventMark:
    date = parse_date(row.date, intervals=True)
    tags, documents = frozenset(row.tags), frozenset(row.documents)
    return EventMark(label, sort_key(date), date.earliest, date.latest, tags, documents)


def _named(connection: Connection, labels: dict[str, dict[str, Label]]) -> Iterator[Named]:
    """Yield every record with its names, which include a tag's short form and a symbol."""
    terms = {
        collection: dict(connection.execute(statement).tuples().all())
        for collection, statement in _TERMS.items()
    }
    for collection, records in labels.items():
        if collection == "words":  # Words of the lexicon are no names.
            continue
        for record in records.values():
            names = (record.name, record.name_ko, record.short)
            yield Named(
                Ref(FACET_OF_COLLECTION[collection], record.id),
                tuple(dict.fromkeys(name for name in names if name)),
                tuple(terms[collection].get(record.id, ())) if collection in terms else (),
            )


_LABELS: dict[str, Select[Any]] = {
    "tags": select(Tag.id, Tag.label, Tag.label_ko, Tag.short, Tag.group, literal(None)).order_by(
        Tag.position
    ),
    "outlets": select(
        Outlet.id,
        Outlet.name,
        Outlet.name_ko,
        Outlet.name,
        Outlet.kind,
        literal(None),
        literal(""),
        Outlet.country,
    ).order_by(Outlet.position),
    "people": select(
        Person.id, Person.name, Person.name_ko, Person.name, literal(""), literal(None)
    ).order_by(Person.position),
    "organisations": select(
        Organisation.id,
        Organisation.name,
        Organisation.name_ko,
        Organisation.abbreviation,
        Organisation.kind,
        literal(None),
    ).order_by(Organisation.position),
    "events": select(
        Event.id, Event.title, literal(None), Event.title, Event.body, Event.date
    ).order_by(Event.position),
    "documents": select(
        Document.id,
        Document.title,
        literal(None),
        Document.symbol,
        Document.body,
        Document.date,
        Document.kind,
    ).order_by(Document.position),
    "words": select(
        LexiconWord.id,
        LexiconWord.label,
        literal(None),
        LexiconWord.label,
        LexiconWord.language,
        literal(None),
    ).order_by(LexiconWord.position),
}
_TERMS: dict[str, Select[Any]] = {
    "tags": select(Tag.id, Tag.alt),
    "outlets": select(Outlet.id, Outlet.alt),
    "people": select(Person.id, Person.alt),
    "organisations": select(Organisation.id, Organisation.alt),
}
_EVENT_LINKS = select(Event.id, Event.date, Event.tags, Event.documents)
