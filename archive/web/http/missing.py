"""Answer for a slug that no article has: it changed, was removed, or never existed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from flask import abort, redirect

from archive.store import queries
from archive.web.context import read_session


def redirect_or_gone(slug: str, address: Callable[[str], str]) -> NoReturn:
    """Redirect to the article's current address; abort with 410 if it was removed, else with 404.

    `address` builds the address from the current slug.
    """
    today = queries.alias(read_session().connection, slug)
    if today is not None:
        abort(redirect(address(today), 308))
    tombstone = queries.removed(read_session().connection, slug)
    if tombstone is not None:
        abort(410, tombstone)
    abort(404)
