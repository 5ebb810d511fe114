"""Chooses the full-text engine of a database."""

from __future__ import annotations

from sqlalchemy import Connection

from archive.store.fulltext.base import FullText
from archive.store.fulltext.postgresql import PostgresFullText
from archive.store.fulltext.sqlite import SqliteFullText


def open_full_text(connection: Connection) -> FullText:
    """Return the full-text index in a connection's database."""
    if connection.dialect.name == "postgresql":
        return PostgresFullText(connection)
    return SqliteFullText(connection)
