"""The indexes of the authority records, whole and counted anew for a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.store.snapshot import Label
from archive.web import indexes
from tests.web.files import COLLECTIONS, ONE_VALUE, answers, expected, pieces, questions, records
from tests.web.pages import Page, arrive, listed, number_in, open_page, text_of

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
def test_numbers_of_an_index_are_those_of_the_lists_they_open(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """With a question: the records in its answer, and none besides."""
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
        for chip in page.links(".chips a"):
            assert real_client.get(chip).status_code == 200


def test_an_index_of_outlets_for_one_outlet_offers_others(client: FlaskClient) -> None:
    """An article has one outlet, so another one widens the list to both."""
    page = open_page(client, "/outlets/?tag=china&outlet=amnesty")

    assert [(link, number) for link, _, number in items(page)] == [
        ("/?tag=china&outlet=amnesty", 2),
        ("/?tag=china&outlet=amnesty&outlet=korea-herald", 3),
    ]


def test_an_index_leaves_out_what_is_left_out(client: FlaskClient) -> None:
    page = open_page(client, "/tags/?tag=-china")

    assert [(name, number) for _, name, number in items(page)] == [
        ("UN Human Rights Council", 1),
        ("North Korea", 1),
    ]


def test_an_index_of_nothing(client: FlaskClient) -> None:
    page = open_page(client, "/people/?kind=statement")

    assert items(page) == []
    assert "Nothing here answers to this filter." in page.text("main")
    assert page.links(".chips a") == ["/people/"]


def test_tags_stand_under_the_headings_of_their_groups(client: FlaskClient) -> None:
    assert sections(open_page(client, "/tags/")) == {
        "UN bodies": ["UN Human Rights Council"],
        "Principles": ["Non-refoulement"],
        "Countries": ["China", "North Korea"],
    }


def test_outlets_stand_under_their_letters_without_their_article(client: FlaskClient) -> None:
    assert sections(open_page(client, "/outlets/")) == {
        "A": ["Amnesty International"],
        "K": ["The Korea Herald"],
        "Y": ["Yonhap News Agency"],
    }


def test_documents_stand_under_their_years_the_newest_first(client: FlaskClient) -> None:
    assert sections(open_page(client, "/documents/")) == {
        "2012": ["Situation of human rights"],
        "1951": ["Convention relating to the Status of Refugees"],
    }


def test_people_are_found_by_their_names_without_accents() -> None:
    label = Label("x", "Élodie Ångström", None, "", "", None)

    assert indexes._letter(label) == "E"
    assert indexes._letter(label._replace(name="“The” quoted")) == "T"
    assert indexes._letter(label._replace(name="38 North")) == "#"
    assert indexes._letter(label._replace(name="")) == "#"
    assert indexes._folded("The Times") < indexes._folded("Ulster Post")


def test_events_of_every_kind_of_date_stand_in_order(
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
        "Date not known": ["Event ../2011"],
    }


def test_a_document_without_a_date_stands_at_the_end(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    edit("authorities/documents.yaml", "  date: 2012-03-22\n", "")
    load_collection()

    page = open_page(client, "/documents/")

    assert list(sections(page)) == ["1951", "Date not known"]


def test_long_indexes_can_be_jumped_in(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/outlets/")
    targets = page.links(".index__jump a")

    assert len(targets) == len(page.all(".index h2"))
    assert [target[1:] for target in targets] == [h2.get("id") for h2 in page.all(".index h2")]


def test_an_index_of_a_question_is_not_for_search_engines(client: FlaskClient) -> None:
    page = open_page(client, "/people/?tag=china")
    assert page.meta("robots") == ["noindex, follow"]
    assert {link.get("rel") for link in page.all(".index__list a")} == {"nofollow"}
    assert page.links("link[rel=canonical]") == ["http://localhost/people/?tag=china"]

    page = open_page(client, "/people/")
    assert page.meta("robots") == []
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
