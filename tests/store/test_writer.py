"""Writing: an index that is patched equals one that is built, and what the tables keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert, inspect, select, text, update

from archive.store import writer as writer_module
from archive.store.facets.build import load_index
from archive.store.models import Alias, Article, Deletion, SourceFile, State
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]
Store = Callable[..., int]

NOW = "2026-02-01T00:00:00Z"

values = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, max_size=3)
contents = st.fixed_dictionaries(
    {
        "published": st.sampled_from(
            ["2011", "2012", "2012-02", "2012-02-29", "2012-03-01?", "2012-03~", "2013-01-01"]
        ),
        "outlet": st.sampled_from(["x", "y"]),
        "language": st.sampled_from(["en", "ko"]),
        "agency": st.none() | st.just("z"),
        "tags": values,
        "people": values,
        "events": values,
        "documents": values,
        "words": values,
    }
)
passes = st.dictionaries(
    st.sampled_from([f"article-{i}" for i in range(12)]), st.none() | contents, max_size=10
)
"""One load: slug → new content, or `None` for an article whose file went."""


@pytest.mark.parametrize("patch_limit", [0, 4, 64])
@settings(max_examples=60)
@given(loads=st.lists(passes, min_size=1, max_size=6))
def test_patched_index_equals_built_index(
    make_row: MakeRow, patch_limit: int, loads: list[dict[str, dict[str, Any] | None]]
) -> None:
    """After every load, the stored index is the one that the rows alone would give."""
    engine = create_engine("sqlite://")
    ids: dict[str, int] = {}
    with pytest.MonkeyPatch.context() as patch, engine.begin() as connection:
        patch.setattr(writer_module, "PATCH_LIMIT", patch_limit)
        for changes in loads:
            writer = Writer(connection)
            rows = [
                make_row(slug, **content) | {"id": ids.get(slug)}
                for slug, content in changes.items()
                if content is not None
            ]
            writer.remove_articles([ids.pop(slug) for slug in changes if slug in ids])
            writer.store_articles(rows)
            ids.update({row["slug"]: row["id"] for row in rows})
            writer.finish(
                changes={"some": "file"}, markup_version=1, lexicon_version=1, loaded_at=""
            )

            assert_index_matches_rows(connection)
            assert set(ids.values()) == set(load_index(connection).ids)
    engine.dispose()


def assert_index_matches_rows(connection: Connection) -> None:
    """The index is the one that a plain look at all rows in date order gives."""
    rows = connection.execute(
        select(Article.__table__).order_by(Article.sort_key, Article.slug)
    ).all()
    expected: dict[tuple[str, str], list[int]] = {}
    for ordinal, row in enumerate(rows):
        held = [("outlet", row.outlet), ("kind", row.kind), ("language", row.language)]
        held += [("tag", each) for each in row.tags] + [("person", each) for each in row.people]
        held += [("event", each) for each in row.events]
        held += [("document", each) for each in row.documents]
        held += [("word", each) for each in row.words]
        held += [("agency", row.agency)] if row.agency else []
        held += [("added_at", row.added_at), ("changed_at", row.changed_at)]
        for key in held:
            expected.setdefault(key, []).append(ordinal)
    index = load_index(connection)
    assert list(index.ids) == [row.id for row in rows]
    assert list(index.keys) == [row.sort_key for row in rows]
    assert {
        (facet, value): list(bits)
        for facet, of_value in index.bitmaps.items()
        for value, bits in of_value.items()
        if bits
    } == expected


def test_a_value_that_nobody_holds_any_more_is_not_stored(
    store: Store, make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", tags=["china"])])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")

    writer = Writer(connection)
    writer.remove_articles([1])
    writer.store_articles([make_row("a") | {"id": 1}])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")

    assert "china" not in load_index(connection).bitmaps["tag"]


def test_an_alias_may_move_to_an_article_that_is_stored_earlier(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    rows = [make_row("a"), make_row("b", aliases=["old"])]
    writer.store_articles(rows)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")

    writer = Writer(connection)
    for row in (make_row("a", aliases=["old"]) | {"id": 1}, make_row("b") | {"id": 2}):
        writer.remove_articles([row["id"]])
        writer.store_articles([row])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")

    assert connection.execute(select(Alias.slug, Alias.article)).all() == [("old", "a")]


def test_removing_an_article_takes_its_aliases_along(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", aliases=["old"]), make_row("b", aliases=["older"])])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")

    assert Writer(connection).remove_vanished(["articles/2012/a.md", "articles/x.md"], (), NOW) == 1
    assert connection.execute(select(Alias.slug)).scalars().all() == ["older"]


def test_an_article_that_moved_is_no_removed_one(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a")])

    assert writer.remove_vanished(["articles/2012/a.md"], {"a"}, NOW) == 0
    assert list(writer.stored(["a", "b"])) == ["a"]


def test_holders_of_a_slug_or_address_are_found(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", aliases=["old"]), make_row("b"), make_row("c")])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")

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
            changes=changes, markup_version=version, lexicon_version=1, loaded_at=""
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


def test_tables_of_another_version_are_made_anew(make_row: MakeRow, connection: Connection) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a")])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")
    connection.execute(update(State).values(schema_version=0))
    connection.execute(insert(SourceFile).values(path="a", size=1, mtime_ns=1, sha256=""))

    writer = Writer(connection)

    assert writer.state is None
    assert writer.sources() == {}
    assert writer.stored(["a"]) == {}


def test_a_state_table_with_other_columns_is_made_anew(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE state (id INTEGER, version TEXT)"))
    connection.execute(text("CREATE TABLE article (id INTEGER)"))

    assert Writer(connection).state is None
    assert "sort_key" in {each["name"] for each in inspect(connection).get_columns("article")}


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


def test_what_vanishes_is_noted_until_it_comes_back(
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
        writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at=time)

    assert deletions(connection) == {
        "a": (NOW, "yonhap", None, []),
        "b": (NOW, "yonhap", None, []),
        "c": ("2026-03-01T00:00:00Z", "yonhap", None, []),
    }


def test_what_is_known_of_a_vanished_article_is_more_than_its_tombstone_has(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", tags=["china"])])
    stone = {"title": "A", "published": "2012", "url": None, "removed": "2026-01-01", "reason": "x"}
    writer.replace_removed([{**stone, "slug": "a", "outlet": "yonhap"}])
    writer.remove_vanished(["articles/2012/a.md"], (), NOW)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="2026-03-01")

    assert deletions(connection) == {"a": (NOW, "yonhap", "en", ["china"])}


def test_deletions_outlive_tables_of_another_version(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a"), make_row("b")])
    writer.remove_vanished(["articles/2012/a.md"], (), NOW)
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")
    connection.execute(update(State).values(schema_version=0))

    writer = Writer(connection)
    assert set(deletions(connection)) == {"a"}
    assert writer.stored(["b"]) == {}

    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")
    connection.execute(text("DROP TABLE deletion"))
    connection.execute(text("CREATE TABLE deletion (slug TEXT)"))
    connection.execute(update(State).values(schema_version=0))
    Writer(connection)
    assert deletions(connection) == {}


def test_times_are_remembered_when_tables_of_another_version_go(
    make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    row = make_row("a", added_at="2026-01-01T00:00:00Z", changed_at="2026-01-05T00:00:00Z")
    writer.store_articles([row, make_row("without-file")])
    writer.store_sources({row["path"]: (1, 2, "hash")})
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")
    assert writer.remembered(["a"]) == {}
    connection.execute(update(State).values(schema_version=0))

    found = Writer(connection).remembered(["a", "without-file", "never-seen"])

    assert {slug: tuple(row) for slug, row in found.items()} == {
        "a": ("a", "2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z", "hash")
    }
