"""Rows by id or slug."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text

from archive.store import queries
from archive.store.engine import reading_engine
from archive.store.models import AUTHORITY_TABLES, Document, Page, Removed
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]
DAYS = ("2011", "2012", "2012-02", "2012-02-01", "2012-02-01", "2012-03-05", "2013-01-01")


@pytest.fixture
def stored(connection: Connection, make_row: MakeRow) -> Connection:
    """Seven articles, a-g, in date order."""
    writer = Writer(connection)
    rows = [make_row(slug, day) for slug, day in zip("abcdefg", DAYS, strict=True)]
    writer.store_articles(rows[::-1])
    writer.finish(
        changes={}, markup_version=1, lexicon_version=1, loaded_at="2026-01-01T00:00:00Z", site={}
    )
    return connection


def slugs(rows: list[Any]) -> str:
    return "".join(row.slug for row in rows)


@pytest.mark.parametrize(
    ("slug", "count", "before", "after"),
    [
        ("a", 2, "", "bc"),
        ("d", 2, "bc", "ef"),
        ("e", 1, "d", "f"),
        ("d", 9, "abc", "efg"),
        ("g", 3, "def", ""),
        ("d", 0, "", ""),
    ],
)
def test_neighbours_are_in_date_order(
    stored: Connection, slug: str, count: int, before: str, after: str
) -> None:
    here = queries.article(stored, slug)
    assert here is not None

    older, newer = queries.neighbours(stored, here.sort_key, slug, count)

    assert (slugs(older), slugs(newer)) == (before, after)


@pytest.mark.parametrize("comparison", ["<", ">"])
def test_neighbours_use_an_index(stored: Connection, comparison: str) -> None:
    plan = stored.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT id FROM article "
            f"WHERE (sort_key, slug) {comparison} (20120201, 'd') ORDER BY sort_key, slug LIMIT 2"
        )
    ).all()

    assert "SEARCH article USING" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


def test_articles_keep_the_order_of_the_ids(stored: Connection) -> None:
    assert slugs(queries.articles(stored, [3, 7, 1])) == "eag"
    assert queries.articles(stored, []) == []


def test_article_is_found_by_slug(stored: Connection) -> None:
    found = queries.article(stored, "c")
    assert found is not None
    assert (found.title, found.tags) == ("Title of c", [])
    assert queries.article(stored, "none") is None
    assert queries.article(stored, "C") is None


def test_former_slugs_and_tombstones(connection: Connection, make_row: MakeRow) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", aliases=["old", "older"])])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})
    gone = {"slug": "gone", "title": "Gone", "outlet": "x", "published": "2012", "url": None}
    writer.replace_removed([gone | {"removed": "2026", "reason": "It was withdrawn."}])

    assert queries.alias(connection, "older") == "a"
    assert queries.alias(connection, "a") is None
    assert queries.removed(connection, "gone").reason == "It was withdrawn."  # type: ignore[union-attr]
    assert queries.removed(connection, "a") is None
    assert Removed.__tablename__ == "removed"


def document(record_id: str, position: int, symbol: str | None) -> dict[str, Any]:
    return {
        "id": record_id,
        "position": position,
        "symbol": symbol,
        "symbol_key": symbol.lower() if symbol else None,
        "title": record_id,
        "body": "HRC",
        "kind": "report",
        "url": "https://example.org",
        "description": "",
        "verified": True,
        "sources": [],
    }


@pytest.fixture
def documents(connection: Connection) -> Iterator[Connection]:
    """Three documents, not in the order of their ids."""
    rows = [document("z", 0, "A/HRC/25/63"), document("m", 1, None), document("a", 2, "A/HRC/1")]
    Writer(connection).replace_authorities("documents", rows)
    return connection


def test_authorities_are_in_file_order_or_requested_order(documents: Connection) -> None:
    def ids(*wanted: list[str]) -> list[str]:
        return [row.id for row in queries.authorities(documents, "documents", *wanted)]

    assert ids() == ["z", "m", "a"]
    assert ids(["a", "unknown", "z"]) == ["a", "z"]
    assert ids([]) == []


def test_authority_is_found_by_id_and_document_by_symbol(documents: Connection) -> None:
    found = queries.authority(documents, "documents", "m")
    assert found is not None
    assert found.title == "m"
    assert queries.authority(documents, "documents", "none") is None
    assert queries.document_by_symbol(documents, "a/hrc/25/63") == "z"
    assert queries.document_by_symbol(documents, "A/HRC/25/64") is None
    assert Document.__tablename__ == "document"


def test_every_collection_has_its_statements(connection: Connection) -> None:
    Writer(connection)

    for collection in AUTHORITY_TABLES:
        assert queries.authorities(connection, collection) == []
        assert queries.authority(connection, collection, "x") is None


def test_pages_are_in_order(connection: Connection) -> None:
    Writer(connection)
    rows = [
        {"slug": slug, "title": slug, "description": "", "position": position, "body_html": "<p>"}
        for slug, position in (("b", 2), ("c", 1), ("a", 2))
    ]
    connection.execute(insert(Page), rows)

    assert slugs(queries.pages(connection)) == "cab"
    assert queries.page(connection, "a").body_html == "<p>"  # type: ignore[union-attr]
    assert queries.page(connection, "x") is None


def test_state_of_an_empty_database(connection: Connection, url: str) -> None:
    Writer(connection)

    assert queries.state(connection) is None
    assert reading_engine(url) is not None
