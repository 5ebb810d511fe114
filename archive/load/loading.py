"""One load: all of what changed is stored, or nothing is."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from archive.config import Settings
from archive.content.markup import MARKUP_VERSION
from archive.content.pages import parse_page
from archive.content.parsed import Parsed
from archive.content.records import AUTHORITY_KINDS, Article
from archive.content.references import KnownIds, Registry
from archive.load import rows
from archive.load.discover import (
    Found,
    Source,
    discover_articles,
    discover_authorities,
    discover_pages,
)
from archive.load.reading import Authorities, check_article, read, read_authorities, sha256
from archive.problems import ArchiveError, Problem, ProblemsFound
from archive.store.engine import database_file, writing_engine
from archive.store.writer import Writer

T = TypeVar("T")

Progress = Callable[[Sequence[Source]], Iterable[Source]]
"""Wraps the articles of a load, to show how far it is."""

BATCH = 500
"""Articles that are stored at a time: enough to be quick, few enough to be small in memory."""


@dataclass(slots=True)
class LoadReport:
    """What a load did."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    unchanged: int = 0
    rendered_again: int = 0
    authority_files: int = 0
    pages: int = 0
    seconds: float = 0.0
    generation: int = 0
    warnings: list[Problem] = field(default_factory=list)

    @property
    def changed_something(self) -> bool:
        """Whether readers get to see anything new."""
        return bool(
            self.changed
            + self.added
            + self.removed
            + self.rendered_again
            + self.authority_files
            + self.pages
        )

    def __str__(self) -> str:
        parts = [
            f"{self.changed} changed",
            f"{self.added} added",
            f"{self.removed} removed",
            f"{self.unchanged} unchanged",
        ]
        if self.rendered_again:
            parts.append(f"{self.rendered_again} rendered again")
        if self.authority_files:
            parts.append(_count(self.authority_files, "authority file") + " changed")
        if self.pages:
            parts.append(_count(self.pages, "page") + " changed")
        return ", ".join((*parts, f"{self.seconds:.1f} s"))


def load(
    settings: Settings,
    *,
    full: bool = False,
    today: datetime.date | None = None,
    progress: Progress = lambda sources: sources,
) -> LoadReport:
    """Load what changed since the last load; with `full`, read and store every file again.

    Raises `ProblemsFound` with every problem of the files read, and then nothing is stored.
    """
    started = time.monotonic()
    url = settings.absolute_database_url
    with _database(url) as connection:
        run = _Load(settings, Writer(connection), full, today or datetime.date.today())
        report = run.run(progress)
    report.seconds = time.monotonic() - started
    return report


@contextmanager
def _database(url: str) -> Iterator[Connection]:
    """A transaction for a load. A first load that fails leaves no empty database behind."""
    file = database_file(url)
    is_new = file is not None and not file.exists()
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    except BaseException as error:
        engine.dispose()
        if is_new and file is not None:
            for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
                file.with_name(name).unlink(missing_ok=True)
        if isinstance(error, OperationalError):
            raise ArchiveError(
                f"The database at {url} could not be written ({error.orig}). "
                "See whether another load is running, and whether its folder can be written to."
            ) from error
        raise
    engine.dispose()


class _Load:
    """The steps of one load, in the order of `run`."""

    def __init__(
        self, settings: Settings, writer: Writer, full: bool, today: datetime.date
    ) -> None:
        self.settings = settings
        self.writer = writer
        self.today = today
        self.now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.report = LoadReport()
        self.problems: list[Problem] = []
        self.known_sources = writer.sources()
        self.stored = writer.articles()
        self.stored_by_slug = {row.slug: row for row in self.stored.values()}
        self.stored_ids = {kind: writer.known_ids(kind) for kind in AUTHORITY_KINDS}
        self.full = full or writer.state is None
        self.seen: dict[str, tuple[int, int, str]] = {}
        self.changes: dict[str, str] = {}

    def run(self, progress: Progress) -> LoadReport:
        """Read, check, store. Raises `ProblemsFound` before anything is committed."""
        articles = self._found(discover_articles(self._folder("articles")))
        authorities = self._found(discover_authorities(self._folder("authorities")))
        pages = self._found(discover_pages(self._folder("about")))
        records = self._load_authorities(authorities)
        self._load_pages(pages)
        self._load_articles(articles, records, progress)
        self.problems.sort(key=lambda problem: problem.sort_key)
        if self._has_errors():
            raise ProblemsFound(self.problems)
        self.report.warnings = self.problems
        self._finish([*articles, *authorities, *pages])
        return self.report

    def _folder(self, name: str) -> Path:
        return self.settings.folder(getattr(self.settings, name))

    def _found(self, found: Found) -> list[Source]:
        self.problems += found.problems
        return found.sources

    def _differs(self, source: Source) -> bool:
        """Whether a file is not the one that was loaded; read only when size or time differ."""
        known = self.known_sources.get(source.path)
        if known is None or known[:2] == (source.size, source.mtime_ns):
            return known is None
        data = read(source)
        if isinstance(data, Problem) or sha256(data) != known[2]:
            return True
        self.seen[source.path] = (source.size, source.mtime_ns, known[2])
        return False

    def _take(self, source: Source) -> bytes | None:
        """The bytes of a file, noted as what this load has seen; `None` with a problem noted."""
        data = read(source)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        digest = sha256(data)
        known = self.known_sources.get(source.path)
        self.seen[source.path] = (source.size, source.mtime_ns, digest)
        if not known or known[2] != digest:
            self.changes[source.path] = digest
        return data

    def _load_authorities(self, sources: list[Source]) -> Authorities | None:
        """Store the records if a file of theirs changed: all of them, as they refer to each other.

        Gives `None` when nothing changed.
        """
        changed = [source for source in sources if self._differs(source)]
        gone = self._gone(sources, self.settings.authorities)
        if not (changed or gone or self.full):
            return None
        records = read_authorities(sources, self._take, self.today)
        self.problems += records.problems
        self.report.authority_files = len(changed) + len(gone)
        for kind, parsed in records.records.items():
            self.writer.replace_authorities(
                kind, [rows.authority_row(each, i) for i, each in enumerate(_records(parsed))]
            )
        self.writer.replace_removed([rows.removed_row(r) for r in _records(records.removed)])
        return records

    def _load_pages(self, sources: list[Source]) -> None:
        changed = [source for source in sources if self._differs(source)]
        gone = self._gone(sources, self.settings.about)
        if not (changed or gone or self.full or self._renderer_changed()):
            return
        parsed = [
            parse_page(source.path, data)
            for source in sources
            if (data := self._take(source)) is not None
        ]
        for each in parsed:
            self.problems += each.problems
        self.writer.replace_pages([rows.page_row(record) for record in _records(parsed)])
        self.report.pages = len(changed) + len(gone)

    def _load_articles(
        self, sources: list[Source], records: Authorities | None, progress: Progress
    ) -> None:
        """Check and store new and changed articles, in batches; an error ends only the storing."""
        known: KnownIds = records.ids() if records else self.stored_ids
        # An article that names a record which is gone has to be found, although it did not change.
        vanished = any(
            set(ids).difference(now)
            for kind, ids in self.stored_ids.items()
            if (now := known[kind]) is not None
        )
        registry = Registry(records.removed_slugs() if records else self.writer.known_removed())
        self._remove_vanished(sources)
        to_read = [s for s in sources if self._must_read(s, registry, recheck=vanished)]
        batch: list[dict[str, Any]] = []
        for source in progress(to_read):
            data = self._take(source)
            if data is None:
                continue
            parsed = check_article(source, data, known=known, registry=registry, today=self.today)
            self.problems += parsed.problems
            if parsed.record and not self._has_errors():
                self._add_row(batch, source, parsed.record)
            if len(batch) >= BATCH:
                self._flush(batch)
        self._flush(batch)

    def _must_read(self, source: Source, registry: Registry, *, recheck: bool) -> bool:
        """Whether an article has to be read; one that need not be is made known to the registry."""
        row = self.stored.get(source.path)
        if row is None or self._differs(source):
            return True
        if self.full or recheck or row.rendered_by != MARKUP_VERSION:
            return True
        registry.add_known(row.path, row.slug, row.url, row.aliases)
        self.report.unchanged += 1
        return False

    def _add_row(self, batch: list[dict[str, Any]], source: Source, article: Article) -> None:
        """Put an article into the batch, unless what is stored of it is what it would become."""
        before = self.stored_by_slug.get(article.slug)
        same = source.path not in self.changes
        if same and before and before.rendered_by == MARKUP_VERSION and not self.full:
            self.report.unchanged += 1
            return
        if before is None:
            self.report.added += 1
        elif not same:
            self.report.changed += 1
        else:
            self.report.unchanged += 1
            self.report.rendered_again += before.rendered_by != MARKUP_VERSION
        batch.append(
            rows.article_row(article, source.path)
            | {
                "id": before.id if before else None,
                "added_at": before.added_at if before else self.now,
                "changed_at": before.changed_at if before and same else self.now,
            }
        )

    def _flush(self, batch: list[dict[str, Any]]) -> None:
        self.writer.remove_articles([row["id"] for row in batch if row["id"] is not None])
        self.writer.store_articles(batch)
        batch.clear()

    def _remove_vanished(self, sources: list[Source]) -> None:
        """Take out the articles whose file is gone and did not just move to another folder."""
        paths = {source.path for source in sources}
        slugs = {source.stem for source in sources}
        vanished = [
            row.id
            for path, row in self.stored.items()
            if path not in paths and row.slug not in slugs
        ]
        self.writer.remove_articles(vanished)
        self.report.removed = len(vanished)

    def _gone(self, sources: list[Source], folder: Path) -> set[str]:
        """The files of one flat folder that were loaded before and are there no more."""
        known = {p for p in self.known_sources if p.rpartition("/")[0] == folder.name}
        return known - {source.path for source in sources}

    def _finish(self, sources: list[Source]) -> None:
        """Note the files seen and, if anything changed, make it a new generation."""
        gone = self.known_sources.keys() - {source.path for source in sources}
        self.changes.update(dict.fromkeys(gone, ""))
        self.writer.store_sources(self.seen, gone)
        if self.report.changed_something or self.full:
            self.report.generation = self.writer.finish(
                changes=self.changes.items(), markup_version=MARKUP_VERSION, loaded_at=self.now
            )
        elif self.writer.state:
            self.report.generation = self.writer.state.generation

    def _renderer_changed(self) -> bool:
        state = self.writer.state
        return state is not None and state.markup_version != MARKUP_VERSION

    def _has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def _records(parsed: Iterable[Parsed[T]]) -> list[T]:
    return [each.record for each in parsed if each.record is not None]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
