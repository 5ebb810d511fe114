"""The tags as SKOS, as a whole and by term, in Turtle and JSON-LD."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from archive.store import queries
from archive.web import urls
from archive.web.context import read_session
from archive.web.head.signposting import TAG_FORMATS
from archive.web.http.request import keep_to

blueprint = Blueprint("skos", __name__)


@blueprint.get("/tags.<any(ttl, jsonld):form>")
def vocabulary(form: str) -> Response:
    """Return the whole vocabulary."""
    return _answer(form)


@blueprint.get("/tags/<record_id>.<any(ttl, jsonld):form>")
def term(record_id: str, form: str) -> Response:
    """Return one term, with a description of its vocabulary."""
    return _answer(form, record_id)


def _answer(form: str, record_id: str | None = None) -> Response:
    # Import late: rdflib takes longer to import than the rest of the server, and few need it.
    from archive.web.discovery.vocabulary import for_tags, for_term, write

    tags = queries.authorities(read_session().connection, "tags")
    chosen = [tag for tag in tags if tag.id == record_id]
    if record_id is not None and not chosen:
        abort(404)
    keep_to(urls.term(record_id, form) if record_id else urls.vocabulary(form))
    graph = for_term(chosen[0], tags) if chosen else for_tags(tags)
    response = Response(write(graph, form), content_type=TAG_FORMATS[form])
    if form == "ttl":
        response.headers["Content-Type"] += "; charset=utf-8"
    return response
