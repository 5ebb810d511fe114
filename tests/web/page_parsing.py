"""Fetch and parse pages, and follow their links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import lxml.html
from flask.testing import FlaskClient
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

MOST_STEPS = 60
"""In these collections, more redirects or more pages of a list are a mistake."""


@dataclass(frozen=True)
class Page:
    """One response with its HTML."""

    address: str
    response: TestResponse
    html: HtmlElement

    @property
    def status(self) -> int:
        return self.response.status_code

    def all(self, css: str) -> list[HtmlElement]:
        return self.html.cssselect(css)

    def one(self, css: str) -> HtmlElement:
        found = self.all(css)
        assert len(found) == 1, f"{len(found)} of {css} on {self.address}"
        return found[0]

    def text(self, css: str) -> str:
        return text_of(self.one(css))

    def texts(self, css: str) -> list[str]:
        return [text_of(element) for element in self.all(css)]

    def links(self, css: str) -> list[str]:
        return [element.get("href") for element in self.all(css)]

    def meta(self, name: str) -> list[str]:
        """Return the contents of `<meta name>` and `<meta property>`."""
        return [
            element.get("content")
            for element in self.all("head meta")
            if name in (element.get("name"), element.get("property"))
        ]


def open_page(client: FlaskClient, address: str, *, status: int = 200) -> Page:
    """Fetch a page without following redirects."""
    response = client.get(address)
    assert response.status_code == status, f"{response.status} at {address}"
    return parse(address, response)


def parse(address: str, response: TestResponse) -> Page:
    assert response.mimetype == "text/html"
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return Page(address, response, lxml.html.document_fromstring(response.data, parser=parser))


def arrive(client: FlaskClient, address: str) -> str:
    """Return the final address after redirects."""
    for _step in range(MOST_STEPS):
        response = client.get(address)
        if response.status_code not in (301, 302, 303, 307, 308):
            return address
        address = urljoin(address, response.location)
    raise AssertionError(f"no end of redirects at {address}")


def listed(client: FlaskClient, address: str) -> list[str]:
    """Return the slugs of a whole list in order, from all its pages."""
    slugs: list[str] = []
    for _page in range(MOST_STEPS):
        page = open_page(client, address)
        slugs += [
            link.removeprefix("/articles/").strip("/")
            for link in page.links("main .list .entry__title a")
        ]
        following = page.links("main .pager a[rel=next]")
        if not following:
            return slugs
        address = following[0]
    raise AssertionError(f"no end of pages at {address}")


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def number_in(text: str) -> int:
    """Return the one number in a text such as "1,204 articles"."""
    (number,) = re.findall(r"\d[\d,]*", text)
    return int(number.replace(",", ""))
