"""Pages for what went wrong: each says what, why as far as is known, and where to go on."""

from __future__ import annotations

import difflib
from typing import Any, cast

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from archive.problems import DatabaseMissing
from archive.web.context import reading
from archive.web.i18n import gettext as _
from archive.web.questions import BadQuestion

Reply = tuple[str, int, dict[str, str]]


def init_app(app: Flask) -> None:
    """Attach the pages to the application."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(DatabaseMissing, no_archive)
    app.register_error_handler(Exception, unexpected)


def http_error(error: HTTPException) -> Reply | HTTPException:
    """A page for a status of HTTP; redirects pass through."""
    # `abort` hands on whatever a view gave it: a `BadQuestion`, or the row of a tombstone.
    code, detail = error.code or 500, cast(Any, error.description)
    if error.response is not None or code < 400:
        return error
    if code == 410:
        tombstone = detail
        outlet = reading().snapshot.labels["outlets"].get(tombstone.outlet)
        return _page("gone.html", code, {}, tombstone=tombstone, outlet=outlet)
    headers = {"Allow": "GET, HEAD"} if code == 405 else {}
    title, text = _words(code)
    suggestions: list[tuple[str, str]] = []
    if isinstance(detail, BadQuestion):
        text, suggestions = detail.fault, detail.suggestions
    elif code == 404:
        suggestions = _nearby()
    return _page("error.html", code, headers, title=title, text=text, suggestions=suggestions)


def no_archive(error: DatabaseMissing) -> Reply:
    """Nothing was loaded yet."""
    title, text = _("The archive is not loaded yet"), error.message
    headers = {"Retry-After": "10"}
    return _page("error.html", 503, headers, title=title, text=text, suggestions=[])


def unexpected(error: Exception) -> Reply:
    """A fault of ours: logged with its traceback, and no detail of it shown."""
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=error)
    return _page(
        "error.html",
        500,
        {},
        title=_("Something went wrong here"),
        text=_("The fault is the archive’s and not yours. It has been noted in the server’s log."),
        suggestions=[],
    )


def _page(template: str, code: int, headers: dict[str, str], **values: object) -> Reply:
    return render_template(template, code=code, **values), code, headers


def _words(code: int) -> tuple[str, str]:
    if code == 404:
        return _("There is no such page"), _(
            "Nothing of this archive ever stood at this address, or it was mistyped."
        )
    if code == 405:
        return _("The archive can only be read"), _(
            "It answers GET and HEAD requests; nothing can be sent to it or changed in it."
        )
    if code >= 500:
        return _("Something went wrong here"), _(
            "The fault is the archive’s and not yours. It has been noted in the server’s log."
        )
    return _("The archive did not understand this address"), _("Something in it is malformed.")


def _nearby() -> list[tuple[str, str]]:
    """The record that an address most likely meant, when it lies in a collection."""
    parts = request.path.strip("/").split("/")
    labels = reading().snapshot.labels
    if len(parts) != 2 or parts[0] not in labels:
        return []
    return [
        (labels[parts[0]][record_id].name, f"/{parts[0]}/{record_id}/")
        for record_id in difflib.get_close_matches(parts[1].lower(), labels[parts[0]], n=3)
    ]
