"""`/robots.txt`, read by two parsers: the standard library's and that of Scrapy."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient
from protego import Protego

from tests.crawl import Crawl
from tests.web.files import pieces

ORIGIN = "http://localhost"
ARTICLE = f"/articles/{pieces()[0].slug}/"


@pytest.fixture
def rules(real_client: FlaskClient) -> Protego:
    """The rules as a parser that knows wildcards has them."""
    return Protego.parse(real_client.get("/robots.txt").text)


def may(rules: Protego, path: str, agent: str = "AnyBot") -> bool:
    return bool(rules.can_fetch(ORIGIN + path, agent))


@pytest.mark.parametrize("agent", ["Googlebot", "AnyBot", "GPTBot", "ClaudeBot", "CCBot"])
def test_every_robot_may_read_articles(real_client: FlaskClient, agent: str) -> None:
    text = real_client.get("/robots.txt").text
    parser = RobotFileParser()
    parser.parse(text.splitlines())

    assert parser.can_fetch(agent, ORIGIN + ARTICLE)
    assert parser.can_fetch(agent, f"{ORIGIN}/?tag=china")
    assert may(Protego.parse(text), ARTICLE, agent)
    assert parser.site_maps() == [f"{ORIGIN}/sitemap.xml"]


def test_rules_have_a_single_group(real_client: FlaskClient) -> None:
    """A robot that finds no group of its own name follows that of `*` (RFC 9309, 2.2.1)."""
    text = real_client.get("/robots.txt").text

    assert [line for line in text.splitlines() if line.startswith("User-agent")] == [
        "User-agent: *"
    ]


ALLOWED = [
    "/",
    "/?page=3",
    "/?tag=china",
    "/?tag=china&page=2",
    "/?from=2012&to=2013",
    "/?from=2012&to=2013&page=2",
    "/?order=oldest",
    "/tags/china/?page=2",
    "/search/?q=china",
    "/oembed?url=http%3A%2F%2Flocalhost%2F&format=json",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/api/articles?q=upr&limit=5",
    "/tags.ttl",
    "/static/css/site.css?v=1234567890",
]
FORBIDDEN = [
    "/?tag=china&tag=upr",
    "/?tag=china&from=2012&to=2013",
    "/?tag=china&order=oldest",
    "/search/?q=china&tag=upr",
    "/tags/?tag=upr&by=letter",
]


@pytest.mark.parametrize("path", ALLOWED)
def test_single_filters_may_be_fetched(rules: Protego, path: str) -> None:
    assert may(rules, path)
    assert may(rules, path, "GPTBot")


@pytest.mark.parametrize("path", FORBIDDEN)
def test_combinations_are_not_fetched(rules: Protego, path: str) -> None:
    assert not may(rules, path)
    assert not may(rules, path, "GPTBot")


@pytest.mark.xdist_group("crawl")
def test_rules_and_pages_agree(crawled: Crawl, rules: Protego) -> None:
    """What may be indexed may be fetched; what may not be fetched is linked as nofollow alone."""
    for page in crawled.all:
        is_kept_out = bool(page.html.cssselect("meta[name=robots][content^=noindex]"))
        assert may(rules, page.address) or is_kept_out, page.address
    for page in crawled.pages:
        for link, is_nofollow in page.links:
            assert is_nofollow or may(rules, link), f"{link} from {page.address}"


def test_rules_name_the_sitemap(real_client: FlaskClient, rules: Protego) -> None:
    (address,) = rules.sitemaps
    assert real_client.get(address.removeprefix(ORIGIN)).status_code == 200


def test_rules_are_plain_text(real_client: FlaskClient) -> None:
    response = real_client.get("/robots.txt")

    assert response.content_type == "text/plain; charset=utf-8"
    assert "noindex" not in response.text.lower()
