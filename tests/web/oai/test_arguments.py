"""Spans of time and arguments, apart from the answers to them (`test_oai` has the mistakes)."""

from __future__ import annotations

import pytest
from flask import Flask

from archive.store.facets.changes import TimeSpan
from archive.web.oai.arguments import ALWAYS, FORM, OaiError, read_arguments, span_of


@pytest.mark.parametrize(
    ("given", "span"),
    [
        ({}, ALWAYS),
        ({"from": "2026-01-31"}, TimeSpan("2026-01-31T00:00:00Z", ALWAYS.until)),
        ({"until": "2026-01-31"}, TimeSpan(ALWAYS.since, "2026-01-31T23:59:59Z")),
        (
            {"from": "2026-01-31", "until": "2026-01-31"},
            TimeSpan("2026-01-31T00:00:00Z", "2026-01-31T23:59:59Z"),
        ),
        (
            {"from": "2026-01-31T10:00:00Z", "until": "2026-01-31T10:00:00Z"},
            TimeSpan("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"),
        ),
    ],
)
def test_a_day_is_all_of_its_seconds(given: dict[str, str], span: TimeSpan) -> None:
    assert span_of(given) == span


@pytest.mark.parametrize("text", ["2026-02-29", "2026-1-1", "2026-01-01T00:00:60Z", "0000-01-01"])
def test_invalid_days_are_refused(text: str) -> None:
    with pytest.raises(OaiError) as raised:
        span_of({"from": text})
    assert raised.value.code == "badArgument"


def test_arguments_come_from_the_address_or_the_form(app: Flask) -> None:
    wanted = ("GetRecord", {"identifier": "a&b", "metadataPrefix": "oai_dc"})
    query = "verb=GetRecord&identifier=a%26b&metadataPrefix=oai_dc"

    with app.test_request_context(f"/oai?{query}"):
        assert read_arguments() == wanted
    with app.test_request_context("/oai", method="POST", data=query, content_type=FORM):
        assert read_arguments() == wanted
    content_type = f"{FORM}; charset=utf-8"
    with app.test_request_context("/oai", method="POST", data=query, content_type=content_type):
        assert read_arguments() == wanted


def test_bytes_that_are_no_text_break_nothing(app: Flask) -> None:
    with (
        app.test_request_context("/oai", method="POST", data=b"verb=\xff\xfe", content_type=FORM),
        pytest.raises(OaiError),
    ):
        read_arguments()
