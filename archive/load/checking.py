"""Check every file without writing anything, for `flask check`."""

from __future__ import annotations

import datetime
from pathlib import Path

from archive.config import Settings
from archive.content.integrity import Registry, check_site_links
from archive.content.pages import parse_page
from archive.content.results import Reference
from archive.edtf import latest_today
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
    """Return all problems of the folders that the settings name, sorted."""
    return check_files(
        settings.folder(settings.articles),
        settings.folder(settings.authorities),
        settings.folder(settings.about),
        config=settings.config_file,
        today=today or latest_today(),
    )


def check_files(
    articles: Path, authorities: Path, about: Path, *, config: Path, today: datetime.date
) -> list[Problem]:
    """Return all problems of all files, including warnings, in the order of `Problem.sort_key`.

    `config` is the archive's `archive.toml`. Raises `ArchiveError` if the folder of articles or of
    authority files does not exist.
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
    slugs = set(records.removed_slugs())
    for source in found[0].sources:
        if (data := take(source)) is not None:
            parsed = check_article(source, data, known, today, choices_of(site))
            register(registry, source, parsed)
            problems += parsed.problems
            references += parsed.references
            slugs.add(source.stem)
            slugs.update(parsed.record.aliases if parsed.record else ())
    pages = {source.stem for source in found[2].sources}
    targets = {**known, "articles": slugs, "about": {*pages, "index"}}
    for source in found[2].sources:
        if (data := take(source)) is not None:
            page = parse_page(source.path, data)
            problems += [*page.problems, *check_site_links(source.path, page.links, targets)]
    unused = records.unused(references)
    problems += unused if found[0].sources else _no_articles(articles.name, len(unused))
    return sorted(problems, key=lambda problem: problem.sort_key)


def _no_articles(path: str, records: int) -> list[Problem]:
    """Return one warning for an empty folder, instead of one for each record."""
    if not records:
        return []
    fault = f"there are no articles, so none of the {records} records is mentioned"
    repair = "Add articles to this folder, or name another folder in ARCHIVE_ARTICLES."
    return [Problem(path, None, None, fault, repair, severity="warning")]
