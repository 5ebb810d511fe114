"""Write records as tables; the columns are derived from the fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from archive.export import csv_tables
from archive.export.context import Context
from archive.export.fields import ARTICLE, AUTHORITY, Field, moved

SEPARATOR = "; "
"""The separator between values of one cell."""

_ORDER = {"articles": {"tags": "kind"}, "tags": {"short": "label_ko"}}
"""The differences in order between tables and JSON objects: field → the field that it follows."""


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: str
    """Its type in Frictionless Table Schema."""
    meaning: str
    value: Callable[[Any, Context], Any]
    """Return the value of a row's cell; a list becomes one text."""
    collection: str = ""
    """The table whose ids are in the column, one per cell."""


def write(collection: str, rows: Iterable[Any], context: Context) -> Iterator[str]:
    """Write the rows of a collection as CSV: first the header, then one piece per row."""
    columns = COLUMNS[collection]
    cells = ([as_text(column.value(row, context)) for column in columns] for row in rows)
    return csv_tables.table([column.name for column in columns], cells)


def as_text(value: Any) -> str:
    """Return a value as text for a cell: "" if it is unknown, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    return str(value)


def _columns_of(fields: Iterable[Field]) -> Iterator[Column]:
    for field in fields:
        if field.in_tables:
            yield _column(field)
        if field.names:
            yield _names(field)


def _column(field: Field) -> Column:
    def value(row: Any, context: Context) -> Any:
        found = field.value(row, context.root)
        return field.cell(found) if field.cell else found

    meaning = f"{field.meaning} See {field.collection}.csv." if field.collection else field.meaning
    return Column(
        field.heading,
        "string" if field.many else field.type.column,
        meaning,
        value,
        "" if field.many else field.collection,
    )


def _names(field: Field) -> Column:
    def value(row: Any, context: Context) -> list[str]:
        found = getattr(row, field.column)
        ids = found if isinstance(found, list) else [found] * bool(found)
        return context.names(field.collection, ids)

    return Column(field.names, "string", f"The names that belong to “{field.name}”.", value)


COLUMNS: dict[str, tuple[Column, ...]] = {
    collection: tuple(_columns_of(moved(fields, _ORDER.get(collection, {}))))
    for collection, fields in {"articles": ARTICLE, **AUTHORITY}.items()
}
"""Collection → the columns of its table, in order."""
