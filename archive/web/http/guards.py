"""Refuse requests that no page could answer safely, before any view runs."""

from __future__ import annotations

from flask import Flask, abort, request

from archive.web import urls
from archive.web.context import settings
from archive.web.http.request import BadQuery
from archive.web.i18n import gettext as _


def init_app(app: Flask) -> None:
    """Run the guards before every request."""
    app.before_request(refuse_control_characters)
    app.before_request(refuse_bad_host)


def refuse_control_characters() -> None:
    """Abort with 404 for a NUL in the path, and with 400 for a control character in the query.

    No name contains a NUL, and PostgreSQL rejects text that does. No browser sends control
    characters unencoded, and a redirect would have to repeat them in its `Location` header.
    """
    if "\0" in request.path:
        abort(404)
    if any(byte < 0x20 for byte in request.query_string):
        abort(400)


def refuse_bad_host() -> None:
    """Abort with 400 if addresses are built from the `Host` header and it is invalid.

    Werkzeug returns an empty host for one with invalid characters. The health check is exempt: it
    returns no address, and a monitor may send no host.
    """
    if not (settings().public_url or request.host or request.path == urls.health()):
        abort(400, BadQuery(_("What the request gives as “Host” is no name of a host."), []))
