"""Tables of another version are replaced; deletions and times are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, text, update

from archive.store.models import Deletion, SourceFile, State
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]

NOW = "2026-02-01T00:00:00Z"


def test_tables_of_another_version_are_replaced(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a")])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})
    connection.execute(update(State).values(schema_version=0))
    connection.execute(insert(SourceFile).values(path="a", size=1, mtime_ns=1, sha256=""))

    writer = Writer(connection)

    assert writer.state is None
    assert writer.sources() == {}
    assert writer.stored(["a"]) == {}


def test_a_state_table_with_other_columns_is_replaced(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE state (id INTEGER, version TEXT)"))
    connection.execute(text("CREATE TABLE article (id INTEGER)"))

    assert Writer(connection).state is None
    assert "sort_key" in {each["name"] for each in inspect(connection).get_columns("article")}


def deletions(connection: Connection) -> set[str]:
    return set(connection.execute(select(Deletion.slug)).scalars())


def test_deletions_are_kept_when_tables_are_replaced(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a"), make_row("b")])
    writer.remove_vanished(["articles/2012/a.md"], (), NOW)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})
    connection.execute(update(State).values(schema_version=0))

    writer = Writer(connection)
    assert deletions(connection) == {"a"}
    assert writer.stored(["b"]) == {}

    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})
    connection.execute(text("DROP TABLE deletion"))
    connection.execute(text("CREATE TABLE deletion (slug TEXT)"))
    connection.execute(update(State).values(schema_version=0))
    Writer(connection)
    assert deletions(connection) == set()


def test_deletions_of_a_version_without_a_column_are_kept(
    make_row: MakeRow, connection: Connection
) -> None:
    """The new column is empty: nobody knows any more when those articles were added."""
    writer = Writer(connection)
    writer.store_articles([make_row("a"), make_row("b")])
    writer.remove_vanished(["articles/2012/a.md"], (), NOW)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})
    connection.execute(text("ALTER TABLE deletion DROP COLUMN added_at"))
    connection.execute(update(State).values(schema_version=0))

    writer = Writer(connection)

    assert deletions(connection) == {"a"}
    assert writer.first_added(["a"]) == {}


def test_times_are_kept_when_tables_are_replaced(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    row = make_row("a", added_at="2026-01-01T00:00:00Z", changed_at="2026-01-05T00:00:00Z")
    writer.store_articles([row, make_row("without-file")])
    writer.store_sources({row["path"]: (1, 2, "hash")})
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})
    assert writer.remembered(["a"]) == {}
    connection.execute(update(State).values(schema_version=0))

    found = Writer(connection).remembered(["a", "without-file", "never-seen"])

    assert {slug: tuple(row) for slug, row in found.items()} == {
        "a": ("a", "2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z", "hash")
    }
