"""Social cards in the head of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.load import LoadReport
from tests.web.files import pieces, records
from tests.web.page_parsing import open_page

FOR_EVER = "public, max-age=31536000, immutable"
ARTICLE = "/articles/council-debates-returns/"
COUNCIL = "articles/2012/council-debates-returns.md"


def card_of(client: FlaskClient, path: str) -> str:
    """Return the path of a page's card."""
    (url,) = open_page(client, path).meta("og:image")
    return urlsplit(url).path


def test_every_article_event_and_tag_has_its_own_card(real_client: FlaskClient) -> None:
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


def test_all_other_pages_share_one_card(words_client: FlaskClient) -> None:
    paths = ("/", "/timeline/2012/", "/tags/", "/words/", "/about/method/", "/search/", "/people/")
    addresses = {card_of(words_client, path) for path in paths}

    assert len(addresses) == 1
    assert words_client.get(addresses.pop()).mimetype == "image/png"
    for path in paths:
        assert open_page(words_client, path).meta("twitter:card") == ["summary_large_image"]


def test_alternative_text_repeats_the_card(client: FlaskClient) -> None:
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


def test_error_pages_have_no_card(client: FlaskClient) -> None:
    response = client.get("/no-such/")

    assert response.status_code == 404
    assert b"og:image" not in response.data
