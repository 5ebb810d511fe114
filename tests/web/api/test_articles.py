"""Articles as JSON: the same as in the files, in parts that together are the whole list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.files import ROOT, expected, pieces, questions

WALKED = settings(max_examples=25)


def get(client: FlaskClient, address: str, status: int = 200) -> dict[str, Any]:
    """The JSON at an address, whole or as a path."""
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json
    return found


def walk(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    """The items of a list, part after part."""
    items: list[dict[str, Any]] = []
    next_one: str | None = address
    while next_one:
        part = get(client, next_one)
        assert part["items"] or not items
        items += part["items"]
        assert len(items) <= part["total"]
        next_one = part["next"]
    assert len(items) == part["total"]
    return items


def with_(address: str, *pairs: str) -> str:
    return address + ("&" if "?" in address else "?") + "&".join(pairs)


def test_every_article_matches_its_file(real_client: FlaskClient) -> None:
    found = {item["id"]: item for item in walk(real_client, "/api/articles?limit=200")}

    assert found.keys() == {piece.slug for piece in pieces()}
    for piece in pieces():
        item, fields = found[piece.slug], piece.fields
        for name in ("title", "outlet", "published", "published_from", "language", "kind"):
            assert item[name] == fields[name], (piece.slug, name)
        for name in ("agency", "byline", "event_date", "checked", "note"):
            assert item[name] == fields.get(name), (piece.slug, name)
        for name in ("tags", "people", "organisations", "events", "documents", "places", "words"):
            assert set(item[name]) == set(fields.get(name, [])), (piece.slug, name)
        assert item["original"] == fields["url"]
        assert item["founding"] == (fields.get("founding") == "true")
        assert item["aliases"] == fields.get("aliases", [])
        assert "digest" not in item
        assert "found" not in item


def test_single_article_has_its_digest(real_client: FlaskClient) -> None:
    for piece in pieces()[::9]:
        item = get(real_client, f"/api/articles/{piece.slug}")
        (file,) = ROOT.glob(f"articles/*/{piece.slug}.md")
        body = file.read_text("utf-8").split("\n---\n", 1)[1]
        summary, _blank, digest = body.strip().partition("\n\n")
        assert words(item["summary"]) == words(summary)
        assert words(item["digest"]) == words(digest)
        assert words(re.sub("<[^>]+>", "", item["digest_html"])) != []
        assert item["url"] == f"http://localhost/articles/{piece.slug}/"
        assert item["api"] == f"http://localhost/api/articles/{piece.slug}"


def words(text: str) -> list[str]:
    plain = re.sub(r"\]\([^)]*\)|[\[*_`]", "", text)
    return re.findall(r"\w+", re.sub(r"(?m)^\s*(?:- |\d+\. |#+ |> )", "", plain))


@WALKED
@given(address=questions(paths=("/",)), limit=st.integers(1, 200))
def test_parts_add_up_to_the_list(real_client: FlaskClient, address: str, limit: int) -> None:
    """Every article once, in order, for any filter and any number of articles in a part."""
    items = walk(real_client, with_("/api/articles" + address[1:], f"limit={max(limit, 4)}"))

    assert [item["id"] for item in items] == expected(address)


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_parts_of_one_article_add_up_to_the_list(real_client: FlaskClient, order: str) -> None:
    items = walk(real_client, f"/api/articles?from=2012&to=2012&order={order}&limit=1&fields=title")

    assert [item["id"] for item in items] == expected(f"/?from=2012&to=2012&order={order}")
    assert all(item.keys() == {"id", "title"} for item in items)


@pytest.mark.parametrize("query", ["Geneva", "repatriation China", "person:darusman -Laos"])
def test_search_has_the_order_of_the_page(real_client: FlaskClient, query: str) -> None:
    """What the search page shows comes first, and no article comes twice."""
    address = f"/api/articles?q={query}&limit=7&fields=title"
    ids = [item["id"] for item in walk(real_client, address)]
    page = real_client.get(f"/search/?q={query}", follow_redirects=True).text
    shown = re.findall(r'<h[23][^>]*><a href="/articles/([^/]+)/"', page)

    assert len(ids) == len(set(ids)) > 7
    assert shown
    assert ids[: len(shown)] == shown


def test_search_explains_its_interpretation(real_client: FlaskClient) -> None:
    found = get(real_client, "/api/articles?q=Darusmann+%22Geneva&limit=3")
    named = get(real_client, "/api/articles?q=UPR&limit=50")
    unknown = get(real_client, "/api/articles?q=person:nobody")

    assert found["search"]["suggestion"] == 'darusman "Geneva'
    assert len(found["search"]["faults"]) == 1
    assert {"facet": "tag", "id": "upr", "name": "Universal Periodic Review"} in named["search"][
        "also"
    ]
    assert unknown["search"]["unknown"] == ["person:nobody"]
    assert "search" not in get(real_client, "/api/articles?limit=1")


def test_search_shows_matching_passages(real_client: FlaskClient) -> None:
    items = walk(real_client, "/api/articles?q=text:orphans&limit=50")

    assert len(items) > 3
    for item in items:
        marked = [part["text"].lower() for part in item["found"]["snippet"] if part["marked"]]
        assert marked or "orphan" in item["title"].lower()
        assert all(text.startswith("orphan") for text in marked)
        assert item["found"]["named"] == []


def test_fields_choose_the_members(real_client: FlaskClient) -> None:
    part = get(real_client, "/api/articles?fields=digest,title&limit=2")
    one = get(real_client, f"/api/articles/{pieces()[0].slug}?fields=tags")

    assert [list(item) for item in part["items"]] == [["id", "title", "digest"]] * 2
    assert list(one) == ["id", "tags"]
    assert "fields=digest,title" in part["next"]
    assert get(real_client, "/api/articles?fields=found&limit=1")["items"][0]["found"] is None


def test_next_is_also_a_link_header(real_client: FlaskClient) -> None:
    response = real_client.get("/api/articles?tag=upr&limit=2")

    assert f'<{response.json["next"]}>; rel="next"' in response.headers.getlist("Link")
    assert "tag=upr" in response.json["next"]


def test_former_slugs_redirect_and_removed_ones_are_gone(client: FlaskClient) -> None:
    moved = client.get("/api/articles/inquiry-begins")
    removed = get(client, "/api/articles/withdrawn-report", 410)

    assert moved.status_code == 308
    assert moved.location == "/api/articles/inquiry-opens"
    assert removed["type"].endswith("/api/#removed")
    assert removed["removed"]["slug"] == "withdrawn-report"
    assert removed["detail"] == removed["removed"]["reason"]
    assert get(client, "/api/articles/none", 404)["type"].endswith("/api/#not-found")


# Cursors and loads


@pytest.fixture
def two_parts(client: FlaskClient) -> tuple[dict[str, Any], list[str]]:
    """The first part of the tiny collection's list, and all of it."""
    return get(client, "/api/articles?limit=2"), [
        item["id"] for item in walk(client, "/api/articles")
    ]


def test_cursor_survives_a_load(
    client: FlaskClient,
    collection: Any,
    load_collection: Callable[..., object],
    two_parts: tuple[dict[str, Any], list[str]],
) -> None:
    """An article that came in before it changes nothing of what follows."""
    part, whole = two_parts
    newest = next(collection.glob(f"articles/*/{whole[0]}.md"))
    text = newest.read_text("utf-8")
    again = re.sub(r"url: .*", "url: https://example.org/quite-another", text)
    again = re.sub(r"(?m)^aliases:.*\n", "", again)
    (newest.parent / "zz-another.md").write_text(again, "utf-8")
    load_collection()

    assert get(client, "/api/articles")["total"] == len(whole) + 1
    assert [item["id"] for item in walk_from(client, part["next"])] == whole[2:]


def test_cursor_survives_its_article(
    client: FlaskClient,
    collection: Any,
    load_collection: Callable[..., object],
    two_parts: tuple[dict[str, Any], list[str]],
) -> None:
    part, whole = two_parts
    next(collection.glob(f"articles/*/{whole[1]}.md")).unlink()
    load_collection()

    assert [item["id"] for item in walk_from(client, part["next"])] == whole[2:]


def walk_from(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    items = []
    next_one: str | None = address
    while next_one:
        part = get(client, next_one)
        items += part["items"]
        next_one = part["next"]
    return items


def test_relevance_cursor_is_invalid_after_a_load(
    client: FlaskClient, collection: Any, load_collection: Callable[..., object], edit: Any
) -> None:
    part = get(client, "/api/articles?q=inquiry+OR+council&limit=1")
    assert part["next"]
    file = next(collection.glob("articles/*/inquiry-opens.md"))
    file.write_text(file.read_text("utf-8") + "\n\n- One point more.\n", "utf-8")
    load_collection()

    problem = get(client, part["next"], 400)

    assert "has changed since" in problem["detail"]
    (again,) = problem["suggestions"]
    assert again["url"] == "http://localhost/api/articles?q=inquiry+OR+council&limit=1"
    assert get(client, again["url"])["items"]


def test_cost_of_a_part_does_not_depend_on_its_position(
    real_client: FlaskClient, statements: list[str]
) -> None:
    """The last part asks the database as little as the first."""
    first = get(real_client, "/api/articles?limit=3&fields=title")
    counts = []
    address = first["next"]
    while address:
        statements.clear()
        address = get(real_client, address)["next"]
        counts.append(len(statements))

    # The load's state twice (for the page cache and the page), the place, and the rows.
    assert len(counts) > 60
    assert set(counts) == {4}
