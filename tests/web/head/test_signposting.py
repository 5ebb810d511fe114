"""`Link` headers of pages, parsed as clients parse them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from requests.utils import parse_header_links
from werkzeug.test import TestResponse

from archive.web.head import signposting
from tests.web.files import CITATION_TYPES, pieces, records

ORIGIN = "http://localhost"
ARTICLE = "/articles/council-debates-returns/"


def links_of(response: TestResponse) -> dict[str, list[dict[str, str]]]:
    """Return relation → links."""
    found: dict[str, list[dict[str, str]]] = {}
    for header in response.headers.getlist("Link"):
        for link in parse_header_links(header):
            found.setdefault(link["rel"], []).append(link)
    return found


def test_article_has_its_links(client: FlaskClient) -> None:
    links = links_of(client.get(ARTICLE))

    of_all = {"type", "describedby", "collection", "license"}
    assert links.keys() == of_all | {"canonical", "cite-as", "via"}
    assert [link["url"] for link in links["cite-as"]] == [ORIGIN + ARTICLE]
    assert [link["url"] for link in links["canonical"]] == [ORIGIN + ARTICLE]
    assert [link["url"] for link in links["via"]] == ["https://herald.example.org/2012/council"]
    assert [link["url"] for link in links["type"]] == [
        "https://schema.org/AboutPage",
        "https://schema.org/NewsArticle",
    ]
    assert {link["url"].partition("returns")[2]: link["type"] for link in links["describedby"]} == {
        **{f".{suffix}": kind for suffix, kind in CITATION_TYPES.items()},
        ".json": "application/json",
    }


def test_page_links_to_its_type(client: FlaskClient) -> None:
    for address in ("/", "/timeline/2012/", "/tags/", "/tags/china/", "/people/robert-king/"):
        (kind,) = links_of(client.get(address))["type"]
        assert kind["url"] == "https://schema.org/CollectionPage"


@pytest.mark.parametrize("address", ["/tags/upr/", "/tags/"])
def test_described_terms_have_their_files(real_client: FlaskClient, address: str) -> None:
    for link in links_of(real_client.get(address))["describedby"]:
        response = real_client.get(urlsplit(link["url"]).path)
        assert response.status_code == 200
        assert response.mimetype == link["type"]


def test_a_record_belongs_to_its_index(client: FlaskClient) -> None:
    for address, index in (("/tags/china/", "/tags/"), ("/people/robert-king/", "/people/")):
        (link,) = links_of(client.get(address))["collection"]
        assert link["url"] == ORIGIN + index
    assert "collection" not in links_of(client.get("/timeline/2012/"))
    assert "collection" not in links_of(client.get("/tags/"))


@pytest.mark.parametrize("address", [ARTICLE, "/", "/tags/china/", "/about/method/"])
def test_head_and_304_have_the_same_links(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    head = client.head(address)
    unchanged = client.get(address, headers={"If-None-Match": response.headers["ETag"]})

    assert unchanged.status_code == 304
    links = response.headers.getlist("Link")
    assert links == head.headers.getlist("Link") == unchanged.headers.getlist("Link")


def test_error_pages_have_no_links(client: FlaskClient) -> None:
    for address in ("/none/", "/?tag=none", "/articles/none/", "/articles/withdrawn-report/"):
        assert not client.get(address).headers.getlist("Link")


def test_every_header_is_short_ascii(real_client: FlaskClient) -> None:
    """For any address of an original, the header stays short and ASCII."""
    for piece in pieces()[::3]:
        response = real_client.get(f"/articles/{piece.slug}/")
        links = links_of(response)
        assert sum(map(len, links.values())) == len(response.headers.getlist("Link"))
        assert "".join(response.headers.getlist("Link")).isascii()
        assert len(", ".join(response.headers.getlist("Link"))) < 3000
        (via,) = links["via"]
        assert urlsplit(via["url"]).hostname == urlsplit(str(piece.fields["url"])).hostname


def test_special_characters_cannot_end_a_link() -> None:
    written = signposting.written('https://x.example/a>b "c"/탈북?q=1', {"rel": "via"})

    (link,) = parse_header_links(written)
    assert link["url"] == ("https://x.example/a%3Eb%20%22c%22/%ED%83%88%EB%B6%81?q=1")
    assert link["rel"] == "via"


def test_every_term_points_to_its_description(real_client: FlaskClient) -> None:
    for tag in records("tags"):
        links = links_of(real_client.head(f"/tags/{tag}/"))
        assert f"{ORIGIN}/tags/{tag}.ttl" in {link["url"] for link in links["describedby"]}
