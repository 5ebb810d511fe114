"""Suggestions while typing."""

from __future__ import annotations

import json
import unicodedata
from typing import Any
from urllib.parse import quote_plus, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.files import pieces, records
from tests.web.page_parsing import open_page


def suggested(client: FlaskClient, text: str) -> list[tuple[str, str, str]]:
    """(completion, description, path) of each suggestion."""
    response = client.get("/search/suggestions.json?q=" + quote_plus(text))
    assert response.status_code == 200
    assert response.mimetype == "application/x-suggestions+json"
    answer: list[Any] = json.loads(response.text)
    assert len(answer) == 5
    assert len(answer[4]) == len(answer[1])
    assert answer[0] == text
    paths = [urlsplit(address).path for address in answer[3]]
    return list(zip(*answer[1:3], paths, strict=True))


def test_every_name_is_suggested_while_it_is_typed(real_client: FlaskClient) -> None:
    for collection in ("tags", "people", "organisations", "outlets"):
        for record_id, record in records(collection).items():
            name = str(record.get("name") or record.get("label"))
            found = [path for _text, _about, path in suggested(real_client, name[:-1])]
            assert f"/{collection}/{record_id}/" in found, name


def test_every_headline_is_suggested_while_it_is_typed(real_client: FlaskClient) -> None:
    for piece in pieces():
        title = str(piece.fields["title"])
        found = [path for _text, _about, path in suggested(real_client, title[:100])]
        same = [other for other in pieces() if str(other.fields["title"])[:100] == title[:100]]
        assert any(f"/articles/{other.slug}/" in found for other in same), title


def count(facet: str, value: str) -> str:
    """How many articles have a value, in words."""
    return f"{sum(value in piece.values(facet) for piece in pieces())} articles"


SALMON = count("person", "elizabeth-salmon")
RETURNS = count("tag", "forced-repatriation")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("upr", ("UPR", f"Tag: Universal Periodic Review · {count('tag', 'upr')}", "/tags/upr/")),
        ("salmon", ("Salmón", f"Person: Elizabeth Salmón · {SALMON}", None)),
        ("강제북", ("강제북송", f"Tag: Forced repatriation · {RETURNS}", None)),
        ("a hrc 25 63", ("A/HRC/25/63", None, "/documents/a-hrc-25-63/")),
        ("A/HRC/25/6", ("A/HRC/25/63", None, "/documents/a-hrc-25-63/")),
        ("un fears ni", (None, "Reuters, 31 May 2013", None)),
    ],
)
def test_best_suggestion_comes_first(
    real_client: FlaskClient, typed: str, first: tuple[str | None, ...]
) -> None:
    found = suggested(real_client, typed)[0]

    assert [is_ == said for is_, said in zip(found, first, strict=True) if said] == [
        True for said in first if said
    ], found


@pytest.mark.parametrize(
    ("typed", "language"), [("강제북", "ko"), ("upr", ""), ("un fears ni", "en")]
)
def test_suggestions_have_their_language(
    real_client: FlaskClient, typed: str, language: str
) -> None:
    """That of an article is known; that of a name is told by its script."""
    answer = json.loads(real_client.get("/search/suggestions.json?q=" + quote_plus(typed)).text)

    assert answer[4][0] == language


def test_decomposed_hangul_is_answered_as_composed(real_client: FlaskClient) -> None:
    decomposed = unicodedata.normalize("NFD", "북송")

    assert decomposed != "북송"
    assert suggested(real_client, decomposed) == suggested(real_client, "북송")


@pytest.mark.parametrize("typed", ["", " ", "?", "zzzz", "北"])
def test_nothing_to_suggest_is_an_empty_list(real_client: FlaskClient, typed: str) -> None:
    assert suggested(real_client, typed) == []


def test_an_unknown_parameter_is_refused(real_client: FlaskClient) -> None:
    assert real_client.get("/search/suggestions.json?q=a&tag=china").status_code == 400
    assert real_client.get("/search/suggestions.json?q=%ff").status_code == 200
    assert real_client.post("/search/suggestions.json").status_code == 405


def test_suggestions_are_noindex(real_client: FlaskClient) -> None:
    assert real_client.get("/search/suggestions.json?q=a").headers["X-Robots-Tag"] == "noindex"


@settings(max_examples=60)
@given(text=st.text(max_size=30))
def test_suggested_pages_exist(real_client: FlaskClient, text: str) -> None:
    response = real_client.get("/search/suggestions.json?q=" + quote_plus(text, errors="replace"))
    assert response.status_code == 200
    answer = json.loads(response.text)
    assert len(answer[1]) == len(set(answer[3])) <= 8
    for address in answer[3][:2]:
        open_page(real_client, urlsplit(address).path)
