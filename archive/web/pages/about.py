"""The pages about the archive itself."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from archive.store import queries
from archive.web import urls
from archive.web.context import read_session
from archive.web.head import head, json_ld
from archive.web.http.request import keep_to

blueprint = Blueprint("about", __name__)


@blueprint.get("/about/", defaults={"slug": "index"})
@blueprint.get("/about/<slug>/")
def page(slug: str) -> Response:
    """One page, with the list of the others."""
    found = queries.page(read_session().connection, slug)
    if found is None:
        abort(404)
    keep_to(urls.about(slug))
    data = json_ld.for_about(found)
    return head.show(
        "about.html",
        head.for_page(found.title, found.description, urls.about(slug), data=data),
        page=found,
        pages=queries.pages(read_session().connection),
    )
