"""Every form in which an article is given has the fields that it should have.

An article is served twice, with one field changed in between: an output that differs has the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.export.fields import ARTICLE, DATE, DAY, FLAG, MOMENT, Field
from archive.factory import create_app
from archive.store import queries
from archive.web.context import read_session
from archive.web.identifiers import for_record
from tests.export.rows import Row
from tests.web.files import pieces

REFERENCES = ("RIS", "BibTeX", "CSL-JSON")
HEAD = ("page", "head", "JSON-LD")

GIVEN: dict[str, tuple[str, ...]] = {
    "id": (*HEAD, *REFERENCES, "Dublin Core"),
    "original": (*HEAD, *REFERENCES, "Dublin Core"),
    "title": (*HEAD, *REFERENCES, "Dublin Core"),
    "outlet": (*HEAD, *REFERENCES, "Dublin Core"),
    "published": (*HEAD, *REFERENCES, "Dublin Core"),
    "earliest": ("JSON-LD",),
    "latest": ("page",),
    "published_from": ("page",),
    "language": (*HEAD, *REFERENCES, "Dublin Core"),
    "kind": (*HEAD, *REFERENCES, "Dublin Core"),
    "agency": ("page", "JSON-LD", *REFERENCES, "Dublin Core"),
    "byline": (*HEAD, *REFERENCES, "Dublin Core"),
    "tags": (*HEAD, *REFERENCES, "Dublin Core"),
    "people": ("page", "JSON-LD"),
    "organisations": ("page", "JSON-LD"),
    "events": ("page", "JSON-LD"),
    "documents": ("page", "JSON-LD", "Dublin Core"),
    "words": (),
    "places": (*HEAD, "Dublin Core"),
    "event_date": ("page", "JSON-LD", "Dublin Core"),
    "founding": ("page",),
    "checked": ("page", "JSON-LD", *REFERENCES),
    "note": ("page",),
    "aliases": (),
    "summary": (*HEAD, *REFERENCES, "Dublin Core"),
    "digest": (),
    "digest_html": ("page",),
    "added": ("JSON-LD",),
    "changed": ("JSON-LD",),
}
"""Field → which outputs give it. JSON and the API give all, Markdown what curators write."""

JSON_LD = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
OAI = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier="

OUTPUTS: dict[str, Callable[[FlaskClient, str], str]] = {
    "page": lambda client, slug: JSON_LD.sub("", part(client, slug, "body")),
    "head": lambda client, slug: JSON_LD.sub("", part(client, slug, "head")),
    "JSON-LD": lambda client, slug: "".join(JSON_LD.findall(text(client, f"/articles/{slug}/"))),
    "RIS": lambda client, slug: text(client, f"/articles/{slug}.ris"),
    "BibTeX": lambda client, slug: text(client, f"/articles/{slug}.bib"),
    "CSL-JSON": lambda client, slug: text(client, f"/articles/{slug}.csl.json"),
    "Dublin Core": lambda client, slug: part(client, slug, "oai_dc:dc"),
    "JSON": lambda client, slug: text(client, f"/articles/{slug}.json"),
    "Markdown": lambda client, slug: text(client, f"/articles/{slug}.md"),
    "API": lambda client, slug: text(client, f"/api/articles/{slug}"),
}


class Served(NamedTuple):
    """An article, and a site that gives it."""

    client: FlaskClient
    row: Row
    ids: dict[str, list[str]]
    """Collection → ids that the article may name."""
    outputs: dict[str, str]


@pytest.fixture(scope="module")
def served(real_settings: Settings) -> Served:
    app = create_app(replace(real_settings, cache_bytes=0))
    slug = pieces()[100].slug
    with app.test_request_context("/"):
        row = Row(**queries.article(read_session().connection, slug)._mapping)  # type: ignore[union-attr]
        ids = {name: list(labels) for name, labels in read_session().snapshot.labels.items()}
    client = app.test_client()
    return Served(client, row, ids, {name: get(client, slug) for name, get in OUTPUTS.items()})


def test_every_field_is_in_the_table() -> None:
    """If this fails, say in `GIVEN` which outputs a new field is for."""
    assert [field.name for field in ARTICLE if field.name != "url"] == list(GIVEN)


@pytest.mark.parametrize("field", [f for f in ARTICLE if f.name != "url"], ids=lambda f: f.name)
def test_outputs_include_the_field(
    served: Served, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Row(**(served.row._mapping | changed(field, served)))
    monkeypatch.setattr(queries, "article", lambda connection, slug: row)

    found = {
        name
        for name, get in OUTPUTS.items()
        if get(served.client, served.row.slug) != served.outputs[name]
    }

    everywhere = {"JSON", "API"} if field.made else {"JSON", "API", "Markdown"}
    assert found == {*GIVEN.get(field.name, ()), *everywhere}


def changed(field: Field, served: Served) -> dict[str, Any]:
    """The columns of a field with another value."""
    value = served.row._mapping[field.column]
    if field.collection:
        other: Any = next(
            each for each in served.ids[field.collection] if each not in (value or [])
        )
    else:
        other = OTHER.get(field.name) or OTHER_OF_TYPE.get(field.type) or f"{value}x"
    if field.many:
        other = [*value, other]
    if field.type is FLAG:
        other = not value
    # Pages show the summary as HTML.
    return {field.column: other} | ({"summary_html": other} if field.name == "summary" else {})


OTHER = {"kind": "report", "language": "fr", "published_from": "inferred", "byline": "Jane Doe"}
OTHER_OF_TYPE = {DATE: "2011-11-11", DAY: "2011-11-11", MOMENT: "2011-11-11T11:11:11Z"}


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def part(client: FlaskClient, slug: str, element: str) -> str:
    """The part of an article's page, or of its record for harvesters, in an element."""
    address = f"/articles/{slug}/"
    if ":" in element:
        address = OAI + quote(identifier(client.application, slug))
    found = re.search(rf"<{element}[ >].*</{element}>", text(client, address), re.DOTALL)
    assert found
    return found[0]


def identifier(app: Flask, slug: str) -> str:
    with app.test_request_context("/"):
        return for_record(slug)
