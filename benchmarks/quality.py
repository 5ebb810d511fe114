"""Measure how well search answers the judged queries: `python -m benchmarks.quality`.

People judged the queries by reading the articles (`tests/search/queries.yaml`): some must be among
the first five or ten results, some must not be found at all.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from archive.config import ROOT, Settings
from archive.load import load
from archive.search.parser import parse
from archive.store import queries
from archive.store.search.evaluate import TextSearch
from archive.store.sessions import Database, ReadSession

QUERIES = ROOT / "tests" / "search" / "queries.yaml"
DEPTH = 10


@dataclass
class Quality:
    """The results of a run."""

    queries: int = 0
    recalls: list[float] = field(default_factory=list)
    """For each query with right articles: their share among the first ten results."""
    reciprocals: list[float] = field(default_factory=list)
    """For each query: one divided by the position of the first right article, or 0."""
    misplaced: list[str] = field(default_factory=list)
    """Queries with an article below its required position."""
    wrong: list[str] = field(default_factory=list)
    """Queries that find a wrong article, or miss a correction or a term."""

    @property
    def recall(self) -> float:
        return sum(self.recalls) / len(self.recalls)

    @property
    def mrr(self) -> float:
        return sum(self.reciprocals) / len(self.reciprocals)


def measure(reader: Database, judged: list[dict[str, Any]]) -> Quality:
    """Run every judged query on a loaded archive."""
    quality = Quality(queries=len(judged))
    with reader.open() as reading:
        for query in judged:
            _ask(reading, query, quality)
    return quality


def _ask(reading: ReadSession, query: dict[str, Any], quality: Quality) -> None:
    search = TextSearch(reading.connection, reading.snapshot)
    found = search.find(parse(query["query"]).tree)
    ranks = search.ranked(found.tree, found.bits) if found.tree else []
    ids = [reading.snapshot.index.ids[rank] for rank in (*ranks, *search.nearly(found))]
    slugs = [row.slug for row in queries.articles(reading.connection, ids)]
    strict = set() if found.is_partial else set(slugs[: len(ranks)])
    if must := query.get("must"):
        right = [place for place, slug in enumerate(slugs) if slug in must]
        quality.recalls.append(_share(right, len(must), DEPTH))
        quality.reciprocals.append(1 / (right[0] + 1) if right else 0.0)
        if _share(right, len(must), query["first"]) < 1:
            quality.misplaced.append(query["query"])
    if strict & set(query.get("never") or ()) or (query["kind"] == "negative" and strict):
        quality.wrong.append(query["query"])
    if "suggest" in query and _mended(search, query["query"]) != query["suggest"].lower():
        quality.wrong.append(query["query"])
    if "also" in query and query["also"] not in [also.ref.id for also in found.expanded]:
        quality.wrong.append(query["query"])


def _share(right: list[int], answers: int, depth: int) -> float:
    """Return the right articles among the first results, as a share of the possible number."""
    return sum(place < depth for place in right) / min(answers, depth)


def language_of(query: str) -> str:
    """Return the language of a query; "other" if it has only values and symbols."""
    if re.search("[가-힣]", query):
        return "Korean"
    words = re.sub(r"\S+:\S+", "", query)
    return "English" if re.search("[a-z]{3}", words) else "other"


def _mended(search: TextSearch, text: str) -> str:
    return " ".join(search.corrected(word) or word for word in text.split()).lower()


def _print_line(language: str, quality: Quality) -> None:
    print(
        f"{language}: {quality.queries} queries, {len(quality.recalls)} of them with an answer; "
        f"recall@{DEPTH} {quality.recall:.3f}, mean reciprocal rank {quality.mrr:.3f}, "
        f"{len(quality.misplaced)} not as high as they must"
    )


def main() -> int:
    judged = yaml.safe_load(QUERIES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(Settings(), database_url=f"sqlite:///{Path(folder)}/archive.db")
        load(settings)
        reader = Database(settings.absolute_database_url)
        quality = measure(reader, judged)
        _print_line("all", quality)
        for language in ("English", "Korean", "other"):
            of_language = [each for each in judged if language_of(each["query"]) == language]
            _print_line(language, measure(reader, of_language))
        reader.close()
    for query in quality.misplaced:
        print(f"not as high as it must: {query}")
    for query in quality.wrong:
        print(f"wrong: {query}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
