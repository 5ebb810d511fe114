"""What a list is about before a reader asks anything."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from archive.store.facets.query import OLDEST, Term
from archive.web.lists.scope import coverage, page_of, period
from tests.web.files import COLLECTIONS, records


@pytest.mark.parametrize(("year", "month"), [(1998, None), (2012, 13), (2012, 0), (1998, 3)])
@pytest.mark.usefixtures("words")
def test_a_period_outside_of_the_archive_has_no_scope(year: int, month: int | None) -> None:
    with pytest.raises(NotFound):
        period(year, month)


@pytest.mark.usefixtures("words")
def test_an_unknown_record_has_no_scope() -> None:
    with pytest.raises(NotFound):
        coverage("tags", "no-such-tag")


def test_every_authority_has_the_scope_of_its_page(real_app: Flask) -> None:
    with real_app.test_request_context("/"):
        for collection, facet in COLLECTIONS.items():
            for record_id in records(collection):
                scope = coverage(collection, record_id)
                assert scope.term == Term(facet, record_id)
                assert scope.path == f"/{collection}/{record_id}/"
                assert (scope.order == OLDEST) == (collection == "events")


@pytest.mark.usefixtures("words")
def test_scope_of_a_file_keeps_its_query() -> None:
    scope = period(2012, 3).under("feed.atom")

    assert scope.path == "/timeline/2012/03/feed.atom"
    assert scope.month == "2012-03"


def test_record_has_its_page_and_word_a_filtered_list() -> None:
    assert page_of("people", "robert-king") == "/people/robert-king/"
    assert page_of("words", "refugee") == "/?word=refugee"
