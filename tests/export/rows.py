"""Rows as from the database, with a different value in every column."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from archive.export.context import Context
from archive.export.fields import ARTICLE, AUTHORITY, DATE, FLAG, Field
from archive.site import Site
from archive.store.models import AUTHORITY_TABLES, Article
from archive.store.snapshot import Label


def label(collection: str, record_id: str) -> Label:
    return Label(record_id, f"Name of {record_id}", None, record_id, "agency", None)


COLLECTIONS = ("tags", "outlets", "people", "organisations", "events", "documents", "words")

CONTEXT = Context(
    site=Site(name="The Record"),
    root="https://record.example",
    labels={
        collection: {
            record_id: label(collection, record_id)
            for record_id in (f"one-of-{collection}", "an-outlet", "an-agency")
        }
        for collection in COLLECTIONS
    },
    generation=1,
    loaded_at="2026-11-24T10:00:00Z",
)


class Row(SimpleNamespace):
    """Return a row as from the database."""

    @property
    def _mapping(self) -> dict[str, Any]:
        return vars(self)


def article(**changes: Any) -> Row:
    """An article that has a value in every field."""
    values = {name: f"the {name}" for name in Article.__table__.columns.keys()}  # noqa: SIM118
    values |= {field.column: filled(field) for field in ARTICLE if field.name != "url"}
    known = {"slug": "a-1", "url": "https://example.org/", "outlet": "an-outlet"}
    known |= {"agency": "an-agency", "kind": "news", "language": "en", "credits": []}
    return Row(**(values | known | changes))


def record(collection: str) -> Row:
    """An authority record that has a value in every field."""
    columns = AUTHORITY_TABLES[collection].__table__.columns
    values: dict[str, Any] = {name: f"the {name}" for name in columns.keys()}  # noqa: SIM118
    values |= {f.column: filled(f) for f in AUTHORITY[collection] if f.name != "url"}
    if collection == "people":
        values["roles"] = [
            {"role": "judge", "start": "2004", "end": None},
            {"role": "judge", "start": None, "end": None},
        ]
    return Row(**values)


def filled(field: Field) -> Any:
    """A value for a field."""
    if field.type is FLAG:
        return True
    if field.type is DATE:
        return "2012-02-23"
    return [f"one-of-{field.name}"] if field.many else f"the {field.name}"
