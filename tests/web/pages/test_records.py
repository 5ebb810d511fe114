"""The pages of tags, outlets, people, organisations, events and documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.files import COLLECTIONS, expected, pieces, records
from tests.web.page_parsing import listed, number_in, open_page, text_of

EVENT = "/events/2012-council-session/"


@settings(max_examples=40)
@given(data=st.data(), collection=st.sampled_from(sorted(COLLECTIONS)))
def test_every_record_has_a_page_with_its_coverage(
    real_client: FlaskClient, collection: str, data: st.DataObject
) -> None:
    """Its name, its way back, and the articles that the files say."""
    record = data.draw(st.sampled_from(sorted(records(collection))))
    fields = records(collection)[record]
    page = open_page(real_client, f"/{collection}/{record}/")

    assert page.text("h1") == (fields.get("name") or fields.get("label") or fields.get("title"))
    assert page.links(".crumbs a") == [f"/{collection}/"]
    assert listed(real_client, page.address) == expected(page.address)
    assert len(page.all(".sources li")) == len(fields["sources"])
    for source in fields["sources"]:
        assert source in page.links(".sources a")


def test_a_tag(client: FlaskClient) -> None:
    page = open_page(client, "/tags/unhrc/")

    assert page.text("h1") == "UN Human Rights Council"
    assert page.text(".record__text") == "The intergovernmental body in Geneva."
    assert page.texts(".facts dd") == ["유엔 인권이사회", "HRC", "UN body", "Non-refoulement"]
    assert page.one(".facts dd[lang]").get("lang") == "ko"
    assert page.text("h2#coverage") == "Coverage"


def test_broader_and_narrower_tags_lead_to_each_other(real_client: FlaskClient) -> None:
    for tag, fields in records("tags").items():
        for broader in fields.get("broader", []):
            page = open_page(real_client, f"/tags/{tag}/")
            assert f"/tags/{broader}/" in page.links(".facts a")
            page = open_page(real_client, f"/tags/{broader}/")
            assert f"/tags/{tag}/" in page.links(".facts a")
    assert any(fields.get("broader") for fields in records("tags").values())


def test_an_outlet(client: FlaskClient) -> None:
    page = open_page(client, "/outlets/korea-herald/")

    assert page.text("h1") == "The Korea Herald"
    assert page.texts(".facts dd") == [
        "newspaper",
        "South Korea",
        "August 1953",
        "1 of 4 articles (25.0%), mostly on China 1, Non-refoulement 1, UNHRC 1",
        "herald.example.org",
    ]
    assert not page.all(".carried")


def test_an_agency_has_its_stories_in_other_outlets(client: FlaskClient) -> None:
    page = open_page(client, "/outlets/yonhap/")

    assert page.links(".carried .point a") == ["/articles/council-debates-returns/"]
    assert number_in(page.text(".carried > p")) == 1
    assert listed(client, "/outlets/yonhap/") == ["inquiry-opens"]


def test_carried_stories_match_the_files(real_client: FlaskClient) -> None:
    agencies = {str(piece.fields["agency"]) for piece in pieces() if "agency" in piece.fields}
    for agency in agencies:
        carried = [
            piece
            for piece in sorted(pieces(), key=lambda piece: piece.order, reverse=True)
            if piece.fields.get("agency") == agency and piece.values("outlet") != [agency]
        ]
        page = open_page(real_client, f"/outlets/{agency}/")
        shown = [link.split("/")[2] for link in page.links(".carried .point a")]
        assert shown == [piece.slug for piece in carried][:50]
        if carried:
            assert number_in(page.text(".carried > p").split(" of ")[-1]) == len(carried)


def test_a_person(client: FlaskClient) -> None:
    page = open_page(client, "/people/robert-king/")

    assert page.text("h1") == "Robert R. King"
    assert page.texts(".roles li") == [
        "US human rights envoy for North Korea November 2009 to January 2017"
    ]
    assert page.texts(".facts dd") == [
        "Robert King",
        "often cited in the same articles: Situation of human rights A/HRC/RES/19/13, 1 article; "
        "Convention relating to the Status of Refugees, 1 article",
    ]


def test_person_has_most_cited_documents(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/people/marzuki-darusman/")
    naming = [piece for piece in pieces() if "marzuki-darusman" in piece.values("person")]
    cited = Counter(value for piece in naming for value in piece.values("document"))

    (row,) = [dd for dd in page.all(".facts dd") if dd.cssselect("a[href^='/documents/']")]
    links = [link.get("href") for link in row.cssselect("a")]
    shown = [cited[link.split("/")[2]] for link in links[:3]]

    assert shown == sorted(cited.values(), reverse=True)[:3]
    assert shown == [int(n) for n in re.findall(r"(\d+) article", text_of(row))]
    assert links[3:] == ["/documents/?person=marzuki-darusman"]
    assert "A/HRC/19/65" in text_of(row)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("from: 2009-11\n      to: 2017-01", "November 2009 to January 2017"),
        ("from: 2009-11~", "since about November 2009"),
        ("to: 2017", "until 2017"),
    ],
)
def test_offices_show_only_known_dates(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    dates: str,
    said: str,
) -> None:
    edit("authorities/people.yaml", "from: 2009-11\n      to: 2017-01", dates)
    load_collection()

    assert open_page(client, "/people/robert-king/").text(".roles__when") == said


def test_an_organisation(client: FlaskClient) -> None:
    page = open_page(client, "/organisations/unhcr/")

    assert page.text("h1") == "UN High Commissioner for Refugees"
    assert page.texts(".facts dd") == ["body of the United Nations", "UNHCR"]


def test_event_shows_its_reports_in_columns(client: FlaskClient) -> None:
    page = open_page(client, EVENT)

    assert page.text(".record__when") == "27 February to 23 March 2012 · Human Rights Council"
    assert page.links(".facts a") == [
        "/documents/a-hrc-res-19-13/",
        "/tags/unhrc/",
        "/tags/non-refoulement/",
    ]
    assert page.text("h2#coverage") == "How it was reported"
    assert page.texts(".compare__when") == ["during the event · 13 March 2012"]


def test_reports_of_an_event_begin_with_the_first(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    for name in ("2012/appeal-for-thirty", "2013/letter-to-geneva", "2013/inquiry-opens"):
        edit(f"articles/{name}.md", "\ntags:", "\nevents: [2012-council-session]\ntags:")
    load_collection()

    page = open_page(client, EVENT)

    assert page.texts(".compare__when b") == [
        "12 days before",
        "during the event",
        "exact day unknown",
        "exact day unknown",
    ]
    assert listed(client, EVENT) == listed(client, f"{EVENT}?order=newest")[::-1]
    assert page.text(".list__order") == "Oldest first · newest first"
    headline = {text_of(a): a.get("lang") for a in page.all(".entry__title a")}
    assert headline["조사위원회 출범"] == "ko"


def test_a_document(client: FlaskClient) -> None:
    page = open_page(client, "/documents/a-hrc-res-19-13/")

    assert page.text(".record__when") == "A/HRC/RES/19/13 · 22 March 2012"
    assert page.text("h2#coverage") == "Articles that cite it"
    assert "/events/2012-council-session/" in page.links(".facts a")
    assert page.texts(".entry__since") == ["9 days before"]


def test_a_document_without_a_symbol(client: FlaskClient) -> None:
    page = open_page(client, "/documents/refugee-convention/")

    assert page.text(".record__when") == "28 July 1951"
    assert not page.all(".record .symbol")


@pytest.mark.parametrize(
    "address",
    [
        "/documents/A/HRC/RES/19/13/",
        "/documents/a/hrc/res/19/13/",
        "/documents/A%2FHRC%2FRES%2F19%2F13/",
    ],
)
def test_a_document_at_its_symbol(client: FlaskClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 308
    assert response.location == "/documents/a-hrc-res-19-13/"


def test_every_symbol_leads_to_its_document(real_client: FlaskClient) -> None:
    symbols = {str(d["symbol"]): name for name, d in records("documents").items() if "symbol" in d}
    assert symbols
    for symbol, name in symbols.items():
        response = real_client.get(f"/documents/{symbol}/")
        assert response.location == f"/documents/{name}/", symbol
        assert real_client.get(response.location).status_code == 200


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/tags/unhcr/", "/tags/unhrc/"),
        ("/tags/UNHRC/", "/tags/unhrc/"),
        ("/people/robert-r-king/", "/people/robert-king/"),
        ("/outlets/the-korea-herald/", "/outlets/korea-herald/"),
        ("/documents/a-hrc-19-13/", "/documents/a-hrc-res-19-13/"),
    ],
)
def test_an_unknown_record_names_the_nearest(client: FlaskClient, address: str, near: str) -> None:
    page = open_page(client, address, status=404)

    assert near in page.links("main li a")


@pytest.mark.parametrize("address", ["/tags/zzzz/", "/documents/A/HRC/99/99/", "/people/x/y/"])
def test_an_unknown_record_without_a_nearest(client: FlaskClient, address: str) -> None:
    page = open_page(client, address, status=404)

    assert page.links("main a") == ["/"]


def test_coverage_of_a_record_can_be_filtered(client: FlaskClient, collection: Path) -> None:
    page = open_page(client, "/tags/china/?kind=statement&from=2013")

    assert page.text("h1") == "China"
    assert page.text("h2#coverage") == "Articles classed as statement, published since 2013"
    assert listed(client, page.address) == ["letter-to-geneva"]
