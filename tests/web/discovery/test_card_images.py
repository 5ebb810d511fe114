"""Card images over HTTP: drawn when asked for, a few at a time, and then kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from archive.config import Settings
from archive.factory import create_app
from archive.load import LoadReport
from archive.social_cards import drawing
from archive.web.discovery import card_images
from tests.web.files import pieces
from tests.web.head.test_social_cards import ARTICLE, card_of

FOR_EVER = "public, max-age=31536000, immutable"
COUNCIL = "articles/2012/council-debates-returns.md"


def test_the_cards_of_a_few_records_open(real_client: FlaskClient) -> None:
    for path in ("/tags/china/", f"/articles/{pieces()[0].slug}/"):
        response = real_client.get(card_of(real_client, path))
        assert (response.status_code, response.mimetype) == (200, "image/png")
        assert Image.open(BytesIO(response.data)).size == (1200, 630)


def test_a_card_may_be_kept_for_ever_and_is_validated(client: FlaskClient) -> None:
    address = card_of(client, ARTICLE)
    response = client.get(address)

    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == FOR_EVER
    head = client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(response.data))
    assert head.headers["ETag"] == response.headers["ETag"]
    assert client.post(address).status_code == 405


def test_old_address_redirects_to_the_current_card(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., LoadReport],
) -> None:
    old = card_of(client, ARTICLE)
    edit(COUNCIL, "title: ", "title: Again ")
    load_collection()
    new = card_of(client, ARTICLE)

    response = client.get(old)

    assert new != old
    assert (response.status_code, response.location) == (302, new)
    assert "immutable" not in response.headers["Cache-Control"]
    assert client.get(new).status_code == 200


def test_former_slug_redirects_to_the_current_card(client: FlaskClient, collection: Path) -> None:
    aliases = [
        (file.stem, line.partition("[")[2].rstrip("]").split(",")[0].strip())
        for file in collection.glob("articles/*/*.md")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("aliases:")
    ]
    assert aliases
    for slug, alias in aliases:
        address = card_of(client, f"/articles/{slug}/")
        response = client.get(address.replace(f"/{slug}/", f"/{alias}/"))
        assert (response.status_code, response.location) == (302, address)


@pytest.mark.parametrize(
    "address",
    [
        "/cards/articles/no-such/0123456789abcdef0123.png",
        "/cards/tags/no-such/0123456789abcdef0123.png",
        "/cards/people/rupert/0123456789abcdef0123.png",
        "/cards/words/x/0123456789abcdef0123.png",
        "/cards/articles/council-debates-returns/",
        "/cards/",
        "/cards/..%2f..%2fapp.py/x.png",
    ],
)
def test_other_records_have_no_card(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_tracking_parameters_are_dropped(client: FlaskClient) -> None:
    address = card_of(client, ARTICLE)

    response = client.get(f"{address}?utm_source=x")

    assert (response.status_code, response.location) == (308, address)


def test_a_card_is_drawn_once_and_nothing_is_written(
    settings: Settings,
    load_collection: Callable[..., LoadReport],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_collection()
    client = create_app(replace(settings, cache_bytes=10_000_000)).test_client()
    drawn, draw = [], drawing.draw
    monkeypatch.setattr(drawing, "draw", lambda card: drawn.append(card) or draw(card))
    address = card_of(client, ARTICLE)
    before = {file for file in tmp_path.rglob("*") if ".db" not in file.name}

    first, second = client.get(address), client.get(address)

    assert first.data == second.data != b""
    assert len(drawn) == 1
    assert {file for file in tmp_path.rglob("*") if ".db" not in file.name} == before


def test_number_of_concurrent_drawings_is_limited(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more waits for a while, and is then told when to come back; pages are still served."""
    address = card_of(client, ARTICLE)
    monkeypatch.setattr(card_images, "PATIENCE", 0.01)
    monkeypatch.setattr(card_images, "_turns", threading.BoundedSemaphore(1))

    with card_images._turns:
        refused = client.get(address)
        page = client.get(ARTICLE)
    drawn = client.get(address)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert "immutable" not in refused.headers["Cache-Control"]
    assert page.status_code == 200
    assert (drawn.status_code, drawn.mimetype) == (200, "image/png")


def test_failed_drawing_frees_its_slot(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = card_of(client, ARTICLE)

    def fail(card: object) -> bytes:
        raise ValueError(card)

    monkeypatch.setattr(card_images, "_turns", threading.BoundedSemaphore(1))
    with monkeypatch.context() as failing:
        failing.setattr(drawing, "draw", fail)
        assert client.get(address).status_code == 500

    assert client.get(address).status_code == 200
