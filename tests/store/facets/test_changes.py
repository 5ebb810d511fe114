"""Articles in order of addition or change, also while the archive changes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap
from sqlalchemy import Connection

from archive.store import queries
from archive.store.engine import writing_engine
from archive.store.facets.build import load_index
from archive.store.facets.changes import (
    ChangePosition,
    TimeSpan,
    changed,
    earliest,
    last_change,
    latest_added,
    page,
)
from archive.store.facets.index import FacetIndex
from archive.store.facets.query import Query, Term
from archive.store.facets.selection import Selection
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]
ALWAYS = TimeSpan("0001", "9999")
DAYS = ("2012", "2012-02", "2012-02-03", "2012-02-04", "2013~")


def time(load: int) -> str:
    return f"2026-01-0{load}T00:00:00Z"


def finish(writer: Writer) -> None:
    writer.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at=time(9), site={})


def all_pages(connection: Connection, size: int, span: TimeSpan = ALWAYS) -> Iterator[str]:
    """Yield the slugs of all pages; each starts after the last article of the previous one."""
    after = None
    while rows := next_page(connection, size, span, after):
        yield from (row.slug for row in rows)
        after = ChangePosition(rows[-1].changed_at, rows[-1].sort_key, rows[-1].slug)


def next_page(
    connection: Connection, size: int, span: TimeSpan, after: ChangePosition | None
) -> list[Any]:
    index = load_index(connection)
    return queries.whole_articles(
        connection, page(connection, index, index.everything, span, after, size)
    )


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    engine = writing_engine(f"sqlite:///{tmp_path_factory.mktemp('harvest')}/archive.db")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(DAYS), st.integers(1, 4)), max_size=14),
    st.integers(1, 5),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_pages_of_any_size_have_every_change_once(
    emptied: Connection,
    make_row: MakeRow,
    articles: list[tuple[str, int]],
    size: int,
    first: int,
    last: int,
) -> None:
    """The expected order is sorted by time of the change, then by date and slug."""
    writer = Writer(emptied)
    writer.remove_articles(list(load_index(emptied).ids) if writer.state else [])
    rows = [
        make_row(f"a-{number}", day, changed_at=time(load))
        for number, (day, load) in enumerate(articles)
    ]
    writer.store_articles([dict(row) for row in rows])
    finish(writer)
    span = TimeSpan(time(first), time(last))
    index = load_index(emptied)

    wanted = sorted(
        (row["changed_at"], row["sort_key"], row["slug"])
        for row in rows
        if span.since <= row["changed_at"] <= span.until
    )
    assert list(all_pages(emptied, size, span)) == [slug for _time, _key, slug in wanted]
    assert changed(index, index.everything, span) == len(wanted)


def test_a_load_between_two_pages_neither_repeats_nor_skips(
    connection: Connection, make_row: MakeRow
) -> None:
    """Ordinals move, but every unchanged article is still read exactly once."""
    writer = Writer(connection)
    rows = [make_row(f"a-{n}", f"2012-02-0{n}", changed_at=time(1)) for n in range(1, 7)]
    writer.store_articles(rows)
    finish(writer)
    first = next_page(connection, 3, ALWAYS, None)
    assert [row.slug for row in first] == ["a-1", "a-2", "a-3"]

    writer = Writer(connection)
    # The one at which the page ended is gone, one comes before all, one after it has changed.
    writer.remove_articles([row["id"] for row in rows if row["slug"] in ("a-3", "a-5")])
    writer.store_articles([make_row("older", "2001-01-01", changed_at=time(2))])
    writer.store_articles([make_row("a-5", "2012-02-05", changed_at=time(2))])
    finish(writer)
    place = ChangePosition(first[-1].changed_at, first[-1].sort_key, first[-1].slug)
    second = next_page(connection, 9, ALWAYS, place)

    assert [row.slug for row in second] == ["a-4", "a-6", "older", "a-5"]


def test_articles_of_one_day_are_told_apart_by_their_slugs(
    connection: Connection, make_row: MakeRow
) -> None:
    writer = Writer(connection)
    slugs = ["a-b", "a1", "ab", "b"]
    writer.store_articles([make_row(slug, "2012", changed_at=time(1)) for slug in reversed(slugs)])
    finish(writer)

    for size in range(1, 6):
        assert list(all_pages(connection, size)) == slugs


def test_the_earliest_time_is_that_of_a_change_or_of_a_deletion(
    connection: Connection, make_row: MakeRow
) -> None:
    writer = Writer(connection)
    finish(writer)
    assert earliest(connection, load_index(connection)) is None

    writer = Writer(connection)
    writer.store_articles([make_row("a", changed_at=time(3)), make_row("b", changed_at=time(2))])
    finish(writer)
    assert earliest(connection, load_index(connection)) == time(2)

    Writer(connection).remove_vanished(["articles/2012/a.md"], (), time(1))
    assert earliest(connection, load_index(connection)) == time(1)


Loads = list[tuple[int, int, bool]]
"""For each article in date order: the load that added it, the one that changed it, is it tagged."""

loads = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=40)


def selection(articles: Loads, *, tagged: bool = False) -> Selection:
    """All articles, or those with a tag. Their ids are 100 for the oldest, 101, …"""
    bitmaps: dict[str, dict[str, BitMap]] = {
        "tag": {"t": BitMap()},
        "added_at": {},
        "changed_at": {},
    }
    for ordinal, (added, last, has_tag) in enumerate(articles):
        bitmaps["added_at"].setdefault(time(1 + added), BitMap()).add(ordinal)
        bitmaps["changed_at"].setdefault(time(1 + last), BitMap()).add(ordinal)
        if has_tag:
            bitmaps["tag"]["t"].add(ordinal)
    ids = array("q", range(100, 100 + len(articles)))
    index = FacetIndex(ids, array("i", range(len(articles))), bitmaps)
    return Selection(index, Query(terms=(Term("tag", "t"),) if tagged else ()))


@given(loads, st.integers(1, 7), st.booleans())
def test_pages_are_the_sorted_list_cut_up(articles: Loads, size: int, tagged: bool) -> None:
    """The expected order has the last load first, and within a load the latest date."""
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
def test_last_change_is_within_the_selection(articles: Loads, tagged: bool) -> None:
    times = [time(1 + last) for _a, last, tag in articles if tag or not tagged]

    assert last_change(selection(articles, tagged=tagged)) == max(times, default=None)


def test_old_article_added_last_comes_first() -> None:
    """Ordinal 0 is the oldest; the second load brought it."""
    assert latest_added(selection([(1, 1, False), (0, 0, False), (0, 0, False)]), 1, 2) == [
        100,
        102,
    ]
