"""Writing the rows of a load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, select, text

from archive.store.models import Alias, Deletion, State
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]
Store = Callable[..., int]

NOW = "2026-02-01T00:00:00Z"


def test_an_alias_may_move_to_an_article_that_is_stored_earlier(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    rows = [make_row("a"), make_row("b", aliases=["old"])]
    writer.store_articles(rows)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    writer = Writer(connection)
    for row in (make_row("a", aliases=["old"]) | {"id": 1}, make_row("b") | {"id": 2}):
        writer.remove_articles([row["id"]])
        writer.store_articles([row])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    assert connection.execute(select(Alias.slug, Alias.article)).all() == [("old", "a")]


def test_removed_article_loses_its_aliases(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", aliases=["old"]), make_row("b", aliases=["older"])])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    assert Writer(connection).remove_vanished(["articles/2012/a.md", "articles/x.md"], (), NOW) == {
        "a"
    }
    assert connection.execute(select(Alias.slug)).scalars().all() == ["older"]


def test_moved_article_is_not_a_deletion(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a")])

    assert writer.remove_vanished(["articles/2012/a.md"], {"a"}, NOW) == set()
    assert list(writer.stored(["a", "b"])) == ["a"]


def test_holders_of_a_slug_or_address_are_found(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", aliases=["old"]), make_row("b"), make_row("c")])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    def holders(slugs: set[str], urls: set[str]) -> list[str]:
        return sorted(row.slug for row in writer.holding(slugs, urls))

    assert holders({"old"}, set()) == ["a"]
    assert holders({"b"}, {"https://example.org/c"}) == ["b", "c"]
    assert holders({f"none-{i}" for i in range(1200)} | {"c"}, set()) == ["c"]


def test_sources_are_remembered_replaced_and_forgotten(connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_sources({"a": (1, 2, "x"), "b": (3, 4, "y")})
    writer.store_sources({"a": (5, 2**62, "z")})
    writer.forget_sources(["b", "never seen"])

    assert writer.sources() == {"a": (5, 2**62, "z")}


def test_the_generation_rises_and_the_fingerprint_follows_the_files(
    make_row: MakeRow, connection: Connection
) -> None:
    def finish(changes: dict[str, str], version: int = 1) -> tuple[int, str]:
        Writer(connection).finish(
            changes=changes, markup_version=version, lexicon_version=1, loaded_at="", site={}
        )
        return tuple(connection.execute(select(State.generation, State.fingerprint)).one())

    first = finish({"a": "1", "b": "2"})
    second = finish({"a": "3"})
    third = finish({"a": "1"})

    assert [first[0], second[0], third[0]] == [1, 2, 3]
    assert len({first[1], second[1], third[1]}) == 3
    connection.execute(text("DELETE FROM state"))
    assert finish({"b": "2", "a": "1"}) == first
    connection.execute(text("DELETE FROM state"))
    assert finish({"a": "1", "b": "2"}, version=2) != first


def test_new_articles_get_ids_that_were_never_used(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    rows = [make_row("a"), make_row("b")]
    writer.store_articles(rows)
    more = [make_row("c")]
    writer.store_articles(more)

    assert [row["id"] for row in (*rows, *more)] == [1, 2, 3]


def deletions(connection: Connection) -> dict[str, tuple[Any, ...]]:
    rows = connection.execute(select(Deletion.__table__))
    return {row.slug: (row.deleted_at, row.outlet, row.language, row.tags) for row in rows}


def test_deletion_is_kept_until_the_article_returns(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", tags=["china"]), make_row("b")])

    writer.remove_vanished(["articles/2012/a.md"], (), NOW)
    assert deletions(connection) == {"a": (NOW, "yonhap", "en", ["china"])}
    writer.remove_articles([2])  # To be stored again: it is not gone.
    writer.store_articles([make_row("b")])
    assert set(deletions(connection)) == {"a"}
    writer.store_articles([make_row("a")])
    assert deletions(connection) == {}


def test_a_tombstone_without_an_article_is_a_deletion_too(
    make_row: MakeRow, connection: Connection
) -> None:
    """It stays when the tombstone goes, and keeps its first time."""
    stone = {"title": "A", "published": "2012", "url": None, "removed": "2026-01-01", "reason": "x"}
    for time, slugs in ((NOW, "ab"), ("2026-03-01T00:00:00Z", "bc"), ("2026-04-01T00:00:00Z", "")):
        writer = Writer(connection)
        writer.replace_removed([{**stone, "slug": slug, "outlet": "yonhap"} for slug in slugs])
        writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at=time, site={})

    assert deletions(connection) == {
        "a": (NOW, "yonhap", None, []),
        "b": (NOW, "yonhap", None, []),
        "c": ("2026-03-01T00:00:00Z", "yonhap", None, []),
    }


def test_deletion_keeps_more_than_its_tombstone(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", tags=["china"])])
    stone = {"title": "A", "published": "2012", "url": None, "removed": "2026-01-01", "reason": "x"}
    writer.replace_removed([{**stone, "slug": "a", "outlet": "yonhap"}])
    writer.remove_vanished(["articles/2012/a.md"], (), NOW)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="2026-03-01", site={})

    assert deletions(connection) == {"a": (NOW, "yonhap", "en", ["china"])}
