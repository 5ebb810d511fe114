"""Autocomplete for browsers and for the site's own script.

The format is OpenSearch Suggestions 1.0: the text, then arrays of completions, descriptions and
addresses. A last array, which browsers ignore, has the language of each completion, or "".
"""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort

from archive.search.analysis import normal
from archive.store.search.suggest import Suggestion, suggest
from archive.web import dates, labels, urls
from archive.web.context import read_session
from archive.web.http.request import BadQuery, arguments
from archive.web.i18n import gettext as _
from archive.web.lists.search_answer import record_url

LONGEST = 200
"""Most characters of the text that are read: nobody types more before looking up."""

blueprint = Blueprint("suggestions", __name__)


@blueprint.get("/search/suggestions.json")
def suggestions() -> Response:
    """Return authorities and headlines that complete the beginning of a query."""
    given = arguments()
    if unknown := sorted(set(given) - {"q"}):
        fault = _("There is no filter “%(name)s”.", name=unknown[0][:80])
        abort(400, BadQuery(fault, []))
    text = given.get("q", "")
    found = suggest(read_session(), normal(text[:LONGEST]))
    body = [
        text,
        [each.text for each in found],
        [_description(each) for each in found],
        [urls.absolute(_url(each)) for each in found],
        [_language(each) or "" for each in found],
    ]
    response = Response(
        json.dumps(body, ensure_ascii=False), mimetype="application/x-suggestions+json"
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _language(of: Suggestion) -> str | None:
    return of.article.language if of.ref is None else labels.script_language(of.text)


def _description(of: Suggestion) -> str:
    if of.ref is None:
        outlet = read_session().snapshot.labels["outlets"][of.article.outlet].name
        return f"{outlet}, {dates.words(of.article.published)}"
    label = read_session().snapshot.labels[of.ref.collection][of.ref.id]
    # Documents may share a title; their symbols distinguish them.
    name = label.short if of.ref.facet == "document" and of.text == label.name else label.name
    facet, number = labels.facet_name(of.ref.facet), labels.articles_counted(of.articles)
    return f"{facet}: {name} · {number}" if name not in (of.text, "") else f"{facet} · {number}"


def _url(of: Suggestion) -> str:
    return urls.article(of.article.slug) if of.ref is None else record_url(of.ref)
