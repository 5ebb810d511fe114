"""The facet index: built from rows, stored, read back, and patched when articles change."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap
from sqlalchemy import Connection, select

from archive.facets import FACET
from archive.store.facets.build import (
    Bitmaps,
    build_bitmaps,
    built_index,
    facet_values,
    load_index,
    move_ordinals,
    pack,
    save_bitmaps,
)
from archive.store.facets.index import EXTRA_FACETS
from archive.store.models import Bitmap
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]

articles = st.lists(
    st.fixed_dictionaries(
        {
            "tag": st.lists(st.sampled_from("abc"), unique=True),
            "outlet": st.sampled_from("xy").map(lambda outlet: [outlet]),
        }
    ),
    max_size=30,
)


def held(bitmaps: Bitmaps) -> dict[tuple[str, str], list[int]]:
    """Return the ordinals of every value."""
    return {
        (facet, value): list(bits)
        for facet, of_value in bitmaps.items()
        for value, bits in of_value.items()
        if bits
    }


def test_bitmaps_have_ordinals_in_date_order() -> None:
    bitmaps = build_bitmaps([{"tag": ["a", "b"]}, {"tag": [], "outlet": ["x"]}, {"tag": ["a"]}])

    assert held(bitmaps) == {("tag", "a"): [0, 2], ("tag", "b"): [0], ("outlet", "x"): [1]}
    assert set(bitmaps) == {*FACET, *EXTRA_FACETS}


def test_facet_values_omit_missing_ones(make_row: MakeRow) -> None:
    row = make_row("a", tags=["china", "upr"], people=["robert-king"], words=["refugee"])

    assert facet_values(row) == {
        "tag": ["china", "upr"],
        "outlet": ["yonhap"],
        "kind": ["news"],
        "language": ["en"],
        "person": ["robert-king"],
        "word": ["refugee"],
        "added_at": ["2026-01-01T00:00:00Z"],
        "changed_at": ["2026-01-01T00:00:00Z"],
    }
    assert facet_values(row | {"agency": "kyodo"})["agency"] == ["kyodo"]


@given(
    st.lists(st.booleans(), max_size=60),
    st.data(),
)
def test_moved_ordinals_follow_the_new_order(held: list[bool], data: st.DataObject) -> None:
    """After removing and inserting positions in a list of flags, the bitmap equals the list."""
    ordinals = st.sets(st.integers(0, max(0, len(held) - 1)), max_size=len(held))
    removed = sorted(data.draw(ordinals)) if held else []
    wanted = [flag for ordinal, flag in enumerate(held) if ordinal not in removed]
    size = len(wanted) + (opened := data.draw(st.integers(0, 10)))
    inserted = sorted(
        data.draw(
            st.sets(st.integers(0, max(0, size - 1)), min_size=opened, max_size=opened)
            if opened
            else st.just(set())
        )
    )
    for ordinal in inserted:
        wanted.insert(ordinal, False)
    bitmaps = {"tag": {"a": BitMap(ordinal for ordinal, flag in enumerate(held) if flag)}}

    move_ordinals(bitmaps, BitMap(removed), inserted)

    assert list(bitmaps["tag"]["a"]) == [ordinal for ordinal, flag in enumerate(wanted) if flag]


@given(articles, st.data())
def test_removed_articles_leave_the_bitmaps_of_the_others(
    before: list[dict[str, list[str]]], data: st.DataObject
) -> None:
    removed = {ordinal for ordinal in range(len(before)) if data.draw(st.booleans())}
    bitmaps = build_bitmaps(before)

    move_ordinals(bitmaps, BitMap(removed), [])

    rest = [values for ordinal, values in enumerate(before) if ordinal not in removed]
    assert held(bitmaps) == held(build_bitmaps(rest))


def test_stored_index_equals_the_built_one(make_row: MakeRow, connection: Connection) -> None:
    """Ids and keys are in order of date and slug."""
    writer = Writer(connection)
    writer.store_articles(
        [
            make_row("c", "2013", tags=["china"]),
            make_row("b", "2012-05-01", agency="kyodo"),
            make_row("a", "2012-05-01", tags=["china", "upr"]),
        ]
    )
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})

    stored, built = load_index(connection), built_index(connection)

    assert list(stored.ids) == [3, 2, 1]
    assert (stored.ids, stored.keys) == (built.ids, built.keys)
    assert held(stored.bitmaps) == held(built.bitmaps)
    assert held(stored.bitmaps)["tag", "china"] == [0, 2]


def test_saving_replaces_the_index_and_skips_empty_bitmaps(
    make_row: MakeRow, connection: Connection
) -> None:
    Writer(connection)  # It makes the tables.
    save_bitmaps(connection, {"tag": {"a": BitMap([1]), "b": BitMap([2])}})
    save_bitmaps(connection, {"tag": {"b": BitMap(), "c": BitMap([3])}, "outlet": {}})

    assert connection.execute(select(Bitmap.facet, Bitmap.value)).all() == [("tag", "c")]


@pytest.mark.parametrize("foreign", [False, True])
def test_numbers_are_stored_little_endian_on_every_machine(
    foreign: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = array("i", [1, 258])
    if foreign:
        # The bytes of a big-endian machine.
        numbers.byteswap()
        other = {"little": "big", "big": "little"}[sys.byteorder]
        monkeypatch.setattr(sys, "byteorder", other)
    before = numbers.tobytes()

    assert pack(numbers) == b"\x01\x00\x00\x00\x02\x01\x00\x00"
    assert numbers.tobytes() == before
