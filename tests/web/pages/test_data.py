"""`/data/`: the page describes each file correctly, and files are sent whole or in ranges."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.export.releases import newest, shelf_of
from archive.factory import create_app
from archive.load.release import Made, make_release
from archive.web.pages.data import size_in_words
from tests.web.files import CITATION_TYPES, pieces
from tests.web.page_parsing import open_page, text_of

JSON_LD = "script[type='application/ld+json']"


@pytest.fixture(scope="module")
def released(real_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the project's own collection with its files."""
    settings = replace(real_settings, release=str(tmp_path_factory.mktemp("data")))
    assert isinstance(make_release(settings), Made)
    return create_app(settings).test_client()


@pytest.fixture
def releasing(settings: Settings, load_collection: Callable[..., Any], tmp_path: Path) -> Settings:
    """Settings of the tiny collection, loaded, with a folder for its files and pages kept."""
    load_collection()
    return replace(settings, release=str(tmp_path / "data"), cache_bytes=1_000_000)


def addresses(client: FlaskClient) -> list[str]:
    return open_page(client, "/data/").links(".data__files a")


# The page


def test_page_describes_each_file_correctly(released: FlaskClient) -> None:
    page = open_page(released, "/data/")
    entries = page.all(".data__files li")

    assert len(entries) == 14 + len(CITATION_TYPES)
    for entry in entries:
        (link,) = entry.cssselect("a")
        (digest,) = entry.cssselect("code")
        response = released.get(link.get("href"))
        assert response.status_code == 200
        assert response.mimetype == link.get("type")
        assert hashlib.sha256(response.data).hexdigest() == digest.text
        with released.application.test_request_context("/"):
            assert size_in_words(len(response.data)) in text_of(entry)
        assert link.get("href") == f"/data/{link.text}"
        assert f"filename={link.text}" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(released.get("/data/articles.zip").data)) as archive:
        (entry,) = [entry for entry in entries if "articles.zip" in text_of(entry)]
        assert f"{len(archive.namelist())} files" in text_of(entry)
    words = page.text("main")
    assert f"{len(pieces())} articles" in words
    assert "CC BY 4.0" in words


def test_the_page_names_its_load(released: FlaskClient) -> None:
    generation = released.get("/healthz").json["generation"]  # type: ignore[index]

    assert f"(load {generation})" in open_page(released, "/data/").text(".data__load")
    assert "loaded again" not in open_page(released, "/data/").text(".data__load")


def test_search_engines_find_the_collection_and_its_files(released: FlaskClient) -> None:
    page = open_page(released, "/data/")
    (script,) = page.all(JSON_LD)
    data = json.loads(script.text)["mainEntity"]

    assert data["@type"] == "Dataset"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    years = sorted(piece.published[:4] for piece in pieces())
    assert data["temporalCoverage"] == f"{years[0]}/{years[-1]}"
    downloads = {each["contentUrl"]: each for each in data["distribution"]}
    assert downloads.keys() == {f"http://localhost{address}" for address in addresses(released)}
    for address, each in downloads.items():
        body = released.get(address.removeprefix("http://localhost")).data
        assert each["@type"] == "DataDownload"
        assert each["sha256"] == hashlib.sha256(body).hexdigest()
        assert each["contentSize"] == f"{len(body)} B"
    links = page.response.headers.getlist("Link")
    assert (
        '<http://localhost/data/datapackage.json>; rel="describedby"; type="application/json"'
        in links
    )


@pytest.mark.parametrize("address", ["/", "/about/", "/tags/upr/", "/no/such/page/"])
def test_every_page_links_to_the_data(real_client: FlaskClient, address: str) -> None:
    html = real_client.get(address).text

    assert '<a href="/data/">' in html


def test_without_files_the_page_offers_the_lists(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/data/")

    assert page.all(".data__files") == []
    links = [link for link in page.links("main a") if link.startswith("/export.")]
    assert "/export.csv" in links
    assert all(real_client.get(link).status_code == 200 for link in links)
    (script,) = page.all(JSON_LD)
    assert "distribution" not in json.loads(script.text)
    assert real_client.get("/data/articles.csv").status_code == 404


def test_page_changes_when_files_are_finished(releasing: Settings) -> None:
    """They are made while the page that does not have them may be kept."""
    client = create_app(releasing).test_client()
    before = open_page(client, "/data/").response
    assert addresses(client) == []
    make_release(releasing)

    assert len(addresses(client)) == 17
    tag = {"If-None-Match": before.headers["ETag"]}
    assert client.get("/data/", headers=tag).status_code == 200
    since = {"If-Modified-Since": "Tue, 01 Jan 2999 00:00:00 GMT"}
    assert client.get("/data/", headers=since).status_code == 200
    now = client.get("/data/").headers["ETag"]
    assert client.get("/data/", headers={"If-None-Match": now}).status_code == 304


def test_previous_release_is_served_until_the_new_one_is_finished(
    releasing: Settings,
    load_collection: Callable[..., Any],
    edit: Callable[[str, str, str], None],
) -> None:
    make_release(releasing)
    client = create_app(releasing).test_client()
    edit("articles/2013/inquiry-opens.md", "three", "four")
    load_collection()

    page = open_page(client, "/data/")
    assert "its new files are not ready yet" in page.text(".data__load")
    assert b"four members" not in client.get("/data/articles.csv").data
    make_release(releasing)
    assert "loaded again" not in open_page(client, "/data/").text(".data__load")
    assert b"four members" in client.get("/data/articles.csv").data


@pytest.mark.parametrize(
    ("address", "canonical"),
    [("/data", "/data/"), ("/data/?x=1", "/data/"), ("/data/articles.csv/", "/data/articles.csv")],
)
def test_page_has_one_address(released: FlaskClient, address: str, canonical: str) -> None:
    response = released.get(address)

    assert response.status_code == 308
    assert response.location.removeprefix("http://localhost") == canonical


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (45_417, "45.4 kB"),
        (391_322, "391 kB"),
        (2_224_128, "2.2 MB"),
        (12_500_000_000, "12.5 GB"),
    ],
)
def test_sizes_in_words(real_app: Flask, size: int, words: str) -> None:
    with real_app.test_request_context("/"):
        assert size_in_words(size) == words


# The files


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "no-such-file.csv", "..%2Fmanifest.json", ".", "%2e%2e", "articles.CSV", "x"],
)
def test_other_names_are_404(released: FlaskClient, name: str) -> None:
    assert released.get(f"/data/{name}").status_code in (308, 404)
    assert released.get(f"/data/{name}", follow_redirects=True).status_code in (200, 404)
    assert b'"fingerprint"' not in released.get(f"/data/{name}").data


def test_every_file_has_its_validator(released: FlaskClient) -> None:
    for address in addresses(released):
        first = released.get(address)
        for condition in (
            {"If-None-Match": first.headers["ETag"]},
            {"If-Modified-Since": first.headers["Last-Modified"]},
        ):
            response = released.get(address, headers=condition)
            assert (response.status_code, response.data) == (304, b""), address
            assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert int(first.headers["Content-Length"]) == len(first.data)
        head = released.head(address)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == first.headers["Content-Length"]
        assert head.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("encoding", ["identity", "gzip, br"])
def test_ranges_add_up_to_the_file(released: FlaskClient, encoding: str) -> None:
    address = "/data/archive.db"
    whole = released.get(address).data
    half = len(whole) // 2

    parts = [
        released.get(address, headers={"Range": part, "Accept-Encoding": encoding})
        for part in (f"bytes=0-{half - 1}", f"bytes={half}-")
    ]

    assert [part.status_code for part in parts] == [206, 206]
    assert {part.headers["Access-Control-Allow-Origin"] for part in parts} == {"*"}
    assert parts[0].data + parts[1].data == whole
    assert parts[0].headers["Content-Range"] == f"bytes 0-{half - 1}/{len(whole)}"
    assert parts[0].headers["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in parts[0].headers
    last = released.get(address, headers={"Range": "bytes=-5"})
    assert last.data == whole[-5:]


def test_range_of_a_changed_file_is_the_whole_file(released: FlaskClient) -> None:
    address = "/data/articles.csv"
    tag = released.get(address).headers["ETag"]

    same = released.get(address, headers={"Range": "bytes=0-9", "If-Range": tag})
    other = released.get(address, headers={"Range": "bytes=0-9", "If-Range": '"other"'})

    assert (same.status_code, len(same.data)) == (206, 10)
    assert other.status_code == 200
    assert len(other.data) > 10


@pytest.mark.parametrize("part", ["bytes=99999999-", "bytes=9-2", "bytes=99999999-99999999"])
def test_range_outside_the_file_is_416(released: FlaskClient, part: str) -> None:
    whole = released.get("/data/articles.csv").data

    response = released.get("/data/articles.csv", headers={"Range": part})

    assert response.status_code == 416
    assert response.mimetype == "text/html"
    assert response.headers["Content-Range"] == f"bytes */{len(whole)}"


@pytest.mark.parametrize(
    "part", ["items=0-1", "bytes=0-0,5-9", "bytes=0-0, 99999999-", "seconds=1-", "", "bytes"]
)
def test_other_ranges_get_the_whole_file(released: FlaskClient, part: str) -> None:
    whole = released.get("/data/articles.csv")

    response = released.get("/data/articles.csv", headers={"Range": part})

    assert (response.status_code, response.data) == (200, whole.data)
    assert "Content-Range" not in response.headers


def test_range_applies_only_to_get(released: FlaskClient) -> None:
    """RFC 9110, section 14.2: `HEAD` has none."""
    response = released.head("/data/articles.csv", headers={"Range": "bytes=0-1"})

    assert response.status_code == 200
    assert "Content-Range" not in response.headers


def test_other_methods_are_refused(released: FlaskClient) -> None:
    assert released.post("/data/").status_code == 405
    assert released.put("/data/articles.csv").status_code == 405


def test_file_replaced_during_a_request_is_the_new_one(
    releasing: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_release(releasing)
    shelf = shelf_of(releasing)
    assert shelf is not None
    release = newest(shelf)
    assert release is not None
    gone = replace(release, folder=shelf / "gone")
    answers = iter([gone, release])
    monkeypatch.setattr("archive.web.pages.data.newest", lambda shelf, variant: next(answers))

    response = create_app(releasing).test_client().get("/data/articles.csv")

    assert response.status_code == 200
    assert response.data.startswith(b"id,url,")


def test_deleted_files_are_404(app: Flask, releasing: Settings) -> None:
    make_release(releasing)
    client = create_app(releasing).test_client()
    shelf = shelf_of(releasing)
    assert shelf is not None
    for folder in shelf.iterdir():
        (folder / "articles.csv").unlink()

    assert client.get("/data/articles.csv").status_code == 404
    shutil.rmtree(shelf)
    assert client.get("/data/articles.csv").status_code == 404
    assert open_page(client, "/data/").all(".data__files") == []
