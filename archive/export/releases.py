"""Where finished files of the whole archive lie, and which of them are there to be served.

One folder holds the files of one load. It appears under its name when all of them are whole, so
that a reader never gets a part of one, or files of two loads.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.config import Settings

MANIFEST = "manifest.json"
"""The list of the files with what is known of them; written last, and not one of them."""

MAKING = ".making-"
"""How the name of a folder begins whose files are still being made."""


@dataclass(frozen=True, slots=True)
class File:
    """One finished file."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    rows: int | None = None
    """Articles, records or files in it, where it holds such."""


@dataclass(frozen=True, slots=True)
class Release:
    """The files of one load."""

    folder: Path
    fingerprint: str
    generation: int
    loaded_at: str
    files: tuple[File, ...]

    def file(self, name: str) -> File | None:
        """One of its files by its name."""
        return next((file for file in self.files if file.name == name), None)

    def write_manifest(self) -> None:
        """Complete the folder with the list of its files."""
        known = asdict(self)
        del known["folder"]
        (self.folder / MANIFEST).write_text(json.dumps(known, indent=1), "utf-8")


def shelf_of(settings: Settings) -> Path | None:
    """The folder for the releases of this archive; `None` where none are to be made.

    Archives in several databases may share the setting's folder: each has a shelf of its own.
    """
    if not settings.release:
        return None
    owner = hashlib.sha256(settings.absolute_database_url.encode("utf-8")).hexdigest()[:12]
    return settings.folder(Path(settings.release)) / owner


def newest(shelf: Path) -> Release | None:
    """The release of the latest load that has one."""
    found = [release for folder in _folders(shelf) if (release := read(folder)) is not None]
    return max(found, key=lambda release: (release.loaded_at, release.generation), default=None)


def read(folder: Path) -> Release | None:
    """The release in a folder; `None` where there is none, or where it was just taken away."""
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
