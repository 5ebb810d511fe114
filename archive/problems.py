"""What can go wrong, as values and exceptions that a person can act on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

import click

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file, with its place and its repair."""

    path: str
    """The file as the curator knows it, such as `articles/2012/x.md`."""

    line: int | None
    """The line of the file, counted from 1; `None` when the whole file is meant."""

    field: str | None
    """The field of the front matter or record; `None` when no field is meant."""

    fault: str
    """What is wrong, without a full stop at its end."""

    repair: str
    """What to do about it: one sentence or query with its closing mark."""

    severity: Severity = "error"
    """A warning is printed and does not stop a load."""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        subject = "" if self.field is None else f"{self.field}: "
        prefix = "warning: " if self.severity == "warning" else ""
        return f"{place}: {prefix}{subject}{self.fault}. {self.repair}"

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """The order of a report: path, line, field, fault."""
        return (self.path, self.line or 0, self.field or "", self.fault)

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain data, for `flask check --json`."""
        return asdict(self)


class ArchiveError(click.ClickException):
    """Something a person can mend: the command line shows its message and no traceback."""


class ProblemsFound(ArchiveError):
    """The files hold errors, so nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class DatabaseMissing(ArchiveError):
    """There is no loaded archive to serve yet."""


class PortTaken(ArchiveError):
    """Another program listens on the address the server was asked to use."""
