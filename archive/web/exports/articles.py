"""The files of an article: JSON, Markdown, and its reference in each format of bibliographies."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, redirect, request
from flask import json as flask_json
from werkzeug.wrappers import Response as AnyResponse

from archive.cite import formats
from archive.store import queries
from archive.store.queries import ArticleRow
from archive.web import article_data, article_references, urls
from archive.web.context import read_session
from archive.web.http.file_names import disposition
from archive.web.http.missing import redirect_or_gone

blueprint = Blueprint("article_files", __name__)


class File(NamedTuple):
    """One kind of file that every article has."""

    suffix: str
    name: str
    """What readers know the format by."""
    media_type: str
    text: Callable[[Any], str]
    """The whole file, from a row with everything stored of the article."""
    kept: bool
    """Whether a browser keeps it instead of showing it."""


def _reference_file(each: formats.Format) -> File:
    def text(row: ArticleRow) -> str:
        return "".join(each.file([article_references.for_article(row)]))

    return File(each.suffix, each.name, each.media_type, text, kept=True)


def _json(row: ArticleRow) -> str:
    return flask_json.dumps(article_data.for_article(row), indent=1, ensure_ascii=False) + "\n"


_IDS = ("tags", "people", "organisations", "events", "documents")


def _markdown(row: ArticleRow) -> str:
    """Front matter made anew from what is stored, and below it the Markdown as it was written."""
    lines = {
        "title": json.dumps(row.title, ensure_ascii=False),
        "outlet": row.outlet,
        "agency": row.agency,
        "byline": json.dumps(row.byline, ensure_ascii=False) if row.byline else None,
        "published": row.published,
        "published_from": row.published_from,
        "url": json.dumps(row.url, ensure_ascii=False),
        "language": row.language,
        "kind": row.kind,
        **{name: _listed(getattr(row, name)) for name in _IDS},
        "places": _listed([json.dumps(place, ensure_ascii=False) for place in row.places]),
        "event_date": row.event_date,
        "founding": "true" if row.founding else None,
        "checked": row.checked,
        "note": json.dumps(row.note, ensure_ascii=False) if row.note else None,
        "aliases": _listed(row.aliases),
    }
    front = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
    return f"---\n{front}---\n{row.body_markdown.strip()}\n"


def _listed(values: list[str]) -> str | None:
    return f"[{', '.join(values)}]" if values else None


FILES = (
    *map(_reference_file, formats.FORMATS),
    File("json", "JSON", "application/json", _json, kept=False),
    File("md", "Markdown", "text/markdown", _markdown, kept=False),
)


@blueprint.get("/articles/<slug>.<suffix>")
def article_file(slug: str, suffix: str) -> AnyResponse:
    """An article in one format. Routing parts a name at its last dot; a slug has none."""
    slug, _dot, suffix = f"{slug}.{suffix}".partition(".")
    file = next((each for each in FILES if each.suffix == suffix), None)
    if file is None:
        abort(404)
    row = queries.article(read_session().connection, slug)
    if row is None:
        return redirect_or_gone(slug, lambda today: urls.article_file(today, suffix))
    if request.query_string:
        return redirect(request.path, 308)
    response = Response(file.text(row), content_type=f"{file.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(f"{slug}.{suffix}", kept=file.kept)
    page = urls.absolute(urls.article(slug))
    for relation in ("canonical", "describes"):
        response.headers.add("Link", f'<{page}>; rel="{relation}"')
    response.headers["X-Robots-Tag"] = "noindex"
    return response
