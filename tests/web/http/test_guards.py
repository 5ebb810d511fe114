"""What happens to a request before any page is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app
from werkzeug.wrappers import Response

from archive.config import Settings
from archive.factory import create_app

NO_HOSTS = [
    *("xn--", "xn--.de", "a.xn--", "xn--a.de", "..", "a..b", ".", ".a", "a" * 64 + ".de"),
    *("a b", 'a"b', "é", "a@b", "a/b", "[::1", "localhost:99999", "localhost:x", "a" * 300),
    *("a.b." * 80, "localhost:1:2", "a,b", "a%00"),
]
HOSTS = [
    *("localhost", "localhost:5000", "record.example", "RECORD.example", "record.example."),
    *("127.0.0.1:80", "[::1]:5000", "xn--zcah.de", "xn--bcher-kva.example:8080"),
    *("xn--hq1bm8jm9l.xn--3e0b707e",),
]
ADDRESSES = [
    *("/", "/articles/inquiry-opens/", "/none/", "/feed.atom", "/api/articles", "/api/nope"),
    *("/export.csv", "/tags", "/?fbclid=1", "/oai?verb=Identify", "/sitemap.xml", "/healthz"),
    *("/articles/a%00b/", "/%00", "/static/css/site.css", "/static/none"),
]
PREFLIGHT = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}


def answer(app: Flask, address: str, host: str) -> Response:
    """The answer to a request with any host; the client of the tests fails at some of them."""
    environ = create_environ(address) | {"HTTP_HOST": host}
    return Response(*run_wsgi_app(app, environ))


@pytest.mark.parametrize("host", NO_HOSTS)
def test_a_bad_host_is_refused_everywhere(
    settings: Settings, load_collection: Callable[..., object], host: str
) -> None:
    """RFC 9112, section 3.2, whether or not the archive knows an address of its own."""
    load_collection()
    for public_url in ("", "https://record.example"):
        app = create_app(replace(settings, public_url=public_url))
        for address in ADDRESSES:
            response = answer(app, address, host)
            assert response.status_code == 400, address
            assert response.headers["Content-Security-Policy"]
            assert f"http://{host}/" not in response.get_data(as_text=True)


@pytest.mark.parametrize("host", HOSTS)
def test_a_valid_host_is_in_the_addresses_as_it_came(app: Flask, host: str) -> None:
    page = answer(app, "/articles/inquiry-opens/", host)
    feed = answer(app, "/feed.atom", host)

    name = host.removesuffix(":80")
    for response in (page, feed):
        assert response.status_code == 200
        assert f"http://{name}/articles/inquiry-opens/" in response.get_data(as_text=True)
    assert answer(app, "/api/nope", host).status_code == 404


@given(host=st.text(st.sampled_from("xn-a.:[]0_%"), max_size=12))
def test_any_host_is_valid_or_refused(real_app: Flask, host: str) -> None:
    for address in ("/robots.txt", "/tags", "/none%00"):
        assert answer(real_app, address, host).status_code in (200, 308, 400, 404)


@pytest.mark.parametrize(
    ("path", "target"),
    [("//tags/", "/tags/"), ("///", "/"), ("//", "/"), ("//healthz", "/healthz")],
)
def test_more_than_one_slash_at_the_beginning(client: FlaskClient, path: str, target: str) -> None:
    """The path as a server hands it on, which a test client would tidy."""
    for query in ("", "tag=china"):
        environ = {"PATH_INFO": path, "QUERY_STRING": query}
        response = client.get("/", environ_overrides=environ)
        assert response.status_code == 308
        assert response.location == (f"{target}?{query}" if query else target)


@pytest.mark.parametrize(
    "address",
    [
        *("/api/articles", "/api/articles/inquiry-opens", "/api/openapi.json", "/feed.atom"),
        *("/export.csv", "/articles/inquiry-opens.ris", "/tags.ttl", "/oai", "/data/", "/oembed"),
        *("/search/suggestions.json", "/opensearch.xml", "/sitemap.xml", "/robots.txt", "/"),
        *("/static/css/site.css", "/healthz"),
    ],
)
def test_a_script_of_another_site_may_send_headers(client: FlaskClient, address: str) -> None:
    """Fetch Standard, section 4.8: a preflight that browsers accept."""
    response = client.options(
        address,
        headers=PREFLIGHT | {"Access-Control-Request-Headers": "if-none-match,x-requested-with"},
    )

    assert (response.status_code, response.data) == (204, b"")
    assert response.headers.getlist("Access-Control-Allow-Origin") == ["*"]
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    allowed = response.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"*", "if-none-match", "content-type", "range", "x-requested-with"} <= set(allowed)
    assert int(response.headers["Access-Control-Max-Age"]) > 0
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_a_preflight_opens_nothing_else(client: FlaskClient) -> None:
    assert client.options("/api/articles").status_code == 405
    assert client.options("/none/", headers=PREFLIGHT).status_code == 404
    assert client.options("/api/articles", headers=PREFLIGHT | {"Host": ".."}).status_code == 400
    assert client.post("/api/articles", headers=PREFLIGHT).status_code == 405
