"""Make two engines: one that can write, for the loader, and one that cannot, for readers."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from archive.problems import ArchiveError, DatabaseMissing

LOCK_SECONDS = 30
"""How long a load waits for another load to end."""

_LOAD_LOCK = 1_853_190_003
"""A number that other programs on the same PostgreSQL server are unlikely to lock."""


def writing_engine(url: str) -> Engine:
    """Make the loader's engine. Raises `ArchiveError` for an address that it cannot use."""
    parsed = _parse(url)
    if parsed.get_backend_name() != "sqlite":
        return _one_load_at_a_time(create_engine(parsed))
    file = _sqlite_file(parsed)
    return _sqlite_engine(lambda: _connect(file, "rwc"), begin="BEGIN IMMEDIATE")


def reading_engine(url: str) -> Engine:
    """Make the readers' engine. The database itself refuses every statement that writes.

    A transaction sees one snapshot, so all that a request reads comes from one load. Raises
    `DatabaseMissing` if nothing was loaded yet.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed,
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,
            connect_args={"options": "-c default_transaction_read_only=on"},
        )
    file = _sqlite_file(parsed)
    if not file.exists():
        raise DatabaseMissing(f"There is no archive at {file} yet. Run `flask load` first.")
    return _sqlite_engine(lambda: _connect(file, "ro"), begin="BEGIN")


def database_file(url: str) -> Path | None:
    """Return the file of a SQLite address; `None` for PostgreSQL."""
    parsed = _parse(url)
    return _sqlite_file(parsed) if parsed.get_backend_name() == "sqlite" else None


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise _bad_address(f"{url!r} is not a database address") from error
    if backend == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise _bad_address("the archive needs a SQLite file, not a database in memory")
    if backend == "postgresql" and parsed.drivername == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend not in ("sqlite", "postgresql"):
        raise _bad_address(f"{backend!r} is a database that the archive does not know")
    return parsed


def _bad_address(fault: str) -> ArchiveError:
    return ArchiveError(
        f"ARCHIVE_DATABASE_URL: {fault}. Write it like sqlite:///instance/archive.db "
        "or postgresql://user@host/name."
    )


def _sqlite_file(url: URL) -> Path:
    return Path(url.database or "")


def _one_load_at_a_time(engine: Engine) -> Engine:
    """Make each transaction wait for the one before it, as SQLite's BEGIN IMMEDIATE does."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOAD_LOCK})")

    return engine


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    # The driver must not begin transactions itself. By default it begins none before a SELECT, so
    # two SELECTs of one page could come from two loads.
    connection = sqlite3.connect(
        f"file:{quote(str(file))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=LOCK_SECONDS,
    )
    if mode == "ro":
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA mmap_size = 268435456")
    else:
        # In WAL mode readers keep reading the old archive while a load writes, and a load that is
        # killed leaves nothing to repair.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -16384")
    return connection


def _sqlite_engine(creator: Any, begin: str) -> Engine:
    # `sqlite://` alone would mean a database in memory and a pool for one thread.
    engine = create_engine(
        "sqlite://", creator=creator, poolclass=QueuePool, pool_size=16, max_overflow=48
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
