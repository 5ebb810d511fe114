"""Which files of a pass are not as the last load saw them, and what this load has seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from archive.load.discover import Source
from archive.problems import Problem

Facts = tuple[int, int, str]
"""Size, time of change in nanoseconds, SHA-256."""


class Files:
    """Compares files with what is known of them, and keeps what has to be remembered."""

    def __init__(self, known: Mapping[str, Facts]) -> None:
        """`known` is path → facts of every file, as the last load left it."""
        self._known = known
        self._seen: dict[str, Facts] = {}
        self.changes: dict[str, str] = {}
        """Path → hash of the files that are new or changed, "" for those that went."""
        self.problems: list[Problem] = []

    def differs(self, source: Source) -> bool:
        """Whether a file is not the one that was loaded; read only when size or time differ."""
        known = self._known.get(source.path)
        if known is None or known[:2] == (source.size, source.mtime_ns):
            return known is None
        data = read(source)
        if isinstance(data, Problem) or _sha256(data) != known[2]:
            return True
        self._seen[source.path] = (source.size, source.mtime_ns, known[2])
        return False

    def take(self, source: Source) -> bytes | None:
        """The bytes of a file, noted as seen; `None` with a problem noted."""
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
        """The files that were loaded before and are there no more. `sources` are all of today."""
        gone = self._known.keys() - {source.path for source in sources}
        self.changes.update(dict.fromkeys(gone, ""))
        return gone

    def news(self) -> dict[str, Facts]:
        """What was seen since the last call and differs from what is known."""
        seen, self._seen = self._seen, {}
        return {path: facts for path, facts in seen.items() if self._known.get(path) != facts}


def read(source: Source) -> bytes | Problem:
    """The bytes of a file, or the problem that it cannot be read."""
    try:
        return source.file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Problem(
            source.path, None, None, f"cannot be read ({reason})", "See to its permissions."
        )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
