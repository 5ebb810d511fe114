"""JSON Feed 1.1, held against a schema of what its specification asks for."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from tests.web.files import COLLECTIONS, pieces

TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "properties": {"name": TEXT, "url": URL}, "minProperties": 1},
}
ITEM = {
    "type": "object",
    "required": ["id", "url", "external_url", "content_html", "date_published", "date_modified"],
    "properties": {
        "id": TEXT,
        "url": URL,
        "external_url": URL,
        "title": TEXT,
        "summary": TEXT,
        "content_html": TEXT,
        "date_published": TIME,
        "date_modified": TIME,
        "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
        "_archive": {"type": "object"},
    },
    "additionalProperties": False,
}
FEED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "description": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "next_url": URL,
        "language": {"const": "en"},
        "authors": AUTHORS,
        "_archive": {"type": "object"},
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}
"""jsonfeed.org/version/1.1: what it requires, with the names it knows and no others."""


def read(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/feed+json"), address
    feed = json.loads(response.data)
    jsonschema.Draft202012Validator(FEED).validate(feed)
    assert feed["feed_url"] == f"http://localhost{address}"
    return feed  # type: ignore[no-any-return]


def test_schema_is_valid_and_refuses_errors(client: FlaskClient) -> None:
    feed = read(client, "/feed.json")
    jsonschema.Draft202012Validator.check_schema(FEED)

    feed["items"][0]["date_published"] = "2012-03"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(FEED).validate(feed)


@pytest.mark.parametrize("path", ["/", "/timeline/2012/", "/timeline/2012/03/", "/search/"])
def test_every_kind_of_list_has_one(real_client: FlaskClient, path: str) -> None:
    assert read(real_client, f"{path}feed.json")["items"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_feed_of_an_authority(real_client: FlaskClient, collection: str) -> None:
    facet = COLLECTIONS[collection]
    piece = next(piece for piece in pieces() if piece.values(facet))
    value = piece.values(facet)[0]

    feed = read(real_client, f"/{collection}/{value}/feed.json")

    assert feed["_archive"]["articles"] == sum(value in piece.values(facet) for piece in pieces())
    assert feed["home_page_url"] == f"http://localhost/{collection}/{value}/"


def test_next_urls_lead_through_every_article_once(small_pages: FlaskClient) -> None:
    seen, address = [], "/feed.json"
    for _page in range(9):
        feed = read(small_pages, address)
        seen += [item["url"] for item in feed["items"]]
        if "next_url" not in feed:
            break
        address = feed["next_url"].removeprefix("http://localhost")

    assert len(seen) == len(set(seen)) == 4


def test_item_separates_publication_from_addition(
    real_client: FlaskClient,
) -> None:
    by_slug = {piece.slug: piece for piece in pieces()}

    for item in read(real_client, "/feed.json")["items"]:
        piece = by_slug[item["url"].rstrip("/").rpartition("/")[2]]
        assert item["_archive"]["published"] == piece.published
        assert item["external_url"] == piece.fields["url"]
        assert item["_archive"]["language"] == piece.fields["language"]
        assert item["date_published"] >= "2026-11"
        assert item["title"].startswith(str(piece.fields["title"]))


def test_a_search_without_results_is_a_feed_without_items(client: FlaskClient) -> None:
    feed = read(client, "/search/feed.json?q=nothinglikeit")

    assert feed["items"] == []
    assert feed["title"].endswith("Articles matching “nothinglikeit”")
