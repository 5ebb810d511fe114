"""Slugs that no article has."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import Gone, HTTPException, NotFound

from archive.web import urls
from archive.web.http.missing import redirect_or_gone


def test_unknown_slug_redirects_or_is_gone(app: Flask) -> None:
    with app.test_request_context("/"):
        with pytest.raises(HTTPException) as caught:
            redirect_or_gone("inquiry-begins", urls.embed)
        response = caught.value.get_response()
        assert (response.status_code, response.location) == (308, "/embed/articles/inquiry-opens/")
        with pytest.raises(Gone):
            redirect_or_gone("withdrawn-report", urls.article)
        with pytest.raises(NotFound):
            redirect_or_gone("no-such-article", urls.article)
