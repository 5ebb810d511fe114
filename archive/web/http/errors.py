"""Error pages: each says what went wrong, why if known, and where to go next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, cast
from urllib.parse import quote

from flask import Flask, current_app, redirect, render_template, request
from werkzeug.exceptions import HTTPException, RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response

from archive.problems import DatabaseMissing
from archive.web.context import read_session
from archive.web.http.request import BadQuery
from archive.web.i18n import gettext as _

Reply = tuple[str, int, dict[str, str]]


class Problems(Protocol):
    """Functions that answer programs with a problem document instead of a page."""

    def is_asked(self) -> bool:
        """Return whether this request gets a problem document instead of a page."""

    def answer(self, code: int, headers: dict[str, str], detail: Any = None) -> Response:
        """Return a problem document. `detail` is the argument that `abort` was given."""


def init_app(
    app: Flask, problems: Problems, suggestions: Callable[[], list[tuple[str, str]]]
) -> None:
    """Register the error pages with the application.

    `problems` answers programs. `suggestions` returns (words, address) of pages with an address
    similar to one that does not exist.
    """
    app.extensions["archive.problems"] = problems
    app.extensions["archive.suggestions"] = suggestions
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(DatabaseMissing, no_archive)
    app.register_error_handler(Exception, unexpected)


def http_error(error: HTTPException) -> Reply | Response:
    """Answer an HTTP error, status 400 or above. Flask passes no redirect to this handler."""
    # `abort` passes on the view's argument: a `BadQuery`, or the row of a tombstone.
    code, detail = error.code or 500, cast(Any, error.description)
    if code == 404 and (address := _without_slash()):
        return redirect(address, 308)
    headers = {"Allow": ", ".join(sorted(_methods(error)))} if code == 405 else {}
    if (problems := _problems()).is_asked():
        return problems.answer(code, headers, detail)
    if code == 410:
        tombstone = detail
        outlet = read_session().snapshot.labels["outlets"].get(tombstone.outlet)
        title = _("Removed: %(title)s", title=tombstone.title)
        return _page("gone.html", code, {}, title=title, tombstone=tombstone, outlet=outlet)
    if isinstance(error, RequestedRangeNotSatisfiable):
        headers = {"Content-Range": f"{error.units} */{error.length}"}
    title, text = _words(code)
    suggestions: list[tuple[str, str]] = []
    if isinstance(detail, BadQuery):
        text, suggestions = detail.fault, detail.suggestions
    elif code == 404:
        suggestions = current_app.extensions["archive.suggestions"]()
    return _page("error.html", code, headers, title=title, text=text, suggestions=suggestions)


def no_archive(error: DatabaseMissing) -> Reply | Response:
    """Answer 503 while no archive has been loaded."""
    # The message names files on the server: it belongs in the log, not on the page.
    current_app.logger.error("%s", error.message)
    headers = {"Retry-After": "10"}
    if (problems := _problems()).is_asked():
        return problems.answer(503, headers)
    title, text = _("The archive is not loaded yet"), _("Try again in a moment.")
    return _page("error.html", 503, headers, title=title, text=text, suggestions=[])


def unexpected(error: Exception) -> Reply | Response:
    """Answer 500 for an unexpected error: log its traceback, show no details."""
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=error)
    if (problems := _problems()).is_asked():
        return problems.answer(500, {})
    return _page(
        "error.html",
        500,
        {},
        title=_("Something went wrong"),
        text=_("This is our error, not yours. It has been logged."),
        suggestions=[],
    )


def _page(template: str, code: int, headers: dict[str, str], **values: object) -> Reply:
    return render_template(template, code=code, **values), code, headers


def _problems() -> Problems:
    found: Problems = current_app.extensions["archive.problems"]
    return found


def _methods(error: HTTPException) -> Iterable[str]:
    """Return the methods that the address allows: reading, and `POST` for OAI-PMH."""
    return getattr(error, "valid_methods", None) or ("GET", "HEAD")


def _words(code: int) -> tuple[str, str]:
    if code == 404:
        return _("Page not found"), _(
            "The archive has no page at this address. The address may have been mistyped."
        )
    if code == 405:
        return _("The archive is read-only"), _(
            "Only GET and HEAD requests are allowed. Nothing can be sent or changed."
        )
    if code == 416:
        return _("The file does not have this part"), _(
            "The range requested is past the end of the file."
        )
    if code >= 500:
        return _("Something went wrong"), _("This is our error, not yours. It has been logged.")
    return _("This address is not valid"), _("Part of it is malformed.")


def _without_slash() -> str | None:
    """Return the address without its trailing slash if that exists, as for `/healthz/`."""
    path = request.path.rstrip("/")
    adapter = current_app.create_url_adapter(request)
    if adapter is None or path in ("", request.path):
        return None
    try:
        adapter.match(path, "GET")
    except HTTPException:  # Not found, or only a page whose address ends in a slash.
        return None
    query = request.query_string.decode("latin-1")
    return f"{quote(path)}?{query}" if query else quote(path)
