"""The timeline, its years and its months."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.files import expected, pieces, records
from tests.web.page_parsing import listed, number_in, open_page


def test_the_front_page_says_what_the_archive_holds(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/")
    outlets = {piece.values("outlet")[0] for piece in pieces()}
    years = sorted(piece.published[:4] for piece in pieces())

    assert page.text("h1").startswith("How the United Nations")
    assert page.text(".lead p").startswith(
        f"{len(pieces())} articles from {len(outlets)} outlets, {years[0]} to {years[-1]}, "
        f"with {len(records('events'))} events and {len(records('documents'))} documents."
    )


def test_filtered_front_page_has_its_query_as_heading(client: FlaskClient) -> None:
    page = open_page(client, "/?tag=china")

    assert page.text("h1") == "Articles tagged China"
    assert page.text("head title") == "Articles tagged China | The Geneva Record"


def test_every_article_is_in_its_year_and_in_its_month(real_client: FlaskClient) -> None:
    """Those whose month is not known are in the year alone."""
    found: list[str] = []
    (first, *_, last) = sorted({int(piece.published[:4]) for piece in pieces()})
    for year in range(first, last + 1):
        of_year = listed(real_client, f"/timeline/{year}/")
        assert of_year == expected(f"/timeline/{year}/")
        found += of_year
    assert sorted(found) == sorted(piece.slug for piece in pieces())

    for month in range(1, 13):
        assert listed(real_client, f"/timeline/2023/{month:02}/") == expected(
            f"/timeline/2023/{month:02}/"
        )


def test_years_and_months_lead_to_their_neighbours(client: FlaskClient) -> None:
    assert steps(client, "/timeline/2012/") == ["2013 →"]
    assert steps(client, "/timeline/2013/") == ["← 2012"]
    assert steps(client, "/timeline/2012/01/") == ["February 2012 →"]
    assert steps(client, "/timeline/2012/12/") == ["← November 2012", "January 2013 →"]
    assert steps(client, "/timeline/2013/12/") == ["← November 2013"]


def test_a_month_leads_back_to_its_year(client: FlaskClient) -> None:
    page = open_page(client, "/timeline/2012/03/")

    assert page.text("h1") == "March 2012"
    assert page.links(".crumbs a") == ["/", "/timeline/2012/"]


@pytest.mark.parametrize(
    "address",
    [
        "/timeline/2011/",
        "/timeline/2014/",
        "/timeline/0000/",
        "/timeline/9999/01/",
        "/timeline/2012/00/",
        "/timeline/2012/13/",
        "/timeline/2012/3/",
        "/timeline/12/",
        "/timeline/20120/",
        "/timeline/-2012/",
        "/timeline/two/",
    ],
)
def test_unknown_years_and_months_are_404(client: FlaskClient, address: str) -> None:
    assert open_page(client, address, status=404).text("h1") == "Page not found"


def test_year_in_other_digits_redirects(client: FlaskClient) -> None:
    """Routing takes them for a number; one page must not have two addresses."""
    response = client.get("/timeline/２０１２/?tag=china")

    assert (response.status_code, response.location) == (308, "/timeline/2012/?tag=china")


def test_month_mentions_articles_without_a_month(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    """Articles of the year whose month is not known, as far as they answer the query."""
    edit("articles/2012/appeal-for-thirty.md", "published: 2012-02-15", "published: 2012")
    load_collection()
    note = "1 more article of 2012 has no known month. It is on the page of the year."

    assert note in open_page(client, "/timeline/2012/03/").text(".lead")
    assert note in open_page(client, "/timeline/2012/03/?kind=statement").text(".lead")
    assert "more article" not in open_page(client, "/timeline/2012/03/?kind=news").text(".lead")
    assert "more article" not in open_page(client, "/timeline/2013/05/").text(".lead")
    assert listed(client, "/timeline/2012/") == ["council-debates-returns", "appeal-for-thirty"]
    assert listed(client, "/timeline/2012/02/") == []


def test_the_count_of_a_year_is_in_its_description(client: FlaskClient) -> None:
    (description,) = open_page(client, "/timeline/2012/").meta("description")

    assert number_in(description.partition(":")[2]) == 2


def steps(client: FlaskClient, address: str) -> list[str]:
    page = open_page(client, address)
    for link in page.links(".steps a"):
        assert client.get(link).status_code == 200
    return page.texts(".steps a")
