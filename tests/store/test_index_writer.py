"""After a small load, the patched indexes are equal to indexes built from all rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select

from archive.store import index_writer
from archive.store.facets.build import load_index
from archive.store.models import Article
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]
Store = Callable[..., int]

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
"""One load: slug → new content, or `None` for a deleted file."""


@pytest.mark.parametrize("patch_limit", [0, 4, 64])
@settings(max_examples=60)
@given(loads=st.lists(passes, min_size=1, max_size=6))
def test_patched_index_equals_built_index(
    make_row: MakeRow, patch_limit: int, loads: list[dict[str, dict[str, Any] | None]]
) -> None:
    """After every load, the stored index equals one built from the rows."""
    engine = create_engine("sqlite://")
    ids: dict[str, int] = {}
    with pytest.MonkeyPatch.context() as patch, engine.begin() as connection:
        patch.setattr(index_writer, "PATCH_LIMIT", patch_limit)
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
                changes={"some": "file"}, markup_version=1, lexicon_version=1, loaded_at="", site={}
            )

            assert_index_matches_rows(connection)
            assert set(ids.values()) == set(load_index(connection).ids)
    engine.dispose()


def assert_index_matches_rows(connection: Connection) -> None:
    """Assert that the index equals one computed from all rows in date order."""
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


def test_a_value_without_articles_is_not_stored(
    store: Store, make_row: MakeRow, connection: Connection
) -> None:
    writer = Writer(connection)
    writer.store_articles([make_row("a", tags=["china"])])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    writer = Writer(connection)
    writer.remove_articles([1])
    writer.store_articles([make_row("a") | {"id": 1}])
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    assert "china" not in load_index(connection).bitmaps["tag"]
