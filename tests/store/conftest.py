"""What tests of the tables need: rows without writing files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from archive.edtf import parse_date, sort_key
from archive.store.engine import writing_engine
from archive.store.writer import Writer
from tests.store.postgresql import programs, server

MakeRow = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def make_row() -> MakeRow:
    """Makes the row of an article from what a test cares about."""

    def make(slug: str, published: str = "2012-03-13", **values: Any) -> dict[str, Any]:
        date = parse_date(published)
        url = f"https://example.org/{slug}"
        row: dict[str, Any] = {
            "id": None,
            "slug": slug,
            "path": f"articles/{date.earliest.year}/{slug}.md",
            "title": f"Title of {slug}",
            "outlet": "yonhap",
            "published": published,
            "sort_key": sort_key(date),
            "earliest": date.earliest.isoformat(),
            "latest": date.latest.isoformat(),
            "published_from": "url",
            "url": url,
            "url_key": url,
            "language": "en",
            "kind": "news",
            "agency": None,
            "byline": None,
            "credits": [],
            "event_date": None,
            "founding": False,
            "checked": None,
            "note": None,
            "paragraphs": 0,
            "added_at": "2026-01-01T00:00:00Z",
            "changed_at": "2026-01-01T00:00:00Z",
        }
        row |= {key: [] for key in ("tags", "people", "organisations", "events", "documents")}
        row |= {key: [] for key in ("places", "aliases", "words", "headline_words")}
        texts = ("summary_text", "summary_html", "body_html", "body_text", "body_markdown")
        return row | dict.fromkeys(texts, "") | values

    return make


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path}/archive.db"


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """A transaction of the loader, on an empty database."""
    engine = writing_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def store(url: str) -> Callable[..., int]:
    """Loads article rows into the database and gives the new generation."""

    def run(*rows: dict[str, Any], removed: tuple[int, ...] = (), **authorities: Any) -> int:
        engine = writing_engine(url)
        with engine.begin() as connection:
            writer = Writer(connection)
            for collection, records in authorities.items():
                writer.replace_authorities(collection, records)
            writer.remove_articles([*removed, *(row["id"] for row in rows if row["id"])])
            writer.store_articles(list(rows))
            changes = {row["path"]: row["title"] for row in rows} or {"nothing": ""}
            generation = writer.finish(
                changes=changes,
                markup_version=1,
                lexicon_version=1,
                loaded_at="2026-01-01T00:00:00Z",
                site={},
            )
        engine.dispose()
        return generation

    return run


@pytest.fixture(scope="session")
def make_database() -> Iterator[Callable[[], str]]:
    """Makes an empty database on a PostgreSQL server of the tests' own; gives its address."""
    if programs() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL's server programs are not installed")
    numbers = count()
    with server() as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")

        def make() -> str:
            name = f"archive_{next(numbers)}"
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return url.replace("/postgres?", f"/{name}?")

        yield make
        engine.dispose()
