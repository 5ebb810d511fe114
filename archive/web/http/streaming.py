"""Responses that are sent while they are made, and never lie in memory as a whole."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Iterable, Iterator

from flask import Response, request

from archive.web.context import hold_reading, read_session
from archive.web.http.page_cache import ASKED, PASSES, encoding_of
from archive.web.http.preconditions import FAILED, OF_A_BODY, outcome

LEVEL = 5
"""Of gzip: a download is compressed while a reader waits for it."""


def stream(make: Callable[[], Iterator[bytes]], etag: str, headers: dict[str, str]) -> Response:
    """A response whose body `make` gives, from a load that stays open until the last of it is sent.

    `etag` names the body by what it is made from, so that a reader who has it gets `304`, and one
    who asks with `HEAD` gets the headers, and neither makes it. `make` is called within the
    request, what it gives is read after its end.
    """
    pass_on()
    asked = request.environ.get(ASKED, request.environ)
    encoding = encoding_of(asked, ("gzip",))
    response = Response(headers=headers)
    # A length is not known before the end.
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
    # A server closes what it has sent, and what it has not begun to send because a reader left.
    response.call_on_close(close)
    response.response = closing_after(_gzipped(chunks) if encoding == "gzip" else chunks, close)
    return response


def pass_on() -> None:
    """Have this request's response sent as it is: not kept, not changed, not put together."""
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
