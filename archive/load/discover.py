"""Finds the files of the archive in its folders, and what lies there that is none of them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from archive.content.records import AUTHORITY_KINDS
from archive.problems import ArchiveError, Problem

REMOVED = "removed"
"""The stem of the file of tombstones, beside the authority files."""

WORDS = "words"
"""The stem of the lexicon; a fork can do without either of these two."""


class Source(NamedTuple):
    """One file, as a listing of its folder tells it."""

    path: str
    """As a curator knows it: `articles/2012/x.md`."""
    place: str
    """Where the file lies. Text, as making a `Path` takes longer than listing the file does."""
    size: int
    mtime_ns: int

    @property
    def file(self) -> Path:
        """The file itself."""
        return Path(self.place)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rpartition(".")[0]


@dataclass(slots=True)
class Found:
    """The files of one folder, by path, and the problems of the listing itself."""

    sources: list[Source]
    problems: list[Problem]


def discover_articles(folder: Path) -> Found:
    """The article files `<folder>/<YYYY>/<slug>.md`, sorted by path.

    Names that begin with a dot are left alone. Raises `ArchiveError` when there is no such folder.
    """
    found = Found([], [])
    for entry, path in _entries(folder, folder.name):
        if entry.is_dir() and _inside(entry, folder):
            if not _YEAR.fullmatch(entry.name):
                found.problems.append(
                    _problem(path, "is not a year", "Put articles into folders such as 2012.")
                )
                continue
            for file, file_path in _entries(Path(entry.path), path):
                _take(found, file, file_path, folder, ".md")
        elif not entry.is_dir() and entry.name.endswith(".md"):
            found.problems.append(
                _problem(path, "lies outside the year folders", "Move it into one, such as 2012/.")
            )
        else:
            _take(found, entry, path, folder, ".md")
    return _sorted(found)


def discover_authorities(folder: Path) -> Found:
    """The authority files of a folder, sorted by path; each of the six kinds must be there."""
    found = Found([], [])
    expected = {f"{name}.yaml" for name in (*AUTHORITY_KINDS, REMOVED, WORDS)}
    for entry, path in _entries(folder, folder.name):
        if entry.name in expected:
            _take(found, entry, path, folder, ".yaml")
        else:
            found.problems.append(
                _problem(
                    path,
                    "is no authority file",
                    f"The folder holds {', '.join(sorted(expected))} and nothing else.",
                )
            )
    present = {source.name for source in found.sources}
    for name in sorted(expected - present - {f"{REMOVED}.yaml", f"{WORDS}.yaml"}):
        path = f"{folder.name}/{name}"
        if not any(problem.path == path for problem in found.problems):
            found.problems.append(
                _problem(path, "is missing", "Make it; `[]` says that it has no records.")
            )
    return _sorted(found)


def discover_pages(folder: Path) -> Found:
    """The pages about the archive, `<folder>/<slug>.md`; none when there is no such folder."""
    found = Found([], [])
    if folder.is_dir():
        for entry, path in _entries(folder, folder.name):
            _take(found, entry, path, folder, ".md")
    return _sorted(found)


def discover_site(file: Path) -> Found:
    """`archive.toml`, which must be there."""
    try:
        facts = file.stat()
    except OSError as error:
        fault = f"cannot be found ({error.strerror})"
        repair = "Make it, or name another with ARCHIVE_CONFIG; `flask init` writes an example."
        return Found([], [_problem(file.name, fault, repair)])
    return Found([Source(file.name, str(file), facts.st_size, facts.st_mtime_ns)], [])


def _entries(folder: Path, path: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    yield entry, f"{path}/{entry.name}"
    except FileNotFoundError as error:
        raise ArchiveError(
            f"There is no folder {folder}. Make it, or name another with a setting "
            "(docs/configuration.md)."
        ) from error
    except NotADirectoryError as error:
        raise ArchiveError(f"{folder} is a file, and a folder is needed.") from error
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} cannot be read ({error.strerror}). See to its permissions."
        ) from error


def _take(found: Found, entry: os.DirEntry[str], path: str, folder: Path, ending: str) -> None:
    """Add one directory entry to the sources, or say why it is none."""
    if not _inside(entry, folder):
        fault = "is a symbolic link that leads out of the folder"
        found.problems.append(_problem(path, fault, "Put the file itself here."))
        return
    try:
        facts = entry.stat()
    except OSError:
        found.problems.append(_problem(path, "leads nowhere", "Mend the link, or take it out."))
        return
    if not stat.S_ISREG(facts.st_mode):
        found.problems.append(_problem(path, "is not a file", "Take it out."))
    elif not entry.name.endswith(ending):
        found.problems.append(
            _problem(path, f"does not end in {ending}", "Rename it, or take it out.")
        )
    else:
        found.sources.append(Source(path, entry.path, facts.st_size, facts.st_mtime_ns))


def _inside(entry: os.DirEntry[str], folder: Path) -> bool:
    if not entry.is_symlink():
        return True
    return Path(entry.path).resolve().is_relative_to(folder.resolve())


def _problem(path: str, fault: str, repair: str) -> Problem:
    return Problem(path, None, None, fault, repair)


def _sorted(found: Found) -> Found:
    found.sources.sort(key=lambda source: source.path)
    return found


_YEAR = re.compile(r"[1-9][0-9]{3}", re.ASCII)
