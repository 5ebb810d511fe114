"""The files of an article: JSON, Markdown, and its reference in each bibliography format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort
from flask import json as flask_json

from archive.cite import formats
from archive.export.objects import as_markdown
from archive.store import queries
from archive.store.queries import ArticleRow
from archive.web import article_data, article_references, urls
from archive.web.context import read_session
from archive.web.head.head import LinkTag
from archive.web.http.file_names import disposition
from archive.web.http.missing import redirect_or_gone
from archive.web.http.request import keep_to

blueprint = Blueprint("article_files", __name__)


class File(NamedTuple):
    """One kind of file that every article has."""

    suffix: str
    name: str
    """The name of the format for readers."""
    media_type: str
    text: Callable[[Any], str]
    """Return the whole file, given the full row of the article."""
    kept: bool
    """Whether the browser saves the file instead of displaying it."""


def _reference_file(each: formats.Format) -> File:
    def text(row: ArticleRow) -> str:
        return "".join(each.file([article_references.for_article(row)]))

    return File(each.suffix, each.name, each.media_type, text, kept=True)


def _json(row: ArticleRow) -> str:
    return flask_json.dumps(article_data.for_article(row), indent=1, ensure_ascii=False) + "\n"


FILES = (
    *map(_reference_file, formats.FORMATS),
    File("json", "JSON", "application/json", _json, kept=False),
    File("md", "Markdown", "text/markdown", as_markdown, kept=False),
)


def links(slug: str) -> list[LinkTag]:
    """Return links to the files of an article, for the head of its page."""
    return [
        LinkTag("alternate", urls.article_file(slug, file.suffix), file.media_type, file.name)
        for file in FILES
    ]


@blueprint.get("/articles/<slug>.<suffix>")
def article_file(slug: str, suffix: str) -> Response:
    """Return an article in one format. Routing splits the file name at its last dot."""
    slug, _dot, suffix = f"{slug}.{suffix}".partition(".")
    file = next((each for each in FILES if each.suffix == suffix), None)
    if file is None:
        abort(404)
    row = queries.article(read_session().connection, slug)
    if row is None:
        redirect_or_gone(slug, lambda today: urls.article_file(today, suffix))
    keep_to(urls.article_file(slug, suffix))
    response = Response(file.text(row), content_type=f"{file.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(f"{slug}.{suffix}", kept=file.kept)
    page = urls.absolute(urls.article(slug))
    for relation in ("canonical", "describes"):
        response.headers.add("Link", f'<{page}>; rel="{relation}"')
    response.headers["X-Robots-Tag"] = "noindex"
    return response
