"""Under /api/ whatever goes wrong is a problem document, never a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.config import Settings
from archive.factory import create_app
from archive.web.api import views
from archive.web.api.problems import PROBLEMS

MEMBERS = {"type", "title", "status", "detail", "instance", "suggestions"}


def is_a_problem(response: TestResponse, status: int) -> None:
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    problem = response.json
    assert problem.keys() - {"removed"} == MEMBERS
    assert problem["status"] == status
    assert problem["type"].startswith("http://localhost/api/#")
    assert problem["title"]
    assert problem["detail"]
    for each in problem["suggestions"]:
        assert each.keys() == {"title", "url"}
        assert each["url"].startswith("http://localhost/")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/articles?tag=none", 400),
        ("/api/articles?tag=%FF", 400),
        ("/api/articles?tag=a\x01", 400),
        ("/api/none", 404),
        ("/api/none/", 404),
        ("/api/articles/none", 404),
        ("/api/articles/none/", 404),
        ("/api/articles/%00", 404),
        ("/api/tags/none", 404),
        ("/api/tags/a/b", 404),
        ("/api/articles/withdrawn-report", 410),
    ],
)
def test_errors_are_problem_documents(client: FlaskClient, address: str, status: int) -> None:
    if address.endswith("none/") and address != "/api/none/":
        response = client.get(address, follow_redirects=True)
    else:
        response = client.get(address)

    is_a_problem(response, status)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("address", ["/api/", "/api/articles", "/api/openapi.json"])
def test_other_methods_are_refused(client: FlaskClient, method: str, address: str) -> None:
    response = client.open(address, method=method)

    is_a_problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD"


def test_internal_error_shows_no_details(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*asked: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(views, "answer", broken)
    response = client.get("/api/articles")

    is_a_problem(response, 500)
    assert "secret" not in response.text


def test_unloaded_archive_is_a_problem(settings: Settings, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/none.db"
    client = create_app(replace(settings, database_url=database)).test_client()
    response = client.get("/api/articles")

    is_a_problem(response, 503)
    assert response.headers["Retry-After"] == "10"


@pytest.mark.parametrize("host", ["evil.example", 'a"b', "a b", "[::1", "", "a@b", "ü.example"])
def test_a_strange_host_does_no_harm(app: Flask, host: str) -> None:
    for address in ("/api/articles", "/api/none", "/api/openapi.json"):
        response = app.test_client().get(address, headers={"Host": host})
        assert response.status_code in (200, 400, 404)
        assert response.content_type in ("application/json", "application/problem+json")


def test_every_kind_is_explained_on_the_page(real_client: FlaskClient) -> None:
    """The address in `type` is a place of the page, with the status that it comes with."""
    page = lxml.html.document_fromstring(real_client.get("/api/").text)

    assert {problem.status for problem in PROBLEMS} == {400, 404, 405, 406, 410, 500, 503}
    for problem in PROBLEMS:
        row = page.get_element_by_id(problem.name)
        assert row.findtext("th") == str(problem.status)


def test_other_addresses_have_error_pages(client: FlaskClient) -> None:
    for address in ("/apis/", "/none/", "/?tag=none", "/tags/api/"):
        assert client.get(address).mimetype == "text/html"


def test_links_use_the_public_address(
    settings: Settings, load_collection: Callable[..., object]
) -> None:
    load_collection()
    client = create_app(replace(settings, public_url="https://record.example")).test_client()

    problem = client.get("/api/articles?limit=x").json
    part = client.get("/api/articles?limit=1").json

    assert problem["type"] == "https://record.example/api/#bad-request"
    assert problem["suggestions"][0]["url"] == "https://record.example/api/articles"
    assert part["next"].startswith("https://record.example/api/articles?limit=1&cursor=")
    assert part["items"][0]["api"].startswith("https://record.example/api/articles/")
    assert client.get("/api/openapi.json").json["servers"] == [{"url": "https://record.example"}]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/*", 200),
        ("", 200),
        ("text/csv", 406),
        ("application/json;q=0", 406),
        ("application/xml, text/html", 406),
    ],
)
def test_client_that_rejects_json_gets_406(caching_app: Flask, accept: str, status: int) -> None:
    """Whichever of two clients came first, the other does not get what was kept for it."""
    client = caching_app.test_client()
    for address in ("/api/articles?limit=1", "/api/index.json"):
        assert client.get(address).status_code == 200
        response = client.get(address, headers={"Accept": accept})
        assert response.status_code == status
        assert (response.mimetype == "application/problem+json") == (status == 406)
        assert client.get(address).status_code == 200
    assert client.get("/api/", headers={"Accept": accept}).status_code == 200
