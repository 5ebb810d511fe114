"""The ordinal at which a list continues after a position, even if its article is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from archive.store.facets.build import load_index
from archive.store.facets.position import Position, ordinal_from
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]
DAYS = ("2011", "2012", "2012-02", "2012-02-01", "2012-02-01", "2012-03-05", "2013-01-01")


@pytest.fixture
def stored(connection: Connection, make_row: MakeRow) -> Connection:
    """Seven articles, a-g, in date order: the ordinals 0 to 6."""
    writer = Writer(connection)
    rows = [make_row(slug, day) for slug, day in zip("abcdefg", DAYS, strict=True)]
    writer.store_articles(rows[::-1])
    writer.finish(
        changes={}, markup_version=1, lexicon_version=1, loaded_at="2026-01-01T00:00:00Z", site={}
    )
    return connection


@pytest.mark.parametrize(
    ("sort_key", "slug", "first", "after"),
    [
        (20120000, "b", 1, 2),
        (20120201, "d", 3, 4),
        (20120201, "dd", 4, 4),
        (20000000, "", 0, 0),
        (20130101, "g", 6, 7),
        (20260101, "a", 7, 7),
    ],
)
def test_the_lowest_ordinal_from_a_position_on(
    stored: Connection, sort_key: int, slug: str, first: int, after: int
) -> None:
    index, position = load_index(stored), Position(sort_key, slug)

    assert ordinal_from(stored, index, position) == first
    assert ordinal_from(stored, index, position, after=True) == after
