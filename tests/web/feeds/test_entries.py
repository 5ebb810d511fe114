"""What stands in a feed, in which order, and when it says that something changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis

from archive.config import Settings
from archive.factory import create_app
from archive.load import run as loading
from tests.web.files import expected, questions
from tests.web.page_parsing import arrive

OLD = """---
title: A report of long ago
outlet: yonhap
published: 2001-05-01
published_from: url
url: https://yonhap.example.org/2001
language: en
kind: news
tags: [china]
---
It is old.
"""


@pytest.fixture
def load_at(
    monkeypatch: pytest.MonkeyPatch, load_collection: Callable[..., object]
) -> Callable[[str], None]:
    """Loads the tiny collection at a time of the test's choice."""
    original = loading._Load.__init__

    def run(time: str) -> None:
        def start(self: loading._Load, *arguments: Any) -> None:
            original(self, *arguments)
            self.now = time

        monkeypatch.setattr(loading._Load, "__init__", start)
        load_collection()

    return run


@pytest.fixture
def history(
    settings: Settings,
    collection: Path,
    load_at: Callable[[str], None],
    edit: Callable[[str, str, str], None],
) -> FlaskClient:
    """Three loads: the collection, then an old article and a change, then nothing."""
    load_at("2026-01-01T00:00:00Z")
    (collection / "articles/2001").mkdir()
    (collection / "articles/2001/long-ago.md").write_text(OLD, "utf-8")
    edit("articles/2012/appeal-for-thirty.md", "The appeal names", "This appeal names")
    load_at("2026-02-01T00:00:00Z")
    load_at("2026-03-01T00:00:00Z")
    return create_app(settings).test_client()


def read(client: FlaskClient, address: str) -> Any:
    return feedparser.parse(client.get(address).data)


def slugs(client: FlaskClient, address: str) -> list[str]:
    return [entry.link.rstrip("/").rpartition("/")[2] for entry in read(client, address).entries]


def test_last_addition_comes_first(history: FlaskClient) -> None:
    assert slugs(history, "/feed.atom") == [
        "long-ago",
        "letter-to-geneva",
        "inquiry-opens",
        "council-debates-returns",
        "appeal-for-thirty",
    ]
    assert slugs(history, "/tags/unhrc/feed.atom") == ["inquiry-opens", "council-debates-returns"]


def test_added_and_changed_are_the_stored_times(history: FlaskClient) -> None:
    feed = read(history, "/feed.atom")
    times = {
        entry.link.rstrip("/").rpartition("/")[2]: (entry.published, entry.updated)
        for entry in feed.entries
    }

    assert times["long-ago"] == ("2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z")
    assert times["appeal-for-thirty"] == ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
    assert times["inquiry-opens"] == ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
    assert feed.feed.updated == "2026-02-01T00:00:00Z"


def test_feed_is_updated_by_its_own_articles(history: FlaskClient) -> None:
    assert read(history, "/tags/unhrc/feed.atom").feed.updated == "2026-01-01T00:00:00Z"
    assert read(history, "/tags/china/feed.atom").feed.updated == "2026-02-01T00:00:00Z"
    # Of what is not there, the time of the load: that nothing is there may be new.
    assert read(history, "/tags/unhrc/feed.atom?from=2020").feed.updated == "2026-02-01T00:00:00Z"


def test_ids_and_times_survive_a_full_load(
    history: FlaskClient, settings: Settings, load_collection: Callable[..., object]
) -> None:
    before = history.get("/feed.atom").data

    load_collection(full=True)

    assert create_app(settings).test_client().get("/feed.atom").data == before


def test_uncertain_publication_date_is_in_words(client: FlaskClient) -> None:
    (entry,) = read(client, "/feed.atom?language=ko").entries

    assert entry.summary.startswith("Yonhap News Agency, about May 2013: A commission of inquiry")
    assert "Published by Yonhap News Agency: about May 2013." in entry.content[0].value
    assert entry.tags[0].label == "about May 2013"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/feed.atom", "The Geneva Record"),
        ("/timeline/2012/feed.atom", "The Geneva Record · 2012"),
        ("/timeline/2012/03/feed.atom", "The Geneva Record · March 2012"),
        ("/tags/china/feed.atom", "The Geneva Record · China"),
        (
            "/tags/china/feed.atom?kind=news",
            "The Geneva Record · China · Articles classed as news",
        ),
    ],
)
def test_title_describes_the_feed(client: FlaskClient, address: str, title: str) -> None:
    assert read(client, address).feed.title == title


@settings_of_hypothesis(max_examples=40)
@given(questions())
def test_feed_has_the_articles_of_its_list(real_app: Flask, address: str) -> None:
    """Compared with the files, in whatever order; a page of the feed has fifty."""
    client = real_app.test_client()
    path, mark, query = address.partition("?")
    wanted = expected(address)

    feed = json.loads(client.get(arrive(client, f"{path}feed.json{mark}{query}")).data)

    found = [item["url"].rstrip("/").rpartition("/")[2] for item in feed["items"]]
    assert len(found) == len(set(found)) == min(50, len(wanted))
    assert set(found) <= set(wanted)
