"""The pages about the archive itself."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from archive.store import queries
from archive.web import urls
from archive.web.context import read_session
from archive.web.head import json_ld, meta_tags
from archive.web.http.request import keep_to

blueprint = Blueprint("about", __name__)


@blueprint.get("/about/", defaults={"slug": "index"})
@blueprint.get("/about/<slug>/")
def page(slug: str) -> str:
    """One page, with the list of the others."""
    found = queries.page(read_session().connection, slug)
    if found is None:
        abort(404)
    keep_to(urls.about(slug))
    return render_template(
        "about.html",
        page=found,
        pages=queries.pages(read_session().connection),
        meta=meta_tags.for_page(found.title, found.description, request.path),
        data=json_ld.for_about(found),
    )
