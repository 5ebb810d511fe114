"""Engines: permissions of connections, and invalid addresses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from archive.problems import ArchiveError, DatabaseMissing
from archive.store.engine import database_file, reading_engine, writing_engine
from archive.store.models import Page, State

Store = Callable[..., int]


@pytest.mark.parametrize(
    "statement",
    [
        insert(Page).values(slug="x", title="", description="", position=1, body_html=""),
        delete(State),
        text("CREATE TABLE x (y)"),
        text("DROP TABLE article"),
        text("PRAGMA user_version = 7"),
    ],
    ids=["insert", "delete", "create", "drop", "pragma"],
)
def test_the_reading_engine_refuses_to_write(url: str, store: Store, statement: Any) -> None:
    store()
    engine = reading_engine(url)

    with engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(statement)
    engine.dispose()


def test_reading_engine_refuses_to_write_without_the_pragma(url: str, store: Store) -> None:
    """The file itself is opened read-only."""
    store()
    engine = reading_engine(url)

    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = OFF"))
        with pytest.raises(OperationalError, match="readonly"):
            connection.execute(delete(State))
    engine.dispose()


def test_one_transaction_reads_one_load(url: str, store: Store) -> None:
    """The second of two statements does not see a load in between."""
    store()
    engine = reading_engine(url)

    with engine.connect() as connection:
        before = connection.execute(select(State.generation)).scalar_one()
        store()
        within = connection.execute(select(State.generation)).scalar_one()
    with engine.connect() as connection:
        after = connection.execute(select(State.generation)).scalar_one()

    assert (before, within, after) == (1, 1, 2)
    engine.dispose()


def test_readers_continue_during_a_load(url: str, store: Store) -> None:
    store()
    writing, session = writing_engine(url), reading_engine(url)

    with writing.begin() as writer, session.connect() as reader:
        writer.execute(delete(State))
        assert reader.execute(select(State.generation)).scalar_one() == 1
    writing.dispose()
    session.dispose()


def test_threads_share_an_engine(url: str, store: Store) -> None:
    store()
    engine = reading_engine(url)
    found: list[int] = []

    def read() -> None:
        for _ in range(20):
            with engine.connect() as connection:
                found.append(connection.execute(select(State.generation)).scalar_one())

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [1] * 160
    engine.dispose()


def test_unloaded_database_says_what_to_do(url: str) -> None:
    with pytest.raises(DatabaseMissing, match="Run `flask load` first"):
        reading_engine(url)


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "h#h.db", "조선.db"])
def test_any_file_name_works(tmp_path: Path, name: str) -> None:
    """Characters with a meaning in addresses are part of the file name here."""
    address = URL.create("sqlite", database=str(tmp_path / name)).render_as_string()
    engine = writing_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE x (y)"))
    engine.dispose()

    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("archive.db", "'archive.db' is not a database address"),
        ("mysql://x/y", "'mysql' is a database that the archive does not know"),
        ("postgresql://host:port/x", "is not a database address"),
        ("sqlite://", "not a database in memory"),
        ("sqlite:///:memory:", "not a database in memory"),
        ("", "is not a database address"),
    ],
)
def test_invalid_address_is_explained(address: str, words: str) -> None:
    with pytest.raises(ArchiveError, match=words) as raised:
        database_file(address)
    assert "Write it like sqlite:///instance/archive.db or postgresql" in raised.value.message


def test_postgresql_gets_its_driver() -> None:
    assert database_file("postgresql://localhost/archive") is None
    assert reading_engine("postgresql://localhost/archive").driver == "psycopg"
