"""Build the OpenAPI 3.1 document from the tables that the API itself works by."""

from __future__ import annotations

from typing import Any

from archive.export.json_schema import Schema
from archive.store.facets.query import Query
from archive.web import urls
from archive.web.api import examples, problems, views
from archive.web.api.endpoints import ENDPOINTS, RECORDS, Endpoint, reference
from archive.web.api.members import Member
from archive.web.api.parameters import BY, FILTERS, Given, Parameter
from archive.web.api.problems import PROBLEM_OF
from archive.web.context import site
from archive.web.i18n import gettext as _
from archive.web.lists.scope import Scope

VERSION = "1.0.0"
"""The version of the API. The first number rises when something is removed or changes meaning."""


def document() -> dict[str, Any]:
    """Return the document, with examples from this archive."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site().name,
            "summary": site().subject,
            "version": VERSION,
            "license": {"name": site().licence.name, "url": site().licence.url},
        },
        "externalDocs": {"url": urls.absolute(urls.api_page())},
        "servers": [{"url": urls.root_url()}],
        "security": [],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {
            "schemas": {
                **{name: object_of(members, chosen=True) for name, members in RECORDS.items()},
                **{each.schema: _answer(each) for each in ENDPOINTS if each.schema not in RECORDS},
                "Problem": object_of(problems.FIELDS),
            },
            "parameters": {parameter.name: _parameter(parameter) for parameter in FILTERS},
            # No operation can end with 405: the document describes only GET.
            "responses": {
                _name(status): _problem(status) for status in PROBLEM_OF if status != 405
            },
            "headers": _HEADERS,
        },
    }


def object_of(members: tuple[Member, ...], *, chosen: bool = False) -> Schema:
    """Return the schema of an object. If its members can be chosen, only `id` is required."""
    return {
        "type": "object",
        "properties": {
            member.name: member.schema | {"description": member.meaning()} for member in members
        },
        "required": ["id"] if chosen else [m.name for m in members if not m.optional],
        "additionalProperties": False,
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary(),
        "parameters": [
            *_variable(endpoint),
            *(
                {"$ref": f"#/components/parameters/{parameter.name}"}
                if parameter in FILTERS
                else _parameter(parameter)
                for parameter in endpoint.parameters
            ),
        ],
        "responses": {
            "200": _success(endpoint),
            "304": {
                "description": _("The response has not changed: its “ETag” is the one sent."),
                "headers": _header_references("ETag", "Access-Control-Allow-Origin"),
            },
            **{
                str(status): {"$ref": f"#/components/responses/{_name(status)}"}
                if status in PROBLEM_OF
                else _redirect()
                for status in sorted({*endpoint.statuses, 406, 500, 503})
            },
        },
    }


def _variable(endpoint: Endpoint) -> list[dict[str, Any]]:
    if not endpoint.variable:
        return []
    value = examples.id_of(endpoint)
    return [
        {
            "name": endpoint.variable,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
            "description": _("The last part of the record’s URL."),
        }
        | ({"example": value} if value else {})
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning(),
        "schema": parameter.schema,
    }
    if parameter.repeatable:
        described |= {"style": "form", "explode": not parameter.joined}
    values = examples.parameter_values(parameter.name)
    if values:
        described["examples"] = {
            f"example{number}": {"value": [value] if parameter.repeatable else value}
            for number, value in enumerate(values, 1)
        }
    return described


def _success(endpoint: Endpoint) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": reference(endpoint.schema)}
    example = _example(endpoint)
    if example is not None:
        content["example"] = example
    return {
        "description": endpoint.summary(),
        "headers": _header_references(*_HEADERS),
        "content": {"application/json": content},
    }


def _example(endpoint: Endpoint) -> dict[str, Any] | None:
    """Return an example answer of the endpoint; a list is cut to one record."""
    if endpoint.name == "timeline":
        return None
    variable = (examples.id_of(endpoint),) if endpoint.variable else ()
    if None in variable:
        return None
    scope = Scope(examples.address_of(endpoint) or endpoint.path)
    given = Given(scope, Query(), 1, "", (), (), BY[0], ())
    return views.answer(endpoint, given, *filter(None, variable))


def _answer(endpoint: Endpoint) -> Schema:
    return object_of(endpoint.members)


def _name(status: int) -> str:
    return "".join(map(str.capitalize, PROBLEM_OF[status].name.split("-")))


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": PROBLEM_OF[status].meaning(),
        "headers": _header_references("Access-Control-Allow-Origin"),
        "content": {problems.TYPE: {"schema": reference("Problem")}},
    }


def _redirect() -> dict[str, Any]:
    return {
        "description": _("The slug is a former one of the article, or the URL ends in “/”."),
        "headers": {"Location": {"required": True, "schema": {"type": "string"}}},
    }


def _header_references(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


_HEADERS: dict[str, Any] = {
    "ETag": {"required": True, "schema": {"type": "string"}},
    "Last-Modified": {"required": True, "schema": {"type": "string"}},
    "Link": {"required": True, "schema": {"type": "string"}},
    "Access-Control-Allow-Origin": {"required": True, "schema": {"const": "*"}},
}
