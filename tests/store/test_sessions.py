"""Read sessions: each sees one load, the newest; without a load there is a clear message."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from archive.problems import DatabaseMissing
from archive.store import queries
from archive.store.engine import writing_engine
from archive.store.sessions import Database

MakeRow = Callable[..., dict[str, Any]]
Store = Callable[..., int]


@pytest.fixture
def reader(url: str) -> Iterator[Database]:
    reader = Database(url)
    yield reader
    reader.close()


def titles(reader: Database) -> list[str]:
    with reader.open() as session:
        ids = list(session.snapshot.index.ids)
        return [row.title for row in queries.articles(session.connection, ids)]


def change(url: str, statement: str) -> None:
    engine = writing_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_next_session_reads_a_new_load(reader: Database, store: Store, make_row: MakeRow) -> None:
    store(make_row("a"))
    with reader.open() as session:
        store(make_row("b"))
        assert len(session.snapshot.index) == session.snapshot.generation == 1

    assert titles(reader) == ["Title of a", "Title of b"]


def test_the_snapshot_is_kept_between_loads(
    reader: Database, store: Store, make_row: MakeRow, statements: list[str]
) -> None:
    store(make_row("a"))
    with reader.open() as session:
        first = session.snapshot
    statements.clear()

    with reader.open() as session:
        assert session.snapshot is first
    assert len(statements) == 1


def test_the_fingerprint_is_read_without_a_snapshot(
    reader: Database, store: Store, make_row: MakeRow, statements: list[str]
) -> None:
    store(make_row("a"))
    statements.clear()
    before = reader.fingerprint()

    assert len(statements) == 1
    store(make_row("b"))
    assert reader.fingerprint() != before


@pytest.mark.parametrize("leave", [(), ("-wal", "-shm")], ids=["all", "only the file"])
def test_a_database_that_is_deleted_and_loaded_again_is_served(
    url: str, tmp_path: Path, reader: Database, store: Store, make_row: MakeRow, leave: tuple[str]
) -> None:
    store(make_row("a"))
    assert titles(reader) == ["Title of a"]
    store(make_row("b"), make_row("c"))  # Readers are open, so this stays in the WAL.
    for file in tmp_path.glob("archive.db*"):
        if not file.name.endswith(leave or ("?",)):
            file.unlink()
    assert len(titles(reader)) == 3
    for rest in tmp_path.glob("archive.db-*"):
        rest.unlink()  # As the loader does.

    store(make_row("new"))

    assert titles(reader) == ["Title of new"]


def test_a_database_may_be_put_in_place_of_another(
    url: str, tmp_path: Path, reader: Database, store: Store, make_row: MakeRow
) -> None:
    store(make_row("a"))
    assert titles(reader) == ["Title of a"]
    shutil.copy(tmp_path / "archive.db", tmp_path / "copy.db")
    change(f"sqlite:///{tmp_path}/copy.db", "UPDATE article SET title = 'Copied'")
    change(f"sqlite:///{tmp_path}/copy.db", "UPDATE state SET fingerprint = 'another'")

    (tmp_path / "copy.db").replace(tmp_path / "archive.db")

    assert titles(reader) == ["Copied"]


def test_unloaded_database_is_reported(reader: Database) -> None:
    with pytest.raises(DatabaseMissing, match="Run `flask load` first"), reader.open():
        pass
    with pytest.raises(DatabaseMissing):
        reader.fingerprint()


def test_sessions_open_after_the_first_load(
    reader: Database, store: Store, make_row: MakeRow
) -> None:
    with pytest.raises(DatabaseMissing), reader.open():
        pass
    store(make_row("a"))

    assert titles(reader) == ["Title of a"]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE state",
        "DELETE FROM state",
        "UPDATE state SET schema_version = 0",
        "ALTER TABLE state DROP COLUMN fingerprint",
    ],
)
def test_database_of_another_version_is_refused(
    url: str, reader: Database, store: Store, statement: str
) -> None:
    store()
    change(url, statement)

    with pytest.raises(DatabaseMissing, match="Run `flask load` first"), reader.open():
        pass


@pytest.mark.parametrize("content", [b"", b"no database at all, only words in a file" * 100])
def test_file_that_is_not_a_database_is_refused(
    tmp_path: Path, reader: Database, content: bytes
) -> None:
    (tmp_path / "archive.db").write_bytes(content)

    with pytest.raises(DatabaseMissing, match="flask load"), reader.open():
        pass


def test_a_folder_that_sqlite_cannot_keep_its_locks_in_is_named(
    reader: Database, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store()
    refusal = sqlite3.OperationalError("attempt to write a readonly database")

    def refuse(connection: object) -> None:
        raise OperationalError("SELECT", {}, refusal)

    monkeypatch.setattr(queries, "state", refuse)

    with pytest.raises(DatabaseMissing, match="write to the database's folder"), reader.open():
        pass


def test_a_database_that_vanishes_under_a_reader_without_connections(
    url: str, tmp_path: Path, reader: Database, store: Store
) -> None:
    store()
    reader.fingerprint()
    reader._engine.dispose()  # type: ignore[union-attr] - as the pool does when it shrinks
    (tmp_path / "archive.db").unlink()

    with pytest.raises(DatabaseMissing, match="cannot be opened"):
        reader.fingerprint()


def test_a_closed_reader_opens_again(reader: Database, store: Store, make_row: MakeRow) -> None:
    store(make_row("a"))
    titles(reader)
    reader.close()

    assert titles(reader) == ["Title of a"]


def test_a_folder_that_cannot_be_looked_into_is_a_missing_database(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    reader = Database(f"sqlite:///{tmp_path}/file/archive.db")

    with pytest.raises(DatabaseMissing, match="cannot be reached"):
        reader.fingerprint()
