"""Releases: finished files of the whole archive, in one folder per load.

A folder gets its final name only when all its files are complete, so a reader never gets part of a
file, or files of two loads.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.config import Settings

MANIFEST = "manifest.json"
"""The list of the files with their properties. It is written last and does not list itself."""

MAKING = ".making-"
"""The prefix of the name of a folder that is not finished."""


@dataclass(frozen=True, slots=True)
class File:
    """One finished file."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    rows: int | None = None
    """The number of articles, records or files in it, if it has any."""


@dataclass(frozen=True, slots=True)
class Release:
    """The files of one load."""

    folder: Path
    fingerprint: str
    generation: int
    loaded_at: str
    files: tuple[File, ...]

    def file(self, name: str) -> File | None:
        """Return one of its files by name; `None` if there is no such file."""
        return next((file for file in self.files if file.name == name), None)

    def write_manifest(self) -> None:
        """Write the list of its files, which completes the folder."""
        known = asdict(self)
        del known["folder"]
        (self.folder / MANIFEST).write_text(json.dumps(known, indent=1), "utf-8")


def shelf_of(settings: Settings) -> Path | None:
    """Return the folder for the releases of this archive; `None` if releases are turned off.

    Archives in several databases may share the folder in the settings: each has a subfolder.
    """
    if not settings.release:
        return None
    owner = hashlib.sha256(settings.absolute_database_url.encode("utf-8")).hexdigest()[:12]
    return settings.folder(Path(settings.release)) / owner


def newest(shelf: Path) -> Release | None:
    """Return the latest release, if there is one."""
    found = [release for folder in _folders(shelf) if (release := read(folder)) is not None]
    return max(found, key=lambda release: (release.loaded_at, release.generation), default=None)


def read(folder: Path) -> Release | None:
    """Return the release in a folder; `None` if there is none, or if it was just deleted."""
    try:
        known: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = tuple(File(**file) for file in known.pop("files"))
        return Release(folder=folder, files=files, **known)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _folders(shelf: Path) -> list[Path]:
    try:
        return [entry for entry in shelf.iterdir() if not entry.name.startswith(MAKING)]
    except OSError:
        return []
