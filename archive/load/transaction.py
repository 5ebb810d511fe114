"""The transaction of a load: one load at a time, and nothing left of one that fails."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

from archive.problems import ArchiveError
from archive.store.engine import LOCK_SECONDS, database_file, writing_engine

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, flock


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """A transaction for a load: committed at the end of the `with` block, or undone by an error.

    A first load that fails leaves no database file. Raises `ArchiveError` when the database cannot
    be written, and when another load goes on for too long.
    """
    file = database_file(url)
    if file is None:
        with _transaction(url) as connection:
            yield connection
        return
    with _alone_in(_made(file.parent)):
        is_new = not file.exists()
        if is_new:
            # What a database that was deleted left beside it would be taken for a part of the
            # new one by readers that still hold the old one open.
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
    except (IntegrityError, ProgrammingError):
        raise
    except DatabaseError as error:
        raise ArchiveError(
            f"The database at {_without_password(url)} could not be written ({error.orig}). "
            "See whether another load is running and whether its folder can be written to. "
            "If the file is damaged, delete it: it is made from the article files."
        ) from error
    finally:
        engine.dispose()


def _without_password(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} for the database cannot be made ({error.strerror}). "
            "Name another place with ARCHIVE_DATABASE_URL."
        ) from error
    return folder


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One load at a time for the databases of a folder; a second one waits for the first.

    The database's own lock would not do: a failing first load deletes the file, and another load
    that waited for that lock would then write into a file that has no name any more. The lock of
    the folder goes with the process that holds it, however that ends, and leaves nothing behind.
    """
    if sys.platform == "win32":  # It has no such lock, and keeps open files from being deleted.
        yield
        return
    with _opened(folder) as descriptor:
        deadline = time.monotonic() + LOCK_SECONDS
        while not _locked(descriptor):
            if time.monotonic() > deadline:
                raise ArchiveError("Another load is running. Wait for its end, and load again.")
            time.sleep(0.05)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _delete(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
