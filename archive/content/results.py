"""What reading gives back: a record or none, its problems, and the records that it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from archive.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """One record naming another by its id."""

    kind: str
    """Where the id belongs: `tags`, `outlets`, `people`, `organisations`, `events`, `documents`."""

    id: str

    field: str
    """The field that names it: `agency` refers to `outlets`."""

    line: int


@dataclass(slots=True)
class Parsed(Generic[T]):
    """One record as it was read."""

    record: T | None
    """`None` when an error was found."""

    problems: list[Problem]

    references: list[Reference] = field(default_factory=list)

    lines: dict[str, int] = field(default_factory=dict)
    """Field → the line of the file where it stands, as far as it was written."""


@dataclass(slots=True)
class ParsedFile(Generic[T]):
    """A file of several records as it was read."""

    records: list[Parsed[T]]
    """Every entry without an error, in the order of the file."""

    problems: list[Problem]
    """All problems of the file, those of its records included."""

    ids: frozenset[str] | None
    """Every id in the file, those of faulty records too; `None` when the file is unreadable, so
    that nothing can be said about who names its records."""
