"""Parse the files, with all checks that need only one file or one folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import cast

from archive.content.articles import parse_article
from archive.content.authorities import parse_authorities, parse_removed, parse_words
from archive.content.integrity import (
    KnownIds,
    Registry,
    check_broader,
    check_references,
    unused_records,
)
from archive.content.records import AUTHORITY_KINDS, Article, Authority, LexiconWord, Removed, Tag
from archive.content.results import Parsed, Reference
from archive.content.schema import Choices
from archive.load.citable import check_citable
from archive.load.discover import REMOVED, WORDS, Source
from archive.problems import Problem


@dataclass(slots=True)
class Authorities:
    """All authority records, tombstones and words."""

    records: dict[str, list[Parsed[Authority]]] = field(default_factory=dict)
    removed: list[Parsed[Removed]] = field(default_factory=list)
    words: list[Parsed[LexiconWord]] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: dict[str, Collection[str] | None] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    """The references in the records themselves: an event's tags and documents."""

    def ids(self) -> KnownIds:
        """Return kind → the ids that exist; `None` for a file that could not be read."""
        return {kind: self.known.get(kind) for kind in AUTHORITY_KINDS}

    def removed_slugs(self) -> list[str]:
        """Return the slugs of the tombstones."""
        return [parsed.record.slug for parsed in self.removed if parsed.record]

    def unused(self, references: Iterable[Reference]) -> list[Problem]:
        """Return a warning for each record that no article and no other record mentions."""
        used: dict[str, set[str]] = {kind: set() for kind in AUTHORITY_KINDS}
        for reference in (*self.references, *references):
            used[reference.kind].add(reference.id)
        for parsed in self.removed:
            if parsed.record:
                used["outlets"].add(parsed.record.outlet)
        return [
            problem
            for kind, records in self.records.items()
            for problem in unused_records(self.paths[kind], records, used[kind])
        ]


def read_authorities(
    sources: Iterable[Source],
    take: Callable[[Source], bytes | None],
    today: datetime.date,
    choices: Choices | None = None,
) -> Authorities:
    """Parse every authority file, and check the references between records.

    `take` returns the bytes of a file, or `None` after adding a problem.
    """
    authorities = Authorities()
    for source in sources:
        data = take(source)
        if data is None:
            continue
        authorities.paths[source.stem] = source.path
        if source.stem == REMOVED:
            tombstones = parse_removed(source.path, data, today=today)
            authorities.removed = tombstones.records
            authorities.problems += tombstones.problems
        elif source.stem == WORDS:
            lexicon = parse_words(source.path, data, today=today)
            authorities.words = lexicon.records
            authorities.problems += lexicon.problems
        else:
            parsed = parse_authorities(source.stem, source.path, data, today=today, choices=choices)
            authorities.records[source.stem] = parsed.records
            authorities.known[source.stem] = parsed.ids
            authorities.problems += parsed.problems
    _cross_check(authorities)
    return authorities


def check_article(
    source: Source,
    data: bytes,
    known: KnownIds,
    today: datetime.date,
    choices: Choices | None = None,
) -> Parsed[Article]:
    """Parse one article, and check that the records it names exist."""
    parsed = parse_article(source.path, data, today=today, choices=choices)
    parsed.problems += check_references(source.path, parsed.references, known)
    if parsed.record is not None:
        parsed.problems += check_citable(source.path, parsed.record)
    return parsed


def register(registry: Registry, source: Source, parsed: Parsed[Article]) -> None:
    """Check an article's slug, address and aliases against the articles before it."""
    if parsed.record is not None:
        article = parsed.record
        parsed.problems += registry.add(
            source.path, article.slug, article.url, article.aliases, parsed.lines
        )


def _cross_check(authorities: Authorities) -> None:
    known = authorities.ids()
    for kind, records in authorities.records.items():
        for parsed in records:
            _check_named(authorities, kind, parsed.references, known)
            # Tags that only name each other are still unused.
            if kind != "tags":
                authorities.references += parsed.references
    for tombstone in authorities.removed:
        _check_named(authorities, REMOVED, tombstone.references, known)
    if "tags" in authorities.records:
        tags = cast("list[Parsed[Tag]]", authorities.records["tags"])
        authorities.problems += check_broader(authorities.paths["tags"], tags)


def _check_named(
    authorities: Authorities, kind: str, references: list[Reference], known: KnownIds
) -> None:
    authorities.problems += check_references(authorities.paths[kind], references, known)
