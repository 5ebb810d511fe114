"""No link of the site leads nowhere, and every page has the shape that readers rely on."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.crawl import Crawl, crawl


@pytest.fixture(scope="module")
def crawled(real_client: FlaskClient) -> Crawl:
    return crawl(real_client)


def test_every_link_leads_to_a_page(crawled: Crawl) -> None:
    wrong = [
        f"{page.status} {page.address} (from {crawled.came_from[page.address]})"
        for page in (*crawled.pages, *crawled.sampled)
        if page.status != 200
    ]

    assert len(crawled.pages) > 800
    assert len(crawled.sampled) > 50
    assert wrong == []


def test_every_fragment_is_on_its_page(crawled: Crawl) -> None:
    ids = {page.address: _ids(page.text) for page in crawled.pages}
    missing = [
        f"{link} (from {page.address})"
        for page in crawled.pages
        for link, _ in page.links
        if (fragment := urldefrag(link).fragment)
        and urldefrag(link).url in ids
        and fragment not in ids[urldefrag(link).url]
    ]

    assert missing == []


def test_ids_are_unique(crawled: Crawl) -> None:
    twice = [
        f"{page.address}: {name}"
        for page in crawled.pages
        for name, count in _ids(page.text).items()
        if count > 1
    ]

    assert twice == []


def test_headings_make_an_outline(crawled: Crawl) -> None:
    """One h1, and no level left out on the way down."""
    wrong = []
    for page in crawled.pages:
        levels = [int(h.tag[1]) for h in _html(page.text).cssselect("h1,h2,h3,h4,h5,h6")]
        steps = pairwise(levels)
        if levels.count(1) != 1 or levels[0] != 1 or any(b > a + 1 for a, b in steps):
            wrong.append(f"{page.address}: {levels[:12]}")

    assert wrong == []


def test_titles_tell_pages_apart(crawled: Crawl) -> None:
    titles = Counter(
        _html(page.text).findtext(".//title")
        for page in crawled.pages
        if "noindex" not in page.text and "page=" not in page.address
    )

    assert [title for title, count in titles.items() if count > 1] == []


def _html(text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(text)


def _ids(text: str) -> Counter[str]:
    return Counter(element.get("id") for element in _html(text).cssselect("[id]"))
