"""Positions in date order, from which a list goes on after a load has changed it.

A number of articles would shift with every article that a load adds or deletes. A position names
an article by what orders it, so the list goes on after it even when the article is gone.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from sqlalchemy import Connection

from archive.store import queries
from archive.store.facets.index import FacetIndex


class Position(NamedTuple):
    """The position of an article in date order."""

    sort_key: int
    slug: str


def ordinal_from(
    connection: Connection, index: FacetIndex, position: Position, *, after: bool = False
) -> int:
    """Return the lowest ordinal at a position or after it, or with `after` only after it.

    It is the number of all articles if none is there.
    """
    first_of_date = bisect_left(index.keys, position.sort_key)
    return first_of_date + queries.count_before(connection, *position, inclusive=after)
