"""The URL rules of the API, made from the table of endpoints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, request

from archive.web import urls
from archive.web.api import openapi, page, parameters, views
from archive.web.api.endpoints import ENDPOINTS, Endpoint
from archive.web.context import site
from archive.web.http.request import keep_to, takes_json

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

blueprint = Blueprint("api", __name__, url_prefix=urls.API)


@blueprint.before_request
def refuse_what_wants_no_json() -> None:
    """Abort with 406 (RFC 9110, section 15.5.7) if the client does not accept JSON."""
    if request.path != urls.api_page() and not takes_json(request.environ):
        abort(406)


@blueprint.get("/")
def readable() -> Response:
    """Show the page about the API."""
    keep_to(urls.api_page())
    return page.page()


@blueprint.get("/openapi.json")
def openapi_document() -> Response:
    """Return the OpenAPI document."""
    parameters.read(())
    return _json(openapi.document())


def variant(environ: WSGIEnvironment) -> str:
    """Return a part of the cache key, since clients that do not accept JSON get 406."""
    is_api = environ.get("PATH_INFO", "").startswith(f"{urls.API}/")
    return "refuses" if is_api and not takes_json(environ) else ""


def _add(endpoint: Endpoint) -> None:
    def view(**variable: str) -> Response:
        given = parameters.read(endpoint.parameters)
        return _json(views.answer(endpoint, given, *variable.values()))

    blueprint.add_url_rule(endpoint.rule, endpoint.name, view, methods=["GET"])


def _json(data: dict[str, Any]) -> Response:
    body = json.dumps(data, ensure_ascii=False) + "\n"
    response = Response(body, content_type="application/json")
    response.headers.add("Link", f'<{site().licence.url}>; rel="license"')
    response.headers.add("Link", f'<{urls.api("openapi.json")}>; rel="service-desc"')
    if data.get("next"):
        response.headers.add("Link", f'<{data["next"]}>; rel="next"')
    return response


for _endpoint in ENDPOINTS:
    _add(_endpoint)
