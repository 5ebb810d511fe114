"""The chart above a list, and the table of the same numbers behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.store.facets.query import Query, Term
from archive.store.facets.selection import Selection
from archive.web.context import read_session
from archive.web.lists.chart import make_chart
from archive.web.lists.scope import Scope
from tests.web.files import expected, questions, records
from tests.web.page_parsing import Page, arrive, listed, number_in, open_page, text_of


@settings(max_examples=60)
@given(address=questions(), data=st.data())
def test_columns_and_table_show_the_sizes_of_the_lists_they_open(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    page = open_page(real_client, arrive(real_client, address))
    if not page.all("figure.chart"):
        # One month has no finer columns; an event's reports stand in columns of their own.
        assert page.address.startswith("/events/") or page.address.count("/") == 4 or _is_bare(page)
        return
    wide, narrow = (columns(page, f"svg.{name}") for name in ("chart__wide", "chart__narrow"))
    rows = [(row.cssselect("a")[0], row) for row in page.all(".chart__table tbody tr")]

    assert wide == narrow
    assert wide == [(a.get("href"), text_of(a), table_number(row)) for a, row in rows]
    for position in data.draw(st.lists(st.integers(0, len(wide) - 1), max_size=3, unique=True)):
        href, _name, shown = wide[position]
        opened = listed(real_client, href)
        assert len(opened) == shown
        assert opened == expected(href)


@settings(max_examples=30)
@given(address=questions(paths=("/", "/timeline/2012/", "/timeline/2024/", "/tags/unhrc/")))
def test_table_has_counts_without_the_filter(real_client: FlaskClient, address: str) -> None:
    """A second column appears if the counts without the query differ."""
    page = open_page(real_client, arrive(real_client, address))
    path = page.address.partition("?")[0]
    whole = open_page(real_client, path)
    numbers = [table_number(row) for row in page.all(".chart__table tbody tr")]
    wholes = [table_number(row) for row in whole.all(".chart__table tbody tr")]
    heads = page.texts(".chart__table thead th")

    assert ("Without filters" in heads) == (numbers != wholes)
    if numbers != wholes:
        at = heads.index("Without filters")
        cells = [row.cssselect("th, td") for row in page.all(".chart__table tbody tr")]
        assert [number_in(text_of(row[at])) for row in cells] == wholes


def test_empty_years_have_columns_too(client: FlaskClient) -> None:
    page = open_page(client, "/?kind=analysis")

    assert [(name, number) for _, name, number in columns(page, "svg.chart__wide")] == [
        ("2012", 0),
        ("2013", 1),
    ]


def test_columns_of_the_timeline_link_to_years(client: FlaskClient) -> None:
    """The links keep the query and replace its range by the year."""
    page = open_page(client, "/?tag=china&from=2013&to=2013&order=oldest")

    assert [href for href, _, _ in columns(page, "svg.chart__wide")] == [
        "/timeline/2012/?tag=china&order=oldest",
        "/timeline/2013/?tag=china&order=oldest",
    ]


def test_columns_on_other_lists_link_to_date_ranges(client: FlaskClient) -> None:
    page = open_page(client, "/tags/china/?kind=statement")

    assert [href for href, _, _ in columns(page, "svg.chart__wide")] == [
        "/tags/china/?kind=statement&from=2012&to=2012",
        "/tags/china/?kind=statement&from=2013&to=2013",
    ]


def test_the_chosen_years_are_marked(client: FlaskClient) -> None:
    page = open_page(client, "/?from=2013-06")
    classes = [a.get("class") for a in page.all("svg.chart__wide a")]

    assert [("chosen" in names) for names in classes] == [False, True]


def test_a_year_has_its_months(client: FlaskClient) -> None:
    page = open_page(client, "/timeline/2013/")
    months = columns(page, "svg.chart__wide")

    assert len(months) == 12
    assert months[4] == ("/timeline/2013/05/", "May 2013", 1)
    assert months[5] == ("/timeline/2013/06/", "June 2013", 1)
    assert sum(number for _, _, number in months) == 2


def test_a_month_has_no_chart(client: FlaskClient) -> None:
    assert not open_page(client, "/timeline/2013/05/").all("figure.chart")


def test_record_without_articles_has_no_chart(real_client: FlaskClient) -> None:
    """A filter without results keeps the chart, to change the range."""
    (unused, *_) = (name for name in records("outlets") if not expected(f"/outlets/{name}/"))

    assert not open_page(real_client, f"/outlets/{unused}/").all("figure.chart")
    assert open_page(real_client, "/tags/upr/?tag=-upr").all("figure.chart")


def test_events_are_counted_in_the_year_they_began(client: FlaskClient) -> None:
    page = open_page(client, "/")
    at = page.texts(".chart__table thead th").index("Events")
    events = [text_of(row.cssselect("th, td")[at]) for row in page.all(".chart__table tbody tr")]

    assert events == ["1", "0"]


def test_empty_columns_are_not_focusable(client: FlaskClient) -> None:
    page = open_page(client, "/?kind=analysis")

    assert [a.get("tabindex") for a in page.all("svg.chart__wide a")] == ["-1", None]


def test_scale_of_the_chart_ignores_filters(app: Flask) -> None:
    """The columns keep their height while a reader filters."""
    with app.test_request_context("/"):
        index = read_session().snapshot.index
        selection = Selection(index, Query((Term("kind", "analysis"),)))
        chart = make_chart(selection, Scope("/"), [])

    assert chart is not None
    assert chart.tallest == 2
    assert [column.whole for column in chart.columns] == [2, 2]
    assert chart.is_filtered


@pytest.mark.parametrize("path", ["/", "/timeline/2012/"])
def test_a_year_whose_months_are_all_unknown_is_drawn(
    path: str,
    collection: object,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    client: FlaskClient,
) -> None:
    """Its columns have no height."""
    edit("articles/2012/appeal-for-thirty.md", "published: 2012-02-15", "published: 2012")
    edit("articles/2012/council-debates-returns.md", "published: 2012-03-13", "published: 2012~")
    load_collection()

    page = open_page(client, path)

    assert page.all("svg.chart__wide")
    assert total(page) == (4 if path == "/" else 2)


def columns(page: Page, svg: str) -> list[tuple[str, str, int]]:
    """Return address, name and count of each column from its label."""
    found = []
    for link in page.one(svg).cssselect("a"):
        name, _, articles = link.get("aria-label").partition(": ")
        assert text_of(link.cssselect("title")[0]) == link.get("aria-label")
        found.append((link.get("href"), name, number_in(articles)))
    return found


def table_number(row) -> int:
    return number_in(text_of(row.cssselect("td")[0]))


def total(page: Page) -> int:
    return number_in(page.text(".list__count").split(" of ")[-1])


def _is_bare(page: Page) -> bool:
    """Return whether the scope of a page has no articles at all."""
    return not expected(page.address.partition("?")[0])
