"""Downloads that are sent while they are made: little in memory, one load, nothing left open."""

from __future__ import annotations

import json
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from archive.config import Settings
from archive.export import formats
from archive.factory import create_app
from archive.store.sessions import Database
from archive.web import article_data
from archive.web.exports import lists


class Transfer:
    """A download as a server sees it: begun, read as far as one likes, closed."""

    def __init__(self, app: Flask, address: str, method: str = "GET", **headers: str) -> None:
        path, _, query = address.partition("?")
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        builder = EnvironBuilder(path=path, query_string=query, method=method, headers=names)
        self.status = ""
        self.headers: dict[str, str] = {}
        self._chunks: Any = app.wsgi_app(builder.get_environ(), self._start)
        builder.close()
        self._waiting: Iterator[bytes] = iter(self._chunks)

    def _start(self, status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
        self.status, self.headers = status, dict(headers)
        return lambda data: None

    def read(self) -> bytes:
        return next(self._waiting, b"")

    def rest(self) -> bytes:
        return b"".join(self._waiting)

    def close(self) -> None:
        if hasattr(self._chunks, "close"):
            self._chunks.close()


def in_use(app: Flask) -> int:
    """How many connections of readers are open at the moment."""
    reader: Database = app.extensions["archive.reader"]
    return int(reader._engine.pool.checkedout()) if reader._engine else 0  # type: ignore[attr-defined]


@pytest.fixture
def by_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is read and sent for itself, so that few of them show how many do."""
    monkeypatch.setattr(article_data, "BATCH", 1)
    monkeypatch.setattr(formats, "BLOCK", 1)


@pytest.fixture
def generated(generated_settings: Settings) -> Flask:
    return create_app(generated_settings)


@pytest.mark.parametrize("suffix", formats.FORMATS)
def test_the_first_piece_is_sent_before_the_last_row_is_read(
    generated: Flask, statements: list[str], suffix: str
) -> None:
    transfer = Transfer(generated, f"/export.{suffix}")
    first = transfer.read()
    at_first = sum("FROM article" in each for each in statements)
    rest = transfer.rest()
    transfer.close()
    at_last = sum("FROM article" in each for each in statements)

    assert first
    assert rest
    assert at_last == 2_000 / article_data.BATCH
    assert at_first <= 2


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_memory_does_not_grow_with_the_file(generated: Flask, encoding: str) -> None:
    """Several times the articles, and no more memory than for some."""

    def peak(address: str) -> tuple[int, int]:
        transfer = Transfer(generated, address, Accept_Encoding=encoding)
        tracemalloc.start()
        size = 0
        while chunk := transfer.read():
            size += len(chunk)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        transfer.close()
        return size, most

    some = "/export.json?to=2006"
    peak(some)
    few, little = peak(some)
    many, much = peak("/export.json")

    assert many > 3 * few
    assert much < 1.2 * little


@pytest.mark.usefixtures("by_the_row")
@pytest.mark.parametrize("begun", [0, 1, 2])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_disconnected_client_leaves_nothing_open(app: Flask, begun: int, encoding: str) -> None:
    transfer = Transfer(app, "/export.jsonl", Accept_Encoding=encoding)
    assert transfer.status == "200 OK"
    assert in_use(app) == 1
    for _time in range(begun):
        transfer.read()

    transfer.close()

    assert in_use(app) == 0


def test_a_transfer_that_ends_gives_its_connection_back(app: Flask) -> None:
    """Also where a server forgets to close what it has sent."""
    transfer = Transfer(app, "/export.csv")
    assert transfer.rest()

    assert in_use(app) == 0
    transfer.close()
    assert in_use(app) == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_answer_without_a_body_leaves_nothing_open(app: Flask, method: str) -> None:
    transfer = Transfer(app, "/export.csv", "HEAD")
    assert (transfer.status, transfer.rest(), in_use(app)) == ("200 OK", b"", 0)
    tag = transfer.headers["ETag"]

    again = Transfer(app, "/export.csv", method, If_None_Match=tag)

    assert (again.status, again.rest(), in_use(app)) == ("304 NOT MODIFIED", b"", 0)


def test_error_in_the_middle_leaves_nothing_open(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> Iterator[str]:
        yield "x" * formats.BLOCK
        raise RuntimeError

    monkeypatch.setitem(lists._FORMS, "export.csv", formats.FORMATS["csv"]._replace(write=fail))
    transfer = Transfer(app, "/export.csv")
    transfer.read()

    with pytest.raises(RuntimeError):
        transfer.read()

    assert in_use(app) == 0


def test_error_at_the_start_is_a_page_and_leaves_nothing_open(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> Iterator[str]:
        raise RuntimeError

    monkeypatch.setitem(lists._FORMS, "export.csv", formats.FORMATS["csv"]._replace(write=fail))

    transfer = Transfer(app, "/export.csv")

    assert transfer.status.startswith("500")
    assert transfer.headers["Content-Type"].startswith("text/html")
    transfer.close()
    assert in_use(app) == 0


@pytest.mark.usefixtures("by_the_row")
def test_load_during_a_download_changes_nothing(
    app: Flask, load_collection: Callable[..., Any], edit: Callable[[str, str, str], None]
) -> None:
    before = app.test_client().get("/export.jsonl").data
    transfer = Transfer(app, "/export.jsonl")
    begun = transfer.read()
    edit("articles/2013/inquiry-opens.md", "three", "four")
    edit("articles/2012/appeal-for-thirty.md", "title: ", "title: New ")
    load_collection(full=True)

    whole = begun + transfer.rest()
    transfer.close()

    assert whole == before
    assert app.test_client().get("/export.jsonl").data != before
    assert len([json.loads(line) for line in whole.splitlines()]) == 4


@pytest.mark.usefixtures("by_the_row")
def test_new_database_during_a_download_changes_nothing(
    app: Flask, settings: Settings, load_collection: Callable[..., Any]
) -> None:
    before = app.test_client().get("/export.jsonl").data
    transfer = Transfer(app, "/export.jsonl")
    begun = transfer.read()
    file = settings.absolute_database_url.removeprefix("sqlite:///")
    for name in (file, f"{file}-wal", f"{file}-shm"):
        try:
            (settings.articles / name).unlink()
        except FileNotFoundError:
            continue
    load_collection()
    app.test_client().get("/")

    assert begun + transfer.rest() == before
    transfer.close()


def test_compressed_pieces_are_one_stream(generated: Flask) -> None:
    transfer = Transfer(generated, "/export.csv", Accept_Encoding="gzip")
    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
    pieces = 0
    text = b""
    while chunk := transfer.read():
        pieces += 1
        text += decompressor.decompress(chunk)
    transfer.close()

    assert decompressor.eof
    assert pieces > 5
    assert text == generated.test_client().get("/export.csv").data


def test_downloads_run_concurrently(generated: Flask) -> None:
    whole = generated.test_client().get("/export.jsonl").data

    def read(number: int) -> bytes:
        transfer = Transfer(generated, "/export.jsonl")
        body = transfer.rest()
        transfer.close()
        return body

    with ThreadPoolExecutor(4) as pool:
        bodies = list(pool.map(read, range(8)))

    assert all(body == whole for body in bodies)
    assert in_use(generated) == 0
