"""Slugs that no article has."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import Gone, NotFound

from archive.web.http.missing import absent


def test_a_slug_that_no_article_has(app: Flask) -> None:
    with app.test_request_context("/"):
        response = absent("inquiry-begins", ".ris")
        assert (response.status_code, response.location) == (308, "/articles/inquiry-opens.ris")
        with pytest.raises(Gone):
            absent("withdrawn-report")
        with pytest.raises(NotFound):
            absent("no-such-article")
