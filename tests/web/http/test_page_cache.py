"""The page cache: validators, encodings, content and size of the cache."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client, EnvironBuilder, TestResponse

from archive.config import Settings
from archive.factory import create_app
from archive.problems import DatabaseMissing
from archive.web.http.page_cache import ASKED, LONGEST_ADDRESS, PASSES, PageCache
from tests.web.page_parsing import open_page

ARTICLE = "/articles/inquiry-opens/"
MODIFIED = "Tue, 24 Nov 2026 10:00:00 GMT"


class Site:
    """An application with one page that counts how often it is made."""

    def __init__(self) -> None:
        self.made = 0
        self.load = "first"
        self.body = b"<p>" + b"A line of text. " * 200
        self.headers = [("Content-Type", "text/html"), ("Last-Modified", MODIFIED)]
        self.status = "200 OK"

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.made += 1
        start(self.status, list(self.headers))
        half = len(self.body) // 2
        return [self.body[:half], self.body[half:]]

    def fingerprint(self) -> str:
        return self.load

    def client(self, most_bytes: int = 1_000_000) -> Client:
        return Client(PageCache(self, self.fingerprint, most_bytes))


@pytest.fixture
def site() -> Site:
    return Site()


def get(client: Client, address: str = "/", **headers: str) -> TestResponse:
    """Ask with headers, written `If_None_Match="…"`."""
    return client.get(address, headers={n.replace("_", "-"): v for n, v in headers.items()})


# Validators


def test_etag_is_strong_and_differs_by_encoding(site: Site) -> None:
    tags = {
        name: get(site.client(), Accept_Encoding=name).headers["ETag"]
        for name in ("identity", "gzip", "br")
    }

    assert len(set(tags.values())) == 3
    assert all(tag[0] == tag[-1] == '"' for tag in tags.values())


def test_etag_changes_only_with_the_page(site: Site) -> None:
    first = get(site.client()).headers["ETag"]
    assert get(site.client()).headers["ETag"] == first

    site.body += b"!"

    assert get(site.client()).headers["ETag"] != first


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '{} , "x"', 'W/"x",W/{}', "*"])
def test_if_none_match(site: Site, encoding: str, form: str) -> None:
    client = site.client()
    page = get(client, Accept_Encoding=encoding)
    tag = page.headers["ETag"]

    response = get(client, Accept_Encoding=encoding, If_None_Match=form.format(tag))

    assert response.status_code == 304
    assert response.data == b""
    for name in ("ETag", "Last-Modified", "Vary"):
        assert response.headers[name] == page.headers[name]
    assert set(response.headers.keys()) == {"ETag", "Last-Modified", "Vary"}


@pytest.mark.parametrize("wanted", ['"other"', "", '"', "W/", "**", "{}x", "x{}", "{0}{0}"])
def test_other_etag_gets_the_page(site: Site, wanted: str) -> None:
    client = site.client()
    tag = get(client).headers["ETag"]

    response = get(client, If_None_Match=wanted.format(tag))

    assert (response.status_code, response.data) == (200, site.body)


def test_the_etag_of_another_encoding_gets_the_page(site: Site) -> None:
    client = site.client()
    tag = get(client, Accept_Encoding="gzip").headers["ETag"]

    assert get(client, If_None_Match=tag).status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (MODIFIED, 304),
        ("Tue, 24 Nov 2026 10:00:01 GMT", 304),
        ("Tue, 24 Nov 2026 09:59:59 GMT", 200),
        ("Tue, 24 Nov 2026 11:00:00 +0200", 200),
        ("Tue, 24 Nov 2026 12:00:00 +0200", 304),
        ("Tue, 24 Nov 2026 10:00:00 -0000", 200),
        ("24 Nov 2026", 200),
        ("yesterday", 200),
        ("", 200),
        ("Tue, 24 Nov 99999999999999999999 10:00:00 GMT", 200),
        ("Tue, 24 Nov 2026 99999999999999999999:00:00 GMT", 200),
    ],
)
def test_if_modified_since(site: Site, since: str, status: int) -> None:
    """An invalid date is ignored."""
    assert get(site.client(), If_Modified_Since=since).status_code == status


def test_if_none_match_goes_before_if_modified_since(site: Site) -> None:
    client = site.client()
    tag = get(client).headers["ETag"]
    old, new = formatdate(0, usegmt=True), formatdate(2**32, usegmt=True)

    assert get(client, If_None_Match='"other"', If_Modified_Since=new).status_code == 200
    assert get(client, If_None_Match=tag, If_Modified_Since=old).status_code == 304


def test_a_page_without_a_time_is_not_compared_with_one(site: Site) -> None:
    site.headers = [("Content-Type", "text/html")]

    assert get(site.client(), If_Modified_Since=MODIFIED).status_code == 200


@pytest.mark.parametrize("status", ["404 NOT FOUND", "308 PERMANENT REDIRECT", "503 UNAVAILABLE"])
def test_error_pages_have_no_validator(site: Site, status: str) -> None:
    site.status = status
    client = site.client()

    response = get(client, If_None_Match="*", If_Modified_Since=MODIFIED)

    assert response.status == status
    assert "ETag" not in response.headers
    assert response.data == site.body


def test_a_part_of_a_file_does_not_replace_the_cached_file(caching_app: Flask) -> None:
    """The range does not reach the application: the whole file is cached, and a part is sent."""
    client, address = caching_app.test_client(), "/static/css/site.css"

    part = client.get(address, headers={"Range": "bytes=0-3"})

    whole = client.get(address)
    assert (part.status_code, whole.status_code) == (206, 200)
    assert part.data == whole.data[:4]
    assert len(whole.data) > 1000


def test_conditional_headers_do_not_reach_the_application(caching_app: Flask) -> None:
    """Flask would answer 304 for a file itself, without our `ETag`."""
    client, address = caching_app.test_client(), "/static/css/site.css"
    time = client.get(address).headers["Last-Modified"]
    for since in (time, formatdate(2**32, usegmt=True)):
        fresh = PageCache(caching_app.wsgi_app._application, lambda: "", 1_000_000)
        asked = get(Client(fresh), address, If_Modified_Since=since)
        assert asked.status_code == 304
        assert asked.headers["ETag"] == get(Client(fresh), address).headers["ETag"]
        assert Client(fresh).get(address).data


# HEAD


@pytest.mark.parametrize("address", ["/", ARTICLE, "/tags/", "/none/", "/?tag=none", "/tags"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_head_is_get_without_a_body(client: FlaskClient, address: str, encoding: str) -> None:
    got = client.get(address, headers={"Accept-Encoding": encoding})
    head = client.head(address, headers={"Accept-Encoding": encoding})

    assert head.status_code == got.status_code
    assert head.data == b""
    assert sorted(head.headers) == sorted(got.headers)
    assert int(head.headers["Content-Length"]) == len(got.data)


def test_a_page_kept_for_head_is_whole_for_get(site: Site) -> None:
    client = site.client()
    client.head("/")

    assert client.get("/").data == site.body
    assert site.made == 1


# Encodings


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("gzip; q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0, gzip", "gzip"),
        ("br ; q=0.000 , gzip ; q=0.001", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0, br;q=0", None),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("*;q=0", None),
        ("gzip, *;q=0", "gzip"),
        ("zstd", None),
        ("brotli, gzippy", None),
        ("gzip;q=much", None),
        ("gzip;q=", "gzip"),
        (";q=1,,", None),
        ("br;q=nan", None),
    ],
)
def test_encoding_is_negotiated(site: Site, accepted: str, encoding: str | None) -> None:
    response = get(site.client(), Accept_Encoding=accepted)

    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert decoded(response) == site.body


def test_small_or_compressed_responses_are_not_compressed(site: Site) -> None:
    site.headers = [("Content-Type", "image/png")]
    assert "Content-Encoding" not in get(site.client(), Accept_Encoding="br").headers

    site.headers = [("Content-Type", "text/html")]
    site.body = b"short"
    assert "Content-Encoding" not in get(site.client(), Accept_Encoding="br").headers


@pytest.mark.parametrize("address", ["/", ARTICLE, "/tags/", "/about/method/", "/none/"])
def test_every_encoding_holds_the_same_page(client: FlaskClient, address: str) -> None:
    plain = client.get(address).data

    for encoding in ("gzip", "br"):
        response = client.get(address, headers={"Accept-Encoding": encoding})
        assert response.headers["Content-Encoding"] == encoding
        assert len(response.data) < len(plain)
        assert decoded(response) == plain


@given(accepted=st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=30))
def test_any_accept_encoding_gets_a_readable_page(accepted: str) -> None:
    site = Site()

    assert decoded(get(site.client(), Accept_Encoding=accepted)) == site.body


def decoded(response: TestResponse) -> bytes:
    decode = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}
    return decode[response.headers.get("Content-Encoding")](response.data)


# What is kept


def test_page_is_made_once_for_all_encodings(site: Site) -> None:
    client = site.client()
    for encoding in ("identity", "gzip", "br", "br"):
        get(client, Accept_Encoding=encoding)
        get(client, Accept_Encoding=encoding, If_None_Match="*")

    assert site.made == 1


def test_cached_page_equals_the_page(caching_app: Flask) -> None:
    client = caching_app.test_client()
    for address in ("/", ARTICLE, "/?tag=china", "/static/css/site.css"):
        first, again = client.get(address), client.get(address)
        assert again.data == first.data
        assert sorted(again.headers) == sorted(first.headers)


@pytest.mark.parametrize(
    "one_and_another",
    [
        ({"path": "/a"}, {"path": "/b"}),
        ({"query_string": "tag=a"}, {"query_string": "tag=b"}),
        ({"base_url": "http://one.example"}, {"base_url": "http://two.example"}),
        ({"base_url": "http://one.example"}, {"base_url": "https://one.example"}),
    ],
)
def test_cache_key_includes_host_and_scheme(
    site: Site, one_and_another: tuple[dict[str, str], dict[str, str]]
) -> None:
    """A page holds its own absolute addresses."""
    client = site.client()
    for request in (*one_and_another, *one_and_another):
        client.get(**request)

    assert site.made == 2


@pytest.mark.parametrize("status", ["404 NOT FOUND", "308 PERMANENT REDIRECT", "500 FAULT"])
def test_errors_are_not_cached(site: Site, status: str) -> None:
    """Otherwise invented addresses would evict real pages."""
    site.status = status
    client = site.client()
    client.get("/")
    client.get("/")

    assert site.made == 2


def test_no_store_responses_are_not_cached(site: Site) -> None:
    site.headers.append(("Cache-Control", "no-store"))
    client = site.client()
    client.get("/")
    client.get("/")

    assert site.made == 2


def test_long_addresses_are_not_cached(site: Site) -> None:
    client = site.client()
    for _time in range(2):
        assert client.get("/?q=" + "x" * LONGEST_ADDRESS).data == site.body

    assert site.made == 2


def test_other_methods_pass_through(site: Site) -> None:
    client = site.client()
    client.get("/")
    client.post("/")
    client.post("/")

    assert site.made == 3


def test_cache_size_zero_caches_nothing(site: Site) -> None:
    """Validators and encodings work all the same."""
    client = site.client(0)
    tag = get(client, Accept_Encoding="br").headers["ETag"]

    assert get(client, Accept_Encoding="br", If_None_Match=tag).status_code == 304
    assert site.made == 2


def test_unloaded_archive_caches_nothing(site: Site) -> None:
    def missing() -> str:
        raise DatabaseMissing("not yet")

    client = Client(PageCache(site, missing, 1_000_000))

    assert client.get("/").data == client.get("/").data == site.body
    assert site.made == 2


def test_a_new_load_makes_new_pages(site: Site) -> None:
    client = site.client()
    client.get("/")
    site.load, site.body = "second", b"Another text. " * 100

    assert client.get("/").data == site.body
    assert site.made == 2


def test_a_reader_sees_a_new_load_at_once(
    caching_app: Flask,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    client = caching_app.test_client()
    before = client.get(ARTICLE)
    assert client.get(ARTICLE, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304

    edit("articles/2013/inquiry-opens.md", "It has three members.", "It has four members.")
    load_collection()

    after = client.get(ARTICLE, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "four members" in open_page(client, ARTICLE).text(".digest")


def test_cache_size_is_limited(site: Site) -> None:
    """The most recent pages stay; with all encodings they take less than the limit."""
    size = 2 * len(site.body) + 1000
    cache = PageCache(site, site.fingerprint, 3 * size)
    client = Client(cache)
    for name in ("a", "b", "c", "a", "d"):
        for encoding in ("identity", "gzip", "br"):
            get(client, f"/{name}", Accept_Encoding=encoding)
    assert site.made == 4
    assert kept_bytes(cache) <= 3 * size

    for name in ("a", "c", "d"):
        client.get(f"/{name}")
    assert site.made == 4
    client.get("/b")
    assert site.made == 5


def test_oversized_page_evicts_nothing(site: Site) -> None:
    cache = PageCache(site, site.fingerprint, 20_000)
    client = Client(cache)
    client.get("/small")
    small, site.body = site.body, b"x" * 50_000

    assert client.get("/large").data == site.body

    site.body = small
    client.get("/small")
    assert site.made == 2


def kept_bytes(cache: PageCache) -> int:
    return sum(
        len(body) for page in cache._pages.values() for body in page.bodies.values()
    ) or pytest.fail("nothing was kept")


def test_concurrent_requests_get_whole_pages(site: Site) -> None:
    """Every request gets a whole page, and the byte count stays correct."""
    cache = PageCache(site, site.fingerprint, 40_000)
    start = threading.Barrier(8)

    def read(reader: int) -> bool:
        client = Client(cache)
        start.wait()
        return all(
            decoded(get(client, f"/{turn * reader % 13}", Accept_Encoding=encoding)) == site.body
            for turn in range(60)
            for encoding in ("br", "gzip", "identity")
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(1, 9)))
    assert cache._bytes == sum(page.size for page in cache._pages.values()) <= 40_000


def test_site_serves_concurrent_requests(caching_app: Flask) -> None:
    addresses = ["/", ARTICLE, "/tags/", "/?tag=china", "/events/2012-council-session/"]
    alone = {address: caching_app.test_client().get(address).data for address in addresses}

    def read(turn: int) -> bool:
        address = addresses[turn % len(addresses)]
        return caching_app.test_client().get(address).data == alone[address]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(80)))


def test_the_applications_answer_is_closed() -> None:
    """WSGI requires it; Flask returns its database connection then."""
    closed = []

    class Answer(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return Answer([b"x"])

    Client(PageCache(application, lambda: "", 1000)).get("/")

    assert closed == [True]


# What passes


class Passing(Site):
    """A site whose view passes its response on piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0
        self.closed = 0
        self.conditions: list[str | None] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.made += 1
        environ[PASSES] = True
        self.conditions.append(environ[ASKED].get("HTTP_IF_NONE_MATCH"))
        start(self.status, [*self.headers, ("ETag", '"own"')])
        return self

    def __iter__(self) -> Iterator[bytes]:
        for _piece in range(3):
            self.sent += 1
            yield b"piece "

    def close(self) -> None:
        self.closed += 1


def test_passed_response_is_neither_joined_nor_cached() -> None:
    site = Passing()
    environ = EnvironBuilder().get_environ()
    chunks = PageCache(site, site.fingerprint, 1_000_000)(environ, lambda *given: lambda data: None)
    waiting = iter(chunks)

    assert (next(waiting), site.sent, site.closed) == (b"piece ", 1, 0)

    client = site.client()
    for time in (2, 3):
        response = get(client, Accept_Encoding="gzip", If_None_Match='"own"')
        assert response.data == b"piece piece piece "
        assert response.headers["ETag"] == '"own"'
        assert "Content-Encoding" not in response.headers
        assert site.made == time
    assert site.conditions[-1] == '"own"'


def test_head_of_passed_response_closes_it_unread() -> None:
    site = Passing()

    response = site.client().head("/")

    assert (response.status_code, response.data) == (200, b"")
    assert (site.sent, site.closed) == (0, 1)


def test_an_error_of_the_fingerprint_is_left_to_the_application(site: Site) -> None:
    def fail() -> str:
        raise PermissionError(13, "Permission denied")

    client = Client(PageCache(site, fail, 1_000_000))

    assert [get(client).status_code, get(client).status_code] == [200, 200]
    assert site.made == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_exception_leaves_the_cache(method: str) -> None:
    def fail(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("secret")

    response = Client(PageCache(fail, lambda: "load", 1_000_000)).open("/", method=method)

    assert response.status_code == 500
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "secret" not in response.get_data(as_text=True)
    assert bool(response.data) == (method != "HEAD")


def test_a_database_that_cannot_be_reached_is_a_page_with_503(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings = replace(settings, database_url=f"sqlite:///{tmp_path}/file/a.db", cache_bytes=10**6)
    client = create_app(settings).test_client()

    page = client.get("/")

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "10"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert str(tmp_path) not in page.text
    assert client.get("/static/css/site.css").status_code == 200
