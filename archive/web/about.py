"""The pages about the archive itself."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from archive.store import queries
from archive.web.context import reading

blueprint = Blueprint("about", __name__)


@blueprint.get("/about/", defaults={"slug": "index"})
@blueprint.get("/about/<slug>/")
def page(slug: str) -> str | Response:
    """One page, with the list of the others."""
    if request.query_string or (slug == "index" and request.path != "/about/"):
        return redirect("/about/" if slug == "index" else request.path, 308)
    found = queries.page(reading().connection, slug)
    if found is None:
        abort(404)
    return render_template("about.html", page=found, pages=queries.pages(reading().connection))
