"""The headers of every answer: who may read it, whether it changed, where to go on."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings

from archive.web.api.endpoints import ENDPOINTS
from tests.web.api.test_openapi import CHECKED, few
from tools.running import running_site

ADDRESSES = [
    "/api/articles",
    "/api/articles?q=inquiry&limit=2",
    "/api/articles/inquiry-opens",
    "/api/tags",
    "/api/tags/unhrc",
    "/api/facets",
    "/api/timeline?by=month",
    "/api/index.json",
    "/api/openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_has_its_headers(client: FlaskClient, address: str) -> None:
    response = client.get(address)

    assert response.content_type == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Link", "Retry-After"} <= set(exposed)
    assert response.headers["ETag"]
    assert response.headers["Last-Modified"]
    assert "Set-Cookie" not in response.headers
    links = response.headers.getlist("Link")
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert '</api/openapi.json>; rel="service-desc"' in links


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("which", ["client", "caching_app"])
def test_unchanged_answer_is_304(request: pytest.FixtureRequest, which: str, address: str) -> None:
    found = request.getfixturevalue(which)
    reader: FlaskClient = found.test_client() if isinstance(found, Flask) else found
    first = reader.get(address)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = reader.get(address, headers=headers)
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        assert again.headers.getlist("Link") == first.headers.getlist("Link")
    assert reader.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body(client: FlaskClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)

    assert head.status_code == 200
    assert head.data == b""
    assert dict(head.headers) == dict(whole.headers)


def test_etag_changes_with_the_answer(
    client: FlaskClient,
    load_collection: Callable[..., object],
    edit: Callable[[str, str, str], None],
) -> None:
    article = client.get("/api/articles/inquiry-opens").headers["ETag"]
    other = client.get("/api/articles/appeal-for-thirty").headers["ETag"]
    edit("articles/2013/inquiry-opens.md", "kind: analysis", "kind: report")
    load_collection()

    assert client.get("/api/articles/inquiry-opens").headers["ETag"] != article
    assert client.get("/api/articles/appeal-for-thirty").headers["ETag"] == other


def test_answers_are_compressed(real_client: FlaskClient) -> None:
    plain = real_client.get("/api/articles")
    packed = real_client.get("/api/articles", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2


def test_other_spellings_redirect(client: FlaskClient) -> None:
    for address, location in (
        ("/api", "/api/"),
        ("/api/?x=1", "/api/"),
        ("/api/articles/", "/api/articles"),
        ("/api/articles/?limit=2", "/api/articles?limit=2"),
        ("/api/tags/unhrc/", "/api/tags/unhrc"),
    ):
        response = client.get(address)
        assert (response.status_code, response.location) == (308, location)
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_page_may_not_be_read_from_other_origins(client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_index_lists_the_endpoints(client: FlaskClient) -> None:
    index = client.get("/api/index.json").json

    assert index["articles"] == 4
    assert index["openapi"] == "http://localhost/api/openapi.json"
    assert [each["path"] for each in index["endpoints"]] == [each.path for each in ENDPOINTS]


def test_running_site_matches_the_document() -> None:
    """The document, fetched from the real server, and what the real server then answers."""
    with running_site() as address:
        api = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
        asked = []
        for endpoint in ENDPOINTS:
            operation = api[endpoint.path]["GET"]
            assert operation.schema.raw_schema["servers"] == [{"url": address}]

            @settings(few, max_examples=4)
            @given(operation.as_strategy())
            def run(case: schemathesis.Case) -> None:
                asked.append(case.call_and_validate(checks=CHECKED).status_code)

            run()
    assert len(asked) > len(ENDPOINTS)
    assert {200, 400, 404} <= set(asked)
