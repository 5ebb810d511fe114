"""The view function of each endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archive.web.api import articles, authorities, counts, page
from archive.web.api.endpoints import Endpoint
from archive.web.api.parameters import Given

View = Callable[..., dict[str, Any]]

_VIEWS: dict[str, View] = {
    "articles": articles.articles,
    "article": articles.article,
    "facets": counts.facets,
    "timeline": counts.timeline,
    "index": page.index,
}


def answer(endpoint: Endpoint, given: Given, *variable: str) -> dict[str, Any]:
    """Return the answer of an endpoint."""
    return _view_of(endpoint)(given, *endpoint.view_args, *variable)


def _view_of(endpoint: Endpoint) -> View:
    if endpoint.view_args:
        return authorities.authority if endpoint.variable else authorities.authorities
    return _VIEWS[endpoint.name]
