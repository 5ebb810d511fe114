"""Measure one archive: a load in its own process, and pages through the WSGI app."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flask.testing import FlaskClient

from archive.config import ROOT, Settings
from archive.factory import create_app
from benchmarks.generate import article, write_article

REQUESTS = 200
"""Number of pages fetched of each kind."""

_FREQUENT_TAGS = [f"tag-{i}" for i in range(8)]

# Time only the load itself: starting Python takes the same time at any size.
_CHILD = """
import json, os, resource, time
from archive.config import Settings
from archive.load import load
settings = Settings.from_environ(os.environ)
started = time.perf_counter()
load(settings)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([seconds, peak]))
"""


@dataclass(frozen=True)
class Load:
    """Time and memory of one load."""

    seconds: float
    megabytes: float
    """Peak memory of the process."""


def settings_for(folder: Path) -> Settings:
    """Return settings for a generated collection without a page cache.

    A page has twenty articles and filters use frequent tags, so pages are full at every size.
    Otherwise a larger archive would seem slower because its pages show more.
    """
    return Settings(
        database_url=f"sqlite:///{folder / 'archive.db'}",
        articles=folder / "articles",
        authorities=folder / "authorities",
        about=folder / "about",
        cache_bytes=0,
        page_size=20,
    )


def run_load(settings: Settings) -> Load:
    """Load in a separate process, to measure its memory alone."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("ARCHIVE_")}
    environ |= {
        "ARCHIVE_DATABASE_URL": settings.database_url,
        "ARCHIVE_ARTICLES": str(settings.articles),
        "ARCHIVE_AUTHORITIES": str(settings.authorities),
        "ARCHIVE_ABOUT": str(settings.about),
    }
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], env=environ, cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    seconds, peak = json.loads(done.stdout)
    # macOS counts bytes where Linux counts kilobytes.
    return Load(seconds, peak / (2**20 if sys.platform == "darwin" else 2**10))


def change_one(settings: Settings, edition: int) -> None:
    """Edit one article."""
    write_article(settings.articles, 7, edition)


def walk(settings: Settings) -> float:
    """Return the seconds needed to stat every file: no load can be faster."""
    started = time.perf_counter()
    for year in os.scandir(settings.articles):
        for file in os.scandir(year.path):
            file.stat()
    return time.perf_counter() - started


def pages(settings: Settings, articles: int) -> dict[str, Callable[[], float]]:
    """Return kind of page → function that fetches the next such page and returns milliseconds."""
    client = create_app(settings).test_client()
    client.get("/")
    kinds = {
        "two tags and a year": _filters(("tag", "tag", "year")),
        "one tag": _filters(("tag",)),
        "timeline": _repeated("/"),
        "article": _articles(articles),
    }
    return {kind: _fetching(client, addresses) for kind, addresses in kinds.items()}


def _fetching(client: FlaskClient, addresses: Iterator[str]) -> Callable[[], float]:
    def fetch() -> float:
        address = next(addresses)
        started = time.perf_counter()
        response = client.get(address)
        response.get_data()
        seconds = time.perf_counter() - started
        if response.status_code != 200:
            raise RuntimeError(f"{address} gave {response.status_code}")
        return seconds * 1000

    return fetch


def _filters(parts: tuple[str, ...]) -> Iterator[str]:
    chance = Random("filters")
    while True:
        tags = sorted(chance.sample(_FREQUENT_TAGS, parts.count("tag")))
        query = "&".join(f"tag={tag}" for tag in tags)
        year = chance.randint(2000, 2025)
        yield f"/?{query}&from={year}&to={year}" if "year" in parts else f"/?{query}"


def _repeated(address: str) -> Iterator[str]:
    while True:
        yield address


def _articles(number: int) -> Iterator[str]:
    chance = Random("articles")
    while True:
        path, _ = article(chance.randrange(number))
        yield f"/articles/{path.partition('/')[2].removesuffix('.md')}/"
