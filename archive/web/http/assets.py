"""Give addresses to static files, and put the archive's colour into two of these files."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from archive.config import ROOT
from archive.problems import DatabaseMissing
from archive.site import Accent
from archive.web import urls
from archive.web.context import read_session, site

STATIC = ROOT / "static"

COLOURED = ("css/site.css", "img/icon.svg")
"""The static files that are served in the archive's colour."""

blueprint = Blueprint("assets", __name__)


def address(name: str) -> str:
    """Return the address of a static file, which changes with the file's content.

    So the file may be cached for ever. `url_for` would fail on the error page for an invalid
    `Host`.
    """
    data = _coloured(name, site().accent) if name in COLOURED else _bytes(name)
    return f"{urls.static(name)}?v={hashlib.sha256(data).hexdigest()[:10]}"


@blueprint.get("/static/css/site.css", defaults={"name": "css/site.css"})
@blueprint.get("/static/img/icon.svg", defaults={"name": "img/icon.svg"})
def coloured(name: str) -> Response:
    """Serve a static file in the archive's colour."""
    kind = mimetypes.guess_type(name)[0]
    response = Response(_coloured(name, site().accent), mimetype=kind)
    response.headers["Cache-Control"] = "no-cache"
    response.last_modified = _last_modified(name)
    return response


def _last_modified(name: str) -> datetime:
    """Return the time of the file or of the load with its colour, whichever is later."""
    changed = datetime.fromtimestamp(Path(STATIC, name).stat().st_mtime, UTC)
    try:
        return max(changed, datetime.fromisoformat(read_session().snapshot.loaded_at))
    except DatabaseMissing:
        return changed


@cache
def _bytes(name: str) -> bytes:
    return Path(STATIC, name).read_bytes()


@cache
def _coloured(name: str, accent: Accent) -> bytes:
    """Return the file with the archive's colours in place of the default ones."""
    data, own = _bytes(name), Accent()
    for mine, theirs in ((own.light, accent.light), (own.dark, accent.dark)):
        data = data.replace(mine.encode(), theirs.encode())
    return data
