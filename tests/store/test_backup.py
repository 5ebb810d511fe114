"""A copy of the database is one complete file with one load."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Connection

from archive.config import Settings
from archive.store.backup import copy_database
from archive.store.sessions import Database


def test_copy_equals_the_open_transaction(
    settings: Settings, load_collection: Callable[..., Any], tmp_path: Path
) -> None:
    load_collection()
    reader = Database(settings.absolute_database_url)
    with reader.open() as session:
        load_collection(full=True)
        assert copy_database(session.connection, tmp_path / "copy.db")
    reader.close()

    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT generation, articles FROM state").fetchall() == [(1, 4)]
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.execute("PRAGMA freelist_count").fetchall() == [(0,)]
    copy.close()
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]


def test_unwritable_copy_is_reported(
    settings: Settings, load_collection: Callable[..., Any], tmp_path: Path
) -> None:
    load_collection()
    reader = Database(settings.absolute_database_url)
    with reader.open() as session, pytest.raises(OSError, match="could not be copied"):
        copy_database(session.connection, tmp_path / "no" / "such" / "folder.db")
    reader.close()


def test_another_database_is_not_copied(tmp_path: Path) -> None:
    other = SimpleNamespace(connection=SimpleNamespace(driver_connection=object()))

    assert not copy_database(cast(Connection, other), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
