"""What to say of a slug that no article has: it changed, or was removed, or never was."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect
from werkzeug.wrappers import Response

from archive.store import queries
from archive.web.context import read_session


def redirect_or_gone(slug: str, address: Callable[[str], str]) -> Response:
    """Redirect to the article of that name today; end with 410 if it was removed, else with 404.

    `address` gives the address to redirect to, from the slug of today.
    """
    today = queries.alias(read_session().connection, slug)
    if today is not None:
        return redirect(address(today), 308)
    tombstone = queries.removed(read_session().connection, slug)
    if tombstone is not None:
        abort(410, tombstone)
    abort(404)
