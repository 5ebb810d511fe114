"""Ids that stay whatever the site's address is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import feedparser
import pytest
from flask import Flask

from archive.config import Settings
from archive.factory import create_app


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ({}, "tag:archive.invalid,2026:"),
        ({"public_url": "https://www.record.example:8443/sub"}, "tag:www.record.example,2026:"),
        (
            {"public_url": "https://new.example", "id_authority": "record.example,2027-01"},
            "tag:record.example,2027-01:",
        ),
    ],
)
def test_ids_use_the_authority_not_the_host(
    settings: Settings,
    load_collection: Callable[..., object],
    change: dict[str, str],
    start: str,
) -> None:
    load_collection()
    client = create_app(replace(settings, **change)).test_client()

    ids = set()
    for host in ("a.example", "b.example:5000"):
        feed = feedparser.parse(client.get("/feed.atom", headers={"Host": host}).data)
        ids.add((feed.feed.id, *(entry.id for entry in feed.entries)))

    (found,) = ids
    assert found[0] == f"{start}lists/"
    assert set(found[1:]) == {
        f"{start}articles/{slug}"
        for slug in (
            "appeal-for-thirty",
            "council-debates-returns",
            "inquiry-begins",  # its first name, which the file gives as an alias
            "letter-to-geneva",
        )
    }


def test_a_renamed_article_keeps_its_id(
    app: Flask,
    settings: Settings,
    load_collection: Callable[..., object],
    edit: Callable[[str, str, str], None],
) -> None:
    before = feedparser.parse(app.test_client().get("/feed.atom").data)
    edit(
        "articles/2013/inquiry-opens.md",
        "aliases: [inquiry-begins]",
        "aliases: [inquiry-begins, inquiry-opens]",
    )
    edit("articles/2013/letter-to-geneva.md", "\ntags:", "\naliases: [letter-to-geneva]\ntags:")
    for old, new in (("inquiry-opens", "inquiry-starts"), ("letter-to-geneva", "letter")):
        (settings.articles / f"2013/{old}.md").rename(settings.articles / f"2013/{new}.md")

    load_collection()
    after = feedparser.parse(app.test_client().get("/feed.atom").data)

    assert {entry.id for entry in after.entries} == {entry.id for entry in before.entries}
    assert {entry.link for entry in after.entries} - {entry.link for entry in before.entries} == {
        "http://localhost/articles/inquiry-starts/",
        "http://localhost/articles/letter/",
    }
