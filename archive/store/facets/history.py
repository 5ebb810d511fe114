"""Articles in the order in which the archive got them, and when it changed them last.

The times are facets like any other: one bitmap of ordinals for each load that added or changed
something. So this order needs no sorting either, and within a load it is the order of dates.
"""

from __future__ import annotations

from archive.store.facets.index import Selection

ADDED, CHANGED = "added_at", "changed_at"


def latest_added(selection: Selection, number: int, size: int) -> list[int]:
    """The article ids of one page, counted from 1: the last ones added first, then by date."""
    loads = selection.index.bitmaps.get(ADDED, {})
    skipped = (number - 1) * size
    ids: list[int] = []
    for time in sorted(loads, reverse=True):
        count = selection.bits.intersection_cardinality(loads[time])
        if skipped >= count:
            skipped -= count
            continue
        ordinals = selection.bits & loads[time]
        stop = count - skipped
        ids += [selection.index.ids[r] for r in ordinals[max(0, stop - size + len(ids)) : stop]][
            ::-1
        ]
        skipped = 0
        if len(ids) == size:
            break
    return ids


def last_change(selection: Selection) -> str | None:
    """When one of the articles was last changed; `None` if there is none."""
    loads, bits = selection.index.bitmaps.get(CHANGED, {}), selection.bits
    return next((time for time in sorted(loads, reverse=True) if bits.intersect(loads[time])), None)
