"""The tables of members are those of the records."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from archive.export import fields
from archive.export.json_schema import TEXT, many, or_null
from archive.web.api.members import ARTICLE, AUTHORITY, Member, cut, listed
from tests.web.api.test_articles import get
from tests.web.files import pieces


@pytest.mark.parametrize("collection", ["articles", *AUTHORITY])
def test_records_have_every_field(collection: str) -> None:
    """And what only the API gives: the addresses of a record in it, and the count of articles."""
    members = ARTICLE if collection == "articles" else AUTHORITY[collection]
    record = fields.ARTICLE if collection == "articles" else fields.AUTHORITY[collection]
    own = {"api"} if collection == "articles" else {"api", "articles", "articles_url"}

    assert [member.name for member in members if member.name not in own] == [
        field.name for field in record
    ]
    for field in record:
        (member,) = (each for each in members if each.name == field.name)
        assert (member.schema, member.message) == (field.schema, field.meaning)


def test_answers_have_their_members_in_order(real_client: FlaskClient) -> None:
    article: dict[str, Any] = get(real_client, f"/api/articles/{pieces()[0].slug}")
    assert list(article) == [field.name for field in ARTICLE]
    for collection, members in AUTHORITY.items():
        record = get(real_client, f"/api/{collection}?limit=1")["items"][0]
        assert list(record) == [member.name for member in members]


def test_lists_omit_the_digest() -> None:
    assert {f.name for f in ARTICLE} - set(listed(ARTICLE)) == {"digest", "digest_html"}


def test_chosen_members_keep_their_order_and_the_id() -> None:
    members = tuple(Member(name, TEXT, "") for name in ("id", "a", "b", "c"))

    assert list(cut({"c": 4, "a": 2, "id": 1}, members, ("c", "a"))) == ["id", "a", "c"]


def test_optional_members_have_nullable_schemas() -> None:
    assert or_null(TEXT) == {"type": ["string", "null"]}
    assert many(TEXT) == {"type": "array", "items": {"type": "string"}}
    assert TEXT == {"type": "string"}


@pytest.mark.usefixtures("words")
def test_every_member_has_a_meaning() -> None:
    tables: tuple[tuple[Member, ...], ...] = (ARTICLE, *AUTHORITY.values())
    for member in (member for members in tables for member in members):
        assert member.meaning().endswith(".")
