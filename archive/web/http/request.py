"""Read a request: its parameters, its canonical address, the types that it accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from flask import abort, redirect, request
from werkzeug.datastructures import MIMEAccept, MultiDict
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class BadQuery(ValueError):
    """A query with an unknown name or value."""

    def __init__(self, fault: str, suggestions: list[tuple[str, str]]) -> None:
        """`suggestions` are (words, address) of similar valid queries."""
        super().__init__(fault)
        self.fault = fault
        self.suggestions = suggestions


def arguments() -> MultiDict[str, str]:
    """Return the query parameters. `request.args` would raise for bytes that are not UTF-8."""
    query = request.query_string.decode("utf-8", "replace")
    return MultiDict(parse_qsl(query, keep_blank_values=True))


def keep_to(canonical: str) -> None:
    """Redirect a request that did not use the canonical address.

    A page without parameters passes its path: this drops what social networks add to shared links.
    """
    # Compare the path too: routing accepts digits of other scripts in a year.
    query = request.query_string.decode("ascii", "replace")
    came_by = f"{quote(request.path)}?{query}" if query else quote(request.path)
    if came_by != canonical:
        abort(redirect(canonical, 308))


def takes_json(environ: WSGIEnvironment) -> bool:
    """Return whether the client accepts JSON. A missing `Accept` header accepts everything."""
    accepted = environ.get("HTTP_ACCEPT")
    return not accepted or parse_accept_header(accepted, MIMEAccept)["application/json"] > 0
