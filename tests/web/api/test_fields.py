"""The tables of members are those of the records."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect

from archive.store.models import AUTHORITY_TABLES
from archive.web.api.fields import ARTICLE, AUTHORITY, TEXT, Field, cut, listed, many, or_null
from archive.web.article_data import for_article, rows_of
from archive.web.context import read_session
from tests.web.api.test_articles import get
from tests.web.files import pieces


@pytest.mark.usefixtures("words")
def test_an_article_has_the_members_of_every_export() -> None:
    (row,) = rows_of(list(read_session().snapshot.index.ids)[:1])

    assert [field.name for field in ARTICLE if field.name != "api"] == list(for_article(row))


@pytest.mark.parametrize("collection", AUTHORITY)
def test_no_column_of_a_record_is_left_out(collection: str) -> None:
    """But for what only serves the program."""
    columns = {column.key for column in inspect(AUTHORITY_TABLES[collection]).columns}
    shown = {field.column or field.name for field in AUTHORITY[collection]}

    assert columns - shown == {"position"} | ({"symbol_key"} & columns)


def test_answers_have_the_members_in_their_order(real_client: FlaskClient) -> None:
    article: dict[str, Any] = get(real_client, f"/api/articles/{pieces()[0].slug}")
    assert list(article) == [field.name for field in ARTICLE]
    for collection, fields in AUTHORITY.items():
        record = get(real_client, f"/api/{collection}?limit=1")["items"][0]
        assert list(record) == [field.name for field in fields]


def test_a_list_leaves_out_the_digest() -> None:
    assert {f.name for f in ARTICLE} - set(listed(ARTICLE)) == {"digest", "digest_html"}


def test_cutting_keeps_the_order_and_the_id() -> None:
    assert list(cut({"id": 1, "a": 2, "b": 3, "c": 4}, ("c", "a"))) == ["id", "a", "c"]


def test_schemas_of_what_may_be_missing() -> None:
    assert or_null(TEXT) == {"type": ["string", "null"]}
    assert many(TEXT) == {"type": "array", "items": {"type": "string"}}
    assert TEXT == {"type": "string"}


@pytest.mark.usefixtures("words")
def test_every_member_says_what_it_means() -> None:
    tables: tuple[tuple[Field, ...], ...] = (ARTICLE, *AUTHORITY.values())
    for field in (field for fields in tables for field in fields):
        assert field.meaning().endswith(".")
