"""Declare the results of reading a file: records, problems and references."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from archive.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of one record in another, by its id."""

    kind: str
    """The kind of the named record, a key of `AUTHORITY_KINDS` such as `tags`."""

    id: str

    field: str
    """The field that names it: `agency` refers to `outlets`."""

    line: int


@dataclass(slots=True)
class Parsed(Generic[T]):
    """The result of reading one record."""

    record: T | None
    """`None` if the record has an error."""

    problems: list[Problem]

    references: list[Reference] = field(default_factory=list)

    lines: dict[str, int] = field(default_factory=dict)
    """Field → its line in the file, for the fields that the file has."""

    links: list[tuple[str, int]] = field(default_factory=list)
    """The links of a page to other pages of the archive, each with its line."""


@dataclass(slots=True)
class ParsedFile(Generic[T]):
    """The result of reading a file of several records."""

    records: list[Parsed[T]]
    """Every entry without an error, in the order of the file."""

    problems: list[Problem]
    """All problems of the file, including those of its records."""

    ids: frozenset[str] | None
    """Every id in the file, including those of records with errors; `None` if the file could not
    be read, so that references to its records cannot be checked."""
