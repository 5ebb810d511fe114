"""`/favicon.ico`, which feed readers and old browsers request without looking at a page."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from archive.site import Site
from archive.web import urls
from archive.web.context import site
from archive.web.http import assets
from archive.web.http.request import keep_to

blueprint = Blueprint("favicon", __name__)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Return the program's icon in the archive's colour, or redirect to the archive's own icon."""
    keep_to(urls.favicon())
    if site().icon != Site().icon:
        return redirect(assets.address(site().icon), 302)
    # Import late: only drawing needs Pillow.
    from archive.social_cards.favicon import draw

    return Response(draw(site().accent.light), mimetype="image/x-icon")
