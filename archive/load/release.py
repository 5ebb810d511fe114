"""Make the files of `/data/` after a load, while the site is served.

One read transaction covers all files. It blocks neither other readers nor a load. The files are
written to a temporary folder, which is renamed once all files are complete.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from archive.config import Settings
from archive.export import datapackage, sqlite, tables
from archive.export.context import Context
from archive.export.fields import AUTHORITY
from archive.export.formats import FORMAT_VERSION, FORMATS, RELEASED, Format, in_blocks
from archive.export.releases import MAKING, File, Release, read, shelf_of, variant_of
from archive.load.lock import alone_in
from archive.problems import ArchiveError, Problem
from archive.site import named, site_in
from archive.store import queries
from archive.store.sessions import Database, ReadSession

BATCH = 200
"""Articles read from the database at once."""

_MEDIA_TYPES = {
    "articles.zip": "application/zip",
    "archive.db": "application/vnd.sqlite3",
    "datapackage.json": "application/json",
    "CITATION.cff": "application/yaml",
    "SHA256SUMS": "text/plain",
}


WITHOUT_ADDRESS = (
    "warning: the files of /data/ do not say where the archive is: their addresses are paths such "
    "as /tags/. Set ARCHIVE_PUBLIC_URL before you publish them, then load again."
)


class Made(NamedTuple):
    """The number of files made, and how long that took."""

    files: int
    seconds: float
    has_address: bool
    """Whether the files know the address of the archive."""

    def __str__(self) -> str:
        made = f"{self.files} files of /data/ made, {self.seconds:.1f} s"
        return made if self.has_address else f"{WITHOUT_ADDRESS}\n{made}"


def make_release(settings: Settings) -> Made | Problem | None:
    """Make the files for the load in the database, unless they exist or the setting is empty.

    Returns what was made, or a warning if it failed: then the earlier files stay.
    """
    shelf = shelf_of(settings)
    if shelf is None:
        return None
    started = time.monotonic()
    reader = Database(settings.absolute_database_url)
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with alone_in(shelf), reader.open() as reading:
            release = _Making(settings, reading, shelf).run()
    except _Changed as error:
        fault = "has changed since the load, so the files of /data/ were not made"
        return _warning(str(error), fault, "Load again.")
    except _Unwritable as error:
        return _error(error.path, f"cannot be written to {error.file} ({_reason(error)})")
    except (OSError, ArchiveError) as error:
        fault = f"the files of /data/ could not be made ({getattr(error, 'strerror', 0) or error})"
        repair = "Check that the folder is writable and the disk has room, then load again."
        return _warning(settings.release, fault, repair)
    except Exception as error:  # The load is stored, and must not seem to have failed.
        return _error(settings.release, f"the files of /data/ could not be made ({error!r})")
    finally:
        reader.close()
    if release is None:
        return None
    return Made(len(release.files), time.monotonic() - started, bool(settings.public_url))


def _warning(path: str, fault: str, repair: str) -> Problem:
    return Problem(path, None, None, fault, repair, severity="warning")


def _error(path: str, fault: str) -> Problem:
    repair = "This is a fault of the program: report it. The files of the load before stay."
    return Problem(path, None, None, fault, repair)


def _reason(error: Exception) -> str:
    return repr(error.__cause__ or error)


class _Unwritable(Exception):
    """One article made the writing of a file fail."""

    def __init__(self, path: str, file: str) -> None:
        self.path = path
        self.file = file
        super().__init__(path)


class _Changed(Exception):
    """A file of the archive has changed since the load."""


class _Making:
    """Makes the files of one load."""

    def __init__(self, settings: Settings, reading: ReadSession, shelf: Path) -> None:
        self.settings = settings
        self.connection = reading.connection
        self.snapshot = reading.snapshot
        self.shelf = shelf
        self.site = named(site_in(reading.snapshot.site, "en"), settings.name, settings.subject)
        self.context = Context(
            site=self.site,
            root=settings.public_url,
            labels=self.snapshot.labels,
            generation=self.snapshot.generation,
            loaded_at=self.snapshot.loaded_at,
        )

    def run(self) -> Release | None:
        """Make the files, unless they exist undamaged; return `None` if they do."""
        place = self.shelf / self._key()
        known = read(place)
        release = None if known is not None and known.is_intact() else self._make(place)
        for folder in self.shelf.iterdir():
            if folder != place and not self._is_of_another_server(folder):
                shutil.rmtree(folder, ignore_errors=True)
        return release

    def _is_of_another_server(self, folder: Path) -> bool:
        """Whether a folder has files of the same load for other settings."""
        release = read(folder)
        return (
            release is not None
            and not folder.name.startswith(MAKING)
            and release.variant != variant_of(self.settings)
            and (release.fingerprint, release.loaded_at)
            == (self.snapshot.fingerprint, self.snapshot.loaded_at)
        )

    def _key(self) -> str:
        """Return a name for the folder that changes whenever the files would."""
        facts = (
            str(FORMAT_VERSION),
            self.snapshot.fingerprint,
            self.snapshot.loaded_at,
            self.context.name,
            self.context.root,
            self.site.subject,
        )
        digest = hashlib.sha256("\n".join(facts).encode("utf-8")).hexdigest()[:12]
        return f"{self.snapshot.generation}-{digest}-{variant_of(self.settings)}"

    def _make(self, place: Path) -> Release:
        folder = Path(tempfile.mkdtemp(prefix=MAKING, dir=self.shelf))
        try:
            # The server may run as another user than the load.
            folder.chmod(0o755)
            release = Release(
                folder,
                self.snapshot.fingerprint,
                self.snapshot.generation,
                self.snapshot.loaded_at,
                tuple(self._files(folder)),
            )
            release.write_manifest()
            shutil.rmtree(place, ignore_errors=True)
            folder.rename(place)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return release

    def _files(self, folder: Path) -> Iterator[File]:
        """Write every file, in the order in which `/data/` lists them."""
        files = [*self._articles(folder), *self._authorities(folder), self._zip(folder)]
        files.append(self._database(folder / "archive.db"))
        texts = {
            "datapackage.json": datapackage.data_package(files, self.context),
            "CITATION.cff": datapackage.citation(self.context),
        }
        files += [_written(folder / name, [text]) for name, text in texts.items()]
        yield from files
        yield _written(folder / "SHA256SUMS", [datapackage.checksums(files)])

    def _articles(self, folder: Path) -> Iterator[File]:
        ids = self.snapshot.index.ids
        for name, suffix in RELEASED.items():
            form = FORMATS[suffix]
            rows = queries.every_article(self.connection, ids, BATCH)
            pieces = _naming(rows, name, form, self.context)
            yield _written(folder / name, pieces, form.media_type, len(ids))

    def _authorities(self, folder: Path) -> Iterator[File]:
        for collection in AUTHORITY:
            rows = queries.authorities(self.connection, collection)
            lines = tables.write(collection, rows, self.context)
            yield _written(folder / f"{collection}.csv", lines, "text/csv", len(rows))

    def _database(self, file: Path) -> File:
        articles = queries.every_article(self.connection, self.snapshot.index.ids, BATCH)
        authorities = {name: queries.authorities(self.connection, name) for name in AUTHORITY}
        sqlite.write(file, articles, authorities, self.context)
        return _finished(file, _MEDIA_TYPES[file.name])

    def _zip(self, folder: Path) -> File:
        """Write the source files to a zip. Raises `_Changed` for a file changed since the load."""
        day = tuple(map(int, self.snapshot.loaded_at[:10].split("-")))
        with zipfile.ZipFile(folder / "articles.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            licence = self.settings.home / "LICENSE-texts"
            if licence.is_file():
                archive.writestr(_entry("LICENSE-texts", day), licence.read_bytes())
            for path, sha256 in queries.sources(self.connection):
                name, file = self._place(path)
                archive.writestr(_entry(name, day), _as_loaded(path, file, sha256))
            number = len(archive.namelist())
        return _finished(folder / "articles.zip", _MEDIA_TYPES["articles.zip"], number)

    def _place(self, path: str) -> tuple[str, Path]:
        """Return a file's name in the zip, with the usual folder names, and its path on disk."""
        first, _, rest = path.partition("/")
        settings = self.settings
        if path == settings.config_file.name:
            return "archive.toml", settings.config_file
        folders = {"articles": settings.articles, "authorities": settings.authorities}
        if path.count("/") == 1 and path.endswith(".md"):
            folders = {"about": settings.about}
        for name, setting in folders.items():
            folder = settings.folder(setting)
            if folder.name == first:
                return f"{name}/{rest}", folder / rest
        raise _Changed(path)


def _naming(rows: Iterable[Any], file: str, form: Format, context: Context) -> Iterator[str]:
    """Write rows piece by piece. Raises `_Unwritable` with the path of a row that fails."""
    current = ""

    def noted() -> Iterator[Any]:
        nonlocal current
        for row in rows:
            current = row.path
            yield row

    try:
        yield from form.write(noted(), context)
    except (OSError, ArchiveError):
        raise
    except Exception as error:
        raise _Unwritable(current, file) from error


def _as_loaded(path: str, file: Path, sha256: str) -> bytes:
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise _Changed(path) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _Changed(path)
    return data


def _entry(name: str, day: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (*day[:3], 0, 0, 0))  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _written(
    path: Path, pieces: Iterable[str], media_type: str = "", rows: int | None = None
) -> File:
    """Write a file piece by piece, and describe it."""
    with path.open("wb") as file:
        file.writelines(in_blocks(pieces))
    return _finished(path, media_type or _MEDIA_TYPES[path.name], rows)


def _finished(path: Path, media_type: str, rows: int | None = None) -> File:
    """Flush a complete file to disk, and describe it with its size and hash."""
    with path.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return File(path.name, media_type, path.stat().st_size, digest, rows)
