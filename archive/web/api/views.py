"""The view function of each endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archive.web.api import articles, authorities, counts, page
from archive.web.api.endpoints import Endpoint
from archive.web.api.parameters import Given

View = Callable[..., dict[str, Any]]

_OF_NAME: dict[str, View] = {
    "articles": articles.articles,
    "article": articles.article,
    "facets": counts.facets,
    "timeline": counts.timeline,
    "index": page.index,
}


def answer(endpoint: Endpoint, given: Given, *variable: str) -> dict[str, Any]:
    """Return the answer of an endpoint."""
    return _view_of(endpoint)(given, *endpoint.told, *variable)


def _view_of(endpoint: Endpoint) -> View:
    if endpoint.told:
        return authorities.authority if endpoint.variable else authorities.authorities
    return _OF_NAME[endpoint.name]
