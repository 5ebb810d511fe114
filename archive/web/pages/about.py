"""The About pages."""

from __future__ import annotations

from html import escape
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, abort

from archive.store import queries
from archive.web import urls
from archive.web.context import read_session, site
from archive.web.head import head, json_ld
from archive.web.http.request import keep_to
from archive.web.i18n import gettext as _

blueprint = Blueprint("about", __name__)


@blueprint.get("/about/", defaults={"slug": "index"})
@blueprint.get("/about/<slug>/")
def page(slug: str) -> Response:
    """Show one page, with links to the others."""
    found: Any = queries.page(read_session().connection, slug)
    if found is None and slug == "index":
        found = _plain()
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


def _plain() -> SimpleNamespace:
    """Show the default page of an archive without About pages: its subject and contact address."""
    own = site()
    sentences = [f"{own.subject}.", own.sentence] if own.subject else [own.sentence]
    return SimpleNamespace(
        slug="index",
        title=_("About the archive"),
        description=own.subject,
        body_html=f"<p>{escape(' '.join(filter(None, sentences)))}</p>",
    )
