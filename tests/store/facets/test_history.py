"""The order in which the archive got its articles, from loads that the tests make up."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from archive.store.facets.history import last_change, latest_added
from archive.store.facets.index import FacetIndex, Selection
from archive.store.facets.query import Query, Term

Loads = list[tuple[int, int, bool]]
"""Of each article in date order: the load that added it, that changed it, whether it is tagged."""

loads = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=40)


def selection(articles: Loads, *, tagged: bool = False) -> Selection:
    """All articles, or those with a tag. Their ids are 100 for the oldest, 101, …"""
    bitmaps: dict[str, dict[str, BitMap]] = {
        "tag": {"t": BitMap()},
        "added_at": {},
        "changed_at": {},
    }
    for ordinal, (added, changed, has_tag) in enumerate(articles):
        bitmaps["added_at"].setdefault(_time(added), BitMap()).add(ordinal)
        bitmaps["changed_at"].setdefault(_time(changed), BitMap()).add(ordinal)
        if has_tag:
            bitmaps["tag"]["t"].add(ordinal)
    ids = array("q", range(100, 100 + len(articles)))
    index = FacetIndex(ids, array("i", range(len(articles))), bitmaps)
    return Selection(index, Query(terms=(Term("tag", "t"),) if tagged else ()))


def _time(load: int) -> str:
    return f"2026-01-0{load + 1}T00:00:00Z"


@given(loads, st.integers(1, 7), st.booleans())
def test_pages_are_the_sorted_list_cut_up(articles: Loads, size: int, tagged: bool) -> None:
    """Compared with sorting: the last load first, and in a load the latest date."""
    wanted = [
        100 + ordinal
        for _added, ordinal in sorted(
            (
                (added, ordinal)
                for ordinal, (added, _c, tag) in enumerate(articles)
                if tag or not tagged
            ),
            reverse=True,
        )
    ]
    chosen = selection(articles, tagged=tagged)

    pages = [latest_added(chosen, number, size) for number in range(1, len(wanted) // size + 2)]

    assert [article for page in pages for article in page] == wanted
    assert all(len(page) == size for page in pages[:-1])
    assert latest_added(chosen, len(pages) + 1, size) == []


@given(loads, st.booleans())
def test_the_last_change_is_that_of_the_articles_chosen(articles: Loads, tagged: bool) -> None:
    times = [_time(changed) for _a, changed, tag in articles if tag or not tagged]

    assert last_change(selection(articles, tagged=tagged)) == max(times, default=None)


def test_an_old_article_added_last_stands_first() -> None:
    """Rank 0 is the oldest; the second load brought it."""
    assert latest_added(selection([(1, 1, False), (0, 0, False), (0, 0, False)]), 1, 2) == [
        100,
        102,
    ]
