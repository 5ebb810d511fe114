"""Values of this archive for examples: the most frequent facet values, the newest article."""

from __future__ import annotations

from urllib.parse import urlencode

from archive.facets import FACET, FACET_OF_COLLECTION
from archive.store import queries
from archive.web.api.endpoints import Endpoint
from archive.web.api.parameters import FILTERS
from archive.web.context import read_session, site


def value_of(facet: str) -> str | None:
    """Return the most frequent value of a facet; none in an archive without articles."""
    bitmaps = read_session().snapshot.index.bitmaps[facet]
    return max(sorted(bitmaps), key=lambda value: len(bitmaps[value]), default=None)


def parameter_values(name: str) -> list[str]:
    """Return example values of a query parameter, if there are any."""
    if name in FACET:
        value = value_of(name)
        return [value, f"-{value}"] if value else []
    years = read_session().snapshot.index.years()
    if name in ("from", "to"):
        return [str(years[0]), f"{years[-1]}-01"] if years else []
    own = site().examples
    return [own[key] for key in ("words", "phrase") if key in own] if name == "q" else []


def id_of(endpoint: Endpoint) -> str | None:
    """Return an example for the variable part of an endpoint's path."""
    if endpoint.collection == "articles":
        ids = read_session().snapshot.index.ids
        rows = queries.articles(read_session().connection, [ids[-1]]) if len(ids) else []
        return rows[0].slug if rows else None
    labels = read_session().snapshot.labels[endpoint.collection]
    return value_of(FACET_OF_COLLECTION[endpoint.collection]) or next(iter(labels), None)


def address_of(endpoint: Endpoint) -> str | None:
    """Return an example path, with a filter if the endpoint takes filters."""
    if endpoint.variable:
        value = id_of(endpoint)
        return endpoint.path.replace(f"{{{endpoint.variable}}}", value) if value else None
    tag = value_of("tag")
    if not tag or FILTERS[0] not in endpoint.parameters:
        return endpoint.path
    pairs = {"tag": tag}
    if "limit" in (parameter.name for parameter in endpoint.parameters):
        pairs["limit"] = "5"
    return f"{endpoint.path}?{urlencode(pairs)}"
