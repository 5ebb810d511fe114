"""The indexes of the authority records, whole and counted anew for a query."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.files import COLLECTIONS, ONE_VALUE, answers, expected, pieces, questions, records
from tests.web.page_parsing import Page, arrive, listed, number_in, open_page, text_of

INDEXES = tuple(f"/{collection}/" for collection in COLLECTIONS)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_an_index_has_every_record_with_its_number_of_articles(
    real_client: FlaskClient, collection: str
) -> None:
    page = open_page(real_client, f"/{collection}/")
    shown = {link.split("/")[2]: number for link, _, number in items(page)}

    assert shown == {
        record: sum(answers(piece, COLLECTIONS[collection], record) for piece in pieces())
        for record in records(collection)
    }
    assert number_in(page.text(".lead p").partition(" in ")[0]) == len(shown)
    assert len(items(page)) == len(shown)


@settings(max_examples=80)
@given(address=questions(paths=INDEXES), data=st.data())
def test_index_counts_match_the_linked_lists(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """With a query: the records in its answer, and none besides."""
    page = open_page(real_client, arrive(real_client, address))
    collection = page.address.strip("/").partition("/")[0]
    facet, query = COLLECTIONS[collection], page.address.partition("?")[2]
    found = items(page)

    for link, _, number in data.draw(st.lists(st.sampled_from(found), max_size=3)) if found else []:
        opened = listed(real_client, link)
        assert len(opened) == number
        assert opened == expected(link)
    if query:
        answer = expected(f"/?{query}")
        held = {value for p in pieces() if p.slug in answer for value in p.values(facet)}
        asked = {v for name, v in parse_qsl(query) if name == facet and not v.startswith("-")}
        if facet in ONE_VALUE and asked:
            kept = [pair for pair in query.split("&") if not re.match(f"{facet}=[^-]", pair)]
            wider = expected("/?" + "&".join(kept))
            held = {value for p in pieces() if p.slug in wider for value in p.values(facet)}
            held = held - asked | (asked if answer else set())
        assert len(found) == len(held)
        sentence, list_link = page.one(".lead p"), page.links(".lead p a")[0]
        assert number_in(text_of(sentence).rpartition(", ")[2]) == len(answer)
        assert listed(real_client, list_link) == answer
        for constraint in page.links(".constraints a"):
            assert real_client.get(constraint).status_code == 200


def test_an_index_of_outlets_for_one_outlet_offers_others(client: FlaskClient) -> None:
    """An article has one outlet, so another one widens the list to both."""
    page = open_page(client, "/outlets/?tag=china&outlet=amnesty")

    assert [(link, number) for link, _, number in items(page)] == [
        ("/?tag=china&outlet=amnesty", 2),
        ("/?tag=china&outlet=amnesty&outlet=korea-herald", 3),
    ]


def test_index_respects_excluded_values(client: FlaskClient) -> None:
    page = open_page(client, "/tags/?tag=-china")

    assert [(name, number) for _, name, number in items(page)] == [
        ("UN Human Rights Council", 1),
        ("North Korea", 1),
    ]


def test_empty_index_says_so(client: FlaskClient) -> None:
    page = open_page(client, "/people/?kind=statement")

    assert items(page) == []
    assert "No matches." in page.text("main")
    assert page.links(".constraints a") == ["/people/"]


def test_tags_are_grouped_under_headings(client: FlaskClient) -> None:
    assert sections(open_page(client, "/tags/")) == {
        "UN bodies": ["UN Human Rights Council"],
        "Principles": ["Non-refoulement"],
        "Countries": ["China", "North Korea"],
    }


def test_outlets_are_grouped_by_letter_without_article(client: FlaskClient) -> None:
    assert sections(open_page(client, "/outlets/")) == {
        "A": ["Amnesty International"],
        "K": ["The Korea Herald"],
        "Y": ["Yonhap News Agency"],
    }


def test_documents_are_grouped_by_year_newest_first(client: FlaskClient) -> None:
    assert sections(open_page(client, "/documents/")) == {
        "2012": ["Situation of human rights"],
        "1951": ["Convention relating to the Status of Refugees"],
    }


def test_events_with_any_date_are_sorted(
    collection: Path, client: FlaskClient, load_collection: Callable[..., object]
) -> None:
    """The newest first by their beginning; what is less exact comes before it in time."""
    with (collection / "authorities/events.yaml").open("a", encoding="utf-8") as file:
        for date in ("2012/2014", "2012-12-31", "2012~", "2012-02/2012-05", "../2011", "2013-06"):
            name = f"e{date}".replace("/", "-to-").replace("~", "-about").replace("..", "open")
            file.write(
                f"\n- id: {name}\n  title: Event {date}\n  date: {date}\n  body: HRC\n"
                "  summary: It took place.\n  sources: [https://un.example.org/x]\n"
            )
    load_collection()

    assert sections(open_page(client, "/events/")) == {
        "2013": ["Event 2013-06"],
        "2012": [
            "Event 2012-12-31",
            "The Council's nineteenth session",
            "Event 2012-02/2012-05",
            "Event 2012/2014",
            "Event 2012~",
        ],
        "Date unknown": ["Event ../2011"],
    }


def test_document_without_date_comes_last(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    edit("authorities/documents.yaml", "  date: 2012-03-22\n", "")
    load_collection()

    page = open_page(client, "/documents/")

    assert list(sections(page)) == ["1951", "Date unknown"]


def test_long_indexes_have_jump_links(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/outlets/")
    targets = page.links(".index__jump a")

    assert len(targets) == len(page.all(".index h2"))
    assert [target[1:] for target in targets] == [h2.get("id") for h2 in page.all(".index h2")]


def test_filtered_index_is_noindex(client: FlaskClient) -> None:
    page = open_page(client, "/people/?tag=china")
    assert page.meta("robots") == ["noindex, follow"]
    assert {link.get("rel") for link in page.all(".index__list a")} == {"nofollow"}
    assert page.links("link[rel=canonical]") == ["http://localhost/people/?tag=china"]

    page = open_page(client, "/people/")
    assert page.meta("robots") == []
    assert {link.get("rel") for link in page.all(".index__list a")} == {None}


def test_an_index_of_organisations_in_another_arrangement(client: FlaskClient) -> None:
    assert sections(open_page(client, "/organisations/?by=letter")) == {
        "U": ["UN High Commissioner for Refugees"]
    }


WAYS = {
    "tags": ["", "letter", "articles"],
    "outlets": ["", "kind", "articles"],
    "people": ["", "articles"],
    "organisations": ["", "letter", "articles"],
    "events": ["", "letter", "kind", "articles"],
    "documents": ["", "letter", "kind", "articles"],
}
FIELDS_OF_KIND = {"tags": "group", "outlets": "kind", "organisations": "kind"}
FIELDS_OF_KIND |= {"events": "body", "documents": "kind"}


@pytest.mark.parametrize(
    ("collection", "way"), [(name, way) for name, ways in WAYS.items() for way in ways]
)
def test_every_arrangement_has_the_same_records(
    real_client: FlaskClient, collection: str, way: str
) -> None:
    plain = open_page(real_client, f"/{collection}/")
    page = open_page(real_client, f"/{collection}/?by={way}" if way else f"/{collection}/")

    assert sorted(items(page)) == sorted(items(plain))
    offered = {link.partition("?by=")[2] for link in page.links(".index__grouping a")}
    assert offered == set(WAYS[collection])
    (current,) = page.all(".index__grouping [aria-current]")
    assert current.get("href") == page.address


@pytest.mark.parametrize("collection", FIELDS_OF_KIND)
def test_arrangement_by_kind_groups_records(real_client: FlaskClient, collection: str) -> None:
    plain = collection in ("tags", "organisations")
    page = open_page(real_client, f"/{collection}/" + ("" if plain else "?by=kind"))
    kinds = [
        {records(collection)[link.split("/")[2]][FIELDS_OF_KIND[collection]] for link in links}
        for links in (
            [a.get("href") for a in section.cssselect("li a")]
            for section in page.all(".index section")
        )
    ]

    assert all(len(kind) == 1 for kind in kinds)
    assert len(set.union(*kinds)) == len(kinds)
    headings = page.texts(".index h2")
    assert len(set(headings)) == len(headings) == len(kinds)
    assert all(heading[0].isupper() for heading in headings)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_arrangement_by_articles_starts_with_most(
    real_client: FlaskClient, collection: str
) -> None:
    page = open_page(real_client, f"/{collection}/?by=articles")
    numbers = [number for _, _, number in items(page)]

    assert numbers == sorted(numbers, reverse=True)
    for section in page.all(".index section"):
        heading = text_of(section.cssselect("h2")[0])
        held = [number_in(text_of(b)) for b in section.cssselect("li b")]
        bounds = [int(n) for n in re.findall(r"\d+", heading)] or [0]
        assert bounds[0] <= min(held), heading
        assert "or more" in heading or max(held) <= bounds[-1], heading


def test_arrangement_and_constraints_keep_the_query(client: FlaskClient) -> None:
    page = open_page(client, "/outlets/?tag=china&outlet=amnesty&by=articles")

    assert page.links(".constraints a") == [
        "/outlets/?outlet=amnesty&by=articles",
        "/outlets/?tag=china&by=articles",
        "/outlets/?by=articles",
    ]
    assert page.links(".index__grouping a") == [
        "/outlets/?tag=china&outlet=amnesty",
        "/outlets/?tag=china&outlet=amnesty&by=kind",
        "/outlets/?tag=china&outlet=amnesty&by=articles",
    ]
    assert page.links(".index__list a")[0].startswith("/?tag=china&outlet=amnesty")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/outlets/?by=letter", "/outlets/"),
        ("/outlets/?by=", "/outlets/"),
        ("/outlets/?by=articles&by=articles", "/outlets/?by=articles"),
        ("/outlets/?by=kind&tag=china", "/outlets/?tag=china&by=kind"),
        ("/outlets/?by=kind&order=oldest&page=3", "/outlets/?by=kind"),
        ("/tags/?by=kind&tag=china", "/tags/?tag=china"),
        ("/documents/?by=date", "/documents/"),
    ],
)
def test_an_arrangement_has_one_address(client: FlaskClient, address: str, canonical: str) -> None:
    response = client.get(address)

    assert (response.status_code, response.location) == (308, canonical)
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/outlets/?by=articls&tag=china", "/outlets/?tag=china&by=articles"),
        ("/people/?by=kind", "/people/?by=articles"),
        ("/outlets/?by=date", "/outlets/?by=kind"),
        ("/outlets/?by=kind&by=articles", "/outlets/?by=kind"),
        ("/outlets/?by=kind&tag=chima", "/outlets/?tag=china&by=kind"),
        ("/outlets/?by=knd&tag=chima", "/outlets/?tag=china"),
        ("/outlets/?by=%FF", "/outlets/"),
        ("/?by=kind", "/"),
        ("/tags/china/?by=kind", "/tags/china/"),
    ],
)
def test_an_unknown_arrangement_is_answered_with_the_nearest(
    client: FlaskClient, address: str, offered: str
) -> None:
    page = open_page(client, address, status=400)

    links = page.links(".message li a")
    assert offered in links
    assert len(set(links)) == len(links)
    assert {client.get(link).status_code for link in links} == {200}


def test_other_arrangements_are_noindex(client: FlaskClient) -> None:
    page = open_page(client, "/outlets/?by=articles")
    assert page.meta("robots") == ["noindex, follow"]
    assert page.links("link[rel=canonical]") == ["http://localhost/outlets/?by=articles"]
    assert {a.get("href"): a.get("rel") for a in page.all(".index__grouping a")} == {
        "/outlets/": None,
        "/outlets/?by=kind": "nofollow",
        "/outlets/?by=articles": "nofollow",
    }
    # Its records are in the plain index too.
    assert {link.get("rel") for link in page.all(".index__list a")} == {None}


def items(page: Page) -> list[tuple[str, str, int]]:
    """Link, name and number of articles of every record on an index."""
    return [
        (link.get("href"), text_of(link), number_in(text_of(item.cssselect("b")[0])))
        for item in page.all(".index__list li")
        for link in item.cssselect("a")
    ]


def sections(page: Page) -> dict[str, list[str]]:
    return {
        text_of(section.cssselect("h2")[0]): [text_of(a) for a in section.cssselect("li a")]
        for section in page.all(".index section")
    }
