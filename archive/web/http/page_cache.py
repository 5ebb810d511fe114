"""WSGI middleware that caches finished pages: a repeated request is a look-up in a dictionary.

It also sets every page's `ETag`, answers `304`, `412` and `HEAD`, and compresses. All of that works
the same with an empty cache. The cache key begins with the fingerprint of the load, so a new load
needs no invalidation.

A download may be larger than memory. Its view marks the request with `PASSES`, and handles the
validator, `304` and the encoding itself (`streaming`).
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from archive.cite.formats import FORMATS
from archive.web.http.preconditions import CONDITIONS, FAILED, NOT_MODIFIED, OF_A_BODY, outcome
from archive.web.http.ranges import Unsatisfiable, part_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Key = tuple[str, ...]

LONGEST_ADDRESS = 2000
"""Longer addresses are answered but not cached."""

SMALLEST_COMPRESSED = 500
"""Bytes below which compressing costs more than it saves."""

ASKED = "archive.asked"
"""The key under which a view finds the original environment, with preconditions and range."""

PASSES = "archive.passes"
"""The key that a view sets in its environment to have its response passed on unchanged."""

FRESH = "archive.fresh"
"""The key that a view sets in its environment for a page that depends on more than the load."""

_log = logging.getLogger("archive")

_FAULT = b"Something went wrong here. It has been noted in the server's log.\n"
_FAILED = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_FAULT))),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Retry-After", "10"),
]
"""The answer if even the page for errors cannot be made."""

_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/x-suggestions+json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
    *(form.media_type for form in FORMATS),
)


@dataclass(slots=True)
class _Page:
    """One finished response, with its body in every encoding requested so far."""

    status: str
    headers: list[tuple[str, str]]
    digest: str
    bodies: dict[str, bytes]
    compressible: bool
    last_modified: str | None
    is_kept: bool
    size: int = field(default=0)

    def body(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            self.bodies[encoding] = _COMPRESS[encoding](self.bodies["identity"])
        return self.bodies[encoding]

    def etag(self, encoding: str) -> str:
        suffix = "" if encoding == "identity" else f"-{encoding}"
        return f'"{self.digest}{suffix}"'


@dataclass(slots=True)
class _Passing:
    """A response that is passed on piece by piece."""

    status: str
    headers: list[tuple[str, str]]
    chunks: Iterable[bytes]

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            _close(self.chunks)
            return []
        # The server closes them when they are sent, and when the client disconnects.
        return self.chunks


class PageCache:
    """The cache around an application. Threads share it."""

    def __init__(
        self,
        application: WSGIApplication,
        fingerprint: Callable[[], str],
        most_bytes: int,
        variant: Callable[[WSGIEnvironment], str] = lambda environ: "",
    ) -> None:
        """`fingerprint` returns the load that is served; `most_bytes` limits the size of the cache.

        `variant` returns whatever else in a request, besides its address, selects the response.
        """
        self._application = application
        self._fingerprint = fingerprint
        self._variant = variant
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request. No exception of the application leaves it."""
        try:
            return self._respond(environ, start_response)
        except Exception:
            _log.exception("%s %s", environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""))
            start_response("500 Internal Server Error", _FAILED)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [_FAULT]

    def _respond(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        key = self._key(environ)
        page = self._kept(key)
        if page is None:
            made = _make(self._application, environ)
            if isinstance(made, _Passing):
                return made.answer(environ, start_response)
            page = made
            if page.is_kept:
                self._keep(key, page)
        return _answer(page, environ, start_response)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        address = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if sum(map(len, address)) > LONGEST_ADDRESS or not self._most_bytes:
            return None
        try:
            fingerprint = self._fingerprint()
        except Exception:  # The application meets the same error, and has a page for it.
            return None
        host = environ.get("HTTP_HOST", "")
        return (fingerprint, environ["wsgi.url_scheme"], host, self._variant(environ), *address)

    def _kept(self, key: Key | None) -> _Page | None:
        if key is None:
            return None
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def _keep(self, key: Key | None, page: _Page) -> None:
        if key is None:
            return
        # Count both compressed forms before they exist: together they are at most as large.
        page.size = 2 * len(page.bodies["identity"]) + 1000
        if page.size > self._most_bytes:
            return
        with self._lock:
            before = self._pages.pop(key, None)
            self._bytes += page.size - (before.size if before else 0)
            self._pages[key] = page
            while self._bytes > self._most_bytes:
                self._bytes -= self._pages.popitem(last=False)[1].size


def _make(application: WSGIApplication, environ: WSGIEnvironment) -> _Page | _Passing:
    """Run the application for the whole page, even if the request is for a part or another form."""
    plain = {
        name: value
        for name, value in environ.items()
        if name not in (*CONDITIONS, "HTTP_RANGE", "HTTP_IF_RANGE")
    }
    plain["REQUEST_METHOD"] = "GET"
    plain[ASKED] = environ
    seen: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], object]:
        seen.append((status, headers))
        return lambda data: None

    chunks = application(plain, start)
    if plain.get(PASSES):
        return _Passing(*seen[-1], chunks)
    try:
        body = b"".join(chunks)
    finally:
        _close(chunks)
    return _page(*seen[-1], body, is_fresh=FRESH in plain)


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


def _page(status: str, headers: list[tuple[str, str]], body: bytes, *, is_fresh: bool) -> _Page:
    names = {name.lower(): value for name, value in headers}
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in ("content-length", "etag", "vary")
    ]
    compressible = names.get("content-type", "").startswith(_COMPRESSIBLE)
    return _Page(
        status,
        kept,
        hashlib.sha256(body).hexdigest()[:20],
        {"identity": body},
        compressible and len(body) >= SMALLEST_COMPRESSED,
        names.get("last-modified"),
        status.startswith("200") and "no-store" not in str(headers) and not is_fresh,
    )


def _answer(
    page: _Page, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    encoding = encoding_of(environ, _COMPRESS) if page.compressible else "identity"
    headers = list(page.headers)
    if page.compressible:
        headers.append(("Vary", "Accept-Encoding"))
    if page.status.startswith("200"):
        headers.append(("ETag", page.etag(encoding)))
        status = outcome(environ, page.etag(encoding), page.last_modified)
        if status == FAILED:
            headers = [h for h in headers if h[0].lower() not in OF_A_BODY]
            start_response("412 Precondition Failed", [*headers, ("Content-Length", "0")])
            return []
        if status == NOT_MODIFIED:
            start_response("304 Not Modified", [h for h in headers if h[0] in _KEPT_BY_304])
            return []
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    body, status_line = page.body(encoding), page.status
    if page.status.startswith("200") and ("Accept-Ranges", "bytes") in headers:
        status_line, body = _part(body, page.etag(encoding), environ, headers)
    headers.append(("Content-Length", str(len(body))))
    start_response(status_line, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _part(
    body: bytes, etag: str, environ: WSGIEnvironment, headers: list[tuple[str, str]]
) -> tuple[str, bytes]:
    """Return the status and the part of a body that the request asks for, and name it."""
    try:
        part = part_of(environ, etag, len(body))
    except Unsatisfiable:
        headers.append(("Content-Range", f"bytes */{len(body)}"))
        return "416 Range Not Satisfiable", b""
    if part is None:
        return "200 OK", body
    headers.append(("Content-Range", f"bytes {part.start}-{part.stop - 1}/{len(body)}"))
    return "206 Partial Content", body[part]


def encoding_of(environ: WSGIEnvironment, offered: Iterable[str]) -> str:
    """Return the first of some encodings that the request accepts with a weight above zero."""
    accepted = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING"), Accept)
    for name in offered:
        if accepted[name] > 0:
            return name
    return "identity"


_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
_KEPT_BY_304 = (
    *("ETag", "Last-Modified", "Cache-Control", "Vary", "Link"),
    *("Access-Control-Allow-Origin", "Access-Control-Expose-Headers"),
)
