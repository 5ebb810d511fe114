"""The timeline: articles and events in date order, under the headings of their years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.files import expected, pieces, questions, records
from tests.web.page_parsing import Page, arrive, listed, number_in, open_page, text_of

EVENT = """
- id: {id}
  title: Event {id}
  date: {date}
  body: HRC
  summary: It took place.
  sources: [https://un.example.org/{id}]
"""


@settings(max_examples=60)
@given(address=questions(), data=st.data())
def test_count_of_a_year_matches_the_linked_list(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """And of the year's articles in the whole list, on whatever page of it one is."""
    page = open_page(real_client, arrive(real_client, address))
    here = [published(slug) for slug in expected(page.address)]
    headings = page.all(".spine__year")
    for heading in headings:
        year = text_of(heading).split()[0]
        shown = number_in(text_of(heading.cssselect("small")[0]))
        assert shown == sum(date.startswith(year) for date in here)

    for link in page.all(".spine__year a")[: data.draw(st.integers(0, 3))]:
        shown = number_in(text_of(link.getparent().cssselect("small")[0]))
        opened = listed(real_client, link.get("href"))
        assert len(opened) == shown
        assert set(opened) <= set(expected(page.address))
        assert opened == expected(link.get("href"))


def test_timeline_follows_the_order_of_the_list(real_client: FlaskClient) -> None:
    """This applies to headings, articles and events; every event appears once."""
    for order in ("", "?order=oldest"):
        keys: list[int] = []
        events: list[str] = []
        years: list[str] = []
        address = f"/{order}"
        while address:
            page = open_page(real_client, address)
            years += [text.split()[0] for text in page.texts(".spine__year")]
            for point in page.all(".spine .point"):
                (link,) = point.cssselect("h4 a, .point--event a")
                keys.append(key_of(link.get("href")))
                if link.get("href").startswith("/events/"):
                    events.append(link.get("href").split("/")[2])
            (address,) = page.links(".pager a[rel=next]") or [""]
        assert keys == sorted(keys, reverse=not order)
        assert sorted(events) == sorted(records("events"))
        assert years == sorted(years, reverse=not order)


def test_years_and_months_of_the_tiny_collection(client: FlaskClient) -> None:
    page = open_page(client, "/")

    assert page.texts(".spine__year") == ["2013 2 articles", "2012 2 articles"]
    assert page.links(".spine__year a") == ["/timeline/2013/", "/timeline/2012/"]
    assert outline(page) == [
        "June 2013",
        "Letter to Geneva",
        "May 2013",
        "조사위원회 출범",
        "March 2012",
        "Council debates returns from China",
        "February 2012",
        "The Council's nineteenth session",
        "[Appeal for thirty people]",
    ]


def test_heading_of_a_year_keeps_the_query(client: FlaskClient) -> None:
    assert open_page(client, "/?tag=china&kind=statement&order=oldest").links(".spine__year a") == [
        "/timeline/2012/?tag=china&kind=statement&order=oldest",
        "/timeline/2013/?tag=china&kind=statement&order=oldest",
    ]
    assert open_page(client, "/tags/china/?kind=news").links(".spine__year a") == [
        "/timeline/2012/?tag=china&kind=news"
    ]


def test_a_years_own_page_does_not_link_to_itself(client: FlaskClient) -> None:
    assert open_page(client, "/timeline/2012/").links(".spine__year a") == []
    assert open_page(client, "/timeline/2012/02/").links(".spine__year a") == []


def test_articles_of_an_unknown_month_precede_all_months_in_time(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    """They come last in newest-first order and first in oldest-first order."""
    edit("articles/2013/inquiry-opens.md", "published: 2013-05~", "published: 2013~")
    load_collection()

    newest = outline(open_page(client, "/timeline/2013/"))
    oldest = outline(open_page(client, "/timeline/2013/?order=oldest"))

    assert newest == ["June 2013", "Letter to Geneva", "Month unknown", "조사위원회 출범"]
    assert oldest == ["Month unknown", "조사위원회 출범", "June 2013", "Letter to Geneva"]


def test_event_is_on_the_older_side_of_reports_of_its_day(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    edit("authorities/events.yaml", "date: 2012-02-27/2012-03-23", "date: 2012-03-13")
    load_collection()
    event, report = "The Council's nineteenth session", "Council debates returns from China"

    assert outline(open_page(client, "/timeline/2012/03/"))[1:] == [report, event]
    assert outline(open_page(client, "/timeline/2012/03/?order=oldest"))[1:] == [event, report]


def test_event_counts_the_listed_articles_about_it(client: FlaskClient) -> None:
    assert open_page(client, "/").text(".point--event p").endswith("· 1 article")


def test_a_filtered_list_has_the_events_it_reports_on(client: FlaskClient) -> None:
    """The bare timeline has all of them."""
    assert open_page(client, "/?kind=news").all(".point--event")
    assert not open_page(client, "/?kind=statement").all(".point--event")
    assert open_page(client, "/people/robert-king/").all(".point--event")
    assert not open_page(client, "/tags/north-korea/").all(".point--event")


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/?from=2012-02-28", True),
        ("/?from=2012-03-23", True),
        ("/?from=2012-03-24", False),
        ("/?to=2012-02-27", True),
        ("/?to=2012-02-26", False),
        ("/timeline/2012/", True),
        ("/timeline/2012/02/", True),
        ("/timeline/2013/", False),
    ],
)
def test_a_range_has_the_events_that_overlap_it(
    client: FlaskClient, address: str, there: bool
) -> None:
    assert bool(open_page(client, address).all(".point--event")) is there


@pytest.mark.parametrize(
    "date", ["../2012-03", "2012-03/..", "1951-07", "2026", "2012~", "2012-03-XX?", "2011/2014"]
)
def test_events_of_every_kind_of_date(
    collection: Path, client: FlaskClient, load_collection: Callable[..., object], date: str
) -> None:
    """They are on the timeline without broken links, and have their own page."""
    with (collection / "authorities/events.yaml").open("a", encoding="utf-8") as file:
        file.write(EVENT.format(id="other", date=date))
    load_collection()

    for address in ("/", "/?order=oldest", "/events/", "/events/other/", "/?event=other"):
        page = open_page(client, address)
        for link in page.links(".spine__year a"):
            assert client.get(link).status_code == 200
    on_the_spine = "Event other" in " ".join(outline(open_page(client, "/")))
    assert on_the_spine == (not date.startswith(".."))


def test_events_around_pages_of_a_list(small_pages: FlaskClient, collection: Path) -> None:
    """Earlier events are on the first page, later ones on the last page."""
    first, last = open_page(small_pages, "/"), open_page(small_pages, "/?page=2")

    assert not first.all(".point--event")
    assert outline(last)[-2:] == ["The Council's nineteenth session", "[Appeal for thirty people]"]


@pytest.mark.parametrize("order", ["", "order=oldest&"])
@pytest.mark.parametrize(
    "date", ["2012-02-15", "2012-03-13", "2012-03-14", "2013-05", "2013-05-02", "2013-06", "2012"]
)
def test_event_between_two_pages_is_on_one_page(
    small_pages: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    date: str,
    order: str,
) -> None:
    """Also on the very day of the article at which a page ends or begins."""
    edit("authorities/events.yaml", "date: 2012-02-27/2012-03-23", f"date: {date}")
    load_collection()
    first = open_page(small_pages, f"/?{order}".rstrip("?&"))
    second = open_page(small_pages, f"/?{order}page=2")

    assert len(first.all(".point--event")) + len(second.all(".point--event")) == 1


def outline(page: Page) -> list[str]:
    """Return the headings of months and the names of articles and events, in page order."""
    return page.texts(".spine .spine__month, .spine .entry__title, .point--event p > a")


def published(slug: str) -> str:
    (date,) = (piece.published for piece in pieces() if piece.slug == slug)
    return date


def key_of(address: str) -> int:
    """YYYYMMDD of an article or of the beginning of an event, with 00 for what is not known."""
    _, collection, name, _ = address.split("/")
    date = published(name) if collection == "articles" else str(records("events")[name]["date"])
    digits = date.split("/")[0].rstrip("~?%").replace("-", "").replace("X", "0")
    return int(digits.ljust(8, "0"))
