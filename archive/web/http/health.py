"""Health check for monitoring: says which load is served."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from archive.web.context import read_session

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """Return the number of the load and the number of articles as JSON."""
    snapshot = read_session().snapshot
    response: Response = jsonify(generation=snapshot.generation, articles=len(snapshot.index))
    response.headers["Cache-Control"] = "no-store"
    return response
