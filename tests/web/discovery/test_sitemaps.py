"""Sitemaps: every page that stands for itself, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import lxml.etree
import pytest
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.web.discovery import sitemaps
from tests.crawl import Crawl
from tests.web.files import COLLECTIONS, pieces, records

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client: FlaskClient, path: str) -> list[tuple[str, str | None]]:
    """Path and `lastmod` of each address in a file."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    root = lxml.etree.fromstring(response.data)
    found = [
        (url.findtext("s:loc", namespaces=NAMES), url.findtext("s:lastmod", namespaces=NAMES))
        for url in root
    ]
    assert all(address.startswith("http://localhost/") for address, _time in found)
    return [(address.removeprefix("http://localhost"), time) for address, time in found]


def paths(client: FlaskClient, path: str = "/sitemap.xml") -> list[str]:
    return [address for address, _time in entries(client, path)]


@pytest.mark.xdist_group("crawl")
def test_sitemap_has_every_indexable_page(crawled: Crawl, real_client: FlaskClient) -> None:
    """All pages that links lead to without a query, each of them canonical."""
    wanted = set()
    for page in crawled.pages:
        robots = page.html.cssselect("meta[name=robots]")
        if not robots and "?" not in page.address:
            wanted.add(page.address)
            (canonical,) = page.html.cssselect("link[rel=canonical]")
            assert canonical.get("href") == f"http://localhost{page.address}"

    # A month is linked from those beside it, also when it is empty.
    months = {piece.published[:7].replace("-", "/") for piece in pieces()}
    found = set(paths(real_client))
    assert not {path for path in wanted - found if path.removeprefix("/timeline/")[:7] in months}
    assert {path for path in wanted ^ found if not path.startswith("/timeline/")} == set()


def test_every_address_is_a_page(real_client: FlaskClient) -> None:
    found = paths(real_client)

    assert len(found) == len(set(found))
    # Articles and records have been fetched by other tests; here are those of the timeline.
    for path in found:
        if path.count("/") < 3 or path.startswith(("/timeline/", "/about/")):
            assert real_client.get(path).status_code == 200, path
    assert {f"/articles/{piece.slug}/" for piece in pieces()} <= set(found)
    for collection in COLLECTIONS:
        assert {f"/{collection}/{record}/" for record in records(collection)} <= set(found)


def test_periods_are_those_with_articles(real_client: FlaskClient) -> None:
    months = {piece.published[:7].replace("-", "/") for piece in pieces()}
    known = {month for month in months if len(month) == 7 and "X" not in month}
    years = {piece.published[:4] for piece in pieces()}

    found = {path for path in paths(real_client) if path.startswith("/timeline/")}
    assert found == {f"/timeline/{period}/" for period in known | years}


def test_only_articles_have_a_time(client: FlaskClient) -> None:
    """A W3C time for what is known to have changed then, and none for lists."""
    for path, time in entries(client, "/sitemap.xml"):
        assert (time is not None) == path.startswith("/articles/"), path
        if time:
            (data,) = lxml.etree.HTML(client.get(path).text).xpath(
                "//script[@type='application/ld+json']/text()"
            )
            assert json.loads(data)["dateModified"] == time


def test_many_pages_are_split_into_parts(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = entries(client, "/sitemap.xml")
    monkeypatch.setattr(sitemaps, "MOST", 3)
    root = lxml.etree.fromstring(client.get("/sitemap.xml").data)
    assert root.tag == f"{{{NAMES['s']}}}sitemapindex"
    parts = [urlsplit(loc).path for loc in root.xpath("s:sitemap/s:loc/text()", namespaces=NAMES)]

    assert parts == [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    found = [entry for part in parts for entry in entries(client, part)]
    assert sorted(found, key=str) == sorted(whole, key=str)
    assert max(len(entries(client, part)) for part in parts) == 3
    for none in ("/sitemap-0.xml", f"/sitemap-{len(parts) + 1}.xml", "/sitemap-x.xml"):
        assert client.get(none).status_code == 404


@pytest.mark.parametrize("most", [1, 2, 4, 5, 1000])
def test_parts_of_any_size_lose_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    whole = paths(client)
    monkeypatch.setattr(sitemaps, "MOST", most)
    if most < len(whole):
        parts = [path for path, _time in entries(client, "/sitemap.xml")]
        found = [path for part in parts for path in paths(client, part)]
        assert sorted(found) == sorted(whole)
    else:
        assert client.get("/sitemap-1.xml").status_code == 404


@pytest.fixture
def forgetful(real_settings: Settings) -> FlaskClient:
    """A reader of the real collection's site, of which no finished page is kept."""
    return create_app(replace(real_settings, cache_bytes=0)).test_client()


def test_articles_are_in_the_order_of_dates(
    forgetful: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest first: a new article then changes the last of their parts alone."""
    monkeypatch.setattr(sitemaps, "MOST", 50)
    parts = [urlsplit(part).path for part in paths(forgetful)]
    found = [path for part in parts for path in paths(forgetful, part)]

    in_order = sorted(pieces(), key=lambda piece: piece.order)
    assert len(in_order) > 2 * sitemaps.MOST
    assert found[: len(in_order)] == [f"/articles/{piece.slug}/" for piece in in_order]


def test_a_part_reads_the_rows_once(
    forgetful: FlaskClient, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 60)
    statements.clear()
    assert forgetful.get("/sitemap-2.xml").status_code == 200

    read = [each for each in statements if "FROM article" in each]
    assert len(read) == 2
    assert not any("body_html" in each for each in read)


def test_the_largest_part_is_small_enough(client: FlaskClient) -> None:
    """With 120 letters in every slug, as many as there may be, and a long name of the host."""
    longest = max(len(line) for line in client.get("/sitemap.xml").text.splitlines())

    assert (longest + 120 + 100) * sitemaps.MOST < 50 * 1024 * 1024


def test_an_archive_without_articles(
    collection: Path, load_collection: Callable[..., object], settings: Settings
) -> None:
    shutil.rmtree(collection / "articles")
    (collection / "articles").mkdir()
    load_collection()
    found = paths(create_app(settings).test_client())

    assert "/" in found
    assert "/tags/china/" in found
    assert not [path for path in found if path.startswith(("/articles/", "/timeline/"))]


def test_public_addresses(settings: Settings, client: FlaskClient) -> None:
    public = create_app(replace(settings, public_url="https://record.example")).test_client()
    root = lxml.etree.fromstring(public.get("/sitemap.xml").data)

    addresses = root.xpath("s:url/s:loc/text()", namespaces=NAMES)
    assert addresses
    assert all(address.startswith("https://record.example/") for address in addresses)


def test_parameters_are_dropped(client: FlaskClient) -> None:
    assert client.get("/sitemap.xml?x=1").location == "/sitemap.xml"
