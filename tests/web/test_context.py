"""What a request has at hand: one reading of the database, from one load."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from archive.web.context import read_session, settings


def test_a_request_sees_one_load(
    app: Flask,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    """A load that ends while a page is made does not mix into it."""
    with app.test_request_context("/"):
        before = read_session()
        edit("articles/2013/inquiry-opens.md", "three", "four")
        load_collection()
        assert read_session() is before
        assert read_session().snapshot.generation == 1
    with app.test_request_context("/"):
        assert read_session().snapshot.generation == 2


def test_session_closes_at_the_end_of_a_request(app: Flask) -> None:
    with app.test_request_context("/"):
        connection = read_session().connection
        assert not connection.closed

    assert connection.closed


def test_session_closes_after_an_error(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    connections = []

    def fail() -> str:
        connections.append(read_session().connection)
        raise RuntimeError

    monkeypatch.setitem(app.view_functions, "timeline.timeline", fail)
    for _time in range(30):
        assert app.test_client().get("/").status_code == 500

    assert all(connection.closed for connection in connections)


def test_unused_session_is_not_opened(app: Flask, statements: list[str]) -> None:
    with app.test_request_context("/"):
        assert settings().page_size == 50

    assert statements == []
