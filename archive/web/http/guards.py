"""Refuse, redirect or answer requests before any view runs."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, abort, redirect, request
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from archive.tracking import without_tracking
from archive.web import urls
from archive.web.context import settings
from archive.web.host import host
from archive.web.http.request import BadQuery
from archive.web.i18n import gettext as _

PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    # Old browsers take the star for a name, so the names that libraries send stand beside it.
    "Access-Control-Allow-Headers": (
        "*, Accept, Authorization, Cache-Control, Content-Type, If-Match, If-Modified-Since, "
        "If-None-Match, If-Range, If-Unmodified-Since, Pragma, Range, X-Requested-With"
    ),
    "Access-Control-Max-Age": "86400",
}
"""Fetch Standard, section 3.3.3: what a script of another site may send along."""


def init_app(app: Flask) -> None:
    """Run the guards before every request, in this order."""
    app.before_request(refuse_bad_host)
    app.before_request(refuse_control_characters)
    app.before_request(answer_preflight)
    app.before_request(redirect_to_clean_address)


def refuse_bad_host() -> None:
    """End with 400 for a `Host` that is no host.

    A request without one, as HTTP/1.0 and watchdogs send it, is answered where no address is made
    from it: at the health check, and everywhere if the archive knows its own address.
    """
    needs_host = not settings().public_url and request.path != urls.health()
    if not host() and (needs_host or request.environ.get("HTTP_HOST")):
        abort(400, BadQuery(_("The “Host” header is not a valid host name."), []))


def refuse_control_characters() -> None:
    """Abort with 404 for a NUL in the path, and with 400 for a control character in the query.

    No name contains a NUL, and PostgreSQL rejects text that does. No browser sends control
    characters unencoded, and a redirect would have to repeat them in its `Location` header.
    """
    if "\0" in request.path:
        abort(404)
    if any(byte < 0x20 for byte in request.query_string):
        abort(400)


def answer_preflight() -> Response | None:
    """Let a script of another site read an address with headers of its own."""
    is_preflight = request.method == "OPTIONS" and request.headers.get(
        "Access-Control-Request-Method"
    )
    if not is_preflight or not isinstance(request.routing_exception, MethodNotAllowed):
        return None
    return Response(status=204, headers=PREFLIGHT)


def redirect_to_clean_address() -> AnyResponse | None:
    """Redirect to the address without parameters that track readers, and with one slash first."""
    if request.method not in ("GET", "HEAD"):
        return None
    query = request.query_string.decode("latin-1")
    clean, path = without_tracking(query), quote(request.path)
    # Werkzeug has taken further slashes from the beginning of its path.
    if clean == query and not request.environ["PATH_INFO"].startswith("//"):
        return None
    return redirect(f"{path}?{clean}" if clean else path, 308)
