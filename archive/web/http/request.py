"""What a request asks: its parameters, its one address, the types it accepts, and a bad query."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from flask import abort, redirect, request
from werkzeug.datastructures import MIMEAccept, MultiDict
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class BadQuery(ValueError):
    """An address that asks for something that does not exist."""

    def __init__(self, fault: str, suggestions: list[tuple[str, str]]) -> None:
        """`suggestions` are (words, address) of valid queries nearby."""
        super().__init__(fault)
        self.fault = fault
        self.suggestions = suggestions


def arguments() -> MultiDict[str, str]:
    """The query parameters. `request.args` raises for bytes that are no UTF-8."""
    query = request.query_string.decode("utf-8", "replace")
    return MultiDict(parse_qsl(query, keep_blank_values=True))


def keep_to(canonical: str) -> None:
    """Redirect a request that did not come by its one canonical address.

    A page that takes no parameters gives its path: what networks add to a shared link is dropped.
    """
    # The path too: routing takes digits of other scripts for a year.
    query = request.query_string.decode("ascii", "replace")
    came_by = f"{quote(request.path)}?{query}" if query else quote(request.path)
    if came_by != canonical:
        abort(redirect(canonical, 308))


def takes_json(environ: WSGIEnvironment) -> bool:
    """Whether the client accepts JSON. A missing `Accept` header accepts everything."""
    accepted = environ.get("HTTP_ACCEPT")
    return not accepted or parse_accept_header(accepted, MIMEAccept)["application/json"] > 0
