"""What to say of a slug that no article has: it changed, or was removed, or never was."""

from __future__ import annotations

from flask import abort, redirect
from werkzeug.wrappers import Response

from archive.store import queries
from archive.web.context import read_session


def absent(slug: str, end: str = "/") -> Response:
    """Lead to the article's address today, with the same `end`, or end with 410 or 404."""
    today = queries.alias(read_session().connection, slug)
    if today is not None:
        return redirect(f"/articles/{today}{end}", 308)
    tombstone = queries.removed(read_session().connection, slug)
    if tombstone is not None:
        abort(410, tombstone)
    abort(404)
