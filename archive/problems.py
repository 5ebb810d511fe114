"""Problems in files, and errors that a person can act on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

import click

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file, with its place and how to correct it."""

    path: str
    """The file as the curator knows it, such as `articles/2012/x.md`."""

    line: int | None
    """The line of the file, counted from 1; `None` when the whole file is meant."""

    field: str | None
    """The field of the front matter or record; `None` when no field is meant."""

    fault: str
    """The fault, without a full stop."""

    repair: str
    """How to correct it: one sentence or question, with its full stop or question mark."""

    severity: Severity = "error"
    """Warnings are printed and do not stop a load."""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        subject = "" if self.field is None else f"{self.field}: "
        prefix = "warning: " if self.severity == "warning" else ""
        return f"{place}: {prefix}{subject}{self.fault}. {self.repair}"

    @property
    def sort_key(self) -> tuple[bool, str, int, str, str]:
        """The order of a report: causes first, then path, line, field, fault.

        Faults of `archive.toml` and authority files come before those of articles and pages: a
        duplicate id there makes the id of another record unknown in many articles.
        """
        is_text = self.path.endswith(".md")
        return (is_text, self.path, self.line or 0, self.field or "", self.fault)

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain data, for `flask check --json`."""
        return asdict(self)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 file", "2,000 files"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class ArchiveError(click.ClickException):
    """An error that a person can correct: commands print its message without a traceback."""


class ProblemsFound(ArchiveError):
    """Files have errors, so nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class DatabaseMissing(ArchiveError):
    """No archive has been loaded yet."""


class PortTaken(ArchiveError):
    """Another program uses the port, or the port is not available."""
