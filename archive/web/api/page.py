"""Documentation of the API: a page for people, an index in JSON for programs."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Response

from archive.export.json_schema import Schema
from archive.messages import N_
from archive.store.facets.query import Query, Term
from archive.web import urls
from archive.web.api import examples
from archive.web.api.articles import LIST
from archive.web.api.endpoints import ENDPOINTS, RECORDS, Endpoint
from archive.web.api.parameters import FILTERS, MOST, USUAL, Given
from archive.web.api.problems import FIELDS, PROBLEMS
from archive.web.context import read_session, site
from archive.web.head import head
from archive.web.head.head import LinkTag
from archive.web.i18n import gettext as _


def index(given: Given) -> dict[str, Any]:
    """Return a short description of the archive, and the addresses of the API."""
    snapshot = read_session().snapshot
    return {
        "name": site().name,
        "subject": site().subject,
        "articles": len(snapshot.index),
        "generation": snapshot.generation,
        "loaded": snapshot.loaded_at,
        "license": site().licence.url,
        "documentation": urls.absolute(urls.api_page()),
        "openapi": urls.absolute(urls.api("openapi.json")),
        "endpoints": [
            {"path": endpoint.path, "summary": endpoint.summary()} for endpoint in ENDPOINTS
        ],
    }


def page() -> Response:
    """Show the page that explains the API, printed from its tables."""
    address = urls.absolute(LIST.url(_query()))
    title = _("Read-only API")
    description = _(
        "The archive as data: articles, authority records, counts and search as JSON, with the "
        "same filters as the pages."
    )
    openapi = LinkTag("service-desc", urls.api("openapi.json"), "application/json")
    return head.show(
        "api.html",
        head.for_page(title, description, urls.api_page(), link_tags=[openapi]),
        groups=[list(group) for _together, group in groupby(_in_order(), _kind)],
        example_of=examples.address_of,
        filters=FILTERS,
        filter_values={each.name: examples.parameter_values(each.name) for each in FILTERS},
        records=RECORDS,
        problems=PROBLEMS,
        problem_fields=FIELDS,
        type_words=type_words,
        most=MOST,
        usual=USUAL,
        samples={name: text.replace("ADDRESS", address) for name, text in SAMPLES.items()},
    )


def type_words(schema: Schema) -> str:
    """Return the type of a value in words."""
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema.get("type") == "array":
        return _("array of %(type)s", type=type_words(schema["items"]))
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        return _("%(type)s or null", type=type_words(schema | {"type": kind[0]}))
    return _(_KINDS.get(str(schema.get("format", kind)), _KINDS["object"]))


def _in_order() -> list[Endpoint]:
    """Return the endpoints, grouping lists of authorities and single authority records."""
    authorities = [endpoint for endpoint in ENDPOINTS if endpoint.view_args]
    authorities.sort(key=lambda endpoint: bool(endpoint.variable))
    first = ENDPOINTS.index(next(endpoint for endpoint in ENDPOINTS if endpoint.view_args))
    others = [endpoint for endpoint in ENDPOINTS if not endpoint.view_args]
    return [*others[:first], *authorities, *others[first:]]


def _kind(endpoint: Endpoint) -> tuple[str, bool]:
    """Return the properties by which endpoints are grouped into one explanation."""
    return "" if endpoint.view_args else endpoint.name, bool(endpoint.variable)


def _query() -> Query:
    tag = examples.value_of("tag")
    return Query((Term("tag", tag),) if tag else ())


_KINDS: dict[str, str] = {
    "string": N_("string"),
    "integer": N_("integer"),
    "boolean": N_("boolean"),
    "object": N_("object"),
    "uri": N_("URL"),
    "date": N_("date"),
    "date-time": N_("date and time"),
}

SAMPLES = {
    "curl": """\
curl "ADDRESS"
""",
    "python": """\
import json
import urllib.request

address = "ADDRESS"
while address:
    with urllib.request.urlopen(address) as answer:
        part = json.load(answer)
    for article in part["items"]:
        print(article["published"], article["title"])
    address = part["next"]
""",
    "conditional": """\
curl --etag-save articles.etag --etag-compare articles.etag \\
  --output articles.json "ADDRESS"
""",
}
"""Example programs; `ADDRESS` is replaced by the address of a list of this archive."""
