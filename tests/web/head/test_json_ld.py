"""JSON-LD of pages, read by two independent libraries."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urldefrag

import extruct
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.namespace import RDF, SDO

from tests.crawl import Crawl
from tests.web.files import Piece, pieces, records
from tests.web.page_parsing import Page, open_page

ORIGIN = "http://localhost"
ARTICLE = "/articles/council-debates-returns/"
NEWS = ("newspaper", "agency", "broadcaster")

CONTEXT = {"@vocab": "https://schema.org/"} | {
    name: {"@type": "@id"}
    for name in ("archivedAt", "contentUrl", "item", "license", "url", "usageInfo")
}
"""The part of schema.org's context that these pages need; the original is on its site."""

REQUIRED = {
    "WebPage": {"name", "url", "isPartOf", "license", "inLanguage"},
    "NewsArticle": {"headline", "publisher", "inLanguage", "url", "archivedAt", "about"},
    "Person": {"name"},
    "Event": {"name"},
    "DefinedTerm": {"name"},
    "ItemList": {"numberOfItems", "itemListElement"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Dataset": {"name", "description", "license", "distribution"},
    "DataDownload": {"contentUrl", "encodingFormat"},
}
"""Type → required properties. A `WebPage` on another site has only its address."""


TERMS = set(SDO.__annotations__)
"""Every class and property of schema.org, as included in rdflib."""


def data_of(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.one("head script[type='application/ld+json']").text)
    return data


# Every page of the collection


@pytest.mark.xdist_group("crawl")
def test_every_page_holds_valid_data(crawled: Crawl) -> None:
    """Properties are in schema.org, local addresses are pages, breadcrumbs are in order."""
    addresses = {page.address for page in [*crawled.all, *crawled.files]}
    wrong: list[str] = []
    for page in crawled.all:
        found = _extracted(page.text)
        (data,) = found["json-ld"]
        assert data["url"] == ORIGIN + page.address
        wrong += [f"{page.address}: {fault}" for fault in _faults(data, addresses)]
        (graph,) = found["opengraph"]
        properties = dict(reversed(graph["properties"]))
        assert properties["og:url"] == ORIGIN + page.address
        assert properties["og:title"]
        assert (properties["og:type"] == "article") == page.address.startswith("/articles/")
        assert (page.address == "/") == ("breadcrumb" not in data)

    assert wrong == []


@pytest.mark.xdist_group("crawl")
def test_every_article_and_record_has_dublin_core_and_type(crawled: Crawl) -> None:
    pages = {page.address: page for page in crawled.pages}
    for piece in pieces():
        found = _extracted(pages[f"/articles/{piece.slug}/"].text, "dublincore")
        (terms,) = found["dublincore"]
        names = {element["name"].lower() for element in terms["elements"]}
        assert {"dc.title", "dc.publisher", "dc.language", "dc.identifier", "dc.source"} <= names


@pytest.mark.xdist_group("crawl")
def test_pages_describe_things_consistently(crawled: Crawl) -> None:
    """Statements on different pages about the same thing do not contradict each other."""
    graph = rdflib.Graph()
    for page in crawled.pages[::6]:
        (data,) = _extracted(page.text)["json-ld"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib's reader calls a class of its own deprecated.
            graph.parse(data=json.dumps(data | {"@context": CONTEXT}), format="json-ld")

    known = {str(SDO[name]) for name in TERMS}
    assert len(set(graph.predicates())) > 30
    assert {str(name) for name in set(graph.predicates()) - {RDF.type}} <= known
    assert {str(kind) for kind in graph.objects(None, RDF.type)} <= known
    for subject in set(graph.subjects(SDO.name, None)):
        if isinstance(subject, rdflib.URIRef):
            assert len(set(graph.objects(subject, SDO.name))) == 1, subject


def _extracted(html: str, *syntaxes: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return extruct.extract(html, syntaxes=list(syntaxes or ("json-ld", "opengraph")))


def _faults(data: dict[str, Any], addresses: set[str]) -> Iterator[str]:
    for node in _nodes(data):
        kind = node["@type"]
        if kind not in TERMS:
            yield f"no type {kind}"
        for name, value in node.items():
            if not name.startswith("@") and name not in TERMS:
                yield f"no property {name}"
            if value in (None, "", [], {}) and name != "itemListElement":
                yield f"{name} is empty"
        of_ours = kind != "WebPage" or "name" in node
        yield from (f"{kind} without {name}" for name in _missing(node, kind) if of_ours)
        for address in _addresses(node):
            if not re.match("https?://", address):
                yield f"{address} is not absolute"
            path = urldefrag(address.removeprefix(ORIGIN)).url
            # Neither combinations of filters nor downloads are all crawled; the file of words is.
            is_crawled = "?" not in path and not path.startswith(("/export.", "/feed."))
            if address.startswith(ORIGIN) and is_crawled and path not in addresses:
                yield f"{address} is no page"
        if kind in ("BreadcrumbList", "ItemList"):
            yield from _faults_of_list(node, kind)


def _missing(node: dict[str, Any], kind: str) -> set[str]:
    # Another record is named, and its own page says the rest.
    only_named = kind == "WebPage" and "isPartOf" not in node
    return set() if only_named else REQUIRED.get(kind, set()) - node.keys()


def _faults_of_list(node: dict[str, Any], kind: str) -> Iterator[str]:
    positions = [item["position"] for item in node["itemListElement"]]
    first = positions[0] if positions else 1
    if positions != list(range(first, first + len(positions))):
        yield f"{kind} numbered {positions}"
    if kind == "BreadcrumbList" and (positions[0] != 1 or len(positions) < 2):
        yield "a trail of one step"
    if kind == "ItemList" and node["numberOfItems"] < len(positions):
        yield "more items than it counts"


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    for name in ("@id", "url", "item", "archivedAt", "contentUrl", "license"):
        if name in node:
            yield node[name]


# Articles


@pytest.mark.parametrize("piece", pieces()[::4], ids=lambda piece: piece.slug)
def test_article_is_described_completely(real_client: FlaskClient, piece: Piece) -> None:
    address = f"{ORIGIN}/articles/{piece.slug}/"
    page = open_page(real_client, f"/articles/{piece.slug}/")
    data = data_of(page)
    exact = "" if re.search("[~?%]", piece.published) else piece.published.replace("-XX", "")

    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "WebPage"
    assert data["url"] == data["@id"] == address
    assert data["isPartOf"]["@type"] == "WebSite"
    assert data["lastReviewed"] == piece.fields["checked"]
    assert [step["item"] for step in data["breadcrumb"]["itemListElement"]] == [
        f"{ORIGIN}/",
        f"{ORIGIN}/timeline/{piece.published[:4]}/",
        address,
    ]
    article = data["mainEntity"]
    assert article["@type"] in {
        "news": {"NewsArticle"},
        "editorial": {"OpinionNewsArticle"},
        "opinion": {"OpinionNewsArticle"},
        "analysis": {"AnalysisNewsArticle"},
        "report": {"Report"},
        "factsheet": {"Report"},
    }.get(str(piece.fields["kind"]), {"Article"})
    assert article["headline"] == piece.fields["title"]
    assert article["image"] == page.meta("og:image")[0]
    assert "datePublished" not in data
    assert data["dateCreated"] <= data["dateModified"]
    assert not [each for each in article.get("mentions", []) if each["@type"] == "Event"]
    assert article.get("datePublished", "") == exact
    assert article["inLanguage"] == piece.fields["language"]
    assert article["url"] == article["@id"] == piece.fields["url"]
    assert article["archivedAt"] == address
    assert [place["name"] for place in article.get("contentLocation", [])] == piece.fields.get(
        "places", []
    )
    outlet = records("outlets")[piece.values("outlet")[0]]
    assert (article["publisher"]["@type"] == "NewsMediaOrganization") == (outlet["kind"] in NEWS)
    assert article["publisher"]["name"] == outlet["name"]
    assert ("isPartOf" in article) == (outlet["kind"] == "newspaper")
    agency = piece.fields.get("agency")
    wanted = f"{ORIGIN}/outlets/{agency}/" if agency and agency != piece.fields["outlet"] else None
    assert article.get("sourceOrganization", {}).get("@id") == wanted
    assert _ids(article, "about") == [f"/tags/{tag}/" for tag in piece.values("tag")]
    assert _ids(article, "mentions") == [
        f"/{collection}/{value}/"
        for collection, facet in (
            ("people", "person"),
            ("organisations", "organisation"),
            ("events", "event"),
        )
        for value in piece.values(facet)
    ]
    symbols = [records("documents")[name].get("symbol") for name in piece.values("document")]
    assert [work.get("identifier") for work in article.get("citation", [])] == symbols


def _ids(node: dict[str, Any], name: str) -> list[str]:
    return [thing["@id"].removeprefix(ORIGIN) for thing in node.get(name, [])]


def test_byline_names_become_people(real_client: FlaskClient) -> None:
    """A byline of two people is two people."""
    for piece in pieces():
        if "byline" not in piece.fields:
            continue
        data = data_of(open_page(real_client, f"/articles/{piece.slug}/"))
        author = data["mainEntity"]["author"]
        people = author if isinstance(author, list) else [author]
        assert {person["@type"] for person in people} == {"Person"}
        written = [
            f"{person['alternateName']} ({person['name']})"
            if "alternateName" in person
            else person["name"]
            for person in people
        ]
        assert " and ".join(written) == str(piece.fields["byline"]).replace(" / ", " and ")
        assert not any(set("()") & set(person["name"]) for person in people)
        assert not any(" and " in person["name"] for person in people)


def test_an_article_of_a_newspaper_is_part_of_it(real_client: FlaskClient) -> None:
    outlets, seen = records("outlets"), set()
    for piece in pieces():
        outlet = outlets[str(piece.fields["outlet"])]
        if outlet["kind"] in seen and outlet["kind"] != "newspaper":
            continue
        seen.add(outlet["kind"])
        work = data_of(open_page(real_client, f"/articles/{piece.slug}/"))["mainEntity"]
        newspaper = {"@type": "Newspaper", "name": outlet["name"]}
        assert work.get("isPartOf") == (newspaper if outlet["kind"] == "newspaper" else None)
    assert len(seen) > 3


@pytest.mark.parametrize(
    ("published", "exact"),
    [("2012", "2012"), ("2012-03-XX", "2012-03"), ("2012~", None), ("2012-03-13%", None)],
)
def test_a_date_is_as_exact_as_the_file(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    published: str,
    exact: str | None,
) -> None:
    edit("articles/2012/council-debates-returns.md", "2012-03-13\npub", f"{published}\npub")
    load_collection()

    assert data_of(open_page(client, ARTICLE))["mainEntity"].get("datePublished") == exact


@pytest.mark.parametrize(
    ("event_date", "period"),
    [
        ("2012-03-12/2012-03-13", "2012-03-12/2012-03-13"),
        ("2012-03", "2012-03"),
        ("2012-03~", None),
        ("../2012-03", None),
        ("2012-03/..", None),
    ],
)
def test_event_date_is_temporal_coverage(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    event_date: str,
    period: str | None,
) -> None:
    file = "articles/2012/council-debates-returns.md"
    edit(file, "event_date: 2012-03-12/2012-03-13", f"event_date: {event_date}")
    load_collection()

    assert data_of(open_page(client, ARTICLE))["mainEntity"].get("temporalCoverage") == period


# Records


TYPES = {
    "/tags/china/": "DefinedTerm",
    "/outlets/korea-herald/": "NewsMediaOrganization",
    "/outlets/amnesty/": "NGO",
    "/people/robert-king/": "Person",
    "/organisations/unhcr/": "Organization",
    "/events/2012-council-session/": "Event",
    "/documents/a-hrc-res-19-13/": "CreativeWork",
}


@pytest.mark.parametrize(("address", "kind"), TYPES.items())
def test_record_is_described_with_its_type(client: FlaskClient, address: str, kind: str) -> None:
    page = open_page(client, address)
    data = data_of(page)

    assert data["@type"] == "CollectionPage"
    assert data["url"] == f"http://localhost{address}"
    about = data["about"]
    assert about["@type"] == kind
    assert about["@id"] == f"http://localhost{address}"
    assert about["name"] == page.text("h1") == page.meta("og:title")[0]
    assert page.meta("description") == [about["description"]]
    assert page.links("link[rel=canonical]") == [f"http://localhost{address}"]
    assert "null" not in json.dumps(data)


def test_records_have_exact_dates_only(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    assert data_of(open_page(client, "/documents/a-hrc-res-19-13/"))["about"] == {
        "@type": "CreativeWork",
        "@id": "http://localhost/documents/a-hrc-res-19-13/",
        "name": "Situation of human rights",
        "description": "Renews the mandate.",
        "url": "https://docs.example.org/A/HRC/RES/19/13",
        "identifier": "A/HRC/RES/19/13",
        "genre": "resolution",
        "datePublished": "2012-03-22",
    }
    event = "/events/2012-council-session/"
    assert data_of(open_page(client, event))["about"]["startDate"] == "2012-02-27"

    for date, start in (("../2012", None), ("2012~/2013", None), ("2012-02/..", "2012-02")):
        edit("authorities/events.yaml", "2012-02-27/2012-03-23", date)
        load_collection()
        assert data_of(open_page(client, event))["about"].get("startDate") == start
        edit("authorities/events.yaml", date, "2012-02-27/2012-03-23")


def test_data_cannot_close_its_script_element(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    edit(
        "articles/2012/council-debates-returns.md",
        "title: Council debates returns from China",
        "title: '</script><script>alert(1)</script>'",
    )
    load_collection()

    for address in (ARTICLE, "/", "/tags/china/"):
        page = open_page(client, address)
        assert "alert(1)" in json.dumps(data_of(page))
        assert "</script><script>alert" not in page.response.text


def test_person_has_offices(client: FlaskClient) -> None:
    person = data_of(open_page(client, "/people/robert-king/"))["about"]
    (office,) = person["hasOccupation"]

    assert office["@type"] == "Role"
    assert office["hasOccupation"]["@type"] == "Occupation"


def test_event_lists_its_reports(client: FlaskClient) -> None:
    data = data_of(open_page(client, "/events/2012-council-session/"))
    event = data["about"]

    assert (event["startDate"], event["endDate"]) == ("2012-02-27", "2012-03-23")
    listed = [item["url"] for item in data["mainEntity"]["itemListElement"]]
    assert [report["@id"] for report in event["subjectOf"]] == listed
    assert {thing["@type"] for thing in event["about"]} == {"DefinedTerm"}


def test_the_sources_of_a_record_are_cited(real_client: FlaskClient) -> None:
    for record, fields in list(records("people").items())[::20]:
        data = data_of(open_page(real_client, f"/people/{record}/"))
        assert [source["url"] for source in data["citation"]] == fields["sources"]


# Lists, indexes, and pages of other kinds


def test_the_front_page_describes_the_site(client: FlaskClient) -> None:
    data = data_of(open_page(client, "/"))

    assert data["@type"] == "CollectionPage"
    assert data["isPartOf"]["@type"] == "WebSite"
    assert data["isPartOf"]["description"].startswith("How the United Nations")
    assert data["mainEntity"]["numberOfItems"] == 4


def test_later_page_continues_positions(small_pages: FlaskClient) -> None:
    data = data_of(open_page(small_pages, "/?page=2"))

    assert data["url"] == f"{ORIGIN}/?page=2"
    assert data["mainEntity"]["numberOfItems"] == 4
    assert [item["position"] for item in data["mainEntity"]["itemListElement"]] == [3, 4]


def test_month_has_breadcrumbs(client: FlaskClient) -> None:
    data = data_of(open_page(client, "/timeline/2012/03/"))

    assert [(step["name"], step["item"]) for step in data["breadcrumb"]["itemListElement"]] == [
        ("The Geneva Record", f"{ORIGIN}/"),
        ("2012", f"{ORIGIN}/timeline/2012/"),
        ("March 2012", f"{ORIGIN}/timeline/2012/03/"),
    ]


def test_the_index_of_tags_is_a_vocabulary(real_client: FlaskClient) -> None:
    data = data_of(open_page(real_client, "/tags/"))

    assert data["about"]["@type"] == "DefinedTermSet"
    terms = [term["@id"] for term in data["about"]["hasDefinedTerm"]]
    assert sorted(terms) == sorted(f"{ORIGIN}/tags/{tag}/" for tag in records("tags"))
    tag = data_of(open_page(real_client, "/tags/upr/"))["about"]
    assert tag["inDefinedTermSet"]["@id"] == data["about"]["@id"]


def test_a_filtered_index_names_terms_by_their_own_addresses(client: FlaskClient) -> None:
    data = data_of(open_page(client, "/tags/?outlet=yonhap"))

    assert all("?" not in term["@id"] for term in data["about"]["hasDefinedTerm"])


@pytest.mark.parametrize("collection", ["outlets", "people", "organisations", "events"])
def test_an_index_lists_all_its_records(real_client: FlaskClient, collection: str) -> None:
    data = data_of(open_page(real_client, f"/{collection}/"))

    assert "about" not in data
    assert {item["url"] for item in data["mainEntity"]["itemListElement"]} == {
        f"{ORIGIN}/{collection}/{record}/" for record in records(collection)
    }


def test_words_page_is_described_as_data_set(real_client: FlaskClient) -> None:
    data = data_of(open_page(real_client, "/words/"))

    (file,) = data["mainEntity"]["distribution"]
    assert file["contentUrl"] == f"{ORIGIN}/words.csv"
    assert real_client.get("/words.csv").mimetype == file["encodingFormat"]
    terms = [term["name"] for term in data["about"]["hasDefinedTerm"]]
    assert terms == [word["label"] for word in records("words").values()]


def test_about_pages_are_described(real_client: FlaskClient) -> None:
    data = data_of(open_page(real_client, "/about/method/"))

    assert data["@type"] == "AboutPage"
    assert [step["name"] for step in data["breadcrumb"]["itemListElement"]][1:] == [
        "About",
        "Method",
    ]


def test_search_results_have_their_own_type(client: FlaskClient) -> None:
    assert data_of(open_page(client, "/search/?q=china"))["@type"] == "SearchResultsPage"


def test_the_public_address_is_used(client: FlaskClient) -> None:
    page = open_page(client, ARTICLE)

    assert json.dumps(data_of(page)).count(ORIGIN) == page.one(
        "head script[type='application/ld+json']"
    ).text.count(ORIGIN)
