"""References of the whole collection, and what Zotero finds on lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser import middlewares
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient

from archive.cite import csl
from archive.cite.citations import STYLES, citation
from archive.cite.formats import BIBTEX, RIS
from archive.cite.reference import Reference
from archive.cite.typography import curled
from archive.web.article_data import rows_of
from archive.web.article_references import for_article
from archive.web.context import read_session
from tests.cite.samples import text_of
from tests.cite.test_bibtex import printed
from tests.cite.test_csl import SCHEMA
from tests.web.files import Piece, pieces, records
from tests.web.page_parsing import open_page

LANGUAGES = {
    "german": "de",
    "english": "en",
    "korean": "ko",
    "japanese": "ja",
    "french": "fr",
    "spanish": "es",
    "russian": "ru",
    "chinese": "zh",
}
"""The name in BibTeX → the language, without its script."""


@pytest.fixture
def references(words: None) -> dict[str, Reference]:
    """The reference of every article of the collection, by slug."""
    found = map(for_article, rows_of(list(read_session().snapshot.index.ids)))
    return {reference.slug: reference for reference in found}


def known(piece: Piece) -> list[int]:
    """Year, month and day of a piece, as far as its file has them."""
    return [int(part) for part in piece.published.rstrip("~?%").split("-") if part != "XX"]


def outlet(piece: Piece) -> object:
    return records("outlets")[str(piece.fields["outlet"])]["name"]


def address(piece: Piece) -> str:
    return f"http://localhost/articles/{piece.slug}/"


def test_every_article_is_read_back_from_ris(references: dict[str, Reference]) -> None:
    found = {each["id"]: each for each in rispy.loads("".join(RIS.file(references.values())))}

    assert len(found) == len(pieces())
    for piece in pieces():
        record = found[piece.slug]
        assert record["title"] == " ".join(str(piece.fields["title"]).split())
        assert record.get("secondary_title", record.get("publisher")) == outlet(piece)
        assert [int(n) for n in record["date"].split("/") if n.isdigit()] == known(piece)
        assert record["language"] == piece.fields["language"]
        assert [unquote(url) for url in record["urls"]] == [unquote(str(piece.fields["url"]))]
        assert record["file_attachments2"] == address(piece)
        assert record["keywords"] == [records("tags")[t]["label"] for t in piece.values("tag")]
        assert_authors_match_byline(piece, [author.split(", ") for author in authors(record)])


def authors(record: dict[str, list[str]]) -> list[str]:
    return record.get("authors", [])


def assert_authors_match_byline(piece: Piece, found: list[list[str]]) -> None:
    """Every word of the byline stands in a name, and no other; a body is one word here."""
    byline = str(piece.fields.get("byline", ""))
    agency = piece.fields.get("agency")
    if not byline:
        carried = agency not in (None, piece.fields["outlet"])
        assert len(found) == (1 if carried or issued(piece) else 0)
        signer = records("outlets")[str(agency)]["name"] if carried else outlet(piece)
        # RIS takes a name with a comma for a person's, so bodies lose theirs there.
        assert [" ".join(names).replace(",", "") for names in found] in (
            [],
            [str(signer).replace(",", "")],
        )
        return
    latin = re.sub(r".*\((.*)\)", r"\1", byline)
    expected = re.findall(r"[^\s]+", re.sub(" (?:and|/) ", " ", latin))
    if re.fullmatch("[가-힣]+", latin):
        assert ["".join(names) for names in found] == [latin]
    else:
        assert sorted(w for n in found for part in n for w in part.split()) == sorted(expected)
    assert len(found) == len(re.findall(" (?:and|/) ", latin)) + 1


def issued(piece: Piece) -> bool:
    """Whether a body, and not a newspaper, put it out as its own."""
    kinds = ("press-release", "statement", "report", "factsheet")
    kind = records("outlets")[str(piece.fields["outlet"])]["kind"]
    return piece.fields["kind"] in kinds and kind in ("un", "ngo", "government")


def test_every_article_is_read_back_from_bibtex(references: dict[str, Reference]) -> None:
    library = bibtexparser.parse_string(
        "".join(BIBTEX.file(references.values())),
        append_middleware=[
            middlewares.MonthIntMiddleware(),
            middlewares.SeparateCoAuthors(),
        ],
    )

    assert library.failed_blocks == []
    found = {entry.key: entry for entry in library.entries}
    assert len(found) == len(pieces())
    for piece in pieces():
        entry = found[piece.slug]
        title = " ".join(str(piece.fields["title"]).split())
        assert printed(entry["title"][1:-1]) == curled(title)
        name = {"article": "journaltitle", "online": "organization", "techreport": "institution"}
        assert printed(entry[name[entry.entry_type]]) == outlet(piece)
        assert [int(n) for n in entry["date"].rstrip("~?%").split("-")] == known(piece)
        assert re.sub("[^0-9]", "", entry["year"]) == str(known(piece)[0])
        assert LANGUAGES[entry["langid"]] == str(piece.fields["language"]).split("-")[0]
        assert entry["language"] == entry["langid"]
        assert unquote(entry["url"]) == unquote(str(piece.fields["url"]))
        assert entry["note"].endswith(rf"\url{{{address(piece)}}}")
        people = entry["author"] if "author" in entry.fields_dict else []
        assert_authors_match_byline(
            piece, [printed(re.sub("^{(.*)}$", r"\1", each)).split(", ") for each in people]
        )


def test_every_article_is_read_back_from_csl_json(references: dict[str, Reference]) -> None:
    items = [csl.item(reference) for reference in references.values()]
    jsonschema.validate(items, SCHEMA)
    read = CiteProcJSON(items)

    assert len(read) == len(pieces())
    for piece in pieces():
        found = read[piece.slug]
        assert str(found.title) == " ".join(str(piece.fields["title"]).split())
        assert str(found.get("container_title", found.get("publisher"))) == outlet(piece)
        parts = [found.issued.get(name) for name in ("year", "month", "day")]
        assert [part for part in parts if part] == known(piece)
        assert found.issued.circa == bool(re.search("[~?%]", piece.published))
        assert str(found.language) == piece.fields["language"]
        assert str(found.URL) == piece.fields["url"]
        assert_authors_match_byline(
            piece,
            [
                [name[part] for part in ("family", "given", "suffix", "literal") if part in name]
                for name in found.get("author", [])
            ],
        )


def test_every_article_is_cited_in_every_style(references: dict[str, Reference]) -> None:
    for reference in references.values():
        for style in STYLES:
            text = text_of(citation(reference, style, 1))
            plain = text.replace(reference.url, "URL").replace(reference.title, "TITLE")
            assert reference.url in text
            assert reference.outlet.lower().replace("'", "’") in text.lower()
            assert str(reference.date_parts[0]) in text
            assert f"{reference.address}#p1" in text
            # Three full stops are an ellipsis.
            assert not re.search(
                r"[,;:] ?[.,;]|(?<!\.)\.\.(?!\.)|\. \.|  |[\ue000-\ue00f]|&\w+;|None", plain
            )


def contexts(client: FlaskClient, path: str) -> list[dict[str, list[str]]]:
    """What COinS spans say, as Zotero reads them."""
    page = open_page(client, path)
    return [
        parse_qs(span.get("title"), strict_parsing=True) for span in page.all("span.Z3988[title]")
    ]


@pytest.mark.parametrize(
    "path", ["/", "/timeline/2012/", "/tags/china/", "/events/2012-council-session/"]
)
def test_list_offers_every_article_to_zotero(client: FlaskClient, path: str) -> None:
    page = open_page(client, path)
    found = contexts(client, path)

    assert [each["rft.title"][0] for each in found] == page.texts(".list .entry__title a")
    assert found != []


def test_search_offers_every_result_to_zotero(client: FlaskClient) -> None:
    found = contexts(client, "/search/?q=council")

    assert [each["rft.title"][0] for each in found] == open_page(
        client, "/search/?q=council"
    ).texts(".hits .entry__title a")


def test_span_describes_its_article(client: FlaskClient) -> None:
    (found,) = (
        each for each in contexts(client, "/") if each["rft.title"][0].startswith("Council")
    )

    assert found == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["newspaperArticle"],
        "rft.title": ["Council debates returns from China"],
        "rft.source": ["The Korea Herald"],
        "rft.date": ["2012-03-13"],
        "rft.creator": ["Kim, Hana"],
        "rft.identifier": ["https://herald.example.org/2012/council"],
        "rft.language": ["en"],
        "rft.subject": ["UN Human Rights Council", "China", "Non-refoulement"],
    }


def test_span_names_a_body_as_corporate_author(client: FlaskClient) -> None:
    """`rft.aucorp` is one field in Zotero; `rft.creator` would be cut into two."""
    found = contexts(client, "/")

    assert [each["rft.aucorp"] for each in found if "rft.aucorp" in each]
    assert all("rft.subject" in each for each in found)


def test_separators_of_a_span_are_escaped(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    edit("articles/2012/council-debates-returns.md", "2012/council", "2012/council?a=1&b=2")
    load_collection()

    addresses = [each["rft.identifier"][0] for each in contexts(client, "/")]
    assert "https://herald.example.org/2012/council?a=1&b=2" in addresses


def test_article_page_has_no_span(client: FlaskClient) -> None:
    """One would hide all other tags from Zotero."""
    for path in ("/articles/council-debates-returns/", "/articles/council-debates-returns/cite/"):
        assert not open_page(client, path).all(".Z3988")
