"""The application as it is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from archive.config import Settings
from archive.factory import BLUEPRINTS, create_app
from archive.load import LoadReport
from archive.problems import ArchiveError
from archive.web import context
from archive.web.http.page_cache import PageCache


def test_settings_reach_the_pages(
    settings: Settings, load_collection: Callable[..., LoadReport]
) -> None:
    load_collection()
    app = create_app(replace(settings, name="The Other Record"))

    assert "The Other Record" in app.test_client().get("/").text
    with app.app_context():
        assert context.settings().name == "The Other Record"


def test_the_environment_gives_the_settings_where_no_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ARCHIVE_NAME", "Named outside")
    app = create_app()

    with app.app_context():
        assert context.settings().name == "Named outside"
    monkeypatch.setenv("ARCHIVE_PORT", "none")
    with pytest.raises(ArchiveError, match="ARCHIVE_PORT"):
        create_app()


def test_every_part_of_the_site_is_there(app: Flask) -> None:
    """Each blueprint is registered and brings at least one address."""
    names = {module.blueprint.name for module in BLUEPRINTS}

    assert set(app.blueprints) == names
    assert {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()} >= names


def test_no_page_answers_anything_but_get_and_head(app: Flask) -> None:
    """But for OAI-PMH, which obliges a repository to take its requests by POST too."""
    methods = {rule.rule: rule.methods for rule in app.url_map.iter_rules()}
    assert methods.pop("/oai") == {"GET", "HEAD", "POST"}
    assert all(allowed == {"GET", "HEAD"} for allowed in methods.values())
    for address in ("/", "/oai", "/static/css/site.css"):
        assert app.test_client().options(address).status_code == 405


def test_the_commands_are_there(app: Flask) -> None:
    assert {"load", "check"} <= set(app.cli.commands)


@pytest.mark.parametrize(("most_bytes", "built"), [(0, 2), (1_000_000, 1)])
def test_a_page_cache_stands_in_front(
    settings: Settings,
    load_collection: Callable[..., LoadReport],
    most_bytes: int,
    built: int,
) -> None:
    """With room for it, a second request for a page never reaches the application."""
    load_collection()
    app = create_app(replace(settings, cache_bytes=most_bytes))
    requests: list[str] = []

    @app.before_request
    def note() -> None:
        requests.append("")

    client = app.test_client()
    assert client.get("/").data == client.get("/").data
    assert isinstance(app.wsgi_app, PageCache)
    assert len(requests) == built


def home(app: Flask) -> str:
    return app.test_client().get("/").text


def test_two_applications_share_nothing(
    settings: Settings, load_collection: Callable[..., LoadReport]
) -> None:
    load_collection()
    first = create_app(replace(settings, name="Record One"))
    second = create_app(replace(settings, name="Record Two"))

    assert ("Record One" in home(first), "Record Two" in home(first)) == (True, False)
    assert ("Record One" in home(second), "Record Two" in home(second)) == (False, True)
