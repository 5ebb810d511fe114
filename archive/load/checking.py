"""Checks every file and writes nothing: what `flask check` does."""

from __future__ import annotations

import datetime
from pathlib import Path

from archive.config import Settings
from archive.content.integrity import Registry
from archive.content.pages import parse_page
from archive.content.results import Reference
from archive.load.changes import read
from archive.load.discover import (
    Source,
    discover_articles,
    discover_authorities,
    discover_pages,
    discover_site,
)
from archive.load.parse import check_article, read_authorities, register
from archive.load.site import choices_of, read_site
from archive.problems import Problem


def check(settings: Settings, *, today: datetime.date | None = None) -> list[Problem]:
    """All problems of the folders that the settings name, sorted."""
    return check_files(
        settings.folder(settings.articles),
        settings.folder(settings.authorities),
        settings.folder(settings.about),
        config=settings.config_file,
        today=today or datetime.date.today(),
    )


def check_files(
    articles: Path, authorities: Path, about: Path, *, config: Path, today: datetime.date
) -> list[Problem]:
    """All problems of all files, warnings included, sorted by path and line.

    `config` is the archive's `archive.toml`.

    Raises `ArchiveError` when one of the first two folders does not exist.
    """
    found = [
        discover_articles(articles),
        discover_authorities(authorities),
        discover_pages(about),
        discover_site(config),
    ]
    problems = [problem for listing in found for problem in listing.problems]

    def take(source: Source) -> bytes | None:
        data = read(source)
        if isinstance(data, Problem):
            problems.append(data)
            return None
        return data

    site = read_site(found[3].sources, take)
    problems += site.problems
    records = read_authorities(found[1].sources, take, today, choices_of(site))
    problems += records.problems
    registry, known = Registry(records.removed_slugs()), records.ids()
    references: list[Reference] = []
    for source in found[0].sources:
        if (data := take(source)) is not None:
            parsed = check_article(source, data, known, today, choices_of(site))
            register(registry, source, parsed)
            problems += parsed.problems
            references += parsed.references
    for source in found[2].sources:
        if (data := take(source)) is not None:
            problems += parse_page(source.path, data).problems
    problems += records.unused(references)
    return sorted(problems, key=lambda problem: problem.sort_key)
