"""Follows every internal link from the front page."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

import lxml.html
from flask.testing import FlaskClient

SAMPLE = 80
"""How many of the links with rel=nofollow are followed: combinations of filters have no end."""


@dataclass
class Fetched:
    """One page, with the links it holds."""

    address: str
    status: int
    text: str
    links: list[tuple[str, bool]] = field(default_factory=list)
    """Address with its fragment, and whether it is marked nofollow."""

    @property
    def html(self) -> lxml.html.HtmlElement:
        """The page's elements, made anew each time: to keep those of all pages takes a gigabyte."""
        return lxml.html.document_fromstring(self.text)


@dataclass
class Crawl:
    """What a crawl found."""

    pages: list[Fetched] = field(default_factory=list)
    sampled: list[Fetched] = field(default_factory=list)
    """Pages behind nofollow links, whose own links are not followed."""
    files: list[Fetched] = field(default_factory=list)
    """What is no HTML page, such as a download."""
    came_from: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> list[Fetched]:
        """Every page that was fetched."""
        return self.pages + self.sampled


def crawl(client: FlaskClient) -> Crawl:
    """Follow the links from `/`; of those marked nofollow, a sample that is always the same."""
    found = Crawl(came_from={"/": ""})
    waiting, nofollow = deque(["/"]), dict[str, str]()
    while waiting:
        page = fetch(client, waiting.popleft())
        (found.pages if page.text else found.files).append(page)
        for link, is_nofollow in page.links:
            address = urldefrag(link).url
            if is_nofollow:
                nofollow.setdefault(address, page.address)
            elif address not in found.came_from:
                found.came_from[address] = page.address
                waiting.append(address)
    combinations = sorted(nofollow.keys() - found.came_from.keys())
    downloads = [address for address in combinations if _is_download(address)]
    pages = [address for address in combinations if not _is_download(address)]
    for address in [*_sample(pages), *_sample(downloads)]:
        found.came_from[address] = nofollow[address]
        page = fetch(client, address)
        (found.sampled if page.text else found.files).append(page)
    return found


def _is_download(address: str) -> bool:
    """A list in another form: every list has several of them."""
    return "." in address.partition("?")[0].rpartition("/")[2]


def _sample(addresses: list[str]) -> list[str]:
    return addresses[:: max(1, len(addresses) // SAMPLE)]


def fetch(client: FlaskClient, address: str) -> Fetched:
    """One page, without following a redirect."""
    response = client.get(address)
    page = Fetched(address, response.status_code, "")
    if response.mimetype == "text/html":
        page.text = response.text
        for anchor in page.html.iter("a", "{http://www.w3.org/2000/svg}a"):
            link = urljoin(address, anchor.get("href", ""))
            if link.startswith("/"):
                page.links.append((link, "nofollow" in (anchor.get("rel") or "")))
    return page
