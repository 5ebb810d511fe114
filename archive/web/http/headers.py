"""Headers of every response: security policy, caching, and the load it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from flask import Flask, current_app, g, request
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from archive.web.http.page_cache import FRESH

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Readers of this subject may be under surveillance: do not tell other sites where they came
    # from.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), interest-cohort=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_FOR_SCRIPTS = {
    # CORS: any origin may read data. It uses no cookies, and is the same for every reader.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, Retry-After"
    ),
}

FOR_EVER = "public, max-age=31536000, immutable"
"""For an address that changes with its content."""

_ASK_AGAIN = "public, max-age=0, must-revalidate"


def init_app(app: Flask, is_data: Callable[[], bool]) -> None:
    """Add these headers to every response of the application.

    `is_data` returns whether a request is for data, which scripts of any origin may read (CORS).
    """
    app.extensions["archive.is_data"] = is_data
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add the headers to a response. `Last-Modified` is the time of the load it was made from."""
    is_of_routing = isinstance(request.routing_exception, RequestRedirect)
    if is_of_routing and "://" in (response.location or ""):
        # Routing copies the request's `Host` into the address.
        path = str(response.location).partition("://")[2].partition("/")[2]
        response.location = "/" + path.lstrip("/")
    for name, value in _FIXED.items():
        response.headers.setdefault(name, value)
    # CORS: a script can follow a redirect only if the redirect allows it too.
    if (
        current_app.extensions["archive.is_data"]()
        or response.mimetype != "text/html"
        or response.location
    ):
        response.headers.update(_FOR_SCRIPTS)
    if request.endpoint in ("static", "assets.coloured"):
        if response.status_code == 200:
            response.headers["Accept-Ranges"] = "bytes"
        if request.query_string.startswith(b"v=") and response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_EVER
        return response
    response.headers.setdefault("Cache-Control", _ASK_AGAIN)
    is_of_load = response.last_modified is None and FRESH not in request.environ
    if response.status_code == 200 and "read_session" in g and is_of_load:
        loaded_at = datetime.datetime.fromisoformat(g.read_session.snapshot.loaded_at)
        response.last_modified = loaded_at
    return response
