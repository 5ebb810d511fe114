"""Find the files of the archive, and report anything in their folders that does not belong."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from archive.content.records import AUTHORITY_KINDS
from archive.load.strays import is_a_note, is_made_by_a_program
from archive.problems import ArchiveError, Problem

REMOVED = "removed"
"""The name of the file of tombstones, without `.yaml`; the file is optional."""

WORDS = "words"
"""The name of the lexicon, without `.yaml`; the file is optional."""


class Source(NamedTuple):
    """One file, as its folder lists it."""

    path: str
    """The file as the curator knows it: `articles/2012/x.md`."""
    place: str
    """Where the file is. A string, because making a `Path` takes longer than listing the file."""
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
    """The files of one folder, by path, and the problems found while listing them."""

    sources: list[Source]
    problems: list[Problem]


def discover_articles(folder: Path) -> Found:
    """Find the article files `<folder>/<YYYY>/<slug>.md`, sorted by path.

    Files that programs make for themselves are ignored, and notes for other people are warnings.
    Raises `ArchiveError` if the folder does not exist.
    """
    found = Found([], [])
    for entry, path in _entries(folder, folder.name):
        if entry.is_dir() and _inside(entry, folder):
            if not _YEAR.fullmatch(entry.name):
                found.problems.append(
                    _problem(
                        path, "is not the folder of a year", "Put articles in folders such as 2012."
                    )
                )
                continue
            for file, file_path in _entries(Path(entry.path), path):
                if not _is_readme_left_out(found, file, file_path, is_a_place_for_texts=True):
                    _take(found, file, file_path, folder, ".md")
        elif _is_readme_left_out(found, entry, path, is_a_place_for_texts=False):
            continue
        elif not entry.is_dir() and entry.name.endswith(".md"):
            found.problems.append(
                _problem(path, "is not in the folder of a year", "Move it into one, such as 2012/.")
            )
        else:
            _take(found, entry, path, folder, ".md")
    return _sorted(found)


def discover_authorities(folder: Path) -> Found:
    """Find the authority files, sorted by path; the files of all six kinds must exist."""
    found = Found([], [])
    expected = {f"{name}.yaml" for name in (*AUTHORITY_KINDS, REMOVED, WORDS)}
    for entry, path in _entries(folder, folder.name):
        if entry.name in expected:
            _take(found, entry, path, folder, ".yaml")
        elif not _is_left_out(found, entry, path, is_a_place_for_texts=False):
            found.problems.append(_problem(path, *_unexpected(entry.name, expected)))
    present = {source.name for source in found.sources}
    for name in sorted(expected - present - {f"{REMOVED}.yaml", f"{WORDS}.yaml"}):
        path = f"{folder.name}/{name}"
        if not any(
            PurePath(problem.path).stem == PurePath(name).stem for problem in found.problems
        ):
            found.problems.append(
                _problem(path, "is missing", "Create it; write `[]` if it has no records.")
            )
    return _sorted(found)


def _unexpected(name: str, expected: Collection[str]) -> tuple[str, str]:
    """Return the fault and the repair for a file with the wrong name: `tags.yml`."""
    meant = f"{PurePath(name).stem.lower()}.yaml"
    if meant in expected:
        return "has the wrong name", f"Rename it to {meant}."
    listed = ", ".join(sorted(expected))
    return "is not an authority file", f"Move it elsewhere. This folder may contain {listed}."


def discover_pages(folder: Path) -> Found:
    """Find the pages about the archive, `<folder>/<slug>.md`; the folder need not exist."""
    found = Found([], [])
    if folder.is_dir():
        for entry, path in _entries(folder, folder.name):
            if not _is_left_out(found, entry, path, is_a_place_for_texts=True):
                _take(found, entry, path, folder, ".md")
    return _sorted(found)


def discover_site(file: Path) -> Found:
    """Find `archive.toml`, which must exist."""
    try:
        facts = file.stat()
    except OSError as error:
        fault = f"cannot be found ({error.strerror})"
        repair = "Create it, or name another in ARCHIVE_CONFIG; `flask init` writes an example."
        return Found([], [_problem(file.name, fault, repair)])
    return Found([Source(file.name, str(file), facts.st_size, facts.st_mtime_ns)], [])


def _entries(folder: Path, path: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not is_made_by_a_program(entry.name):
                    yield entry, f"{path}/{entry.name}"
    except FileNotFoundError as error:
        raise ArchiveError(
            f"There is no folder {folder}. Create it, or name another in a setting "
            "(docs/configuration.md)."
        ) from error
    except NotADirectoryError as error:
        raise ArchiveError(f"{folder} is a file, but it must be a folder.") from error
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} cannot be read ({error.strerror}). Check its permissions."
        ) from error


def _is_left_out(
    found: Found, entry: os.DirEntry[str], path: str, *, is_a_place_for_texts: bool
) -> bool:
    """Tell whether a file is a note for other people, and add a warning that it is ignored."""
    if entry.is_dir() or not is_a_note(entry.name, is_a_place_for_texts=is_a_place_for_texts):
        return False
    repair = "Move it elsewhere to be rid of this warning."
    found.problems.append(Problem(path, None, None, "is ignored", repair, severity="warning"))
    return True


def _is_readme_left_out(
    found: Found, entry: os.DirEntry[str], path: str, *, is_a_place_for_texts: bool
) -> bool:
    """The same for articles, where a `notes.txt` may be an article in the wrong format."""
    return entry.name.lower().startswith("readme") and _is_left_out(
        found, entry, path, is_a_place_for_texts=is_a_place_for_texts
    )


def _take(found: Found, entry: os.DirEntry[str], path: str, folder: Path, ending: str) -> None:
    """Add a directory entry to the sources, or a problem if it is not a valid file."""
    if not _inside(entry, folder):
        fault = "is a symbolic link that leads out of the folder"
        found.problems.append(_problem(path, fault, "Put the file itself here."))
        return
    try:
        facts = entry.stat()
    except OSError:
        fault = "is a link to a file that does not exist"
        found.problems.append(_problem(path, fault, "Correct the link, or remove it."))
        return
    if not stat.S_ISREG(facts.st_mode):
        found.problems.append(_problem(path, "is not a file", "Move it elsewhere."))
    elif not entry.name.endswith(ending):
        # Only files that must be Markdown come here: authority files have their full name.
        repair = "Save it as Markdown with a name that ends in .md, or move it elsewhere."
        found.problems.append(_problem(path, "is not a Markdown file", repair))
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
