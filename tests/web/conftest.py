"""Fixtures for the tests of pages, in addition to the two collections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from tests.conftest import WORDS


@pytest.fixture
def words(real_app: Flask) -> Iterator[None]:
    """Run a function inside a request, as a page would."""
    with real_app.test_request_context("/"):
        yield


@pytest.fixture
def caching_app(settings: Settings, load_collection: Callable[..., object]) -> Flask:
    """The tiny collection's site with a page cache."""
    load_collection()
    return create_app(replace(settings, cache_bytes=1_000_000))


@pytest.fixture
def words_client(
    collection: Path, settings: Settings, load_collection: Callable[..., object]
) -> FlaskClient:
    """A client of the tiny collection's site with a lexicon."""
    (collection / "authorities/words.yaml").write_text(WORDS, "utf-8")
    load_collection()
    return create_app(settings).test_client()


@pytest.fixture
def small_pages(settings: Settings, load_collection: Callable[..., object]) -> FlaskClient:
    """A client of the tiny collection's site with two articles per page."""
    load_collection()
    return create_app(replace(settings, page_size=2)).test_client()


@pytest.fixture
def edit(collection: Path) -> Callable[[str, str, str], None]:
    """Replace a text in a file of the tiny collection."""

    def run(name: str, old: str, new: str) -> None:
        file = collection / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return run
