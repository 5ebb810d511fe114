"""Responses that are sent while they are produced, and never held in memory as a whole."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Iterable, Iterator

from flask import Response, request

from archive.web.context import hold_reading, read_session
from archive.web.http.page_cache import ASKED, PASSES, encoding_of
from archive.web.http.preconditions import FAILED, OF_A_BODY, outcome

LEVEL = 5
"""The level of gzip: a reader waits while the download is compressed."""


def stream(make: Callable[[], Iterator[bytes]], etag: str, headers: dict[str, str]) -> Response:
    """Return a streamed response. The read session stays open until the last piece is sent.

    `make` produces the body. It is called within the request; its pieces are read after the request
    has ended. `etag` identifies the body by its sources, so `304` and `HEAD` are answered without
    producing it.
    """
    pass_on()
    asked = request.environ.get(ASKED, request.environ)
    encoding = encoding_of(asked, ("gzip",))
    response = Response(headers=headers)
    # The length is not known before the end.
    response.automatically_set_content_length = False
    response.set_etag(etag if encoding == "identity" else f"{etag}-{encoding}")
    response.last_modified = datetime.datetime.fromisoformat(read_session().snapshot.loaded_at)
    response.headers["Vary"] = "Accept-Encoding"
    status = outcome(asked, response.headers["ETag"], response.headers["Last-Modified"])
    if status is not None:
        return without_body(response, status)
    if encoding == "gzip":
        response.headers["Content-Encoding"] = encoding
    if asked["REQUEST_METHOD"] == "HEAD":
        return response
    chunks = make()
    close = hold_reading()
    # The server closes a response after sending it, and also if the client left before the start.
    response.call_on_close(close)
    response.response = closing_after(_gzipped(chunks) if encoding == "gzip" else chunks, close)
    return response


def pass_on() -> None:
    """Mark this request's response as one to send as it is: not cached, changed or joined."""
    request.environ[PASSES] = True


def without_body(response: Response, status: int) -> Response:
    """A response as one that a condition ends: `304`, or `412`, which says nothing of a body."""
    response.status_code = status
    if status == FAILED:
        for name in OF_A_BODY:
            response.headers.pop(name, None)
    return response


def closing_after(chunks: Iterable[bytes], close: Callable[[], object]) -> Iterator[bytes]:
    """Some pieces, and `close` called after the last of them, whoever reads them."""
    try:
        yield from chunks
    finally:
        close()


def _gzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for chunk in chunks:
        if data := compressor.compress(chunk):
            yield data
    yield compressor.flush()
