"""Open the transaction of a load: one load at a time, and a failed load leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DatabaseError, IntegrityError

from archive.load.lock import alone_in
from archive.problems import ArchiveError
from archive.store.engine import LOCK_SECONDS, database_file, writing_engine


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """Open a transaction: committed at the end of the `with` block, rolled back by an error.

    A first load that fails leaves no database file. Raises `ArchiveError` if the database cannot
    be written, or if another load takes too long.
    """
    file = database_file(url)
    if file is None:
        with _transaction(url) as connection:
            yield connection
        return
    # The database's own lock is not enough: a failing first load deletes the file, and a load that
    # waited for that lock would then write to the deleted file.
    with alone_in(_made(file.parent), LOCK_SECONDS):
        # A database that something else has emptied is new too: SQLite would only wait for the
        # locks of its readers. The database itself is never empty once a load has ended.
        is_new = not file.exists() or file.stat().st_size == 0
        if is_new:
            # Delete the -wal and -shm files of a deleted database: readers that still have it open
            # would take them for part of the new one.
            _delete(file)
        try:
            with _transaction(url) as connection:
                yield connection
        except BaseException:
            if is_new:
                _delete(file)
            raise


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    except IntegrityError as error:
        # The checks of the files should have found it, so the message says what to look for.
        raise ArchiveError(
            "Two records have the same id, slug or former slug, which the database refuses "
            f"({_one_line(error.orig)}). Nothing was loaded. Run `flask check`, and rename one of "
            "the two."
        ) from error
    except DatabaseError as error:
        raise ArchiveError(
            f"The database at {_without_password(url)} could not be written "
            f"({_one_line(error.orig)}). "
            "Check that no other load is running and that its folder is writable. "
            "If the file is damaged, delete it: the next load builds it again."
        ) from error
    finally:
        engine.dispose()


def _one_line(error: object) -> str:
    """Return the database's own words in one line, without the statement."""
    return " ".join(str(error).split())


def _without_password(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} for the database cannot be created ({error.strerror}). "
            "Name another place in ARCHIVE_DATABASE_URL."
        ) from error
    return folder


def _delete(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
