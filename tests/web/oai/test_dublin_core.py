"""Dublin Core: what of an article stands in which of the fifteen elements."""

from __future__ import annotations

import lxml.etree
from flask.testing import FlaskClient

from tests.web.files import pieces, records
from tests.web.oai_client import DC, DC_ROOT, OAI, ask, token

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def described(client: FlaskClient) -> dict[str, lxml.etree._Element]:
    """Slug → description, from all parts of the list of everything."""
    found = {}
    tree = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    while True:
        for record in tree.iter(f"{OAI}record"):
            element = record.find(f"{OAI}metadata/{DC_ROOT}")
            slug = record.findtext(f"{OAI}header/{OAI}identifier", "").rpartition(":")[2]
            if element is not None:
                found[slug] = element
        following = token(tree)
        if following is None or not following.text:
            return found
        tree = ask(client, verb="ListRecords", resumptionToken=following.text)


def texts(element: lxml.etree._Element, name: str) -> list[str]:
    return [each.text or "" for each in element.findall(DC + name)]


def test_every_article_matches_its_file(real_client: FlaskClient) -> None:
    found = described(real_client)

    assert len(found) == len(pieces())
    for piece in pieces():
        element = found[piece.slug]
        assert texts(element, "title") == [piece.fields["title"]]
        assert [each.get(LANG) for each in element.findall(f"{DC}title")] == [
            piece.fields["language"]
        ]
        people = str(piece.fields.get("byline", "")).replace(" / ", " and ").split(" and ")
        # "홍주예 (Hong Ju-ye)" is one person, and the name in Latin letters is enough.
        names = [person.partition("(")[2].strip(")") or person for person in people if person]
        assert texts(element, "creator") == names
        assert texts(element, "subject") == [
            records("tags")[tag]["label"] for tag in piece.values("tag")
        ]
        assert texts(element, "publisher") == [
            records("outlets")[str(piece.fields["outlet"])]["name"]
        ]
        assert texts(element, "date") == [piece.published]
        assert texts(element, "type") == ["Text", piece.fields["kind"]]
        assert texts(element, "identifier") == [
            f"http://localhost/articles/{piece.slug}/",
            f"oai:archive.invalid:{piece.slug}",
        ]
        assert texts(element, "source") == [piece.fields["url"]]
        assert texts(element, "language") == [piece.fields["language"]]
        links = [records("documents")[document]["url"] for document in piece.values("document")]
        assert texts(element, "relation") == sorted(set(links), key=links.index)
        assert len(texts(element, "description")) == 1
        assert len(texts(element, "rights")) == 2
