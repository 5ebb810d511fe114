"""Downloads of a list: complete, and equal to the files."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import bibtexparser
import pytest
import rispy
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.config import Settings
from archive.export.csv_tables import BOM
from archive.export.formats import FORMATS
from archive.factory import create_app
from tests.web.files import CITATION_TYPES, Piece, expected, pieces, questions, records
from tests.web.page_parsing import arrive, listed, open_page, text_of

SIGNS = "=+-@"

SUFFIXES = list(FORMATS)


def download(address: str, suffix: str = "csv") -> str:
    """The address of a list in another form."""
    path, _, query = address.partition("?")
    return f"{path}export.{suffix}" + (f"?{query}" if query else "")


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    reader = csv.DictReader(io.StringIO(response.data.decode(), newline=""), strict=True)
    return [{name: unquoted(cell) for name, cell in line.items()} for line in reader]


def unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in [*SIGNS] else cell


def joined(piece: Piece, field: str) -> str:
    value = piece.fields.get(field, [])
    return value if isinstance(value, str) else "; ".join(value)


def named(collection: str, ids: list[str]) -> str:
    name = {"tags": "label", "events": "title", "documents": "title", "words": "label"}
    found = records(collection)
    return "; ".join(str(found[each][name.get(collection, "name")]) for each in ids)


# The content


def test_csv_has_every_article_as_its_file(real_client: FlaskClient) -> None:
    found = {line["id"]: line for line in lines(real_client, "/export.csv")}

    assert found.keys() == {piece.slug for piece in pieces()}
    for piece in pieces():
        line = found[piece.slug]
        assert line["url"] == f"http://localhost/articles/{piece.slug}/"
        assert line["original"] == piece.fields["url"]
        for field in (
            *("title", "outlet", "published", "published_from", "language", "kind", "agency"),
            *("byline", "places", "event_date", "checked", "note", "aliases"),
            *("tags", "people", "organisations", "events", "documents", "words"),
        ):
            assert line[field] == joined(piece, field), (piece.slug, field)
        assert line["founding"] == str(piece.fields.get("founding", "false"))
        assert line["outlet_name"] == named("outlets", piece.values("outlet"))
        assert line["tag_names"] == named("tags", piece.values("tag"))
        assert line["people_names"] == named("people", piece.values("person"))
        assert line["organisation_names"] == named("organisations", piece.values("organisation"))
        assert line["event_names"] == named("events", piece.values("event"))
        assert line["document_names"] == named("documents", piece.values("document"))
        assert line["word_names"] == named("words", piece.values("word"))
        agency = piece.fields.get("agency")
        assert line["agency_name"] == (named("outlets", [str(agency)]) if agency else "")
        assert line["summary"]
        assert line["earliest"] <= line["latest"]


def test_json_has_every_article_as_its_file(real_client: FlaskClient) -> None:
    found = json.loads(real_client.get("/export.json").data)

    assert [record["id"] for record in found] == expected("/")
    by_slug = {piece.slug: piece for piece in pieces()}
    for record in found:
        piece = by_slug[record["id"]]
        assert record["original"] == piece.fields["url"]
        assert record["title"] == piece.fields["title"]
        assert record["places"] == piece.fields.get("places", [])
        assert record["words"] == piece.values("word")
    text = real_client.get("/export.jsonl").data.decode()
    assert [json.loads(line) for line in text.splitlines()] == found


def test_references_are_read_back_by_other_libraries(real_client: FlaskClient) -> None:
    """Every article, in the order of the list, with the address of its original."""
    slugs = expected("/")
    originals = [str(piece.fields["url"]) for piece in pieces()]
    by_slug = dict(zip((piece.slug for piece in pieces()), originals, strict=True))
    addresses = {slug: f"http://localhost/articles/{slug}/" for slug in slugs}

    ris = rispy.loads(real_client.get("/export.ris").data.decode())
    assert [record["id"] for record in ris] == slugs
    assert all(
        [*map(unquote, record["urls"])] == [unquote(by_slug[record["id"]])] for record in ris
    )
    assert all(addresses[record["id"]] in str(record) for record in ris)

    bibtex = bibtexparser.parse_string(real_client.get("/export.bib").data.decode())
    assert bibtex.failed_blocks == []
    assert [entry.key for entry in bibtex.entries] == slugs
    assert all(addresses[entry.key] in entry["note"] for entry in bibtex.entries)

    csl = json.loads(real_client.get("/export.csl.json").data)
    assert [item["id"] for item in csl] == slugs
    assert [item["URL"] for item in csl] == [by_slug[slug] for slug in slugs]
    assert [item["archive_location"] for item in csl] == slugs
    assert all(item["note"].endswith(addresses[item["id"]]) for item in csl)


def test_csv_follows_rfc_4180(real_client: FlaskClient) -> None:
    text = real_client.get("/export.csv").data.decode()

    assert not text.startswith(BOM)
    assert text.endswith("\r\n")
    assert text.startswith("id,url,original,title,")


def test_excel_gets_a_byte_order_mark_on_request(real_client: FlaskClient) -> None:
    address = "/timeline/2012/export.csv"

    plain = real_client.get(address).data
    marked = real_client.get(address + "?bom=1").data

    assert marked.decode() == BOM + plain.decode()


def test_no_cell_of_a_file_is_a_formula(
    settings: Settings, load_collection: Callable[..., Any], edit: Callable[[str, str, str], None]
) -> None:
    edit("articles/2012/appeal-for-thirty.md", "title: ", "title: '=1+1' #")
    load_collection()

    text = create_app(settings).test_client().get("/export.csv").data.decode()

    assert ",'=1+1," in text
    assert ",=1+1," not in text


# Which articles


@settings(max_examples=60)
@given(query=questions(), suffix=st.sampled_from(SUFFIXES[:3]))
def test_any_download_matches_its_list(real_client: FlaskClient, query: str, suffix: str) -> None:
    address = arrive(real_client, download(query, suffix))
    response = real_client.get(address)

    assert response.status_code == 200, query
    text = response.data.decode()
    if suffix == "csv":
        found = [line["id"] for line in csv.DictReader(io.StringIO(text, newline=""))]
    else:
        records = json.loads(text) if suffix == "json" else map(json.loads, text.splitlines())
        found = [record["id"] for record in records]
    assert found == expected(query)


@pytest.mark.parametrize("order", ["", "&order=oldest", "&order=newest"])
@pytest.mark.parametrize("text", ["forced+return", "china", "no-such-word-at-all", "탈북"])
def test_search_results_keep_their_order(real_client: FlaskClient, text: str, order: str) -> None:
    address = arrive(real_client, f"/search/?q={text}{order}")
    found = [line["id"] for line in lines(real_client, download(address))]

    assert found == listed(real_client, address)


def test_unranked_results_follow_by_date(
    real_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.web.lists.search_answer.MOST_RANKED", 20)
    monkeypatch.setattr("archive.store.search.ranking.MOST_RANKED", 20)
    address = "/search/?q=geneva"
    found = [line["id"] for line in lines(real_client, download(address))]

    assert len(found) > 30
    assert found == listed(real_client, address)


def test_a_file_has_all_pages_of_a_list(small_pages: FlaskClient) -> None:
    found = [line["id"] for line in lines(small_pages, "/export.csv")]

    assert found == listed(small_pages, "/")
    assert len(found) == 4


def test_download_ignores_the_page_number(small_pages: FlaskClient) -> None:
    response = small_pages.get("/export.csv?page=2")

    assert (response.status_code, response.location) == (308, "/export.csv")


def test_empty_list_is_an_empty_file(real_client: FlaskClient) -> None:
    query = "?tag=upr&tag=-upr"

    assert real_client.get(f"/export.csv{query}").data.count(b"\r\n") == 1
    assert json.loads(real_client.get(f"/export.json{query}").data) == []
    assert real_client.get(f"/export.jsonl{query}").data == b""


# Addresses


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/?tag=upr", 200),
        ("/?tag=no-such-tag", 400),
        ("/?colour=red", 400),
        ("/?from=2014&to=2012", 400),
        ("/?order=best", 400),
        ("/tags/upr/?from=2012", 200),
        ("/tags/no-such-tag/", 404),
        ("/timeline/1998/", 404),
        ("/timeline/2012/13/", 404),
        ("/timeline/2012/03/", 200),
        ("/no/such/place/", 404),
        ("/about/", 404),
        ("/articles/", 404),
        ("/search/?q=orphans", 200),
    ],
)
def test_a_download_answers_as_its_page_does(
    real_client: FlaskClient, address: str, status: int, suffix: str
) -> None:
    response = real_client.get(arrive(real_client, download(address, suffix)))

    assert response.status_code == status
    if status != 200:
        assert response.mimetype == "text/html"
        assert "Content-Disposition" not in response.headers


@pytest.mark.parametrize(
    "address",
    [
        *("/export.xml", "/tags/upr/export.pdf", "/export.csv.csv"),
        *("/tags/export.csv", "/documents/export.csv", "/words/export.csv"),
    ],
)
def test_unknown_formats_are_404(real_client: FlaskClient, address: str) -> None:
    assert real_client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["bom=2", "bom=1&bom=2", "bom=yes", "bom=-1"], ids=lambda query: str(query)
)
def test_mark_must_be_1(real_client: FlaskClient, query: str) -> None:
    page = open_page(real_client, f"/tags/upr/export.csv?{query}", status=400)

    assert "/tags/upr/export.csv" in page.links("main a")


def test_the_mark_is_for_csv(real_client: FlaskClient) -> None:
    assert real_client.get("/export.json?bom=1").status_code == 400


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/documents/A/HRC/25/63/export.csv", "/documents/a-hrc-25-63/export.csv"),
        ("/documents/a/hrc/25/63/export.csv?to=2014", "/documents/a-hrc-25-63/export.csv?to=2014"),
        ("/export.csv?to=2014&from=2012", "/export.csv?from=2012&to=2014"),
        ("/export.csv?order=newest", "/export.csv"),
        ("/events/2012-darusman-ga/export.csv?order=oldest", "/events/2012-darusman-ga/export.csv"),
        ("/export.csv?bom=1&tag=upr", "/export.csv?tag=upr&bom=1"),
        ("/export.csv?bom=1&bom=1", "/export.csv?bom=1"),
        ("/export.csv?bom=", "/export.csv"),
        ("/export.csv/", "/export.csv"),
    ],
)
def test_a_download_has_one_address(real_client: FlaskClient, address: str, canonical: str) -> None:
    response = real_client.get(address)

    assert (response.status_code, response.location) == (308, canonical)


def test_other_methods_are_refused(real_client: FlaskClient) -> None:
    assert real_client.post("/export.csv").status_code == 405


# Headers


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_headers_of_a_download(real_client: FlaskClient, suffix: str) -> None:
    response = real_client.get(f"/tags/upr/export.{suffix}?from=2012&to=2014")

    name = f"geneva-record-tag-upr-2012-2014.{suffix}"
    assert response.headers["Content-Disposition"] == (
        f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    )
    types = {
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
        "jsonl": "application/x-ndjson",
        **CITATION_TYPES,
    }
    assert response.headers["Content-Type"] == types[suffix]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.last_modified is not None


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "gzip, br"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_unchanged_file_is_304_without_reading_articles(
    real_client: FlaskClient, statements: list[str], suffix: str, encoding: str, method: str
) -> None:
    address = f"/tags/china/export.{suffix}"
    first = real_client.get(address, headers={"Accept-Encoding": encoding})
    assert first.data
    tag = first.headers["ETag"]
    statements.clear()

    for condition in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        headers = {"Accept-Encoding": encoding, **condition}
        response = real_client.open(address, method=method, headers=headers)
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Vary"] == "Accept-Encoding"
    assert not any("FROM article" in statement for statement in statements)


def test_etags_differ_with_the_content(real_client: FlaskClient) -> None:
    addresses = ["/export.csv", "/export.csv?bom=1", "/export.json", "/export.csv?tag=upr"]
    tags = [real_client.get(address).headers["ETag"] for address in addresses]
    tags.append(real_client.get("/export.csv", headers={"Accept-Encoding": "gzip"}).headers["ETag"])
    tags.append(real_client.get("/export.csv", base_url="http://x.example").headers["ETag"])

    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') for tag in tags)


def test_a_load_changes_the_etag(
    client: FlaskClient, load_collection: Callable[..., Any], edit: Callable[[str, str, str], None]
) -> None:
    tag = client.get("/export.csv").headers["ETag"]
    edit("articles/2013/inquiry-opens.md", "three", "four")
    load_collection()

    response = client.get("/export.csv", headers={"If-None-Match": tag})

    assert response.status_code == 200
    assert "four members" in response.text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_head_has_the_headers_and_reads_no_article(
    real_client: FlaskClient, statements: list[str], suffix: str
) -> None:
    address = f"/tags/upr/export.{suffix}"
    response = real_client.head(address)
    assert not any("FROM article" in statement for statement in statements)

    whole = real_client.get(address)

    assert (response.status_code, response.data) == (200, b"")
    assert dict(response.headers) == dict(whole.headers)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_download_is_compressed_on_request(real_client: FlaskClient, suffix: str) -> None:
    address = f"/tags/china/export.{suffix}"
    plain = real_client.get(address)
    small = real_client.get(address, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2


# Links


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?tag=upr&from=2012",
        "/?page=2",
        "/timeline/2012/",
        "/timeline/2012/03/",
        "/tags/upr/?order=oldest",
        "/outlets/yonhap/?tag=-upr",
        "/people/vitit-muntarbhorn/",
        "/search/?tag=upr&q=forced+return",
        "/events/2014-coi-report/?order=newest",
    ],
)
def test_list_links_to_downloads_with_its_query(real_client: FlaskClient, address: str) -> None:
    page = open_page(real_client, address)
    links = {text_of(link): link for link in page.all("main .list .list__downloads a")}
    plain = address.removesuffix("?page=2")

    for form in FORMATS.values():
        link = links.pop(form.name)
        assert link.get("href") == download(plain, form.suffix)
        assert link.get("rel") == "nofollow"
        response = real_client.get(link.get("href"))
        assert response.status_code == 200
        assert response.mimetype == link.get("type")
    href = links.pop("CSV for Excel").get("href")
    assert href == download(plain) + ("&" if "?" in plain else "?") + "bom=1"
    assert real_client.get(href).data.decode().startswith(BOM)
    assert len(lines(real_client, download(plain))) == len(listed(real_client, plain))


def test_empty_list_offers_no_downloads(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/?tag=upr&tag=-upr")

    assert page.all(".list") != []
    assert page.all(".list__downloads") == []


def test_files_contain_the_public_address(real_settings: Settings) -> None:
    app = create_app(replace(real_settings, public_url="https://record.example"))

    (first, *_rest) = lines(app.test_client(), "/tags/upr/export.csv")

    assert first["url"] == f"https://record.example/articles/{first['id']}/"
    assert urlsplit(first["original"]).scheme in ("http", "https")


def test_empty_archive_has_no_downloads(app: Flask, collection: Any) -> None:
    assert app.test_client().get("/timeline/2020/export.csv").status_code == 404
