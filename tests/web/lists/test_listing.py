"""A list of articles: its pages, its order, its range of dates, and what it says of itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings

from archive.config import Settings
from archive.factory import create_app
from tests.web.files import expected, questions
from tests.web.page_parsing import arrive, listed, open_page

APPEAL, DEBATE = "appeal-for-thirty", "council-debates-returns"
OPENS, LETTER = "inquiry-opens", "letter-to-geneva"


def test_list_has_two_date_orders(client: FlaskClient) -> None:
    assert listed(client, "/") == [LETTER, OPENS, DEBATE, APPEAL]
    assert listed(client, "/?order=oldest") == [APPEAL, DEBATE, OPENS, LETTER]


def test_pages_of_a_list(small_pages: FlaskClient) -> None:
    first, second = open_page(small_pages, "/"), open_page(small_pages, "/?page=2")

    assert first.text(".list__count[role=status]") == "Articles 1 to 2 of 4"
    assert second.text(".list__count[role=status]") == "Articles 3 to 4 of 4"
    assert first.links("[rel=next]") == ["/?page=2", "/?page=2"]
    assert first.links("[rel=prev]") == []
    assert second.links("[rel=prev]") == ["/", "/"]
    assert second.links("[rel=next]") == []
    assert second.text(".pager [aria-current=page]") == "Page 2 of 2"
    assert second.links("link[rel=canonical]") == ["http://localhost/?page=2"]
    assert listed(small_pages, "/") == [LETTER, OPENS, DEBATE, APPEAL]
    assert listed(small_pages, "/?order=oldest") == [APPEAL, DEBATE, OPENS, LETTER]


def test_full_last_page_has_no_next_page(small_pages: FlaskClient) -> None:
    page = open_page(small_pages, "/?kind=statement")

    assert page.text(".list__count") == "2 articles"
    assert not page.all(".pager")


def test_adding_a_filter_leads_to_the_first_page(small_pages: FlaskClient) -> None:
    page = open_page(small_pages, "/?page=2")

    assert "/?tag=china" in page.links("a.filters__add")
    assert all("page=" not in link for link in page.links(".filters a, .list__order a"))


@pytest.fixture(scope="module")
def short_pages(real_settings: Settings) -> FlaskClient:
    """The project's own collection with seventeen articles on a page."""
    return create_app(replace(real_settings, page_size=17)).test_client()


@settings(max_examples=60)
@given(address=questions())
def test_every_list_matches_the_files(
    real_client: FlaskClient, short_pages: FlaskClient, address: str
) -> None:
    """Both orders, and pages of another size."""
    address = arrive(real_client, address)

    assert listed(real_client, address) == expected(address)
    assert listed(short_pages, address) == expected(address)
    (other,) = open_page(real_client, address).links(".list__order a") or [None]
    if other:
        assert listed(real_client, other) == listed(real_client, address)[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=2013-06-15&to=2013-06-15", [LETTER]),
        ("from=2013-06", [LETTER]),
        ("from=2013-06-30", [LETTER]),
        ("from=2013-07", []),
        ("to=2013-06", [LETTER, OPENS, DEBATE, APPEAL]),
        ("from=2013&to=2013-05", [OPENS]),
        ("from=2013-05-31&to=2013-06-01", [LETTER, OPENS]),
        ("to=2012-02-15", [APPEAL]),
        ("to=2012-02-14", []),
        ("from=2012-02-15&to=2012-02-15", [APPEAL]),
        ("from=2012-02-16&to=2012-03-12", []),
    ],
)
def test_range_includes_inexact_dates(client: FlaskClient, query: str, found: list[str]) -> None:
    """An article of June 2013 may be of the 15th, and one of about May 2013 is of May."""
    assert listed(client, f"/?{query}") == found


def test_single_valued_facets_widen_and_others_narrow(client: FlaskClient) -> None:
    assert listed(client, "/?kind=analysis&kind=news") == [OPENS, DEBATE]
    assert listed(client, "/?tag=north-korea&tag=unhrc") == [OPENS]
    assert listed(client, "/?kind=-statement") == [OPENS, DEBATE]
    assert listed(client, "/?tag=china&tag=-north-korea") == [DEBATE, APPEAL]


def test_empty_list_offers_other_queries(client: FlaskClient) -> None:
    page = open_page(client, "/?tag=north-korea&kind=news")

    assert page.text(".list__count[role=status]") == "0 articles"
    assert page.texts(".nothing li") == [
        "Without “North Korea” 1 article",
        "Without “news” 2 articles",
    ]
    assert page.links(".nothing a") == ["/?kind=news", "/?tag=north-korea"]


def test_a_record_without_articles_says_so(client: FlaskClient, collection: Path) -> None:
    """An outlet that only an agency credit names has no article of its own."""
    page = open_page(client, "/people/robert-king/?kind=analysis")
    assert "Show all" in page.text(".nothing")

    page = open_page(client, "/timeline/2012/01/")
    assert page.text(".nothing") == "The archive has no articles on this yet."


def test_order_is_shown_and_can_be_reversed(client: FlaskClient) -> None:
    page = open_page(client, "/?tag=china")
    assert page.text(".list__order") == "Newest first · oldest first"
    assert page.links(".list__order a") == ["/?tag=china&order=oldest"]

    page = open_page(client, "/?tag=china&order=oldest")
    assert page.text(".list__order") == "Oldest first · newest first"
    assert page.links(".list__order a") == ["/?tag=china"]


def test_one_article_has_no_order(client: FlaskClient) -> None:
    assert not open_page(client, "/?kind=news").all(".list__order")


def test_the_data_of_a_list_lists_the_articles_of_its_page(small_pages: FlaskClient) -> None:
    page = open_page(small_pages, "/?page=2")
    data = json.loads(page.one("script[type='application/ld+json']").text)

    assert data["@type"] == "CollectionPage"
    assert data["url"] == "http://localhost/?page=2"
    items = data["mainEntity"]["itemListElement"]
    assert data["mainEntity"]["numberOfItems"] == 4
    assert [(item["position"], item["url"]) for item in items] == [
        (3, f"http://localhost/articles/{DEBATE}/"),
        (4, f"http://localhost/articles/{APPEAL}/"),
    ]


def test_title_describes_the_query(client: FlaskClient) -> None:
    assert open_page(client, "/").text("head title") == "The Geneva Record"
    assert (
        open_page(client, "/?tag=china&kind=-news").text("head title")
        == "Articles tagged China, without news | The Geneva Record"
    )
    assert (
        open_page(client, "/tags/china/?kind=news").text("head title")
        == "China · Tags: Articles classed as news | The Geneva Record"
    )


@pytest.mark.parametrize(
    "address", ["/", "/?from=2012&order=oldest", "/tags/", "/about/method/", "/healthz"]
)
def test_empty_archive_has_lists(
    collection: Path, client: FlaskClient, load_collection: Callable[..., object], address: str
) -> None:
    shutil.rmtree(collection / "articles")
    (collection / "articles").mkdir()
    load_collection()

    assert client.get(address).status_code == 200
    assert client.get("/timeline/2012/").status_code == 404


def test_page_numbers_of_an_archive_without_articles(
    collection: Path, client: FlaskClient, load_collection: Callable[..., object]
) -> None:
    shutil.rmtree(collection / "articles")
    (collection / "articles").mkdir()
    load_collection()

    page = open_page(client, "/?page=2", status=404)

    assert "/" in page.links("main li a")
