"""`/favicon.ico` for clients that look for it without reading a page."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from archive.site import Site
from archive.social_cards.favicon import SIZES
from archive.web.discovery import favicon


def test_icon_is_small_and_has_all_sizes(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    image = Image.open(BytesIO(answer.data))

    assert (answer.status_code, answer.mimetype) == (200, "image/x-icon")
    assert image.format == "ICO"
    assert image.info["sizes"] == {(size, size) for size in SIZES}
    assert len(answer.data) < 8_000
    assert client.get("/favicon.ico?x=1").location == "/favicon.ico"


def test_icon_looks_like_the_svg(client: FlaskClient) -> None:
    """Transparent corners, the accent as ground, and the line and the marks in paper."""
    image = Image.open(BytesIO(client.get("/favicon.ico").data)).resize((32, 32)).convert("RGBA")

    assert image.getpixel((0, 0))[3] < 128  # type: ignore[index]
    ground, mark = image.getpixel((4, 16)), image.getpixel((16, 10))
    assert ground[3] == 255  # type: ignore[index]
    assert max(ground[:3]) < 160 < min(mark[:3])  # type: ignore[index]
    assert max(image.getpixel((16, 22))[:3]) < 160  # type: ignore[index]


def test_own_icon_is_redirected_to(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(favicon, "site", lambda: Site(icon="css/site.css"))

    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.location.startswith("/static/css/site.css?v=")
