"""What Zotero reads on the pages of one article and under `/unapi`.

Zotero cannot run here. The expressions are those of its translator `unAPI.js`
(https://github.com/zotero/translators), functions `getUnAPIIDs` and `UnAPIFormat`; it has the
priority 200 and so goes before `COinS.js` and `Embedded Metadata.js`.
"""

from __future__ import annotations

from xml.etree import ElementTree

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.web.files import Piece, pieces

SERVER = '//link[@rel="unapi-server"]'
IDS = (
    '//abbr[contains(@class, " unapi-id") or contains(@class, "unapi-id ") '
    'or @class="unapi-id"][@title]'
)
RECOGNIZABLE_FORMATS = (
    *("rdf_zotero", "rdf_bibliontology", "mods", "marc", "unimarc", "ris", "refer", "bibtex"),
    "rdf_dc",
)
PAGES = ("/articles/{}/", "/articles/{}/cite/", "/embed/articles/{}/")


def imported(client: FlaskClient, path: str) -> str:
    """The text that Zotero imports from a page."""
    document = lxml.html.document_fromstring(client.get(path).text)
    (server,) = document.xpath(SERVER)
    (element,) = document.xpath(IDS)
    resolver = server.get("href")
    formats = ElementTree.fromstring(client.get(resolver).data)
    known = {each.get("name", "").lower(): each.get("name") for each in formats.iter("format")}
    name = next(known[each] for each in RECOGNIZABLE_FORMATS if each in known)
    return client.get(f"{resolver}?id={element.get('title')}&format={name}").text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("piece", pieces()[::41], ids=lambda piece: piece.slug)
def test_zotero_imports_the_article(real_client: FlaskClient, page: str, piece: Piece) -> None:
    text = imported(real_client, page.format(piece.slug))

    assert text == real_client.get(f"/articles/{piece.slug}.ris").text
    lines = text.splitlines()
    assert len([line for line in lines if line.startswith("KW  - ")]) == len(piece.fields["tags"])
    assert f"AN  - {piece.slug}" in lines
    assert any(f"/articles/{piece.slug}/" in line for line in lines)


def test_body_is_an_author(client: FlaskClient) -> None:
    """A release is signed by who issued it, in one field."""
    assert "AU  - " in imported(client, "/articles/letter-to-geneva/")


def test_list_has_no_unapi_ids(client: FlaskClient) -> None:
    """They would hide its spans, and Zotero would request each article."""
    for path in ("/", "/tags/china/", "/search/?q=council", "/events/2012-council-session/"):
        assert not lxml.html.document_fromstring(client.get(path).text).xpath(IDS)


def test_formats(client: FlaskClient) -> None:
    of_all, of_one = client.get("/unapi"), client.get("/unapi?id=inquiry-opens")

    assert (of_all.status_code, of_one.status_code) == (200, 300)
    assert of_all.mimetype == of_one.mimetype == "application/xml"
    assert ElementTree.fromstring(of_one.data).get("id") == "inquiry-opens"
    assert {
        "name": "ris",
        "type": "application/x-research-info-systems",
    } in [each.attrib for each in ElementTree.fromstring(of_all.data)]


@pytest.mark.parametrize("form", ["ris", "bib", "csl.json"])
def test_file_is_that_of_the_article(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/unapi?id=inquiry-opens&format={form}")
    file = client.get(f"/articles/inquiry-opens.{form}")

    assert (answer.data, answer.content_type) == (file.data, file.content_type)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("format=ris", 400),
        ("id=none", 404),
        ("id=none&format=ris", 404),
        ("id=inquiry-opens&format=marc", 406),
        ("id=withdrawn-report&format=ris", 410),
        ("id=&format=", 200),
    ],
)
def test_mistakes(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/unapi?{query}").status_code == status


def test_former_slug(client: FlaskClient) -> None:
    answer = client.get("/unapi?id=inquiry-begins&format=ris")

    assert (answer.status_code, answer.location) == (308, "/unapi?id=inquiry-opens&format=ris")
