"""The addresses of feeds: which there are, how they are found, and what HTTP says of them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.files import COLLECTIONS, records
from tests.web.page_parsing import open_page

MEDIA_TYPES = {"feed.atom": "application/atom+xml", "feed.json": "application/feed+json"}


@pytest.mark.parametrize("name", MEDIA_TYPES)
@pytest.mark.parametrize(
    "path",
    [
        *(f"/{collection}/" for collection in (*COLLECTIONS, "words")),
        "/tags/no-such-tag/",
        "/documents/no/such/symbol/",
        "/timeline/1998/",
        "/timeline/2012/13/",
        "/articles/letter-to-geneva/",
        "/about/method/",
        "/nothing/",
    ],
)
def test_pages_without_list_have_no_feed(client: FlaskClient, path: str, name: str) -> None:
    assert client.get(path + name).status_code == 404


@pytest.mark.parametrize("name", MEDIA_TYPES)
@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/{}?order=oldest", "/{}"),
        ("/events/2012-council-session/{}?order=newest", "/events/2012-council-session/{}"),
        ("/search/{}?q=china&order=relevance", "/search/{}?q=china"),
        ("/{}?page=1", "/{}"),
        ("/{}?kind=news&tag=china", "/{}?tag=china&kind=news"),
        ("/tags/china/{}/", "/tags/china/{}"),
        ("/documents/A/HRC/RES/19/13/{}?page=1", "/documents/a-hrc-res-19-13/{}?page=1"),
    ],
)
def test_other_spellings_lead_to_the_canonical_one(
    client: FlaskClient, address: str, canonical: str, name: str
) -> None:
    response = client.get(address.format(name))

    assert response.status_code == 308
    assert response.location == canonical.format(name)


@pytest.mark.parametrize("name", MEDIA_TYPES)
@pytest.mark.parametrize(
    ("query", "status"), [("tga=china", 400), ("tag=chnia", 400), ("page=x", 400), ("page=2", 404)]
)
def test_bad_queries_get_the_error_page_of_lists(
    client: FlaskClient, query: str, status: int, name: str
) -> None:
    page = open_page(client, f"/{name}?{query}", status=status)

    suggested = [link for link in page.links("main a") if urlsplit(link).path == f"/{name}"]
    assert suggested
    assert all(client.get(link).status_code == 200 for link in suggested)


@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_validators_compression_and_head(caching_app: Flask, name: str) -> None:
    client = caching_app.test_client()
    address = f"/tags/china/{name}"
    whole = client.get(address)
    etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]

    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
        unchanged = client.get(address, headers=headers)
        assert (unchanged.status_code, unchanged.data) == (304, b"")
        assert unchanged.headers["ETag"] == etag
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.data))
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert whole.headers["X-Robots-Tag"] == "noindex, follow"
    assert whole.mimetype == MEDIA_TYPES[name]


def test_feed_refuses_other_methods(client: FlaskClient) -> None:
    assert client.post("/feed.atom").status_code == 405


def found_on(client: FlaskClient, address: str) -> dict[str, list[str]]:
    page = open_page(client, address)
    return {
        media_type: page.links(f"head link[rel=alternate][type='{media_type}']")
        for media_type in MEDIA_TYPES.values()
    }


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/", None),
        ("/?order=oldest", None),
        ("/search/", None),
        ("/about/method/", None),
        ("/tags/", None),
        ("/articles/letter-to-geneva/", None),
        ("/?page=2", None),
        ("/?tag=china", "/{}?tag=china"),
        ("/?tag=china&order=oldest", "/{}?tag=china"),
        ("/timeline/2012/", "/timeline/2012/{}"),
        ("/timeline/2012/03/?kind=news", "/timeline/2012/03/{}?kind=news"),
        ("/search/?q=china", "/search/{}?q=china"),
        ("/search/?q=china&order=newest", "/search/{}?q=china"),
        ("/tags/china/", "/tags/china/{}"),
        ("/events/2012-council-session/", "/events/2012-council-session/{}"),
        ("/events/2012-council-session/?order=newest", "/events/2012-council-session/{}"),
    ],
)
def test_pages_link_to_their_feeds(small_pages: FlaskClient, address: str, own: str | None) -> None:
    """Every page that of everything, and every list its own, which is there."""
    for name, media_type in MEDIA_TYPES.items():
        links = found_on(small_pages, address)[media_type]
        assert links == [f"/{name}", *([own.format(name)] if own else [])]
        for link in links:
            response = small_pages.get(link)
            assert (response.status_code, response.mimetype) == (200, media_type)


def test_a_link_has_the_title_of_its_feed(client: FlaskClient) -> None:
    page = open_page(client, "/tags/china/?kind=news")
    titles = [link.get("title") for link in page.all("head link[type='application/feed+json']")]

    assert titles == [
        client.get(link).get_json(force=True)["title"]
        for link in page.links("head link[type='application/feed+json']")
    ]
    assert titles == ["The Geneva Record", "The Geneva Record · China · Articles classed as news"]


def test_the_page_of_every_authority_names_its_feed(real_client: FlaskClient) -> None:
    for collection in COLLECTIONS:
        record_id = next(iter(records(collection)))
        links = found_on(real_client, f"/{collection}/{record_id}/")["application/atom+xml"]
        assert links == ["/feed.atom", f"/{collection}/{record_id}/feed.atom"]


def test_error_page_links_to_the_main_feed(client: FlaskClient) -> None:
    page = open_page(client, "/no/such/page/", status=404)

    assert page.links("head link[rel=alternate]") == ["/feed.atom", "/feed.json"]


def test_a_document_whose_symbol_is_its_id_has_a_feed(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    edit(
        "authorities/documents.yaml",
        "- id: refugee-convention\n",
        "- id: refugee-convention\n  symbol: REFUGEE-CONVENTION\n",
    )
    load_collection()

    assert client.get("/documents/refugee-convention/feed.json").status_code == 200
    assert client.get("/documents/Refugee-Convention/feed.json").status_code == 308
