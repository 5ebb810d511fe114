"""What the API offers, for people as a page and for programs as JSON."""

from __future__ import annotations

from typing import Any

from flask import render_template

from archive.web.api import examples
from archive.web.api.endpoints import ENDPOINTS, RECORDS
from archive.web.api.parameters import MOST, USUAL, Given
from archive.web.api.problems import FIELDS, PROBLEMS
from archive.web.context import reading, settings
from archive.web.metadata import LICENCE, absolute


def index(given: Given) -> dict[str, Any]:
    """The archive in a few members, and the addresses of the API."""
    snapshot = reading().snapshot
    return {
        "name": settings().name,
        "subject": settings().subject,
        "articles": len(snapshot.index),
        "generation": snapshot.generation,
        "loaded": snapshot.loaded_at,
        "license": LICENCE,
        "documentation": absolute("/api/"),
        "openapi": absolute("/api/openapi.json"),
        "endpoints": [
            {"path": endpoint.path, "summary": endpoint.summary()} for endpoint in ENDPOINTS
        ],
    }


def page() -> str:
    """The page that explains the API, printed from its tables."""
    return render_template(
        "api.html",
        endpoints=[(endpoint, examples.address_of(endpoint)) for endpoint in ENDPOINTS],
        records=RECORDS,
        problems=PROBLEMS,
        problem_fields=FIELDS,
        most=MOST,
        usual=USUAL,
        tag=examples.value_of("tag"),
    )
