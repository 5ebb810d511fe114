"""The facet index, compared with a reference implementation."""

from __future__ import annotations

import calendar
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.edtf import parse_date, sort_key
from archive.facets import FACETS
from archive.store.facets.build import build_bitmaps
from archive.store.facets.index import EXTRA_FACETS, FacetIndex
from archive.store.facets.query import Query, Term
from archive.store.facets.selection import Count, Selection

SEVERAL = ("tag", "person", "organisation", "event", "document", "word")
ONE = ("outlet", "kind", "language")
VALUES = ("a", "b", "c")
YEARS = range(2010, 2014)


@dataclass(frozen=True)
class Record:
    """The filterable values of an article."""

    slug: str
    published: str
    facets: dict[str, list[str]] = field(hash=False)


dates = st.builds(
    lambda year, month, day, precision, mark: (
        f"{year}-{month:02}-{min(day, calendar.monthrange(year, month)[1]):02}"[:precision] + mark
    ),
    st.sampled_from(YEARS),
    st.integers(1, 12),
    st.integers(1, 31),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "", "~", "?", "%"]),
)
plain_dates = dates.map(lambda text: text.rstrip("~?%"))
several_values = st.lists(st.sampled_from(VALUES), unique=True, max_size=3)
facet_values = st.fixed_dictionaries(
    dict.fromkeys(SEVERAL, several_values)
    | {name: st.sampled_from(VALUES).map(lambda value: [value]) for name in ONE}
    | {"agency": st.lists(st.sampled_from(VALUES), max_size=1)}
)
collections = st.lists(st.tuples(dates, facet_values), max_size=25).map(
    lambda drawn: sorted(
        (Record(f"slug-{i}", date, facets) for i, (date, facets) in enumerate(drawn)),
        key=lambda record: (sort_key(parse_date(record.published)), record.slug),
    )
)
terms = st.builds(Term, st.sampled_from([*SEVERAL, *ONE]), st.sampled_from(VALUES), st.booleans())
questions = st.builds(
    Query,
    terms=st.lists(terms, max_size=4).map(tuple),
    since=st.none() | plain_dates,
    until=st.none() | plain_dates,
    order=st.sampled_from(["newest", "oldest"]),
    month=st.none() | plain_dates.map(lambda date: date[:7]),
)


def index_of(records: list[Record]) -> FacetIndex:
    """Return the index of records in date order; ids count backwards from 1000."""
    return FacetIndex(
        array("q", range(1000, 1000 - len(records), -1)),
        array("i", [sort_key(parse_date(record.published)) for record in records]),
        build_bitmaps(record.facets for record in records),
    )


def answers(record: Record, query: Query) -> bool:
    """Return whether a record matches a query: the reference implementation."""
    date = parse_date(record.published)
    for name in (*SEVERAL, *ONE):
        held = set(record.facets[name])
        asked = {t.value for t in query.terms if t.facet == name and not t.excluded}
        refused = {t.value for t in query.terms if t.facet == name and t.excluded}
        if name in SEVERAL and not asked <= held:
            return False
        if name in ONE and asked and not asked & held:
            return False
        if refused & held:
            return False
    if query.since and date.latest < parse_date(query.since).earliest:
        return False
    if query.until and date.earliest > parse_date(query.until).latest:
        return False
    return not query.month or known_to_be_in(record, query.month)


def known_to_be_in(record: Record, month: str) -> bool:
    """Return whether a date is certainly in a year or month."""
    return record.published.rstrip("~?%").startswith(month)


def plain(records: list[Record], query: Query) -> list[int]:
    """Return the ordinals of the records that match a query, oldest first."""
    return [ordinal for ordinal, record in enumerate(records) if answers(record, query)]


@given(collections, questions)
def test_selection_is_what_a_plain_filter_finds(records: list[Record], query: Query) -> None:
    selection = Selection(index_of(records), query)

    assert list(selection.bits) == plain(records, query)
    assert len(selection) == len(plain(records, query))


@given(collections, questions, terms.map(lambda term: term._replace(excluded=False)))
def test_query_and_scope_combine(records: list[Record], query: Query, scope: Term) -> None:
    index = index_of(records)
    within = index.select(Query((scope,)))

    bits = Selection(index, query, within).bits

    wanted = set(plain(records, query)) & set(plain(records, Query((scope,))))
    assert set(bits) == wanted


@given(collections, questions)
def test_every_count_matches_its_selection(records: list[Record], query: Query) -> None:
    selection = Selection(index_of(records), query)

    for facet in FACETS:
        counts = selection.counts(facet.name)
        taken = {term.value for term in query.terms if term.facet == facet.name}
        for count in counts:
            term = Term(facet.name, count.value)
            assert count.articles == len(plain(records, query.adding(term)))
        left_out = set(VALUES) - taken - {count.value for count in counts}
        assert not taken & {count.value for count in counts}
        assert counts == sorted(counts, key=lambda count: (-count.articles, count.value))
        for value in left_out:
            here = [record for record in records if value in record.facets[facet.name]]
            base = query.without_included(facet.name) if facet.name in ONE else query
            assert not any(answers(record, base) for record in here)


@given(collections, questions, st.integers(1, 3), st.none() | terms)
def test_top_counts_are_the_largest(
    records: list[Record], query: Query, most: int, without: Term | None
) -> None:
    selection = Selection(index_of(records), query)

    for facet in FACETS:
        first, others = selection.top_counts(facet.name, most, without)
        counts = [
            count
            for count in selection.counts(facet.name)
            if without is None or (facet.name, count.value) != without[:2]
        ]
        assert first == counts[:most]
        assert others == len(counts) - len(first)


@given(collections, questions)
def test_selection_touches_the_values_of_its_articles(records: list[Record], query: Query) -> None:
    selection = Selection(index_of(records), query)

    for value in VALUES:
        holding = [r for r in plain(records, query) if value in records[r].facets["event"]]
        assert selection.touches("event", value) == bool(holding)


@given(collections, questions)
def test_agencies_are_counted_but_no_filter(records: list[Record], query: Query) -> None:
    counts = Selection(index_of(records), query).counts("agency")

    found = [records[ordinal].facets["agency"] for ordinal in plain(records, query)]
    assert {count.value: count.articles for count in counts} == {
        value: found.count([value]) for value in VALUES if [value] in found
    }


@given(collections, questions)
def test_counts_of_years_and_months_are_the_lists_they_open(
    records: list[Record], query: Query
) -> None:
    """The columns of the chart ignore the range of the query; a click sets the month."""
    query = replace(query, month=None)
    selection = Selection(index_of(records), query)
    anywhen = query.between(None, None)

    for year, articles in selection.year_counts().items():
        assert articles == len(plain(records, replace(anywhen, month=str(year))))
        for month, count in selection.month_counts(year).items():
            assert count == len(plain(records, replace(anywhen, month=f"{year}-{month:02}")))
    if records:
        years = [int(record.published[:4]) for record in records]
        assert list(selection.year_counts()) == list(range(min(years), max(years) + 1))


@given(collections, questions)
def test_count_of_a_month_is_within_the_selection(records: list[Record], query: Query) -> None:
    selection = Selection(index_of(records), query)

    for month in ("2011", "2011-02"):
        found = [records[ordinal] for ordinal in plain(records, query)]
        assert selection.count_in(month) == sum(known_to_be_in(each, month) for each in found)


@given(collections, questions, st.integers(1, 7))
def test_pages_add_up_to_the_list_in_both_orders(
    records: list[Record], query: Query, size: int
) -> None:
    index = index_of(records)
    oldest = Selection(index, query.ordered("oldest"))
    newest = Selection(index, query.ordered("newest"))

    def all_pages(selection: Selection) -> list[int]:
        pages = [selection.page(number, size) for number in range(1, len(selection) // size + 2)]
        assert all(len(page) == size for page in pages[:-1])
        return [article_id for page in pages for article_id in page]

    assert all_pages(oldest) == [1000 - ordinal for ordinal in plain(records, query)]
    assert all_pages(newest) == all_pages(oldest)[::-1]
    for position, article_id in enumerate(all_pages(newest)):
        assert newest.sort_key_of(position) == index.keys[1000 - article_id]
    assert newest.page(len(newest) // size + 2, size) == []


@given(collections)
def test_articles_of_a_year_without_a_month(records: list[Record]) -> None:
    index = index_of(records)

    for year in YEARS:
        undated = [r for r, rec in enumerate(records) if rec.published.rstrip("~?%") == str(year)]
        assert list(index.undated(year)) == undated


def test_year_matches_every_range_within_it() -> None:
    """The example of the manual: "2012" may be any day of it."""
    records = [Record("x", "2012", {key: [] for key in (*SEVERAL, *ONE, "agency")})]
    index = index_of(records)

    def found(since: str | None, until: str | None) -> bool:
        return bool(len(Selection(index, Query(since=since, until=until))))

    assert found("2012-06", "2012-06-03")
    assert found("2012-12-31", None)
    assert found(None, "2012-01-01")
    assert not found("2013", None)
    assert not found(None, "2011-12-31")
    assert not len(Selection(index, Query(month="2012-06")))


def test_empty_archive_has_no_results() -> None:
    index = index_of([])
    selection = Selection(index, Query(since="2012"))

    assert len(selection) == len(index) == 0
    assert selection.page(1, 50) == []
    assert selection.year_counts() == {}
    assert selection.counts("tag") == []


def test_chosen_values_are_not_offered() -> None:
    held = {key: ["a", "b"] for key in (*SEVERAL, *ONE, "agency")}
    index = index_of([Record("x", "2012", held)])

    assert Selection(index, Query((Term("tag", "a"),))).counts("tag") == [Count("b", 1)]


@pytest.mark.parametrize("facet", EXTRA_FACETS)
def test_extra_facets_are_no_query_parameters(facet: str) -> None:
    assert facet not in {each.name for each in FACETS}


@given(collections, questions, st.integers(0, 20), st.integers(0, 20))
def test_articles_from_a_position_are_a_slice_of_the_list(
    records: list[Record], query: Query, place: int, size: int
) -> None:
    selection = Selection(index_of(records), query)
    ordinals = plain(records, query)

    assert (
        selection.newer(place, size) == [ordinal for ordinal in ordinals if ordinal >= place][:size]
    )
    assert (
        selection.older(place, size)
        == [ordinal for ordinal in ordinals[::-1] if ordinal < place][:size]
    )


@given(collections, questions, st.sampled_from([*SEVERAL, *ONE]))
def test_values_of_a_selection_are_those_of_its_records(
    records: list[Record], query: Query, facet: str
) -> None:
    found = [records[ordinal] for ordinal in plain(records, query)]
    held = Counter(value for record in found for value in set(record.facets[facet]))

    counts = Selection(index_of(records), query).held(facet)

    assert dict(counts) == held
    assert counts == sorted(counts, key=lambda count: (-count.articles, count.value))


@given(collections, questions)
def test_selection_counts_articles_without_a_month(records: list[Record], query: Query) -> None:
    years = Counter(
        int(records[ordinal].published[:4])
        for ordinal in plain(records, query)
        if len(records[ordinal].published.rstrip("~?%")) == 4
    )
    selection = Selection(index_of(records), query)

    assert {year: n for year in range(2000, 2030) if (n := selection.undated(year))} == years
