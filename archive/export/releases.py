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

    @property
    def variant(self) -> str:
        """The settings it was made with, as `variant_of` names them."""
        return self.folder.name.rpartition("-")[2]

    def has_all(self) -> bool:
        """Whether every file is there with its size; reads no file."""
        return all((self.folder / file.name).stat().st_size == file.size for file in self.files)

    def is_intact(self) -> bool:
        """Whether every file is there with its content; reads all of them."""
        try:
            return all(_sha256(self.folder / file.name) == file.sha256 for file in self.files)
        except OSError:
            return False

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


def variant_of(settings: Settings) -> str:
    """Return a name for the settings that the files depend on.

    Two servers of one database may have different public addresses.
    """
    facts = (settings.public_url, settings.name, settings.subject)
    return hashlib.sha256("\n".join(facts).encode("utf-8")).hexdigest()[:8]


def newest(shelf: Path, variant: str = "") -> Release | None:
    """Return the latest release, if there is one; of one load preferably that of a variant."""
    found = [release for folder in _folders(shelf) if (release := read(folder)) is not None]
    return max(
        found,
        key=lambda each: (each.loaded_at, each.generation, each.variant == variant),
        default=None,
    )


def read(folder: Path) -> Release | None:
    """Return the release in a folder.

    Returns `None` if there is none, if it was just deleted, or if a file of it is missing or has
    another size than it had when it was made.
    """
    try:
        known: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = tuple(File(**file) for file in known.pop("files"))
        release = Release(folder=folder, files=files, **known)
        return release if release.has_all() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folders(shelf: Path) -> list[Path]:
    try:
        return [entry for entry in shelf.iterdir() if not entry.name.startswith(MAKING)]
    except OSError:
        return []
