"""What machines read in the head of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from archive.web import dates
from tests.web.files import COLLECTIONS, Piece, pieces, records
from tests.web.pages import Page, open_page

ARTICLE = "/articles/council-debates-returns/"
LAST = r" \| The Geneva Record"


def data_of(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.one("head script[type='application/ld+json']").text)
    return data


@pytest.mark.parametrize("piece", pieces(), ids=lambda piece: piece.slug)
def test_the_head_of_every_article(real_client: FlaskClient, piece: Piece) -> None:
    """As Zotero, search engines and link previews want it."""
    page = open_page(real_client, f"/articles/{piece.slug}/")
    fields, address = piece.fields, f"http://localhost/articles/{piece.slug}/"
    outlet = records("outlets")[str(fields["outlet"])]["name"]
    tags = [records("tags")[tag]["label"] for tag in piece.values("tag")]
    exact = "" if re.search("[~?%]", piece.published) else piece.published.replace("-XX", "")

    head = page.text("head title")
    assert head.startswith(f"{' '.join(str(fields['title']).split())} — {outlet}, ")
    assert re.search(rf", [^,]*{piece.published[:4]}{LAST}$", head)
    assert page.links("link[rel=canonical]") == page.meta("og:url") == [address]
    assert page.meta("robots") == []

    kind = fields["kind"]
    types = {"press-release": "webpage", "statement": "webpage", "report": "report"}
    words = {"press-release": "Press release", "statement": "Statement", "report": "report"}
    assert page.meta("z:itemType") == [types.get(str(kind), "newspaperArticle")]
    assert page.meta("DC.type") == [words.get(str(kind), "newspaperArticle")]
    assert [len(author.split(", ")) for author in page.meta("citation_author")] == [2] * len(
        re.split(" and ", str(fields.get("byline", ""))) if fields.get("byline") else []
    )
    assert page.meta("prism.publicationName") == page.meta("DC.publisher") == [outlet]
    assert page.meta("citation_title") == page.meta("DC.title") == [fields["title"]]
    assert page.meta("citation_language") == page.meta("DC.language") == [fields["language"]]
    assert page.meta("citation_public_url") == page.meta("DC.source") == [fields["url"]]
    assert page.meta("citation_keywords") == ["; ".join(map(str, tags))]
    assert page.meta("DC.subject") == page.meta("article:tag") == tags
    assert page.meta("DCTERMS.spatial") == fields.get("places", [])
    assert page.meta("citation_publication_date") == ([exact.replace("-", "/")] if exact else [])
    assert page.meta("DC.date") == page.meta("article:published_time") == ([exact] if exact else [])
    assert page.meta("og:type") == ["article"]
    assert page.meta("og:title") == [fields["title"]]
    assert page.meta("og:site_name") == ["The Geneva Record"]
    (description,) = page.meta("description")
    assert page.meta("og:description") == [description]
    assert description == page.text(".piece__summary")
    assert page.links("link[rel='schema.DC']") == ["http://purl.org/dc/elements/1.1/"]
    for never in ("citation_journal_title", "DC.coverage", "DCTERMS.dateSubmitted"):
        assert page.meta(never) == []
    assert not page.all(".Z3988")
    the_data_is_that_of_an_article(data_of(page), piece, address, exact)


def the_data_is_that_of_an_article(
    data: dict[str, Any], piece: Piece, address: str, exact: str
) -> None:
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "WebPage"
    assert data["url"] == address
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
    assert article.get("datePublished", "") == exact
    assert article["inLanguage"] == piece.fields["language"]
    assert article["url"] == piece.fields["url"]
    assert article["archivedAt"] == address
    assert article.get("author", {}).get("name") == piece.fields.get("byline")
    outlet = records("outlets")[piece.values("outlet")[0]]
    news = outlet["kind"] in ("newspaper", "agency", "broadcaster")
    assert (article["publisher"]["@type"] == "NewsMediaOrganization") == news
    assert article["publisher"]["name"] == outlet["name"]
    assert len(article["about"]) == len(piece.values("tag"))
    assert {thing["@type"] for thing in article["about"]} == {"DefinedTerm"}
    mentioned = [v for facet in ("person", "organisation", "event") for v in piece.values(facet)]
    assert len(article.get("mentions", [])) == len(mentioned)
    symbols = [records("documents")[name].get("symbol") for name in piece.values("document")]
    assert [work.get("identifier") for work in article.get("citation", [])] == symbols
    assert "null" not in json.dumps(data)


@pytest.mark.parametrize("published", ["2012", "2012-XX", "2012-03", "2012-03-XX", "2012-03-13"])
def test_a_partial_date_is_not_padded(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    published: str,
) -> None:
    edit("articles/2012/council-debates-returns.md", "2012-03-13\npub", f"{published}\npub")
    load_collection()
    page = open_page(client, ARTICLE)
    exact = published.replace("-XX", "")

    assert page.meta("citation_publication_date") == [exact.replace("-", "/")]
    assert data_of(page)["mainEntity"]["datePublished"] == exact
    assert page.one(".piece__by time").get("datetime") == exact


@pytest.mark.parametrize("published", ["2012~", "2012-03?", "2012-03-13%"])
def test_a_doubtful_date_is_left_to_words(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    published: str,
) -> None:
    """No tag has a way to say that it is one."""
    edit("articles/2012/council-debates-returns.md", "2012-03-13\npub", f"{published}\npub")
    load_collection()
    page = open_page(client, ARTICLE)

    assert page.meta("citation_publication_date") == page.meta("DC.date") == []
    assert page.meta("DCTERMS.issued") == [dates.words(published)]
    assert "datePublished" not in data_of(page)["mainEntity"]
    assert not page.all(".piece__by time")
    assert re.search(r"(about|possibly) .*2012", page.text(".piece__by"))


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
def test_the_data_of_a_record(client: FlaskClient, address: str, kind: str) -> None:
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


def test_dates_of_records(
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
        "datePublished": "2012-03-22",
    }
    event = "/events/2012-council-session/"
    assert data_of(open_page(client, event))["about"]["startDate"] == "2012-02-27"

    for date, start in (("../2012", None), ("2012~/2013", None), ("2012-02/..", "2012-02")):
        edit("authorities/events.yaml", "2012-02-27/2012-03-23", date)
        load_collection()
        assert data_of(open_page(client, event))["about"].get("startDate") == start
        edit("authorities/events.yaml", date, "2012-02-27/2012-03-23")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_title_of_a_record(real_client: FlaskClient, collection: str) -> None:
    for record, fields in list(records(collection).items())[::40]:
        name = fields.get("name") or fields.get("label") or fields.get("title")
        page = open_page(real_client, f"/{collection}/{record}/")
        # Resolutions share a title: their symbol or date tells their pages apart.
        if collection == "documents":
            name += f", {fields.get('symbol') or page.text('.record__when time')}"
        # Some groups are an outlet and an organisation: the collection tells the pages apart.
        assert page.text("head title") == f"{name} · {collection.title()} | The Geneva Record"


def test_data_cannot_end_its_element(
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


def test_dates_for_machines_and_words_agree() -> None:
    """What `<time>` says in its attribute is the date that it shows."""
    for piece in pieces():
        machine = dates.machine(piece.published)
        assert machine is None or piece.published.startswith(machine)
