"""Test the transaction of a load: exclusive, rolled back by an error, with clear errors."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from archive.config import Settings
from archive.load import LoadReport, load, transaction
from archive.problems import ArchiveError
from archive.store import engine as engine_module
from tests.conftest import TODAY, settings_for


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/folder/archive.db"


def test_the_folder_is_created_and_the_changes_are_committed(url: str, tmp_path: Path) -> None:
    with transaction.writing(url) as connection:
        connection.execute(text("CREATE TABLE x (y)"))

    assert [file.name for file in (tmp_path / "new/folder").iterdir()] == ["archive.db"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failed_first_load_leaves_no_file(
    url: str, tmp_path: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error):
        _write_and_fail(url, "CREATE TABLE x (y)", error)

    assert list((tmp_path / "new/folder").iterdir()) == []


def test_a_failed_later_load_leaves_the_file_as_it_was(url: str) -> None:
    with transaction.writing(url) as connection:
        connection.execute(text("CREATE TABLE x (y)"))
    with pytest.raises(KeyError):
        _write_and_fail(url, "INSERT INTO x VALUES (1)", KeyError)

    with transaction.writing(url) as connection:
        assert connection.execute(text("SELECT count(*) FROM x")).scalar() == 0


def test_leftovers_of_a_deleted_database_are_deleted(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "new/folder"
    folder.mkdir(parents=True)
    for ending in ("-wal", "-shm"):
        (folder / f"archive.db{ending}").write_bytes(b"old" * 50_000)

    with transaction.writing(url) as connection:
        connection.execute(text("CREATE TABLE x (y)"))

    assert [file.name for file in folder.iterdir()] == ["archive.db"]


def test_a_load_that_takes_too_long_is_an_error(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "LOCK_SECONDS", 0.1)

    with (
        transaction.writing(url),
        pytest.raises(ArchiveError, match="Another load is running"),
        transaction.writing(url),
    ):
        pass


def test_a_database_locked_by_another_program_is_an_error(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.writing(url) as connection:
        connection.execute(text("CREATE TABLE x (y)"))
    monkeypatch.setattr(engine_module, "LOCK_SECONDS", 0.1)
    engine = create_engine(url)

    with engine.connect() as other:
        other.execute(text("INSERT INTO x VALUES (1)"))
        with (
            pytest.raises(ArchiveError, match=r"could not be written \(database is locked\)"),
            transaction.writing(url),
        ):
            pass
    engine.dispose()


def test_a_file_that_is_not_a_database_is_an_error_and_kept(url: str, tmp_path: Path) -> None:
    file = tmp_path / "new/folder/archive.db"
    file.parent.mkdir(parents=True)
    file.write_text("Words, and no database. " * 100)

    with (
        pytest.raises(ArchiveError, match=r"file is not a database.*delete it"),
        transaction.writing(url),
    ):
        pass
    assert file.exists()


def test_an_unreachable_server_is_an_error_without_the_password() -> None:
    """Port 9 belongs to the discard service, which nobody runs."""
    with (
        pytest.raises(ArchiveError, match="could not be written") as raised,
        transaction.writing("postgresql://archive:secret@127.0.0.1:9/archive"),
    ):
        pass
    assert "archive:***@127.0.0.1" in raised.value.message
    assert "secret" not in raised.value.message


def test_a_folder_that_cannot_be_created_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(ArchiveError, match="cannot be created"),
        transaction.writing(f"sqlite:///{tmp_path}/file/x/archive.db"),
    ):
        pass


def test_of_many_first_loads_at_once_only_one_stores(
    settings: Settings, load_collection: Callable[..., LoadReport]
) -> None:
    reports: list[LoadReport] = []
    threads = [threading.Thread(target=lambda: reports.append(load_collection())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(report.added for report in reports) == [0, 0, 0, 0, 0, 4]
    assert {report.generation for report in reports} == {1}


def test_a_failing_first_load_does_not_affect_the_next_one(
    collection: Path, settings: Settings
) -> None:
    """One load fails while another waits for it: afterwards the archive of the second exists."""
    inside, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        inside.set()
        go_on.wait(10)

    def fail() -> None:
        with pytest.raises(KeyError):
            _write_and_fail(settings.database_url, "CREATE TABLE x (y)", KeyError, wait)

    reports: list[Any] = []
    first = threading.Thread(target=fail)
    second = threading.Thread(target=lambda: reports.append(load(settings, today=TODAY)))
    first.start()
    inside.wait(10)
    second.start()
    go_on.set()
    first.join()
    second.join()

    assert reports[0].added == 4
    again = load(settings_for(collection, collection.parent / "archive.db"), today=TODAY)
    assert again.unchanged == 4


def _write_and_fail(
    url: str,
    statement: str,
    error: type[BaseException],
    before: Callable[[], None] = lambda: None,
) -> None:
    with transaction.writing(url) as connection:
        connection.execute(text(statement))
        before()
        raise error


def test_what_the_database_refuses_is_said_without_a_statement(tmp_path: Path) -> None:
    def store_twice() -> None:
        with transaction.writing(f"sqlite:///{tmp_path}/a.db") as connection:
            connection.exec_driver_sql("CREATE TABLE a (id TEXT PRIMARY KEY)")
            connection.exec_driver_sql("INSERT INTO a VALUES ('x'), ('x')")

    with pytest.raises(ArchiveError, match="have the same id, slug or former slug") as raised:
        store_twice()

    assert "INSERT" not in raised.value.message
    assert "Nothing was loaded." in raised.value.message


def test_an_emptied_database_is_made_again_while_readers_have_it_open(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with transaction.writing(f"sqlite:///{file}") as connection:
        connection.exec_driver_sql("CREATE TABLE a (id TEXT PRIMARY KEY)")
    reader = sqlite3.connect(file)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM a").fetchall()
    os.truncate(file, 0)

    with transaction.writing(f"sqlite:///{file}") as connection:
        connection.exec_driver_sql("CREATE TABLE b (id TEXT PRIMARY KEY)")

    reader.close()
    assert sqlite3.connect(file).execute("SELECT name FROM sqlite_schema").fetchall()[0] == ("b",)
