"""The number of SQL statements of a page is small and independent of the size of the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.load import LoadReport
from benchmarks.generate import article

MOST = {
    "/": 2,
    "/?tag={tag}": 2,
    "/?tag={tag}&order=oldest": 2,
    "/?outlet={outlet}&from=2012&to=2013-06": 2,
    "/timeline/2012/": 2,
    "/timeline/2012/03/": 2,
    "/articles/{article}/": 5,
    "/tags/": 1,
    "/tags/{tag}/": 4,
    "/outlets/": 1,
    "/outlets/{outlet}/": 4,
    "/people/{person}/": 3,
    "/organisations/{organisation}/": 3,
    "/events/": 1,
    "/events/{event}/": 3,
    "/documents/{document}/": 3,
    "/about/method/": 3,
    "/tags.ttl": 2,
    "/tags/{tag}.jsonld": 2,
    "/sitemap.xml": 4,
    "/robots.txt": 1,
    "/embed/articles/{article}/": 2,
    "/oembed?url=http://localhost/articles/{article}/": 2,
    "/healthz": 1,
}
"""Address → most statements, including the one that reads the number of the load."""

TINY = {
    "tag": "china",
    "outlet": "yonhap",
    "article": "council-debates-returns",
    "person": "robert-king",
    "organisation": "unhcr",
    "event": "2012-council-session",
    "document": "a-hrc-res-19-13",
}
LARGE = {name: f"{name}-1" for name in TINY} | {
    "article": article(11)[0].partition("/")[2].removesuffix(".md")
}


@pytest.fixture
def tiny(settings: Settings, load_collection: Callable[..., LoadReport]) -> FlaskClient:
    """A client of an archive of four articles, two per page."""
    load_collection()
    return _warm(create_app(replace(settings, page_size=2)))


@pytest.fixture(scope="module")
def large_app(generated_settings: Settings) -> Flask:
    """The site of an archive of two thousand articles."""
    return create_app(generated_settings)


@pytest.fixture
def large(large_app: Flask) -> FlaskClient:
    return _warm(large_app)


def _warm(app: Flask) -> FlaskClient:
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    return client


@pytest.mark.parametrize(("address", "most"), MOST.items(), ids=str)
def test_statements_of_a_page(
    tiny: FlaskClient, large: FlaskClient, statements: list[str], address: str, most: int
) -> None:
    counts = []
    for client, names in ((tiny, TINY), (large, LARGE)):
        statements.clear()
        response = client.get(address.format(**names))
        assert response.status_code == 200, address.format(**names)
        counts.append(len(statements))

    assert counts[0] == counts[1] <= most


@pytest.mark.parametrize("address", ["/words/", "/words/?tag={}", "/words.csv"])
def test_statements_of_words(
    words_client: FlaskClient, real_settings: Settings, statements: list[str], address: str
) -> None:
    """The generated archive has no lexicon, so the project's own is the large one."""
    large = _warm(create_app(replace(real_settings, cache_bytes=0)))
    counts = []
    for client, tag in ((_warm(words_client.application), "china"), (large, "upr")):
        statements.clear()
        assert client.get(address.format(tag)).status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 2


def test_pages_write_nothing(large: FlaskClient, statements: list[str]) -> None:
    statements.clear()
    for address in MOST:
        large.get(address.format(**LARGE))

    assert [each for each in statements if not each.startswith("SELECT")] == []
