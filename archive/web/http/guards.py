"""Refuses requests that no page could answer safely, before any page is asked."""

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
    """End with 404 for a NUL in the path, and with 400 for a control character in the query.

    No name has a NUL, and PostgreSQL fails at a text that has one. No browser sends control
    characters unencoded, and a redirect would have to repeat them in its `Location` header.
    """
    if "\0" in request.path:
        abort(404)
    if any(byte < 0x20 for byte in request.query_string):
        abort(400)


def refuse_bad_host() -> None:
    """End with 400 for a `Host` that is no host, where addresses are made from it.

    Werkzeug gives an empty host for one with characters that no host has. The health check gives
    no address, and a watchdog may send no host.
    """
    if not (settings().public_url or request.host or request.path == urls.health()):
        abort(400, BadQuery(_("What the request gives as “Host” is no name of a host."), []))
