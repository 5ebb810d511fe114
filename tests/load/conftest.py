"""Provide fixtures for tests of the loader: the files of the tiny collection and its database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from archive.config import Settings
from archive.store.sessions import Database, ReadSession

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def database(settings: Settings) -> Path:
    """The file of the database, which may not exist yet."""
    return Path(settings.absolute_database_url.removeprefix("sqlite:///"))


@pytest.fixture
def dump(database: Path) -> Callable[[], Dump]:
    """Returns every row of every table except those of FTS5, which depend on earlier loads."""

    def read() -> Dump:
        engine = create_engine(f"sqlite:///{database}")
        with engine.connect() as connection:
            tables = connection.execute(
                text(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' "
                    "AND name NOT LIKE 'article_text%' ORDER BY name"
                )
            )
            found = {
                name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
                for name in tables.scalars().all()
            }
        engine.dispose()
        return found

    return read


@pytest.fixture
def reading(settings: Settings) -> Callable[[], Any]:
    """Opens a read session on the database, as a new process would."""

    @contextmanager
    def opened() -> Iterator[ReadSession]:
        reader = Database(settings.absolute_database_url)
        with reader.open() as found:
            yield found
        reader.close()

    return opened


@pytest.fixture
def edit(collection: Path) -> Callable[..., None]:
    """Replaces text in a file of the collection; fails if the text is not there."""

    def run(path: str, *pairs: tuple[str, str]) -> None:
        file = collection / path
        content = file.read_text("utf-8")
        for old, new in pairs:
            assert old in content
            content = content.replace(old, new)
        file.write_text(content, "utf-8")

    return run


@pytest.fixture
def add(collection: Path) -> Callable[..., Path]:
    """Adds an article to the collection, with the fields that a test needs."""

    def run(
        slug: str, year: int = 2012, *, body: str = "A short text.\n\n- A point.", **fields: str
    ) -> Path:
        front = {
            "title": f"Title of {slug}",
            "outlet": "yonhap",
            "published": f"{year}-05-01",
            "published_from": "url",
            "url": f"https://example.org/{slug}",
            "language": "en",
            "kind": "news",
            "tags": "[china]",
        } | fields
        lines = "\n".join(f"{key}: {value}" for key, value in front.items())
        file = collection / "articles" / str(year) / f"{slug}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{lines}\n---\n{body}\n", "utf-8")
        return file

    return run
