"""CSL-JSON, checked against an excerpt of its schema and read by citeproc-py."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from citeproc.source.json import CiteProcJSON
from hypothesis import given

from archive.cite.csl import item, text
from archive.cite.names import Name
from tests.cite.samples import ALL, DATES, DEBATE, NOTICE, REPORT, TRICKY, with_text

_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": ["string", "number"]},
            },
        },
        "circa": {"type": ["string", "number", "boolean"]},
    },
    "additionalProperties": False,
}
_NAME = {
    "type": "object",
    "properties": {
        name: {"type": "string"}
        for name in ("family", "given", "suffix", "non-dropping-particle", "literal")
    },
    "additionalProperties": False,
}
_STRINGS = (
    "title container-title publisher publisher-place genre URL language archive archive_location "
    "abstract keyword note"
)
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article-newspaper", "report", "webpage"]},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            "accessed": _DATE,
            **{name: {"type": "string"} for name in _STRINGS.split()},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
"""An excerpt of csl-data.json of CSL 1.0.2, written by hand: the fields that we use."""


def read(value: dict[str, Any]) -> Any:
    """Return the item read by citeproc-py; a warning for an unknown variable is an error."""
    jsonschema.validate([value], SCHEMA)
    return CiteProcJSON([value])[value["id"].lower()]


def test_a_newspaper_article() -> None:
    found = read(item(DEBATE))

    assert found.type == "article-newspaper"
    assert str(found.title) == "Council debates returns from China"
    assert str(found.container_title) == "The Korea Herald"
    assert [dict(name) for name in found.author] == [
        {"family": "Kim", "given": "Hana"},
        {"literal": "Yonhap News Agency"},
    ]
    assert (found.issued.year, found.issued.month, found.issued.day) == (2012, 3, 13)
    assert (found.accessed.year, found.accessed.month, found.accessed.day) == (2026, 11, 20)
    assert str(found.URL) == DEBATE.url
    assert str(found.archive_location) == DEBATE.slug
    assert str(found.note) == f"Digest in The Geneva Record: {DEBATE.address}"
    assert str(found.language) == "en"


def test_issue_of_a_body() -> None:
    notice, report = read(item(NOTICE)), read(item(REPORT))

    assert (notice.type, str(notice.genre)) == ("webpage", "Press release")
    assert str(notice.container_title) == "Amnesty International"
    assert (report.type, str(report.publisher)) == ("report", "Amnesty International")
    assert "accessed" not in item(REPORT)
    assert "publisher-place" not in item(replace(REPORT, place="United Kingdom"))


@pytest.mark.parametrize("published", DATES)
def test_date_is_as_exact_as_known(published: str) -> None:
    parts, approximate, uncertain = DATES[published]
    found = item(replace(DEBATE, published=published, checked=published))

    for date in (found["issued"], found["accessed"]):
        assert date["date-parts"] == [list(parts)]
        assert date.get("circa", False) == (approximate or uncertain)


def test_a_suffix_is_a_part_of_the_name() -> None:
    authors = (Name("Park", "Robert", "Jr."),)

    assert item(replace(DEBATE, authors=authors))["author"] == [
        {"family": "Park", "given": "Robert", "suffix": "Jr."}
    ]


def test_an_unsigned_piece_has_no_author() -> None:
    assert "author" not in item(replace(DEBATE, authors=()))


@given(TRICKY)
def test_any_text_is_read_back(value: str) -> None:
    reference = with_text(value)

    assert json.loads(text(reference)) == item(reference)
    assert item(reference)["title"] == value


def test_an_item_is_one_line() -> None:
    assert all("\n" not in text(reference) for reference in ALL)
