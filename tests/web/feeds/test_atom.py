"""Atom, as feedparser and as an XML parser read it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import feedparser
import lxml.etree
import lxml.html
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from tests.web.files import COLLECTIONS, pieces, records
from tests.web.page_parsing import arrive

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def read(client: FlaskClient, address: str) -> tuple[Any, lxml.etree._Element]:
    """A feed by feedparser, which finds no fault in it, and as a tree."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.data, response_headers={"content-type": response.content_type})
    assert not feed.bozo, f"{address}: {feed.get('bozo_exception')}"
    tree = lxml.etree.fromstring(response.data)
    check(tree)
    return feed, tree


def check(tree: lxml.etree._Element) -> None:
    """What RFC 4287 requires of a feed and of its entries."""
    assert tree.tag == f"{ATOM}feed"
    for element in (tree, *tree.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert element.findtext(f"{ATOM}id", "").startswith("tag:")
        assert element.findtext(f"{ATOM}title")
        assert len(_links(element, "alternate")) == 1
        for link in element.findall(f"{ATOM}link"):
            assert urlsplit(link.get("href", "")).netloc
    assert tree.findtext(f"{ATOM}author/{ATOM}name")
    for name in ("updated", "published"):
        for element in tree.iter(ATOM + name):
            assert RFC3339.fullmatch(element.text or "")
    for category in tree.iter(f"{ATOM}category"):
        assert category.get("term")
        assert category.get("label")
    ids = [element.text for element in tree.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def lists() -> list[str]:
    years = sorted({piece.published[:4] for piece in pieces()})
    return [
        "/",
        "/search/",
        *(f"/timeline/{year}/" for year in years),
        *(f"/{collection}/{each}/" for collection in COLLECTIONS for each in records(collection)),
    ]


def test_every_list_has_a_valid_feed(real_settings: Settings) -> None:
    # Short pages: feedparser takes a sixth of a second for fifty entries, and the lists are 700.
    client = create_app(replace(real_settings, page_size=2)).test_client()
    addresses = lists()
    assert len(addresses) > 500
    for path in addresses:
        address = f"{path}feed.atom"
        feed, tree = read(client, address)
        assert feed.version == "atom10"
        assert _links(tree, "self") == [f"http://localhost{address}"]
        assert _links(tree, "alternate") == [f"http://localhost{path}"]
        assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_entry_describes_its_article(real_client: FlaskClient) -> None:
    seen = 0
    for piece in pieces()[::10]:
        outlet = piece.values("outlet")[0]
        feed, _tree = read(real_client, f"/outlets/{outlet}/feed.atom?tag={piece.values('tag')[0]}")
        (entry,) = (e for e in feed.entries if e.link == f"http://localhost/articles/{piece.slug}/")
        seen += 1
        assert entry.title.startswith(str(piece.fields["title"]))
        assert str(records("outlets")[outlet]["name"]) in entry.title
        assert entry.title_detail.language == piece.fields["language"]
        assert entry.content[0].language == entry.summary_detail.language == "en"
        assert [link.href for link in entry.links if link.rel == "via"] == [piece.fields["url"]]
        terms = {(tag.scheme.removeprefix("http://localhost"), tag.term) for tag in entry.tags}
        assert terms == {
            ("/timeline/", piece.published),
            ("/outlets/", outlet),
            *(("/tags/", tag) for tag in piece.values("tag")),
        }
        # The news is old, the entry is of today: feeds that mix them up are full of surprises.
        assert entry.published >= "2026-11"
        assert entry.updated >= entry.published
    assert seen > 15


def test_the_digest_has_absolute_addresses_and_no_ids(real_client: FlaskClient) -> None:
    feed, _tree = read(real_client, "/feed.atom")
    raw = lxml.etree.fromstring(real_client.get("/feed.atom").data)
    for entry, content in zip(feed.entries, raw.iter(f"{ATOM}content"), strict=True):
        html = lxml.html.fragment_fromstring(content.text or "", create_parent="div")
        hrefs = html.xpath(".//@href")
        assert hrefs
        assert all(re.match("https?://|mailto:", href) for href in hrefs)
        assert any(href.startswith(f"{entry.link}#p") for href in hrefs)
        assert not html.xpath(".//@id | .//@class | .//@aria-labelledby | .//script | .//style")


def test_pages_lead_through_every_article_exactly_once(real_client: FlaskClient) -> None:
    for path in ("/", "/tags/china/", "/tags/upr/"):
        first = address = f"{path}feed.atom"
        before, seen = None, []
        for _page in range(20):
            feed, tree = read(real_client, address)
            seen += [entry.link for entry in feed.entries]
            assert _links(tree, "first") == [f"http://localhost{first}"]
            assert _links(tree, "previous") == ([f"http://localhost{before}"] if before else [])
            following = _links(tree, "next")
            if not following:
                assert _links(tree, "last") == [f"http://localhost{address}"]
                break
            before, address = address, following[0].removeprefix("http://localhost")
        wanted = [p for p in pieces() if path == "/" or path.split("/")[2] in p.values("tag")]
        assert len(seen) == len(wanted)
        assert set(seen) == {f"http://localhost/articles/{piece.slug}/" for piece in wanted}


def test_a_search_has_the_elements_of_opensearch(small_pages: FlaskClient) -> None:
    _feed, tree = read(small_pages, "/search/feed.atom?q=china&page=2")

    assert tree.findtext(f"{OPENSEARCH}totalResults") == "3"
    assert tree.findtext(f"{OPENSEARCH}startIndex") == "3"
    assert tree.findtext(f"{OPENSEARCH}itemsPerPage") == "2"
    query = tree.find(f"{OPENSEARCH}Query")
    assert query is not None
    assert dict(query.attrib) == {"role": "request", "searchTerms": "china", "startIndex": "3"}
    assert len(tree.findall(f"{ATOM}entry")) == 1


def test_typed_text_is_escaped(client: FlaskClient) -> None:
    typed = "%3C/title%3E%3Cscript%3E%26%00%01%22"

    feed, _tree = read(client, arrive(client, f"/search/feed.atom?q={typed}"))

    assert "</title><script>&" in feed.feed.title_detail.value.replace("&lt;", "<")


def test_a_headline_keeps_its_language(client: FlaskClient) -> None:
    feed, _tree = read(client, "/feed.atom?language=ko")

    (entry,) = feed.entries
    assert entry.title == "조사위원회 출범 (Yonhap News Agency, about May 2013)"
    assert entry.title_detail.language == "ko"


def _links(element: lxml.etree._Element, relation: str) -> list[str]:
    links = element.findall(f"{ATOM}link")
    return [link.get("href", "") for link in links if link.get("rel") == relation]


def test_terms_of_a_search_are_encoded(client: FlaskClient) -> None:
    """OpenSearch 1.1, "Query": the value of `searchTerms` is URL-encoded."""
    _feed, tree = read(client, "/search/feed.atom?q=%EB%B6%81%EC%86%A1+a%26b")
    query = tree.find(f"{OPENSEARCH}Query")

    assert query is not None
    assert query.get("searchTerms") == "%EB%B6%81%EC%86%A1%20a%26b"
