"""The documented way to add a facet works: one line in the table gives it to every page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from archive.config import ROOT
from tests.conftest import BASE, WORDS

TRIAL = """
import datetime, json, sys
from pathlib import Path

from archive import facets

place = facets.Facet("places", None, True)
facets.FACETS += (place,)
facets.FACET["places"] = place

from archive.factory import create_app
from archive.load import load
from tests.conftest import settings_for

settings = settings_for(Path(sys.argv[1]), Path(sys.argv[2]))
load(settings, today=datetime.date(2026, 11, 24))
client = create_app(settings).test_client()
answers = {}
for address in json.loads(sys.argv[3]):
    response = client.get(address)
    answers[address] = response.status_code, response.get_data(as_text=True)
print(json.dumps(answers))
"""
"""Adds a facet of plain values before anything else reads the table, and asks for addresses."""

LISTS = ("/", "/timeline/2012/", "/timeline/2012/03/", "/tags/unhrc/", "/search/")
FILES = ("feed.atom", "feed.json", "export.csv", "export.json", "export.jsonl", "export.ris")
INDEXES = tuple(
    f"/{name}/" for name in ("tags", "outlets", "people", "organisations", "events", "documents")
)
BY_PLACE = "?places=Geneva"
OTHERS = (
    "/?places=-Geneva",
    "/?places=Genva",
    "/search/?q=places%3Ageneva",
    "/search/?q=places%3Arome",
    "/words/",
    "/api/articles?places=Geneva",
    "/api/facets",
    "/api/openapi.json",
    "/api/",
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """What a site with the facet `places` answers."""
    collection = tmp_path_factory.mktemp("trial") / "collection"
    shutil.copytree(BASE, collection)
    (collection / "authorities/words.yaml").write_text(WORDS, "utf-8")
    lists = [*LISTS, *INDEXES]
    filtered = [f"{path}{BY_PLACE}" for path in lists]
    files = [f"{path}{name}{BY_PLACE}" for path in LISTS for name in FILES]
    answer = subprocess.run(
        [
            sys.executable,
            "-c",
            TRIAL,
            str(collection),
            str(collection / "archive.db"),
            json.dumps([*lists, *filtered, *files, *OTHERS]),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, tuple[int, str]] = json.loads(answer.stdout)
    return found


def test_every_page_feed_and_export_answers(answers: dict[str, tuple[int, str]]) -> None:
    bad_value = "/?places=Genva"
    wrong = {a: status for a, (status, _text) in answers.items() if status != 200}

    assert wrong == {bad_value: 400}
    assert 'href="/?places=Geneva"' in answers[bad_value][1]


def test_panel_and_constraint_offer_the_values(answers: dict[str, tuple[int, str]]) -> None:
    assert 'href="/?places=Geneva"' in answers["/"][1]
    filtered = answers["/?places=Geneva"][1]
    assert "with places: Geneva" in filtered
    assert "council-debates-returns" in filtered
    assert "council-debates-returns" not in answers["/?places=-Geneva"][1]


def test_search_field_takes_a_value_in_any_case(answers: dict[str, tuple[int, str]]) -> None:
    assert "council-debates-returns" in answers["/search/?q=places%3Ageneva"][1]
    assert "The archive has no places “rome”." in answers["/search/?q=places%3Arome"][1]


def test_api_filters_and_counts(answers: dict[str, tuple[int, str]]) -> None:
    found = json.loads(answers["/api/articles?places=Geneva"][1])
    (place,) = json.loads(answers["/api/facets"][1])["facets"]["places"]["values"]

    assert found["total"] == 1
    assert (place["value"], place["name"], place["articles"]) == ("Geneva", "Geneva", 1)
    assert '"places"' in answers["/api/openapi.json"][1]
