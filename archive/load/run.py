"""Run one load: store all changes, or none."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

from archive.config import Settings
from archive.content.addresses import near_url
from archive.content.integrity import KnownIds, Registry
from archive.content.lexicon import LEXICON_VERSION, Lexicon
from archive.content.markup import MARKUP_VERSION
from archive.content.pages import parse_page
from archive.content.records import AUTHORITY_KINDS, Article, LexiconWord
from archive.content.results import Parsed
from archive.content.schema import Choices
from archive.edtf import latest_today
from archive.load import ingest
from archive.load.changes import Files
from archive.load.clock import time_of_load
from archive.load.discover import (
    REMOVED,
    WORDS,
    Found,
    Source,
    discover_articles,
    discover_authorities,
    discover_pages,
    discover_site,
)
from archive.load.parse import Authorities, check_article, read_authorities, register
from archive.load.removals import check_removals
from archive.load.report import LoadReport
from archive.load.site import choices_of, name_problem, of_the_file, read_site, stored
from archive.load.transaction import writing
from archive.problems import ProblemsFound
from archive.search.analysis import TOKENS_VERSION
from archive.site_file import SiteFile
from archive.store.writer import Writer

T = TypeVar("T")

Progress = Callable[[Sequence[Source]], Iterable[Source]]
"""Wraps the articles of a load, to show the progress."""

Batch = list[tuple[Source, Parsed[Article]]]

BATCH = 100
"""Articles stored at a time: a balance of speed and memory."""


def load(
    settings: Settings,
    *,
    full: bool = False,
    allow_removals: bool = False,
    today: datetime.date | None = None,
    progress: Progress = lambda sources: sources,
) -> LoadReport:
    """Load the changes since the last load; with `full`, read and store every file again.

    Without `allow_removals`, a load that would remove much of the archive is refused. Raises
    `ProblemsFound` with all problems of the files read; then nothing is stored.
    """
    started = time.monotonic()
    with writing(settings.absolute_database_url) as connection:
        run = _Load(settings, Writer(connection), full, today or latest_today())
        run.allow_removals = allow_removals
        report = run.run(progress)
    report.seconds = time.monotonic() - started
    return report


class _Load:
    """The steps of one load, in the order of `run`."""

    def __init__(
        self, settings: Settings, writer: Writer, full: bool, today: datetime.date
    ) -> None:
        self.settings = settings
        self.writer = writer
        self.today = today
        self.allow_removals = False
        self.report = LoadReport()
        self.files = Files(writer.sources())
        self.problems = self.files.problems
        before = writer.state
        self.now, clock_problems = time_of_load(before.loaded_at if before else None)
        self.problems += clock_problems
        self.full = full or before is None
        self.render_again = (
            full
            or before is None
            or before.markup_version != MARKUP_VERSION
            or before.tokens_version != TOKENS_VERSION
        )
        self.search_again = full or before is None or before.lexicon_version != LEXICON_VERSION
        self.words = [ingest.word_of_row(row) for row in writer.words()]
        self.lexicon = Lexicon(self.words)
        self.known: KnownIds = {kind: writer.known_ids(kind) for kind in AUTHORITY_KINDS}
        self.registry = Registry(writer.known_removed())
        self.choices: Choices | None = None
        """The lists in `archive.toml`; `None` if the file has errors."""
        self.lists_changed = False
        self.site: dict[str, Any] = {}
        self.recheck = False
        """Whether a change in the authority files requires reading every article."""
        self.unread: set[str] = set()
        """The paths of unchanged articles, which are not read."""
        self.vanished: set[str] = set()
        """The slugs of the articles that this load removes."""
        self.first_added: dict[str, str] = {}
        """Slug → when it was first added, of deleted articles that this load may bring back."""

    def run(self, progress: Progress) -> LoadReport:
        """Read, check and store. Raises `ProblemsFound` before anything is committed."""
        settings = self.settings
        articles = self._found(discover_articles(settings.folder(settings.articles)))
        authorities = self._found(discover_authorities(settings.folder(settings.authorities)))
        pages = self._found(discover_pages(settings.folder(settings.about)))
        site = self._found(discover_site(settings.config_file))
        gone = self.files.gone([*articles, *authorities, *pages, *site])
        self._load_site(site)
        self._load_authorities(authorities, {path for path in gone if path.endswith(".yaml")})
        self._load_pages(pages, {path for path in gone if path.count("/") == 1})
        self._remove_articles(articles, gone)
        self._load_articles(articles, progress)
        self._check_removed_articles()
        self.problems.sort(key=lambda problem: problem.sort_key)
        if self._has_errors():
            raise ProblemsFound(self.problems)
        self.report.warnings = self.problems
        self._finish(gone)
        return self.report

    def _found(self, found: Found) -> list[Source]:
        self.problems += found.problems
        return found.sources

    def _load_site(self, sources: list[Source]) -> None:
        """Read `archive.toml`, and add the settings that take precedence over it."""
        before = self.writer.state.site if self.writer.state else {}
        is_new_file = not before or any(self.files.differs(source) for source in sources)
        if sources and not is_new_file:
            read = SiteFile(of_the_file(before))
        else:
            read = read_site(sources, self.files.take)
        self.problems += read.problems
        self.choices = choices_of(read)
        self.site = stored(read.data, self.settings)
        if not before:
            return
        self.lists_changed = self.choices != choices_of(SiteFile(before))
        self.report.site_changed = is_new_file or before != self.site
        if not is_new_file:
            self.problems += name_problem(self.settings.config_file.name, before, self.site)

    def _checked(self, source: Source, data: bytes) -> Parsed[Article]:
        return check_article(source, data, self.known, self.today, self.choices)

    def _load_authorities(self, sources: list[Source], gone: set[str]) -> None:
        """Store all records if a file changed, because they refer to each other."""
        changed = [source for source in sources if self.files.differs(source)]
        if not (changed or gone or self.full or self.lists_changed):
            return
        records = read_authorities(sources, self.files.take, self.today, self.choices)
        self.problems += records.problems
        self.report.authority_files = len(changed) + len(gone)
        self._check_removed_records(records)
        self.recheck = self.lists_changed or self._blames_articles(records)
        self.known = records.ids()
        self.registry = Registry(records.removed_slugs())
        words = _records(records.words)
        self.search_again |= [_searched(w) for w in words] != [_searched(w) for w in self.words]
        self.lexicon = Lexicon(words)
        if not self._has_errors():
            self._store_authorities(records)

    def _check_removed_records(self, records: Authorities) -> None:
        """Refuse to remove many records of one file, which may be half of a copy."""
        ids = records.ids()
        for name, noun, before, now in (
            *((kind, "record", self.writer.known_ids(kind), ids[kind]) for kind in AUTHORITY_KINDS),
            (WORDS, "word", {w.id for w in self.words}, {w.id for w in _records(records.words)}),
            (REMOVED, "record", self.writer.known_removed(), records.removed_slugs()),
        ):
            if now is not None:
                path = f"{self.settings.authorities.name}/{name}.yaml"
                self._check_removals(path, noun, before - set(now), len(before))

    def _store_authorities(self, records: Authorities) -> None:
        """Replace all authority records, words and tombstones."""
        for kind, parsed in records.records.items():
            self.writer.replace_authorities(
                kind, [ingest.authority_row(each, i) for i, each in enumerate(_records(parsed))]
            )
        self.writer.replace_authorities(
            "words", [ingest.word_row(w, i) for i, w in enumerate(_records(records.words))]
        )
        self.writer.replace_removed([ingest.removed_row(r) for r in _records(records.removed)])

    def _blames_articles(self, records: Authorities) -> bool:
        """Tell whether an unchanged article may have a new problem.

        It may name a deleted record, or have the slug of a new tombstone.
        """
        now = records.ids()
        return bool(set(records.removed_slugs()).difference(self.writer.known_removed())) or any(
            set(ids or ()).difference(left)
            for kind, ids in self.known.items()
            if (left := now[kind]) is not None
        )

    def _load_pages(self, sources: list[Source], gone: set[str]) -> None:
        changed = [source for source in sources if self.files.differs(source)]
        if not (changed or gone or self.render_again):
            return
        parsed = [
            parse_page(source.path, data)
            for source in sources
            if (data := self.files.take(source)) is not None
        ]
        for each in parsed:
            self.problems += each.problems
        if not self._has_errors():
            self.writer.replace_pages([ingest.page_row(record) for record in _records(parsed)])
        self.report.pages = len(changed) + len([path for path in gone if path.endswith(".md")])

    def _remove_articles(self, sources: list[Source], gone: set[str]) -> None:
        """Remove the articles whose file was deleted, not moved to another folder."""
        moved = {source.stem for source in sources} if gone else set()
        self.vanished = self.writer.remove_vanished(gone, moved, self.now)
        self.report.removed = len(self.vanished)

    def _check_removed_articles(self) -> None:
        """Refuse to remove many articles that have neither a tombstone nor a new slug."""
        explained = {*self.registry.removed, *self.registry.aliases}
        before = self.writer.state.articles if self.writer.state else 0
        self._check_removals(
            self.settings.articles.name, "article", self.vanished - explained, before
        )

    def _check_removals(self, path: str, noun: str, gone: Collection[str], before: int) -> None:
        if not self.allow_removals:
            self.problems += check_removals(path, noun, len(gone), before)

    def _load_articles(self, sources: list[Source], progress: Progress) -> None:
        """Check and store new and changed articles in batches. After an error only check."""
        everything = self._stores_all or self.recheck
        to_read = [s for s in sources if everything or self.files.differs(s)]
        self.unread = {s.path for s in sources} - {s.path for s in to_read}
        self.report.unchanged = len(self.unread)
        batch: Batch = []
        for source in progress(to_read):
            data = self.files.take(source)
            if data is not None:
                batch.append((source, self._checked(source, data)))
            if len(batch) == BATCH:
                self._store(batch)
                batch = []
        self._store(batch)

    def _store(self, batch: Batch) -> None:
        """Check a batch against all other articles, and store its new and changed articles."""
        self._register(batch)
        for _, parsed in batch:
            self.problems += parsed.problems
        if self._has_errors():
            return
        found = [(source, parsed.record) for source, parsed in batch if parsed.record]
        slugs = [article.slug for _, article in found]
        stored, remembered = self.writer.stored(slugs), self.writer.remembered(slugs)
        self.first_added |= self.writer.first_added(
            [slug for _, article in found for slug in (article.slug, *article.aliases)]
        )
        new = [
            self._row(article, source.path, stored.get(article.slug), remembered.get(article.slug))
            for source, article in found
            if self._counts(source, is_stored=article.slug in stored)
        ]
        self.writer.remove_articles([row["id"] for row in new if row["id"] is not None])
        self.writer.store_articles(new)
        self.writer.store_sources(self.files.news())

    def _register(self, batch: Batch) -> None:
        if self.unread:
            articles = _records(parsed for _, parsed in batch)
            slugs = {slug for article in articles for slug in (article.slug, *article.aliases)}
            urls = {near_url(article.url) for article in articles}
            for row in self.writer.holding(slugs, urls):
                if row.path in self.unread:
                    self.registry.add_known(row.path, row.slug, row.url, row.aliases)
        for source, parsed in batch:
            register(self.registry, source, parsed)

    def _counts(self, source: Source, *, is_stored: bool) -> bool:
        """Count an article in the report, and tell whether to store it."""
        changed = source.path in self.files.changes
        if not is_stored:
            self.report.added += 1
        elif changed:
            self.report.changed += 1
        else:
            self.report.unchanged += 1
            self.report.rendered_again += self.render_again and not self.full
            self.report.searched_again += self.search_again and not self.full
        return changed or self._stores_all

    def _row(self, article: Article, path: str, before: Any, remembered: Any) -> dict[str, Any]:
        """Return the row of an article.

        `before` is its stored row, `remembered` its times in tables of another version.
        """
        first = before or remembered
        if before:
            changed = path in self.files.changes
        else:
            changed = not remembered or remembered.sha256 != self.files.changes.get(path)
        return ingest.article_row(article, path, self.lexicon) | {
            "id": before.id if before else None,
            "added_at": first.added_at if first else self._first_added(article),
            "changed_at": self.now if changed else (before or remembered).changed_at,
        }

    def _first_added(self, article: Article) -> str:
        """Return when an article was added that was deleted or renamed before; else now."""
        known = [
            self.first_added[slug]
            for slug in (article.slug, *article.aliases)
            if slug in self.first_added
        ]
        return known[0] if known else self.now

    def _finish(self, gone: set[str]) -> None:
        """Store the facts of the files seen, and start a new generation if anything changed."""
        self.writer.store_sources(self.files.news())
        self.writer.forget_sources(gone)
        if self.report.changed_something or self._stores_all:
            self.report.generation = self.writer.finish(
                changes=self.files.changes,
                markup_version=MARKUP_VERSION,
                lexicon_version=LEXICON_VERSION,
                loaded_at=self.now,
                site=self.site,
            )
        elif self.writer.state:
            self.report.generation = self.writer.state.generation

    @property
    def _stores_all(self) -> bool:
        """Whether every article is stored again, including unchanged ones."""
        return self.render_again or self.search_again

    def _has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def _searched(word: LexiconWord) -> tuple[object, ...]:
    """Return the parts of a word that affect matching."""
    return word.id, word.language, word.own, word.forms, word.exceptions


def _records(parsed: Iterable[Parsed[T]]) -> list[T]:
    return [each.record for each in parsed if each.record is not None]
