"""oEmbed 1.0: the answers, their errors, and the card that other sites may frame."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import lxml.etree
import lxml.html
import pytest
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from tests.web.files import pieces
from tests.web.page_parsing import open_page

SLUG = "council-debates-returns"
ARTICLE = f"http://localhost/articles/{SLUG}/"
CARD = f"/embed/articles/{SLUG}/"


def ask(client: FlaskClient, url: str, more: str = "", *, status: int = 200) -> dict[str, Any]:
    response = client.get(f"/oembed?url={quote(url, safe='')}{more}")
    assert response.status_code == status, response.text
    answer: dict[str, Any] = response.json if status == 200 else {}
    return answer


def frame_of(html: str) -> lxml.html.HtmlElement:
    """The one element of an answer's `html`."""
    (frame,) = lxml.html.fragments_fromstring(html)
    assert frame.tag == "iframe"
    return frame


def test_article_has_an_answer(client: FlaskClient) -> None:
    answer = ask(client, ARTICLE)

    assert answer["version"] == "1.0"
    assert answer["type"] == "rich"
    assert answer["title"] == "Council debates returns from China"
    assert answer["author_name"] == "The Korea Herald"
    assert client.get(urlsplit(answer["author_url"]).path).status_code == 200
    assert answer["provider_name"] == "The Geneva Record"
    assert answer["provider_url"] == "http://localhost/"
    assert answer["cache_age"] > 0
    frame = frame_of(answer["html"])
    assert frame.get("src") == f"http://localhost{CARD}"
    assert (frame.get("width"), frame.get("height")) == (
        str(answer["width"]),
        str(answer["height"]),
    )
    assert "allow-scripts" not in frame.get("sandbox")


def test_json_and_xml_say_the_same(client: FlaskClient) -> None:
    response = client.get(f"/oembed?url={ARTICLE}&format=xml")
    root = lxml.etree.fromstring(response.data)

    assert response.mimetype == "text/xml"
    assert root.tag == "oembed"
    said = {element.tag: element.text for element in root}
    assert said == {name: str(value) for name, value in ask(client, ARTICLE).items()}


@pytest.mark.parametrize(
    "url",
    [
        ARTICLE,
        ARTICLE.rstrip("/"),
        ARTICLE.replace("http:", "https:"),
        ARTICLE.replace("localhost", "LOCALHOST"),
        ARTICLE.replace("localhost", "localhost:80"),
        ARTICLE + "?utm_source=x#p2",
        ARTICLE.replace("council", "%63ouncil"),
    ],
)
def test_every_spelling_of_an_address(client: FlaskClient, url: str) -> None:
    assert ask(client, url) == ask(client, ARTICLE)


def test_a_former_address_is_known(client: FlaskClient) -> None:
    frame = frame_of(ask(client, "http://localhost/articles/inquiry-begins/")["html"])

    assert frame.get("src") == "http://localhost/embed/articles/inquiry-opens/"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/articles/none/",
        "http://localhost/articles/",
        "http://localhost/",
        "http://localhost/tags/china/",
        "http://localhost/x/articles/council-debates-returns/",
        "http://localhost/articles/withdrawn-report/",
        "http://localhost/articles/%00/",
        "http://localhost:8080/articles/council-debates-returns/",
        "https://elsewhere.example/articles/council-debates-returns/",
        "ftp://localhost/articles/council-debates-returns/",
        "http://[/articles/council-debates-returns/",
        "http://localhost:x/articles/council-debates-returns/",
        "council-debates-returns",
        "탈북",
    ],
)
def test_other_addresses_are_404(client: FlaskClient, url: str) -> None:
    ask(client, url, status=404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?url=", 400),
        ("?format=json", 400),
        (f"?url={ARTICLE}&format=yaml", 501),
        ("?format=yaml", 501),
        (f"?url={ARTICLE}&maxwidth=wide", 400),
        (f"?url={ARTICLE}&maxheight=0", 400),
        (f"?url={ARTICLE}&maxheight=-5", 400),
        (f"?url={ARTICLE}&maxwidth=99999999999", 400),
        ("?url=%ff%fe", 404),
    ],
)
def test_refusals_give_a_reason(client: FlaskClient, query: str, status: int) -> None:
    response = client.get(f"/oembed{query}")

    assert response.status_code == status
    assert response.mimetype == "text/plain"
    assert len(response.text) > 10
    assert "http" not in response.text


@pytest.mark.parametrize(
    ("more", "width", "height"),
    [
        ("", 600, 300),
        ("&maxwidth=2000&maxheight=2000", 600, 300),
        ("&maxwidth=500", 500, 300),
        ("&maxwidth=320", 320, 400),
        ("&maxwidth=320&maxheight=200", 320, 200),
        ("&maxheight=150", 600, 150),
        ("&maxwidth=", 600, 300),
    ],
)
def test_the_card_is_never_larger_than_asked(
    client: FlaskClient, more: str, width: int, height: int
) -> None:
    answer = ask(client, ARTICLE, more)

    assert (answer["width"], answer["height"]) == (width, height)


def test_answers_may_be_read_from_any_origin(client: FlaskClient) -> None:
    for query in (f"?url={ARTICLE}", "?url=none"):
        response = client.get(f"/oembed{query}")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_other_methods_are_refused(client: FlaskClient) -> None:
    assert client.post(f"/oembed?url={ARTICLE}").status_code == 405
    assert client.head(f"/oembed?url={ARTICLE}").status_code == 200


def test_the_public_address_and_the_request_are_both_known(
    settings: Settings, client: FlaskClient
) -> None:
    public = create_app(replace(settings, public_url="https://record.example")).test_client()

    for host in ("https://record.example", "http://record.example", "http://localhost"):
        answer = ask(public, f"{host}/articles/{SLUG}/")
        assert frame_of(answer["html"]).get("src") == f"https://record.example{CARD}"
    ask(public, f"https://other.example/articles/{SLUG}/", status=404)


def test_a_site_below_a_path(settings: Settings, client: FlaskClient) -> None:
    below = create_app(replace(settings, public_url="https://host.example/record")).test_client()

    ask(below, f"https://host.example/record/articles/{SLUG}/")
    ask(below, f"https://host.example/articles/{SLUG}/", status=404)


def test_every_article_is_discovered(real_client: FlaskClient) -> None:
    """The links in an article's head lead to answers about it, and these to its card."""
    for piece in pieces()[::5]:
        page = open_page(real_client, f"/articles/{piece.slug}/")
        for kind in ("application/json+oembed", "text/xml+oembed"):
            (address,) = page.links(f"head link[rel=alternate][type='{kind}']")
            parts = urlsplit(address)
            asked = parse_qs(parts.query)["url"]
            assert asked == page.links("link[rel=canonical]")
            response = real_client.get(f"{parts.path}?{parts.query}")
            assert response.status_code == 200
        answer = ask(real_client, f"http://localhost/articles/{piece.slug}/")
        assert answer["title"] == piece.fields["title"]
        frame = frame_of(answer["html"])
        card = open_page(real_client, urlsplit(frame.get("src")).path)
        assert card.text("h1") == " ".join(str(piece.fields["title"]).split())


def test_signs_of_html_in_a_headline(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    title = "\"'><script>alert(1)</script>"
    file = f"articles/2012/{SLUG}.md"
    edit(file, "title: Council debates returns from China", f"title: {json.dumps(title)}")
    load_collection()

    answer = ask(client, ARTICLE)
    assert answer["title"] == title
    assert frame_of(answer["html"]).get("title").startswith(title)
    xml = client.get(f"/oembed?url={ARTICLE}&format=xml").data
    assert frame_of(lxml.etree.fromstring(xml).findtext("html")).get("title").startswith(title)
    assert not open_page(client, CARD).all("script")


# The card


def test_only_the_card_may_be_framed(client: FlaskClient) -> None:
    policy = client.get(CARD).headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy

    for address in ("/", ARTICLE, "/tags/", f"/oembed?url={ARTICLE}", "/embed/", "/robots.txt"):
        response = client.get(address)
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"], address


def test_card_has_no_navigation(client: FlaskClient) -> None:
    """No script, no navigation; every link opens a page of its own."""
    page = open_page(client, CARD)

    assert not page.all("script, nav, form, iframe")
    assert page.text("h1") == "Council debates returns from China"
    assert page.text(".embed__where") == "The Korea Herald · 13 March 2012"
    assert page.text(".embed__summary").startswith("The Human Rights Council debated")
    for link in page.all("a"):
        assert link.get("href") == f"/articles/{SLUG}/"
        assert link.get("target") == "_blank"
        assert "noopener" in link.get("rel")


def test_the_card_is_not_for_search_engines(client: FlaskClient) -> None:
    page = open_page(client, CARD)

    assert page.meta("robots") == ["noindex"]
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert page.links("link[rel=canonical]") == [unescape(ARTICLE)]


def test_card_of_unknown_article_is_404(client: FlaskClient) -> None:
    moved = client.get("/embed/articles/inquiry-begins/")
    assert (moved.status_code, moved.location) == (308, "/embed/articles/inquiry-opens/")
    assert client.get(f"{CARD}?x=1").location == CARD
    assert client.get("/embed/articles/none/").status_code == 404
    removed = client.get("/embed/articles/withdrawn-report/")
    assert removed.status_code == 410
    assert "frame-ancestors *" in removed.headers["Content-Security-Policy"]
