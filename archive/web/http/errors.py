"""Pages for what went wrong: each says what, why as far as is known, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, redirect, render_template, request
from werkzeug.exceptions import HTTPException, RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response

from archive.did_you_mean import near
from archive.facets import FACET_OF_COLLECTION
from archive.problems import DatabaseMissing
from archive.web import urls
from archive.web.api import problems
from archive.web.context import read_session, settings
from archive.web.i18n import gettext as _
from archive.web.lists.query import BadQuery
from archive.web.lists.scope import page_of

Reply = tuple[str, int, dict[str, str]]


def init_app(app: Flask) -> None:
    """Attach the pages to the application."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(DatabaseMissing, no_archive)
    app.register_error_handler(Exception, unexpected)
    app.before_request(refuse_control_characters)
    app.before_request(refuse_what_is_no_host)


def refuse_control_characters() -> None:
    """No name holds a NUL, and PostgreSQL fails at a text that does; no header can hold a CR.

    A query with control characters that are not encoded comes from no browser, and a redirect
    would have to repeat it in its `Location`.
    """
    if "\0" in request.path:
        abort(404)
    if any(byte < 0x20 for byte in request.query_string):
        abort(400)


def refuse_what_is_no_host() -> None:
    """Without a public address those of a page are made from `Host`, and have to be addresses.

    Werkzeug gives an empty host for one with signs that no host has. `/healthz` has no address in
    it, and what asks it may name no host.
    """
    if not (settings().public_url or request.host or request.path == urls.health()):
        abort(400, BadQuery(_("What the request gives as “Host” is no name of a host."), []))


def http_error(error: HTTPException) -> Reply | Response:
    """A page for a status of HTTP from 400 on; Flask hands no redirect to a handler."""
    # `abort` hands on whatever a view gave it: a `BadQuery`, or the row of a tombstone.
    code, detail = error.code or 500, cast(Any, error.description)
    if code == 404 and (address := _without_slash()):
        return redirect(address, 308)
    headers = {"Allow": ", ".join(sorted(_methods(error)))} if code == 405 else {}
    if problems.is_asked():
        return problems.answer(code, headers, detail, _nearby() if code == 404 else [])
    if code == 410:
        tombstone = detail
        outlet = read_session().snapshot.labels["outlets"].get(tombstone.outlet)
        return _page("gone.html", code, {}, tombstone=tombstone, outlet=outlet)
    if isinstance(error, RequestedRangeNotSatisfiable):
        headers = {"Content-Range": f"{error.units} */{error.length}"}
    title, text = _words(code)
    suggestions: list[tuple[str, str]] = []
    if isinstance(detail, BadQuery):
        text, suggestions = detail.fault, detail.suggestions
    elif code == 404:
        suggestions = _nearby()
    return _page("error.html", code, headers, title=title, text=text, suggestions=suggestions)


def no_archive(error: DatabaseMissing) -> Reply | Response:
    """Nothing was loaded yet."""
    # The message names files of the server, which are for its log and not for readers.
    current_app.logger.error("%s", error.message)
    headers = {"Retry-After": "10"}
    if problems.is_asked():
        return problems.answer(503, headers)
    title, text = _("The archive is not loaded yet"), _("Come back in a moment.")
    return _page("error.html", 503, headers, title=title, text=text, suggestions=[])


def unexpected(error: Exception) -> Reply | Response:
    """A fault of ours: logged with its traceback, and no detail of it shown."""
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=error)
    if problems.is_asked():
        return problems.answer(500, {})
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


def _methods(error: HTTPException) -> Iterable[str]:
    """What an address answers to: reading, and to harvesters also `POST`."""
    return getattr(error, "valid_methods", None) or ("GET", "HEAD")


def _words(code: int) -> tuple[str, str]:
    if code == 404:
        return _("There is no such page"), _(
            "The archive has no page at this address. It may have been mistyped."
        )
    if code == 405:
        return _("The archive can only be read"), _(
            "It answers GET and HEAD requests; nothing can be sent to it or changed in it."
        )
    if code == 416:
        return _("The file has no such part"), _("What was asked for lies beyond its end.")
    if code >= 500:
        return _("Something went wrong here"), _(
            "The fault is the archive’s and not yours. It has been noted in the server’s log."
        )
    return _("The archive did not understand this address"), _("Something in it is malformed.")


def _without_slash() -> str | None:
    """The address less the slash at its end, if something stands there: `/healthz/` means that."""
    path = request.path.rstrip("/")
    adapter = current_app.create_url_adapter(request)
    if adapter is None or path in ("", request.path):
        return None
    try:
        adapter.match(path, "GET")
    except HTTPException:  # Nothing there, or only a page whose address ends in a slash.
        return None
    query = request.query_string.decode("latin-1")
    return f"{quote(path)}?{query}" if query else quote(path)


def _nearby() -> list[tuple[str, str]]:
    """The records that an address most likely meant, when it lies in a collection."""
    asks_api = problems.is_asked()
    path = request.path.removeprefix(urls.API) if asks_api else request.path
    parts = path.strip("/").split("/")
    if len(parts) != 2 or parts[0] not in FACET_OF_COLLECTION:
        return []
    labels = read_session().snapshot.labels[parts[0]]
    return [
        (
            labels[record_id].name,
            urls.api(parts[0], record_id) if asks_api else page_of(parts[0], record_id),
        )
        for record_id in near(parts[1], labels, most=3)
    ]
