"""Error pages have the right status, and no request causes a 500."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.config import Settings
from archive.factory import create_app
from tests.web.files import pieces, questions, records
from tests.web.page_parsing import Page, open_page, parse


def is_helpful(page: Page) -> None:
    """A whole page of the site, with one heading and a way on, which keeps out of indexes."""
    assert page.text("h1")
    assert page.links("main a")
    assert page.text("head title").endswith(" | The Geneva Record")
    assert page.one("html").get("lang") == "en"
    assert page.meta("robots") == ["noindex"]
    assert page.all("header nav a")
    assert "None" not in page.text("main")
    assert "Traceback" not in page.text("body")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?tag=none", 400),
        ("/none/", 404),
        ("/none", 404),
        ("/tags/none/", 404),
        ("/static/none.css", 404),
        ("/articles/withdrawn-report/", 410),
    ],
)
def test_pages_of_errors(client: FlaskClient, address: str, status: int) -> None:
    page = open_page(client, address, status=status)

    is_helpful(page)
    assert page.text(".message__code") == str(status)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("address", ["/", "/articles/inquiry-opens/", "/tags/", "/healthz"])
def test_the_archive_can_only_be_read(client: FlaskClient, method: str, address: str) -> None:
    response = client.open(address, method=method)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    is_helpful(parse(address, response))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_static_files_can_only_be_read(client: FlaskClient, method: str) -> None:
    assert client.open("/static/css/site.css", method=method).status_code == 405


def test_internal_error_is_logged_and_not_shown(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise RuntimeError("the secret detail")

    monkeypatch.setitem(app.view_functions, "timeline.timeline", fail)

    with caplog.at_level(logging.ERROR):
        page = open_page(app.test_client(), "/", status=500)

    is_helpful(page)
    assert "secret" not in page.text("body")
    assert "RuntimeError" not in page.response.text
    assert "the secret detail" in caplog.text
    assert "GET /" in caplog.text


def test_failing_template_is_an_internal_error(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Even half-way through a page."""
    monkeypatch.setitem(app.jinja_env.globals, "articles_counted", None)

    is_helpful(open_page(app.test_client(), "/", status=500))

    assert "Traceback" in caplog.text


@pytest.fixture
def unloaded(settings: Settings) -> FlaskClient:
    """A client of a site whose archive is not loaded yet."""
    return create_app(replace(settings, cache_bytes=1_000_000)).test_client()


@pytest.mark.parametrize("address", ["/", "/tags/unhrc/", "/articles/x/", "/about/", "/healthz"])
def test_unloaded_archive_answers_503(
    unloaded: FlaskClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The page asks readers to come back; the log tells the operator what to do."""
    page = open_page(unloaded, address, status=503)

    is_helpful(page)
    assert int(page.response.headers["Retry-After"]) > 0
    assert "archive.db" not in page.text("main")
    assert "flask load" in caplog.text


@pytest.mark.parametrize("address", ["/none/x/", "/none/", "/static/none.css", "/static/"])
def test_unloaded_archive_has_404_pages(unloaded: FlaskClient, address: str) -> None:
    is_helpful(open_page(unloaded, address, status=404))


def test_first_load_ends_the_503(
    unloaded: FlaskClient, load_collection: Callable[..., object]
) -> None:
    open_page(unloaded, "/", status=503)
    load_collection()

    assert open_page(unloaded, "/").all(".point--article")


def test_invalid_database_answers_503(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"This is not a database. " * 100)

    is_helpful(open_page(create_app(settings).test_client(), "/", status=503))


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/tags", "/tags/"),
        ("/tags/unhrc", "/tags/unhrc/"),
        ("/articles/inquiry-opens", "/articles/inquiry-opens/"),
        ("/timeline/2012", "/timeline/2012/"),
        ("/documents/A/HRC/RES/19/13", "/documents/A/HRC/RES/19/13/"),
        ("/tags/unhrc?kind=news", "/tags/unhrc/?kind=news"),
        ("/healthz/", "/healthz"),
        ("/healthz/?x=1", "/healthz?x=1"),
        ("/tags//unhrc/", "/tags/unhrc/"),
    ],
)
def test_only_pages_end_in_a_slash(client: FlaskClient, address: str, target: str) -> None:
    response = client.get(address)

    assert (response.status_code, response.location) == (308, target)


HOSTS = ["evil.example", "a b", "x<script>alert(1)</script>", '"><img>', "[::1", "a" * 300, "é", ""]


@pytest.mark.parametrize("host", HOSTS)
def test_redirects_ignore_a_claimed_host(app: Flask, host: str) -> None:
    """A fresh application for each, which has no address of a style sheet at hand."""
    client = app.test_client()
    for address in ("/tags/unhrc", "/?tag=china&tag=china", "/articles/inquiry-begins/"):
        response = client.get(address, headers={"Host": host})
        assert response.status_code in (308, 400)
        if response.status_code == 308:
            assert response.location.startswith("/")
            assert not response.location.startswith("//")


@pytest.mark.parametrize("host", HOSTS)
def test_a_strange_host_does_no_harm(app: Flask, host: str) -> None:
    client = app.test_client()
    for address in ("/", "/articles/inquiry-opens/", "/none/"):
        response = client.get(address, headers={"Host": host})
        assert response.status_code in (200, 400, 404)
        page = parse(address, response)
        assert not page.all("script:not([type='application/ld+json']):not([src^='/static/'])")
        assert not page.all("img")


NO_HOSTS = ["a b", 'a"b', "", "[::1", "é", "a@b", "a/b"]


@pytest.mark.parametrize("host", NO_HOSTS)
def test_invalid_host_is_400(
    settings: Settings, load_collection: Callable[..., object], host: str
) -> None:
    load_collection()
    app = create_app(settings)
    named = create_app(replace(settings, public_url="https://record.example"))
    for address in ("/", "/articles/inquiry-opens/", "/feed.atom", "/api/articles", "/export.csv"):
        response = app.test_client().get(address, headers={"Host": host})
        assert response.status_code == 400
        assert "http:/" not in response.text.replace("http://www.w3.org/", "")
        assert "Link" not in response.headers
        answer = named.test_client().get(address, headers={"Host": host})
        assert answer.status_code == (400 if host else 200)
    answer = app.test_client().get("/healthz", headers={"Host": host})
    assert answer.status_code == (400 if host else 200)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "//evil.example/tags",
        "//evil.example/articles/x/",
        "//tags/unhrc",
        "///evil.example/healthz/",
        "//healthz/",
        "/\\evil.example/",
        "/\\/evil.example",
        "/tags//evil.example",
        "/about//evil.example/",
        "/about/\r\nLocation: x/",
        "/articles/\r\nX/",
        "/documents//evil.example/",
    ],
)
@pytest.mark.parametrize("query", ["", "a=1"])
def test_paths_do_not_redirect_to_other_hosts(client: FlaskClient, path: str, query: str) -> None:
    """The path as a server hands it on, which a test client would tidy."""
    response = client.get("/", environ_overrides={"PATH_INFO": path, "QUERY_STRING": query})

    assert response.status_code in (308, 404)
    assert not response.headers.get("Location", "/").startswith(("//", "/\\", "http"))
    assert "\n" not in response.headers.get("Location", "")


@pytest.mark.parametrize("address", ["/", "/tags//", "/tags", "/about/index/", "/articles/x/"])
@pytest.mark.parametrize("query", ["\r", "a=1\nX: y", "tag=china\0", "\x1f"])
def test_control_characters_in_the_query_are_400(
    client: FlaskClient, address: str, query: str
) -> None:
    """In the `Location` of a redirect they could end the header."""
    environ = {"PATH_INFO": address, "QUERY_STRING": query}
    response = client.get("/", environ_overrides=environ)

    assert response.status_code == 400
    assert "Location" not in response.headers
    is_helpful(parse(address, response))


def test_path_with_a_nul_is_404(client: FlaskClient, statements: list[str]) -> None:
    """PostgreSQL refuses such a text, which would cause an internal error."""
    open_page(client, "/articles/x%00/", status=404)

    assert [sql for sql in statements if "slug" in sql] == []


PARTS = st.one_of(
    st.text(max_size=8),
    st.binary(max_size=6).map(lambda data: data.decode("latin-1")),
    st.sampled_from(
        [
            *("tags", "articles", "timeline", "documents", "about", "static", "people", "events"),
            *("2012", "03", "upr", "A", "HRC", "..", ".", "", "index", "\x00", "\r\n", "%2f"),
            *(pieces()[0].slug, next(iter(records("documents"))), "healthz", "css", "site.css"),
            *("٢٠١٢", "\ud7ff", "\u2028"),
        ]
    ),
)
PATHS = st.lists(PARTS, max_size=5).map(lambda parts: "/" + "/".join(parts))
QUERIES = st.one_of(
    st.just(""),
    st.text(max_size=30),
    st.binary(max_size=30).map(lambda data: data.decode("latin-1")),
    questions().map(lambda address: address.partition("?")[2]),
    st.tuples(questions(), st.text("&=;%-+.~0f\x00\xff", max_size=8)).map(
        lambda both: both[0].partition("?")[2] + both[1]
    ),
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"),
            *("HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_HOST", "CONTENT_LENGTH", "CONTENT_TYPE"),
        ]
    ),
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=20),
    max_size=3,
)


@settings(max_examples=500)
@given(path=PATHS, query=QUERIES, headers=HEADERS, method=st.sampled_from(["GET", "HEAD", "POST"]))
def test_no_request_causes_an_internal_error(
    real_client: FlaskClient, path: str, query: str, headers: dict[str, str], method: str
) -> None:
    """This holds for any path, query string and headers."""
    environ = {
        **headers,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
    }

    response = real_client.open("/", method=method, environ_overrides=environ)

    assert response.status_code in (200, 304, 308, 400, 404, 405)
    if response.status_code == 308:
        assert response.location.startswith("/")
        assert not response.location.startswith("//")
    else:
        assert "Location" not in response.headers
    if response.status_code >= 400 and method != "HEAD":
        is_helpful(parse(path, response))
