"""Provide fixtures for all tests: a tiny archive, the project's archive, and a client for each."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event
from sqlalchemy.engine import Engine

from archive.config import ROOT, Settings
from archive.factory import create_app
from archive.load import LoadReport, load
from benchmarks.generate import generate
from tests.crawl import Crawl, crawl

BASE = Path(__file__).parent / "base"
"""A tiny valid collection."""

WORDS = """\
- {id: return, label: return, language: en, forms: [return, returns], definition: D.,
   sources: [https://example.org/1]}
- {id: appeal, label: appeal, language: en, forms: [appeal, appeals], definition: D.,
   sources: [https://example.org/2]}
"""
"""A lexicon for the tiny collection, which has none."""

TODAY = datetime.date(2026, 11, 24)
"""The current date of the tests, so that dates in the future stay in the future."""


# A slow machine is no fault of the code. In CI the examples are the same in every run, so that a
# change is judged by what it changes; anywhere else each run looks at new ones.
hypothesis_settings.register_profile(
    "archive", deadline=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis_settings.load_profile("archive")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A copy of the tiny collection that a test may change: articles/, authorities/, about/."""
    folder = tmp_path / "collection"
    shutil.copytree(BASE, folder)
    return folder


@pytest.fixture
def settings(collection: Path) -> Settings:
    """Settings for the tiny collection, with its own database and no page cache."""
    return settings_for(collection, collection.parent / "archive.db")


@pytest.fixture
def load_collection(settings: Settings) -> Callable[..., LoadReport]:
    """Loads the tiny collection in its current state."""

    def run(*, full: bool = False) -> LoadReport:
        return load(settings, full=full, today=TODAY)

    return run


@pytest.fixture
def app(settings: Settings, load_collection: Callable[..., LoadReport]) -> Flask:
    """The site of the tiny collection."""
    load_collection()
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client for the site of the tiny collection."""
    return app.test_client()


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for the project's own collection, loaded once for all tests."""
    settings = replace(
        Settings(),
        database_url=f"sqlite:///{tmp_path_factory.mktemp('real')}/archive.db",
        release="",
    )
    load(settings)
    return settings


@pytest.fixture(scope="session")
def real_app(real_settings: Settings) -> Flask:
    """The site of the project's own collection."""
    return create_app(real_settings)


@pytest.fixture(scope="session")
def real_client(real_app: Flask) -> FlaskClient:
    """A client for the site of the project's own collection."""
    return real_app.test_client()


@pytest.fixture(scope="session")
def crawled(real_client: FlaskClient) -> Crawl:
    """All pages of the project's archive. Tests that use it are marked `xdist_group("crawl")`."""
    return crawl(real_client)


@pytest.fixture(scope="session")
def generated_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two thousand generated articles, loaded once for all tests, which must not change them."""
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, 2_000)
    settings = settings_for(folder, folder / "archive.db")
    load(settings, today=TODAY)
    return settings


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every SQL statement that runs during the test, except BEGIN and the like."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def settings_for(collection: Path, database: Path) -> Settings:
    """Return settings for a collection in a folder."""
    return Settings(
        database_url=f"sqlite:///{database}",
        articles=collection / "articles",
        authorities=collection / "authorities",
        about=collection / "about",
        cache_bytes=0,
        release="",
    )


__all__ = ["BASE", "ROOT", "TODAY", "WORDS", "settings_for"]
