"""Write the whole archive as an SQLite database for readers: `archive.db`.

It is made from the fields, like the tables and the JSON objects, and has nothing of the database
that the server uses. A table has the name of one record; records that an article names are joined
by tables such as `article_tag`. The view `articles` has names in place of ids, and `article_text`
finds words.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.export.context import Context
from archive.export.fields import ARTICLE, AUTHORITY, Field

TABLES = {
    "tags": "tag",
    "outlets": "outlet",
    "people": "person",
    "organisations": "organisation",
    "events": "event",
    "documents": "document",
    "words": "word",
}
"""Collection → its table."""

_NAMES = {"tags": "label", "events": "title", "documents": "title", "words": "label"}
"""Collection → the column with the name of a record, if that is not `name`."""

_LINKS = {
    ("tags", "broader"): "tags",
    ("tags", "related"): "tags",
    ("events", "tags"): "tags",
    ("events", "documents"): "documents",
}
"""Lists of ids in authority records: collection and field → the collection of the ids."""

_TYPES = {"boolean": "INTEGER"}
"""Type in Table Schema → type in SQLite, if it is not `TEXT`."""

_SEARCHED = ("title", "summary", "digest")


def write(
    target: Path,
    articles: Iterable[Any],
    authorities: Mapping[str, Iterable[Any]],
    context: Context,
) -> None:
    """Write a new database. Raises `OSError` if that fails."""
    try:
        with closing(sqlite3.connect(target)) as database:
            database.execute("PRAGMA foreign_keys = OFF")
            for statement in _schema():
                database.execute(statement)
            for collection, rows in authorities.items():
                _add_authorities(database, collection, rows, context)
            for number, row in enumerate(articles, 1):
                _add_article(database, number, row, context)
            database.execute("INSERT INTO article_text(article_text) VALUES ('rebuild')")
            database.commit()
            database.execute("VACUUM")
    except sqlite3.Error as error:
        raise OSError(f"The database of readers could not be made: {error}.") from error


def _schema() -> Iterator[str]:
    for collection, table in TABLES.items():
        columns = [_column(field) for field in _own(collection)]
        yield _table(table, columns, primary="id")
    own = [_column(field) for field in _own("articles")]
    yield _table("article", ["id INTEGER PRIMARY KEY", *own])
    for collection, field, other in _links():
        yield from _junction(collection, field, other)
    yield (
        f"CREATE VIRTUAL TABLE article_text USING fts5({', '.join(_SEARCHED)}, "
        'content="article", content_rowid="id", tokenize=\'unicode61 remove_diacritics 2\')'
    )
    yield _view()


def _fields(collection: str) -> tuple[Field, ...]:
    return ARTICLE if collection == "articles" else AUTHORITY[collection]


def _own(collection: str) -> list[Field]:
    """Return the fields that are columns of the record's own table."""
    linked = {field for of, field, _other in _links() if of == collection}
    return [field for field in _fields(collection) if field.name not in linked]


def _links() -> list[tuple[str, str, str]]:
    """Return every list of ids: collection, field, collection of the ids."""
    named = [("articles", field.name, field.collection) for field in ARTICLE if field.many]
    return [link for link in named if link[2]] + [(*key, other) for key, other in _LINKS.items()]


def _column(field: Field) -> str:
    name = "slug" if field.column == "slug" else field.heading
    kind = "TEXT" if field.many else _TYPES.get(field.type.column, "TEXT")
    end = "" if field.nullable else " NOT NULL"
    if field.column == "slug":
        end += " UNIQUE"
    if field.collection:
        end += f" REFERENCES {TABLES[field.collection]}(id)"
    return f'"{name}" {kind}{end}'


def _table(name: str, columns: list[str], primary: str = "") -> str:
    key = [f'PRIMARY KEY ("{primary}")'] if primary else []
    return f"CREATE TABLE {name} ({', '.join([*columns, *key])})"


def _junction_name(collection: str, field: str, other: str) -> tuple[str, str, str]:
    """Return the name of a junction table and those of its two columns."""
    owner = TABLES.get(collection, "article")
    end = TABLES[other] if owner != TABLES[other] else field
    return f"{owner}_{end}", owner, end


def _junction(collection: str, field: str, other: str) -> Iterator[str]:
    name, owner, end = _junction_name(collection, field, other)
    kind = "INTEGER" if owner == "article" else "TEXT"
    yield (
        f"CREATE TABLE {name} ("
        f'"{owner}" {kind} NOT NULL REFERENCES {owner}(id), '
        f'"{end}" TEXT NOT NULL REFERENCES {TABLES[other]}(id), '
        f'PRIMARY KEY ("{owner}", "{end}"))'
    )
    yield f'CREATE INDEX {name}_{end} ON {name} ("{end}")'


def _view() -> str:
    """Return the statement for the articles with names in place of ids."""
    columns = ["article.id"]
    for field in ARTICLE:
        name = "slug" if field.column == "slug" else field.heading
        if not field.collection:
            columns.append(f'article."{name}"')
            continue
        table, label = TABLES[field.collection], _NAMES.get(field.collection, "name")
        if field.many:
            junction, _owner, end = _junction_name("articles", field.name, field.collection)
            source = f'{junction} JOIN {table} ON {table}.id = {junction}."{end}"'
            of = f"{junction}.article = article.id"
            value = f"group_concat({table}.\"{label}\", '; ')"
        else:
            source, of, value = table, f'{table}.id = article."{name}"', f'{table}."{label}"'
        columns.append(f'(SELECT {value} FROM {source} WHERE {of}) AS "{name}"')
    return f"CREATE VIEW articles AS SELECT {', '.join(columns)} FROM article"


def _add_authorities(
    database: sqlite3.Connection, collection: str, rows: Iterable[Any], context: Context
) -> None:
    for row in rows:
        _insert(database, TABLES[collection], _cells(collection, row, context))
        _add_links(database, collection, row.id, row)


def _add_article(database: sqlite3.Connection, number: int, row: Any, context: Context) -> None:
    _insert(database, "article", [number, *_cells("articles", row, context)])
    _add_links(database, "articles", number, row)


def _add_links(database: sqlite3.Connection, collection: str, owner: int | str, row: Any) -> None:
    for of, field, other in _links():
        if of == collection:
            table, _owner, _end = _junction_name(of, field, other)
            for record_id in dict.fromkeys(getattr(row, field)):
                _insert(database, table, [owner, record_id])


def _cells(collection: str, row: Any, context: Context) -> list[Any]:
    values = (field.value(row, context.root) for field in _own(collection))
    return [json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in values]


def _insert(database: sqlite3.Connection, table: str, values: list[Any]) -> None:
    marks = ", ".join("?" * len(values))
    database.execute(f"INSERT INTO {table} VALUES ({marks})", values)
