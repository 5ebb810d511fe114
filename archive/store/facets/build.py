"""Builds the facet index from the rows or updates it, stores it and reads it back."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, tuple_

from archive.facets import FACET, FACETS
from archive.store.facets.index import EXTRA_FACETS, FacetIndex
from archive.store.models import Article, Bitmap, State


class Move(NamedTuple):
    """How the ordinals differ after a small load."""

    gone: BitMap
    """Old ordinals of the articles removed."""
    placed: list[tuple[int, int]]
    """New ordinal and id of the articles stored, ascending."""


Bitmaps = dict[str, dict[str, BitMap]]
"""Facet → value → the ordinals of the articles that have it."""


def load_index(connection: Connection) -> FacetIndex:
    """Read the stored index, as the connection's transaction sees it."""
    state = connection.execute(_SELECT_ORDER).one()
    bitmaps: Bitmaps = {name: {} for name in (*FACET, *EXTRA_FACETS)}
    for facet, value, bits in connection.execute(_SELECT_BITMAPS):
        bitmaps[facet][value] = BitMap.deserialize(bits)
    return FacetIndex(_unpack("q", state.rank_ids), _unpack("i", state.rank_keys), bitmaps)


def save_bitmaps(connection: Connection, bitmaps: Mapping[str, dict[str, BitMap]]) -> None:
    """Replace the stored bitmaps. Empty bitmaps are not stored.

    Each is stored in its smallest form, which is the same however the bitmap was made.
    """
    connection.execute(delete(Bitmap))
    for of_value in bitmaps.values():
        for bits in of_value.values():
            bits.run_optimize()
    rows = [
        {"facet": facet, "value": value, "bits": bits.serialize()}
        for facet, of_value in bitmaps.items()
        for value, bits in of_value.items()
        if bits
    ]
    if rows:
        connection.execute(insert(Bitmap), rows)


def built_index(connection: Connection) -> FacetIndex:
    """Build the index of all articles from their rows."""
    ids, keys = array("q"), array("i")

    def in_date_order() -> Iterator[dict[str, list[str]]]:
        for row in connection.execute(_FACETS_IN_ORDER):
            ids.append(row.id)
            keys.append(row.sort_key)
            yield facet_values(row._asdict())

    bitmaps = build_bitmaps(in_date_order())
    return FacetIndex(ids, keys, bitmaps)


def patched_index(
    connection: Connection, old: FacetIndex, *, dropped: Iterable[int], stored: Sequence[int]
) -> tuple[FacetIndex, Move]:
    """Update an index after some articles were dropped and some stored.

    Return the new index, and how the ordinals moved. `old` must not be used afterwards.
    """
    ordinal_of = {article_id: ordinal for ordinal, article_id in enumerate(old.ids)}
    gone = BitMap(ordinal_of[i] for i in dropped if i in ordinal_of)
    placed = _placed(connection, stored)
    move_ordinals(old.bitmaps, gone, [ordinal for ordinal, _ in placed])
    ids, keys = array("q", old.ids), array("i", old.keys)
    for ordinal in reversed(gone):
        del ids[ordinal], keys[ordinal]
    for ordinal, row in placed:
        ids.insert(ordinal, row.id)
        keys.insert(ordinal, row.sort_key)
        for facet, held in facet_values(row._asdict()).items():
            for value in held:
                old.bitmaps[facet].setdefault(value, BitMap()).add(ordinal)
    return FacetIndex(ids, keys, old.bitmaps), Move(
        gone, [(ordinal, row.id) for ordinal, row in placed]
    )


def build_bitmaps(articles: Iterable[Mapping[str, list[str]]]) -> Bitmaps:
    """Build all bitmaps from the facets (`facet_values`) of the articles, given in date order."""
    ordinals: dict[str, dict[str, list[int]]] = {name: {} for name in (*FACET, *EXTRA_FACETS)}
    for ordinal, values in enumerate(articles):
        for facet, held in values.items():
            for value in held:
                ordinals[facet].setdefault(value, []).append(ordinal)
    return {
        facet: {value: BitMap(held) for value, held in of_value.items()}
        for facet, of_value in ordinals.items()
    }


def move_ordinals(
    bitmaps: Mapping[str, dict[str, BitMap]], removed: BitMap, inserted: list[int]
) -> None:
    """Shift every bitmap: drop the old ordinals `removed`, then make room for `inserted`.

    `inserted` are ordinals of the new order, ascending. The remaining articles keep their order, so
    each run between two changes only shifts, and nothing is rebuilt.
    """
    for of_value in bitmaps.values():
        for value, bits in of_value.items():
            of_value[value] = moved(bits, removed, inserted)


def moved(bits: BitMap, removed: BitMap, inserted: list[int]) -> BitMap:
    """Return a bitmap without the ordinals `removed` and with room for those `inserted`."""
    return _open_ordinals(_close_ordinals(bits, removed), inserted)


def facet_values(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the values that an article's row has in each facet."""
    return {
        name: held if isinstance(held, list) else [held]
        for name, column in _COLUMN_OF.items()
        if (held := row[column])
    }


def pack(numbers: array[int]) -> bytes:
    """Return numbers as little-endian bytes, on any machine."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _placed(connection: Connection, stored: Sequence[int]) -> list[tuple[int, Row[Any]]]:
    """Return stored articles with their new ordinals, ascending."""
    rows = connection.execute(_FACETS_BY_ID, {"ids": stored}).all()
    return sorted(
        (
            connection.execute(
                _COUNT_OLDER, {"sort_key": row.sort_key, "slug": row.slug}
            ).scalar_one(),
            row,
        )
        for row in rows
    )


def _close_ordinals(bits: BitMap, removed: BitMap) -> BitMap:
    for ordinal in reversed(removed):
        kept = BitMap(range(ordinal)) & bits
        bits = kept | (bits - BitMap(range(ordinal + 1))).shift(-1)
    return bits


def _open_ordinals(bits: BitMap, inserted: list[int]) -> BitMap:
    for ordinal in inserted:
        below = BitMap(range(ordinal)) & bits
        bits = below | (bits - below).shift(1)
    return bits


def _unpack(typecode: str, data: bytes) -> array[int]:
    numbers: array[int] = array(typecode)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


_COLUMN_OF = {
    **{f.name: f.collection if f.collection and f.repeatable else f.name for f in FACETS},
    **{name: name for name in EXTRA_FACETS},
}
_FACET_COLUMNS = (
    Article.id,
    Article.slug,
    Article.sort_key,
    *(Article.__table__.c[column] for column in _COLUMN_OF.values()),
)
_FACETS_IN_ORDER = select(*_FACET_COLUMNS).order_by(Article.sort_key, Article.slug)
_FACETS_BY_ID = select(*_FACET_COLUMNS).where(Article.id.in_(bindparam("ids", expanding=True)))
_COUNT_OLDER = select(func.count()).where(
    tuple_(Article.sort_key, Article.slug) < tuple_(bindparam("sort_key"), bindparam("slug"))
)

_SELECT_ORDER = select(State.rank_ids, State.rank_keys)
_SELECT_BITMAPS = select(Bitmap.facet, Bitmap.value, Bitmap.bits)
