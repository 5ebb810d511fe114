"""The OpenAPI document is valid, and every answer is as it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from archive.web.api import views
from archive.web.api.endpoints import ENDPOINTS
from tests.web.files import pieces, questions, records

CHECKED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PATHS = [endpoint.path for endpoint in ENDPOINTS]
COUNTED = [path for path in PATHS if "{" not in path and path != "/api/index.json"]

few = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def status_of(case: schemathesis.Case) -> int:
    """The status of an answer that is as the document says; raises where it is not."""
    # The transport of WSGI hands on compressed bodies as they are.
    plain = {"Accept-Encoding": "identity"}
    status: int = case.call_and_validate(headers=plain, checks=CHECKED).status_code
    return status


@pytest.fixture(scope="module")
def document(real_client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = real_client.get("/api/openapi.json").json
    return found


@pytest.fixture(scope="module")
def api(real_app: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", real_app)


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1")


def test_document_has_every_address(real_app: Flask, document: dict[str, Any]) -> None:
    rules = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in real_app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }

    assert rules - {"/api/", "/api/openapi.json"} == set(document["paths"]) == set(PATHS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", [path for path in PATHS if path != "/api/index.json"])
def test_any_answer_matches_the_document(
    api: schemathesis.BaseSchema, path: str, mode: GenerationMode
) -> None:
    operation = api[path]["GET"]
    statuses: Counter[int] = Counter()

    @few
    @given(operation.as_strategy(generation_mode=mode))
    def run(case: schemathesis.Case) -> None:
        statuses[status_of(case)] += 1

    run()
    assert statuses


@pytest.mark.parametrize("path", COUNTED)
def test_answers_to_real_queries_match_the_document(
    api: schemathesis.BaseSchema, path: str
) -> None:
    operation = api[path]["GET"]

    @few
    @given(questions(paths=(path,)), st.sampled_from(["", "Geneva", "person:darusman", "제네바"]))
    def run(address: str, text: str) -> None:
        query: dict[str, Any] = parse_qs(urlsplit(address).query)
        query |= {"q": text} if text else {}
        if path != "/api/articles":
            query.pop("order", None)
        assert status_of(operation.Case(query=query)) == 200

    run()


@pytest.mark.parametrize("path", [path for path in PATHS if "{" in path])
def test_every_record_matches_the_document(api: schemathesis.BaseSchema, path: str) -> None:
    operation = api[path]["GET"]
    name = path.split("{")[1].rstrip("}")
    for value in _ids(path.split("/")[2])[::7]:
        case = operation.Case(path_parameters={name: value})
        assert status_of(case) == 200


def test_examples_are_answered(api: schemathesis.BaseSchema, document: dict[str, Any]) -> None:
    answered = 0
    for path in PATHS:
        for query, variable in _examples(document, path):
            case = api[path]["GET"].Case(query=query, path_parameters=variable)
            assert status_of(case) == 200
            answered += 1
    assert answered > 100


def test_examples_of_answers_match_the_document(document: dict[str, Any]) -> None:
    """The same check as for a real answer, of what the document itself shows."""
    checked = 0
    for item in document["paths"].values():
        content = item["get"]["responses"]["200"]["content"]["application/json"]
        if "example" in content:
            schema = content["schema"] | {"components": document["components"]}
            jsonschema.Draft202012Validator(schema).validate(content["example"])
            checked += 1
    assert checked == len(PATHS) - 1


def test_wrong_answer_is_detected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that no table describes breaks the promise, and the check says so."""
    case = schemathesis.openapi.from_wsgi("/api/openapi.json", app)["/api/timeline"]["GET"].Case()
    assert status_of(case) == 200
    true = views.answer
    monkeypatch.setattr(views, "answer", lambda *asked: true(*asked) | {"extra": 1})

    with pytest.raises(BaseExceptionGroup, match="distinct failure"):
        status_of(case)


def _ids(collection: str) -> list[str]:
    if collection == "articles":
        return [piece.slug for piece in pieces()]
    return list(records(collection))


def _examples(
    document: dict[str, Any], path: str
) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The example of the path with each example of a parameter."""
    parameters = [
        _followed(document, each) for each in document["paths"][path]["get"]["parameters"]
    ]
    variable = {each["name"]: each["example"] for each in parameters if each["in"] == "path"}
    yield {}, variable
    for each in parameters:
        for example in each.get("examples", {}).values():
            yield {each["name"]: example["value"]}, variable


def _followed(document: dict[str, Any], parameter: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in parameter:
        return parameter
    found: dict[str, Any] = document["components"]["parameters"][parameter["$ref"].split("/")[-1]]
    return found
