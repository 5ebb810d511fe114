"""Detect which files changed since the last load, and record the files read in this one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from archive.content.limits import MAX_AUTHORITY_BYTES, MAX_TEXT_BYTES, size_problem
from archive.load.discover import Source
from archive.problems import Problem

Facts = tuple[int, int, str]
"""Size, time of change in nanoseconds, SHA-256."""


class Files:
    """Compares files with the last load, and collects the facts to store for the next one."""

    def __init__(self, known: Mapping[str, Facts]) -> None:
        """`known` is path → facts of every file at the last load."""
        self._known = known
        self._seen: dict[str, Facts] = {}
        self.changes: dict[str, str] = {}
        """Path → hash of each new or changed file, and "" for each deleted file."""
        self.problems: list[Problem] = []

    def differs(self, source: Source) -> bool:
        """Tell whether a file is new or changed. Read it only if its size or time differs."""
        known = self._known.get(source.path)
        if known is None or known[:2] == (source.size, source.mtime_ns):
            return known is None
        data = read(source)
        if isinstance(data, Problem) or _sha256(data) != known[2]:
            return True
        self._seen[source.path] = (source.size, source.mtime_ns, known[2])
        return False

    def take(self, source: Source) -> bytes | None:
        """Return the bytes of a file and record it as seen; `None` after adding a problem."""
        data = read(source)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        digest = _sha256(data)
        known = self._known.get(source.path)
        self._seen[source.path] = (source.size, source.mtime_ns, digest)
        if known is None or known[2] != digest:
            self.changes[source.path] = digest
        return data

    def gone(self, sources: Iterable[Source]) -> set[str]:
        """Return the paths of deleted files. `sources` are all files that exist now."""
        gone = self._known.keys() - {source.path for source in sources}
        self.changes.update(dict.fromkeys(gone, ""))
        return gone

    def news(self) -> dict[str, Facts]:
        """Return the facts of files seen since the last call that differ from the known ones."""
        seen, self._seen = self._seen, {}
        return {path: facts for path, facts in seen.items() if self._known.get(path) != facts}


def read(source: Source) -> bytes | Problem:
    """Return the bytes of a file, or a problem if it cannot be read or is far too large."""
    most = MAX_TEXT_BYTES if source.path.endswith(".md") else MAX_AUTHORITY_BYTES
    if too_large := size_problem(source.path, source.size, most):
        return too_large
    try:
        return source.file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Problem(
            source.path, None, None, f"cannot be read ({reason})", "Check its permissions."
        )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
