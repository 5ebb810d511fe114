"""No link of the site leads nowhere, and every page has the shape that readers rely on."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag

import pytest

from tests.crawl import Crawl, Fetched

# One process crawls, for all that look at what it found.
pytestmark = pytest.mark.xdist_group("crawl")

ORIGIN = "http://localhost"


def test_every_link_leads_to_a_page(crawled: Crawl) -> None:
    wrong = [
        f"{page.status} {page.address} (from {crawled.came_from[page.address]})"
        for page in [*crawled.all, *crawled.files]
        if page.status != 200
    ]

    assert len(crawled.pages) > 800
    assert len(crawled.sampled) > 50
    assert "/words.csv" in {file.address for file in crawled.files}
    assert wrong == []


def test_every_fragment_is_on_its_page(crawled: Crawl) -> None:
    ids = {page.address: _ids(page) for page in crawled.all}
    missing = [
        f"{link} (from {page.address})"
        for page in crawled.all
        for link, _ in page.links
        if (fragment := urldefrag(link).fragment)
        and urldefrag(link).url in ids
        and fragment not in ids[urldefrag(link).url]
    ]

    assert missing == []


def test_ids_are_unique(crawled: Crawl) -> None:
    twice = [
        f"{page.address}: {name}"
        for page in crawled.all
        for name, count in _ids(page).items()
        if count > 1
    ]

    assert twice == []


def test_headings_make_an_outline(crawled: Crawl) -> None:
    """One h1, and no level left out on the way down."""
    wrong = []
    for page in crawled.all:
        levels = [int(h.tag[1]) for h in page.html.cssselect("h1,h2,h3,h4,h5,h6")]
        steps = pairwise(levels)
        if levels.count(1) != 1 or levels[0] != 1 or any(b > a + 1 for a, b in steps):
            wrong.append(f"{page.address}: {levels[:12]}")

    assert wrong == []


def test_titles_tell_pages_apart(crawled: Crawl) -> None:
    titles = Counter(
        page.html.findtext(".//title")
        for page in crawled.pages
        if not _is_hidden_from_search_engines(page)
    )

    assert [title for title, count in titles.items() if count > 1] == []


def test_pages_say_their_language(crawled: Crawl) -> None:
    assert [page.address for page in crawled.all if page.html.get("lang") != "en"] == []


def test_pages_that_links_lead_to_are_canonical(crawled: Crawl) -> None:
    """A page is named by the address that its links use, with no second spelling."""
    wrong = [
        f"{page.address}: {canonical}"
        for page in crawled.all
        if (canonical := [link.get("href") for link in page.html.cssselect("link[rel=canonical]")])
        != [ORIGIN + page.address]
    ]

    assert wrong == []


def _is_hidden_from_search_engines(page: Fetched) -> bool:
    return any(
        "noindex" in element.get("content", "")
        for element in page.html.cssselect("meta[name=robots]")
    )


def _ids(page: Fetched) -> Counter[str]:
    return Counter(element.get("id") for element in page.html.cssselect("[id]"))
