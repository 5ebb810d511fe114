"""Authority records as JSON: the same as in the files, with the number of their articles."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.web.api.cursors import write
from tests.web.api.test_articles import get, walk, with_
from tests.web.files import COLLECTIONS, expected, pieces, questions, records, span

FACETS = COLLECTIONS | {"words": "word"}

WORKED_OUT = {"url", "api", "articles", "articles_url"}

ELSEWHERE = {"documents": {"original": "url"}}
"""Members that have another name than the field of the file."""


def in_file(value: Any) -> Any:
    """A value as JSON has it: YAML is read as text alone."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def plain(text: Any) -> Any:
    return " ".join(text.split()) if isinstance(text, str) else text


@pytest.mark.parametrize("collection", FACETS)
def test_every_record_matches_its_file(real_client: FlaskClient, collection: str) -> None:
    """Every member of every record; what the file leaves out is empty, `null` or false."""
    for record_id, fields in records(collection).items():
        found = get(real_client, f"/api/{collection}/{record_id}")
        names = {"earliest", "latest"} if "date" in found else set()
        for member, value in found.items():
            if member in WORKED_OUT | names:
                continue
            written = fields.get(ELSEWHERE.get(collection, {}).get(member, member))
            if member == "roles":
                written = [{"from": None, "to": None} | role for role in written or []]
                assert value == written
            elif written is None:
                # Only whether a document's symbol was seen goes without saying.
                assert value in (None, [], False) or member == "verified", (record_id, member)
            else:
                assert plain(value) == plain(in_file(written)), (record_id, member)
        assert set(fields) <= found.keys() | set(ELSEWHERE.get(collection, {}).values())
        if "date" in fields and "/" not in str(fields["date"]):
            assert (found["earliest"], found["latest"]) == span(str(fields["date"]))


@pytest.mark.parametrize("collection", FACETS)
def test_every_record_counts_its_articles(real_client: FlaskClient, collection: str) -> None:
    facet = FACETS[collection]
    found = walk(real_client, f"/api/{collection}?limit=17")

    assert [record["id"] for record in found] == list(records(collection))
    for record in found:
        number = sum(record["id"] in piece.values(facet) for piece in pieces())
        assert record["articles"] == number
        assert record == get(real_client, f"/api/{collection}/{record['id']}")
    for record in found[::11]:
        parts = urlsplit(record["articles_url"])
        total = get(real_client, with_(f"{parts.path}?{parts.query}", "limit=1"))["total"]
        assert total == record["articles"]


@pytest.mark.parametrize("collection", FACETS)
def test_every_record_names_its_page(real_client: FlaskClient, collection: str) -> None:
    for record_id in list(records(collection))[::9]:
        record = get(real_client, f"/api/{collection}/{record_id}")
        page = record["url"].removeprefix("http://localhost")
        assert real_client.get(page).status_code == 200
        assert get(real_client, record["api"]) == record


@settings(max_examples=20)
@given(
    address=questions(paths=("/",)),
    collection=st.sampled_from(sorted(FACETS)),
    limit=st.integers(2, 200),
)
def test_query_keeps_the_records_of_its_articles(
    real_client: FlaskClient, address: str, collection: str, limit: int
) -> None:
    asked = "&".join(p for p in urlsplit(address).query.split("&") if not p.startswith("order="))
    within = set(expected(f"/?{asked}" if asked else "/"))
    counts = {
        record_id: sum(
            record_id in p.values(FACETS[collection]) for p in pieces() if p.slug in within
        )
        for record_id in records(collection)
    }

    found = walk(
        real_client, with_(f"/api/{collection}?{asked}", f"limit={limit}").replace("?&", "?")
    )

    wanted = {record_id: number for record_id, number in counts.items() if number or not asked}
    assert {record["id"]: record["articles"] for record in found} == wanted
    assert [record["id"] for record in found] == list(wanted)
    for record in found[:2]:
        opened = get(real_client, with_(record["articles_url"], "limit=1"))
        assert opened["total"] == record["articles"]


def test_fields_choose_the_members(real_client: FlaskClient) -> None:
    part = get(real_client, "/api/people?fields=name,articles&limit=3")

    assert [list(item) for item in part["items"]] == [["id", "name", "articles"]] * 3


def test_unknown_record_is_a_problem_with_suggestions(real_client: FlaskClient) -> None:
    problem = get(real_client, "/api/people/marzuki-darusmann", 404)

    assert {
        "title": "Marzuki Darusman",
        "url": "http://localhost/api/people/marzuki-darusman",
    } in problem["suggestions"]


def test_a_cursor_whose_record_is_gone_says_so(real_client: FlaskClient) -> None:
    """Written for a record that no longer is."""
    problem = get(real_client, f"/api/tags?limit=2&cursor={write('/api/tags', 'gone')}", 400)

    assert "out of date" in problem["detail"]
    assert problem["suggestions"][0]["url"] == "http://localhost/api/tags?limit=2"
