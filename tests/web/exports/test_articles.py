"""The files of an article."""

from __future__ import annotations

import datetime
import json

import pytest
from flask.testing import FlaskClient

from archive.content.articles import parse_article
from archive.web.exports.articles import FILES
from tests.web.files import CITATION_TYPES, ROOT, pieces
from tests.web.page_parsing import open_page

PAGE = "/articles/council-debates-returns/"
FILE = PAGE[:-1]
TYPES = {
    **CITATION_TYPES,
    "json": "application/json",
    "md": "text/markdown",
}


@pytest.mark.parametrize("suffix", TYPES)
def test_an_article_in_a_format(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"{FILE}.{suffix}")

    assert response.status_code == 200
    assert response.content_type == f"{TYPES[suffix]}; charset=utf-8"
    how = "inline" if suffix in ("json", "md") else "attachment"
    name = f"council-debates-returns.{suffix}"
    assert response.headers["Content-Disposition"] == (
        f"{how}; filename=\"{name}\"; filename*=UTF-8''{name}"
    )
    assert response.headers.getlist("Link") == [
        f'<http://localhost{PAGE}>; rel="canonical"',
        f'<http://localhost{PAGE}>; rel="describes"',
    ]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Council debates returns from China" in response.text


@pytest.mark.parametrize("suffix", TYPES)
def test_a_file_has_validators_and_is_compressed(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"{FILE}.{suffix}", headers={"Accept-Encoding": "gzip"})
    again = client.get(
        f"{FILE}.{suffix}",
        headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["ETag"]},
    )

    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Content-Encoding"] == "gzip"
    assert (again.status_code, again.data) == (304, b"")


def test_an_articles_page_names_its_files(client: FlaskClient) -> None:
    page = open_page(client, PAGE)

    named = {
        link.get("href"): link.get("type") for link in page.all("head link[rel=alternate][type]")
    }
    assert named.items() >= {f"{FILE}.{suffix}": TYPES[suffix] for suffix in TYPES}.items()
    assert [file.suffix for file in FILES] == list(TYPES)


def test_json_is_the_whole_record(client: FlaskClient) -> None:
    record = json.loads(client.get(f"{FILE}.json").text)

    assert record["id"] == "council-debates-returns"
    assert record["original"] == "https://herald.example.org/2012/council"
    assert record["byline"] == "Kim Hana"
    assert "access for the refugee agency" in record["digest"]


@pytest.mark.parametrize("suffix", TYPES)
def test_other_addresses_redirect_to_the_file(client: FlaskClient, suffix: str) -> None:
    for asked, target in (
        (f"{FILE}.{suffix}/", f"{FILE}.{suffix}"),
        (f"{FILE}.{suffix}?utm_source=x", f"{FILE}.{suffix}"),
        (f"/articles/inquiry-begins.{suffix}", f"/articles/inquiry-opens.{suffix}"),
    ):
        response = client.get(asked)
        assert (response.status_code, response.location) == (308, target), asked


@pytest.mark.parametrize("suffix", TYPES)
def test_files_of_an_unknown_article_are_404(client: FlaskClient, suffix: str) -> None:
    open_page(client, f"/articles/no-such-article.{suffix}", status=404)
    gone = open_page(client, f"/articles/withdrawn-report.{suffix}", status=410)
    assert "The newspaper withdrew it." in gone.text("main")


@pytest.mark.parametrize("end", [".pdf", ".x.json", ".RIS", ".csl"])
def test_unknown_format_is_404(client: FlaskClient, end: str) -> None:
    open_page(client, f"{FILE}{end}", status=404)


def test_markdown_is_read_as_the_file_it_came_from(real_client: FlaskClient) -> None:
    """Its front matter is made anew, so it may differ in quotation marks, and in nothing else."""
    today = datetime.date.today()
    for piece in pieces():
        path = f"articles/{piece.published[:4]}/{piece.slug}.md"
        made = real_client.get(f"/articles/{piece.slug}.md").text
        ours, problems = read(path, made, today)
        assert problems == []
        assert ours == read(path, (ROOT / path).read_text("utf-8"), today)[0]


def read(path: str, text: str, today: datetime.date) -> tuple[object, list[object]]:
    parsed = parse_article(path, text.encode(), today=today)
    return parsed.record, list(parsed.problems)
