"""Card images over HTTP, and what the pages say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from PIL import Image

from archive.config import Settings
from archive.factory import create_app
from archive.load import LoadReport, make_cards
from tests.web.files import pieces, records
from tests.web.page_parsing import open_page

FOR_EVER = "public, max-age=31536000, immutable"
ARTICLE = "/articles/council-debates-returns/"
COUNCIL = "articles/2012/council-debates-returns.md"


def card_of(client: FlaskClient, path: str) -> str:
    """The path of the card that a page names."""
    (url,) = open_page(client, path).meta("og:image")
    return urlsplit(url).path


def test_every_article_event_and_tag_names_a_card_of_its_own(real_client: FlaskClient) -> None:
    paths = [
        *(f"/articles/{piece.slug}/" for piece in pieces()),
        *(f"/events/{record_id}/" for record_id in records("events")),
        *(f"/tags/{record_id}/" for record_id in records("tags")),
    ]

    addresses = []
    for path in paths:
        page = open_page(real_client, path)
        (url,) = page.meta("og:image")
        assert url.startswith(f"http://localhost/cards{path}")
        assert page.meta("og:image:width") == ["1200"]
        assert page.meta("og:image:height") == ["630"]
        assert page.meta("og:image:type") == ["image/png"]
        assert page.meta("twitter:card") == ["summary_large_image"]
        (title,), (alt,) = page.meta("og:title"), page.meta("og:image:alt")
        assert title in alt
        addresses.append(url)
    assert len(set(addresses)) == len(paths)


def test_the_cards_of_a_few_records_open(real_client: FlaskClient) -> None:
    for path in ("/tags/china/", f"/articles/{pieces()[0].slug}/"):
        response = real_client.get(card_of(real_client, path))
        assert (response.status_code, response.mimetype) == (200, "image/png")
        assert Image.open(BytesIO(response.data)).size == (1200, 630)


def test_all_other_pages_share_one_card(client: FlaskClient) -> None:
    paths = ("/", "/timeline/2012/", "/tags/", "/words/", "/about/method/", "/search/", "/people/")
    addresses = {card_of(client, path) for path in paths}

    assert len(addresses) == 1
    assert client.get(addresses.pop()).mimetype == "image/png"
    for path in paths:
        assert open_page(client, path).meta("twitter:card") == ["summary_large_image"]


def test_alternative_text_says_what_the_card_says(client: FlaskClient) -> None:
    (alt,) = open_page(client, ARTICLE).meta("og:image:alt")

    title = open_page(client, ARTICLE).text("h1")
    assert alt.startswith(f"{title}. ")
    assert alt.endswith("2012")


def test_the_public_address_is_used(
    settings: Settings, load_collection: Callable[..., LoadReport]
) -> None:
    load_collection()
    app = create_app(replace(settings, public_url="https://record.example"))

    (url,) = open_page(app.test_client(), ARTICLE).meta("og:image")

    assert url.startswith("https://record.example/cards/articles/council-debates-returns/")


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


def test_the_file_of_a_load_is_served_and_one_that_is_lacking_is_drawn_the_same(
    settings: Settings, load_collection: Callable[..., LoadReport], tmp_path: Path
) -> None:
    load_collection()
    settings = replace(settings, cards=str(tmp_path / "cards"))
    client = create_app(settings).test_client()
    address = card_of(client, ARTICLE)
    drawn = client.get(address).data
    assert not (tmp_path / "cards").exists()
    make_cards(settings)
    file = tmp_path / "cards" / address.rpartition("/")[2]

    assert file.read_bytes() == drawn
    file.write_bytes(b"from the folder")
    assert client.get(address).data == b"from the folder"
    file.write_bytes(b"")
    assert client.get(address).data == drawn


def test_an_old_address_leads_to_the_present_card(
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


def test_a_former_slug_leads_to_the_present_card(client: FlaskClient, collection: Path) -> None:
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
def test_there_is_no_card_of_anything_else(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_hash_from_outside_never_names_a_file(
    settings: Settings, load_collection: Callable[..., LoadReport], tmp_path: Path
) -> None:
    load_collection()
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "secret.png").write_bytes(b"secret")
    client = create_app(replace(settings, cards=str(tmp_path / "cards"))).test_client()

    for address in ("/cards/secret.png", "/cards/tags/china/secret.png"):
        response = client.get(address, follow_redirects=False)
        assert response.status_code in (302, 404)
        assert b"secret" not in response.data.replace(b"/secret", b"")


def test_parameters_that_networks_hang_on_are_taken_off(client: FlaskClient) -> None:
    address = card_of(client, ARTICLE)

    response = client.get(f"{address}?utm_source=x")

    assert (response.status_code, response.location) == (308, address)


def test_pages_of_errors_name_no_card(client: FlaskClient) -> None:
    response = client.get("/no-such/")

    assert response.status_code == 404
    assert b"og:image" not in response.data
