"""Addresses of static files, and the two that have the colour of the archive in them."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from archive.config import ROOT
from archive.site import Accent
from archive.web import urls
from archive.web.context import site

STATIC = ROOT / "static"

COLOURED = ("css/site.css", "img/icon.svg")
"""The static files that are served in the colour of the archive."""

blueprint = Blueprint("assets", __name__)


def address(name: str) -> str:
    """The address of a static file. It changes with the content, so that it can be kept for ever.

    It is not made by `url_for`, which fails on the error page for a `Host` that is none.
    """
    data = _coloured(name, site().accent) if name in COLOURED else _bytes(name)
    return f"{urls.static(name)}?v={hashlib.sha256(data).hexdigest()[:10]}"


@blueprint.get("/static/css/site.css", defaults={"name": "css/site.css"})
@blueprint.get("/static/img/icon.svg", defaults={"name": "img/icon.svg"})
def coloured(name: str) -> Response:
    """A static file in the colour of the archive."""
    kind = mimetypes.guess_type(name)[0]
    return Response(_coloured(name, site().accent), mimetype=kind)


@cache
def _bytes(name: str) -> bytes:
    return Path(STATIC, name).read_bytes()


@cache
def _coloured(name: str, accent: Accent) -> bytes:
    """The file with the colours of the archive in place of the program's own."""
    data, own = _bytes(name), Accent()
    for mine, theirs in ((own.light, accent.light), (own.dark, accent.dark)):
        data = data.replace(mine.encode(), theirs.encode())
    return data
