"""Parts of a harvest, with loads and restarts between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.load import run as loading
from tests.web.oai_client import ask, error_of, harvest, headers, token

GONE = "withdrawn-report"


@pytest.fixture
def load_at(
    monkeypatch: pytest.MonkeyPatch, load_collection: Callable[..., object]
) -> Callable[[str], None]:
    """Loads the tiny collection on a day of the test's choice, at noon."""
    original = loading._Load.__init__

    def run(day: str) -> None:
        def start(self: loading._Load, *arguments: Any) -> None:
            original(self, *arguments)
            self.now = f"{day}T12:00:00Z"

        monkeypatch.setattr(loading._Load, "__init__", start)
        load_collection()

    return run


@pytest.fixture
def client(
    settings: Settings,
    collection: Path,
    load_at: Callable[[str], None],
    edit: Callable[[str, str, str], None],
) -> FlaskClient:
    """Four loads: everything on 1 January, a change on the 2nd, nothing on the 3rd, and on the
    4th an article goes."""
    load_at("2026-01-01")
    edit("articles/2012/appeal-for-thirty.md", "The appeal names", "This appeal names")
    load_at("2026-01-02")
    load_at("2026-01-03")
    (collection / "articles/2013/letter-to-geneva.md").unlink()
    load_at("2026-01-04")
    return create_app(replace(settings, page_size=1)).test_client()


ALL = [
    ("council-debates-returns", "2026-01-01T12:00:00Z", None),
    ("inquiry-opens", "2026-01-01T12:00:00Z", None),
    ("appeal-for-thirty", "2026-01-02T12:00:00Z", None),
    (GONE, "2026-01-01T12:00:00Z", "deleted"),
    ("letter-to-geneva", "2026-01-04T12:00:00Z", "deleted"),
]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("", ""),
        ("2026-01-01", ""),
        ("2026-01-02", ""),
        ("", "2026-01-01"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-02", "2026-01-03"),
        ("2026-01-03", "2026-01-03"),
        ("2026-01-04", "2026-01-04"),
        ("2026-01-01T12:00:00Z", "2026-01-02T11:59:59Z"),
        ("2026-01-01T12:00:01Z", "2026-01-02T12:00:00Z"),
        ("2026-01-02T12:00:01Z", ""),
    ],
)
def test_period_includes_both_ends(client: FlaskClient, since: str, until: str) -> None:
    arguments = {name: value for name, value in (("since", since), ("until", until)) if value}
    # Compared as text: a day is before all of its times, and "~" is after them.
    end = f"{until}~" if len(until) < len("2026-01-01T") else until
    wanted = [each for each in ALL if since <= each[1] <= end]

    if wanted:
        assert harvest(client, **arguments) == wanted
    else:
        tree = ask(client, verb="ListRecords", metadataPrefix="oai_dc", **arguments)
        assert error_of(tree) == "noRecordsMatch"


def test_set_and_period_combine(client: FlaskClient) -> None:
    assert harvest(client, set="tag:china", since="2026-01-02") == [ALL[2], ALL[4]]


def test_datestamp_is_the_time_of_the_change(
    client: FlaskClient, load_collection: Callable[..., object], settings: Settings
) -> None:
    load_collection(full=True)

    assert harvest(client) == ALL


def test_token_survives_a_restart(client: FlaskClient, settings: Settings) -> None:
    tree = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    found = headers(tree)
    while (following := token(tree)) is not None and following.text:
        client = create_app(replace(settings, page_size=2)).test_client()
        tree = ask(client, verb="ListIdentifiers", resumptionToken=following.text)
        found += headers(tree)

    assert found == ALL


def test_token_survives_a_load(
    client: FlaskClient, collection: Path, load_at: Callable[[str], None]
) -> None:
    """What changed or went since is told of in the end."""
    first = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    following = token(first)
    assert following is not None
    (collection / "articles/2012/council-debates-returns.md").unlink()
    text = (collection / "articles/2012/appeal-for-thirty.md").read_text("utf-8")
    new = text.replace("org/appeals/30", "org/appeals/31").replace("2012-02-15", "2001-02-15")
    (collection / "articles/2001").mkdir()
    (collection / "articles/2001/earlier.md").write_text(new, "utf-8")
    load_at("2026-01-05")

    found = headers(first)
    tree = ask(client, verb="ListIdentifiers", resumptionToken=following.text or "")
    while True:
        assert error_of(tree) is None
        found += headers(tree)
        following = token(tree)
        if following is None or not following.text:
            break
        tree = ask(client, verb="ListIdentifiers", resumptionToken=following.text)

    assert found == [
        *ALL[:3],
        ("earlier", "2026-01-05T12:00:00Z", None),
        *ALL[3:],
        ("council-debates-returns", "2026-01-05T12:00:00Z", "deleted"),
    ]


def test_token_without_remaining_records_is_refused(
    client: FlaskClient, collection: Path, load_at: Callable[[str], None]
) -> None:
    tree = ask(
        client, verb="ListRecords", metadataPrefix="oai_dc", set="tag:unhrc", until="2026-01-01"
    )
    following = token(tree)
    assert following is not None
    for file in (collection / "articles").glob("*/*.md"):
        file.write_text(file.read_text("utf-8") + "\nOne more.\n", "utf-8")
    load_at("2026-01-05")

    tree = ask(client, verb="ListRecords", resumptionToken=following.text or "")

    assert error_of(tree) == "badResumptionToken"
