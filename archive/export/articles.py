"""An article as data: one JSON object, or one line of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from archive import paths
from archive.export.context import Context

SEPARATOR = "; "
"""What stands between the values of one cell."""

_AS_STORED = (
    "title",
    "outlet",
    "published",
    "earliest",
    "latest",
    "published_from",
    "language",
    "kind",
    "agency",
    "byline",
    "tags",
    "people",
    "organisations",
    "events",
    "documents",
    "words",
    "places",
    "event_date",
    "founding",
    "checked",
    "note",
    "aliases",
)


def as_object(row: Any, root: str) -> dict[str, Any]:
    """A whole row of an article as a JSON object; ids of authorities stay ids.

    `url` is the article's page at the site with the address `root`, and `original` the published
    piece; `added` and `changed` are when the archive stored it first and last (UTC, RFC 3339).
    """
    values = row._mapping
    return {
        "id": row.slug,
        "url": root + paths.article(row.slug),
        "original": row.url,
        **{name: values[name] for name in _AS_STORED},
        "summary": row.summary_text,
        "digest": row.body_text,
        "digest_html": row.body_html,
        "added": row.added_at,
        "changed": row.changed_at,
    }


class Column(NamedTuple):
    """One column of a table of articles or of authority records."""

    name: str
    kind: str
    """What its values are, by the names of Frictionless Table Schema."""
    meaning: str
    value: Callable[[Any, Context], Any]
    """The cell of a row; a list becomes one text."""


def cells(columns: Iterable[Column], row: Any, context: Context) -> list[str]:
    """One line of a table."""
    return [as_text(column.value(row, context)) for column in columns]


def as_text(value: Any) -> str:
    """A value as a cell has it: nothing for what is not known, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    return str(value)


def stored(name: str, meaning: str, kind: str = "string", field: str = "") -> Column:
    """A column that shows a field of the row as it is."""
    return Column(name, kind, meaning, lambda row, context: row._mapping[field or name])


def _named(collection: str, field: str, name: str, names: str, what: str) -> tuple[Column, Column]:
    """The ids of authority records, and beside them what these are called."""

    def called(row: Any, context: Context) -> Any:
        value = row._mapping[field]
        return context.names(
            collection, value if isinstance(value, list) else [value] * bool(value)
        )

    ids = f"The id of {what}" if name == names.removesuffix("_name") else f"The ids of {what}"
    return (
        stored(name, f"{ids}, in {collection}.csv.", field=field),
        Column(names, "string", f"What is called so in {name}.", called),
    )


COLUMNS: tuple[Column, ...] = (
    stored("id", "The last part of the article's address; it never changes.", field="slug"),
    Column(
        "url",
        "string",
        "The article's page in the archive.",
        lambda row, context: context.absolute(paths.article(row.slug)),
    ),
    stored("original", "The address of the published piece.", field="url"),
    stored("title", "The headline as published; in [brackets] if the archive supplied it."),
    *_named("outlets", "outlet", "outlet", "outlet_name", "the outlet that published it"),
    stored("published", "The date of publication as exact as it is known (EDTF)."),
    stored("earliest", "The first day that the date may mean.", "date"),
    stored("latest", "The last day that the date may mean.", "date"),
    stored("published_from", "How the date is known: printed, url or inferred."),
    stored("language", "The language of the original (BCP 47)."),
    stored("kind", "News, editorial, opinion, analysis and so on."),
    *_named("tags", "tags", "tags", "tag_names", "its terms of the vocabulary"),
    *_named("outlets", "agency", "agency", "agency_name", "the agency that it credits"),
    stored("byline", "The person that it credits."),
    *_named("people", "people", "people", "people_names", "the people it names"),
    *_named(
        "organisations",
        "organisations",
        "organisations",
        "organisation_names",
        "the organisations it names",
    ),
    *_named("events", "events", "events", "event_names", "the events it reports"),
    *_named("documents", "documents", "documents", "document_names", "the documents it cites"),
    *_named("words", "words", "words", "word_names", "what it calls the people"),
    stored("places", "Places that it names."),
    stored("event_date", "When what it reports took place (EDTF)."),
    stored("founding", "Whether it is one of the pieces the archive began with.", "boolean"),
    stored("checked", "When the record was last checked against the original.", "date"),
    stored("note", "Where the record comes from and what is doubtful."),
    stored("aliases", "Former ids."),
    stored("summary", "What it reported, in two or three sentences.", field="summary_text"),
    stored("digest", "What it reported, in the archive's own words.", field="body_text"),
    stored("added", "When the archive first stored it (UTC).", "datetime", "added_at"),
    stored("changed", "When the archive last stored it anew (UTC).", "datetime", "changed_at"),
)
"""The table of articles, in the order of its columns."""
