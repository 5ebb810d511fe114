"""Conditional requests: the order and the rules of RFC 9110 (13.2.2), everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.load.release import Made, make_release
from archive.web.http.preconditions import outcome

TAG = '"abc"'
AT = "Tue, 24 Nov 2026 10:00:00 GMT"
BEFORE, AFTER = "Tue, 24 Nov 2026 09:59:59 GMT", "Tue, 24 Nov 2026 10:00:01 GMT"


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        ({}, None),
        ({"IF_MATCH": TAG}, None),
        ({"IF_MATCH": "*"}, None),
        ({"IF_MATCH": f'"x", {TAG}'}, None),
        ({"IF_MATCH": '"x"'}, 412),
        ({"IF_MATCH": f"W/{TAG}"}, 412),
        ({"IF_MATCH": "abc"}, 412),
        ({"IF_MATCH": ""}, 412),
        ({"IF_UNMODIFIED_SINCE": BEFORE}, 412),
        ({"IF_UNMODIFIED_SINCE": AT}, None),
        ({"IF_UNMODIFIED_SINCE": AFTER}, None),
        ({"IF_UNMODIFIED_SINCE": "yesterday"}, None),
        # A tag goes before a date, and what fails before what is not modified.
        ({"IF_MATCH": TAG, "IF_UNMODIFIED_SINCE": BEFORE}, None),
        ({"IF_MATCH": '"x"', "IF_NONE_MATCH": TAG}, 412),
        ({"IF_MATCH": TAG, "IF_NONE_MATCH": TAG}, 304),
        ({"IF_UNMODIFIED_SINCE": AFTER, "IF_MODIFIED_SINCE": AFTER}, 304),
        ({"IF_UNMODIFIED_SINCE": BEFORE, "IF_MODIFIED_SINCE": AFTER}, 412),
        ({"IF_NONE_MATCH": f"W/{TAG}"}, 304),
        ({"IF_NONE_MATCH": '"x"', "IF_MODIFIED_SINCE": AFTER}, None),
        ({"IF_MODIFIED_SINCE": BEFORE}, None),
        ({"IF_MODIFIED_SINCE": AT}, 304),
        ({"IF_MODIFIED_SINCE": "yesterday"}, None),
    ],
)
def test_preconditions_have_their_status(conditions: dict[str, str], status: int | None) -> None:
    environ = {f"HTTP_{name}": value for name, value in conditions.items()}

    assert outcome(environ, TAG, AT) == status


def test_dates_are_ignored_without_last_modified() -> None:
    dates = {"HTTP_IF_UNMODIFIED_SINCE": BEFORE, "HTTP_IF_MODIFIED_SINCE": AFTER}

    assert outcome(dates, TAG, None) is None


@pytest.fixture
def site(settings: Settings, load_collection: object, tmp_path: Path) -> FlaskClient:
    load_collection()  # type: ignore[operator]
    settings = replace(settings, release=str(tmp_path / "data"), cache_bytes=1_000_000)
    assert isinstance(make_release(settings), Made)
    return create_app(settings).test_client()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "address",
    [
        *("/", "/articles/inquiry-opens/", "/articles/inquiry-opens.ris", "/api/articles"),
        *("/export.csv", "/feed.atom", "/static/css/site.css", "/data/articles.csv"),
    ],
)
def test_failed_precondition_has_no_body(site: FlaskClient, method: str, address: str) -> None:
    first = site.get(address)
    assert first.status_code == 200
    long_ago = "Mon, 01 Jan 2001 00:00:00 GMT"

    for conditions in (
        {"If-Match": '"x"'},
        {"If-Unmodified-Since": long_ago},
        {"If-Match": '"x"', "If-None-Match": first.headers["ETag"]},
        {"If-Match": '"x"', "Range": "bytes=0-1"},
    ):
        response = site.open(address, method=method, headers=conditions)
        assert response.status_code == 412, conditions
        assert response.data == b""
        assert "Content-Disposition" not in response.headers
        assert response.headers.get("Content-Length", "0") == "0"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    for conditions in (
        {"If-Match": first.headers["ETag"]},
        {"If-Match": "*"},
        {"If-Unmodified-Since": first.headers["Last-Modified"]},
    ):
        response = site.open(address, method=method, headers=conditions)
        assert response.status_code == 200, conditions
        assert response.data == (first.data if method == "GET" else b"")


def test_preconditions_do_not_change_404(site: FlaskClient) -> None:
    assert site.get("/none/", headers={"If-Match": '"x"'}).status_code == 404
