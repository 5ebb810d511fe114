"""A copy of the whole database as one file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection


def copy_database(connection: Connection, target: Path) -> bool:
    """Write what a reader's transaction sees into a new SQLite file; `False` if it is no SQLite.

    The transaction goes on seeing one load while others are stored, and so the copy has just that
    load. It is one file, without the one that goes before in WAL mode, and without free pages.
    Raises `OSError` where it cannot be written.
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
