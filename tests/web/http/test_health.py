"""The address for watchdogs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.web.files import pieces


def test_health_names_the_load(real_client: FlaskClient) -> None:
    response = real_client.get("/healthz")

    assert response.mimetype == "application/json"
    assert response.get_json() == {"generation": 1, "articles": len(pieces())}


def test_health_is_never_cached(
    caching_app: Flask,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    """Neither kept here nor anywhere on the way; a load that changed nothing is no new one."""
    client = caching_app.test_client()
    assert client.get("/healthz").get_json() == {"generation": 1, "articles": 4}
    load_collection()
    assert client.get("/healthz").get_json()["generation"] == 1

    edit("articles/2013/inquiry-opens.md", "three", "four")
    load_collection()

    response = client.get("/healthz")
    assert response.get_json() == {"generation": 2, "articles": 4}
    assert response.headers["Cache-Control"] == "no-store"
