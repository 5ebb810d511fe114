"""Opens read-only transactions, each with the snapshot of the load that it sees."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import DatabaseError, OperationalError

from archive.problems import DatabaseMissing
from archive.store import queries
from archive.store.engine import database_file, reading_engine
from archive.store.models import SCHEMA_VERSION
from archive.store.snapshot import Snapshot, take_snapshot


@dataclass(frozen=True, slots=True)
class ReadSession:
    """What one request reads: all of it comes from the same load."""

    connection: Connection
    snapshot: Snapshot


class Database:
    """Opens read sessions of one database, and keeps the newest snapshot."""

    def __init__(self, url: str) -> None:
        """Take an SQLAlchemy address. Nothing is opened before the first session."""
        self._url = url
        self._file = database_file(url)
        self._inode: int | None = None
        self._engine: Engine | None = None
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    @contextmanager
    def open(self) -> Iterator[ReadSession]:
        """Open a read session for a `with` block. Raises `DatabaseMissing`."""
        with self._begin() as connection:
            yield ReadSession(connection, self._current(connection))

    def fingerprint(self) -> str:
        """Return the fingerprint of the current load, without reading the load into memory.

        It includes the time of the load: the same files may have been added at another time.
        """
        with self._begin() as connection:
            state = _state(connection)
            return f"{state.fingerprint} {state.loaded_at}"

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None
            self._inode = None

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            connection = self._connect().connect()
        except OperationalError as error:
            raise DatabaseMissing(
                f"The database cannot be opened ({error.orig}). Run `flask load`, and see whether "
                "the database can be read."
            ) from error
        with connection, connection.begin():
            yield connection

    def _connect(self) -> Engine:
        """Return the engine. It is made again if the database file was replaced."""
        inode = self._inode_now()
        engine = self._engine
        if engine is None or (inode is not None and inode != self._inode):
            with self._lock:
                if self._engine is None or inode != self._inode:
                    if self._engine is not None:
                        self._engine.dispose()
                    self._engine = reading_engine(self._url)
                    self._inode = inode
                engine = self._engine
        return engine

    def _inode_now(self) -> int | None:
        if self._file is None:
            return None
        try:
            return os.stat(self._file).st_ino
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DatabaseMissing(
                f"The database {self._file} cannot be reached ({error.strerror}). Let the user who "
                "serves the archive read its folder."
            ) from error

    def _current(self, connection: Connection) -> Snapshot:
        state = _state(connection)
        snapshot = self._snapshot
        if snapshot is None or (snapshot.fingerprint, snapshot.loaded_at) != (
            state.fingerprint,
            state.loaded_at,
        ):
            # Made without a lock: after a load two requests may both make it. That is cheaper than
            # letting every request wait.
            snapshot = take_snapshot(connection, state)
            self._snapshot = snapshot
        return snapshot


def _state(connection: Connection) -> Row[Any]:
    try:
        state = queries.state(connection)
    except DatabaseError as error:
        raise DatabaseMissing(
            f"The database holds no archive that can be read ({error.orig}). {_repair(error)}"
        ) from error
    if state is None or state.schema_version != SCHEMA_VERSION:
        raise DatabaseMissing(
            "The database holds no archive of this version yet. Run `flask load` first."
        )
    return state


def _repair(error: DatabaseError) -> str:
    if "readonly" in str(error.orig):
        return (
            "SQLite keeps its locks in files beside the database, for reading too: "
            "let the user who serves the archive write to the database's folder."
        )
    return "Run `flask load` first."
