"""Makes the tables, and replaces those of another version.

The database is a build product: tables of another version are not migrated but made again, in the
transaction of the load, so a load that fails leaves the old ones. Two things are in no file and are
kept: deletions, and the times at which articles were added and changed.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, Select, Table, Text, inspect, select
from sqlalchemy.schema import CreateColumn, DropTable

from archive.store.fulltext.open import open_full_text
from archive.store.models import SCHEMA_VERSION, Article, Base, SourceFile, State

kept_times = Table(
    "memory",
    MetaData(),
    Column("slug", Text, primary_key=True),
    Column("added_at", Text),
    Column("changed_at", Text),
    Column("sha256", Text),
    prefixes=["TEMPORARY"],
)
"""The times of articles in tables that were replaced. A temporary table of the connection."""


def prepare_tables(connection: Connection) -> bool:
    """Make all tables that this version needs. Return whether `kept_times` has rows to use.

    Tables of another version are dropped first.
    """
    has_times = False
    if not _is_current(connection):
        has_times = _keep_times(connection)
        Base.metadata.drop_all(connection, tables=_replaceable(connection))
        open_full_text(connection).clear()
    Base.metadata.create_all(connection)
    open_full_text(connection).create()
    return has_times


def _is_current(connection: Connection) -> bool:
    """Whether the tables are of this version, or there are none."""
    Base.metadata.create_all(connection, tables=[Base.metadata.tables["state"]])
    if _columns(connection, "state") != set(State.__table__.columns.keys()):
        return False
    version = connection.execute(select(State.schema_version)).scalar()
    return version in (None, SCHEMA_VERSION)


def _keep_times(connection: Connection) -> bool:
    """Copy the times of the articles to `kept_times`. Return whether there were any to copy.

    Feeds and OAI-PMH use these times, and a new version of the program changes no article.
    """
    for table, needed in (
        ("article", {"slug", "path", "added_at", "changed_at"}),
        ("source_file", {"path", "sha256"}),
    ):
        if not needed <= _columns(connection, table):
            return False
    connection.execute(DropTable(kept_times, if_exists=True))
    kept_times.create(connection)
    connection.execute(kept_times.insert().from_select(kept_times.columns.keys(), _TIMES))
    return True


def _replaceable(connection: Connection) -> list[Table]:
    """List the tables to drop: all, but not deletions if their table can be kept.

    New columns are added to it, empty.
    """
    deletion = Base.metadata.tables["deletion"]
    tables = Base.metadata.sorted_tables
    present = _columns(connection, deletion.name)
    new = [column for column in deletion.columns if column.name not in present]
    if present - set(deletion.columns.keys()) or not all(column.nullable for column in new):
        return tables
    for column in new:
        definition = CreateColumn(column).compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {deletion.name} ADD COLUMN {definition}")
    return [table for table in tables if table is not deletion]


def _columns(connection: Connection, table: str) -> set[str]:
    """Return the names of a table's columns; an empty set if the table does not exist."""
    inspector = inspect(connection)
    if not inspector.has_table(table):
        return set()
    return {column["name"] for column in inspector.get_columns(table)}


_TIMES: Select[tuple[str, str, str, str]] = select(
    Article.slug, Article.added_at, Article.changed_at, SourceFile.sha256
).join(SourceFile, SourceFile.path == Article.path)
