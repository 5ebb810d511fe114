"""Copies the whole database to one file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection


def copy_database(connection: Connection, target: Path) -> bool:
    """Copy what a reader's transaction sees to a new SQLite file. Return `False` on PostgreSQL.

    The transaction keeps seeing one load while others are stored, so the copy has exactly that
    load. It is a single file, without a WAL file and without free pages. Raises `OSError` if it
    cannot be written.
    """
    source = connection.connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        return False
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("VACUUM")
    except sqlite3.Error as error:
        raise OSError(f"The database could not be copied: {error}.") from error
    return True
