"""An article as data."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from archive.web.article_data import BATCH, for_article, rows_of
from archive.web.context import read_session
from tests.web.files import pieces


@pytest.mark.usefixtures("words")
def test_every_article_matches_its_file() -> None:
    index = read_session().snapshot.index
    found = {record["id"]: record for record in map(for_article, rows_of(list(index.ids)))}

    assert len(found) == len(pieces()) > BATCH
    for piece in pieces():
        record = found[piece.slug]
        assert record["url"] == f"http://localhost/articles/{piece.slug}/"
        assert record["published"] == piece.published
        assert record["tags"] == list(piece.values("tag"))
        assert record["added"] <= record["changed"]
        assert json.loads(json.dumps(record)) == record


def test_rows_come_in_the_order_asked_for(real_app: Flask) -> None:
    with real_app.test_request_context("/"):
        ids = list(read_session().snapshot.index.ids)[::-3]
        assert [row.id for row in rows_of(ids)] == ids
        assert list(rows_of([])) == []
