"""Which address with a list is about what."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from archive.store.facets.query import OLDEST, RELEVANCE, Term
from archive.web.lists.scope import page_of, scope_at
from tests.web.files import COLLECTIONS, records


@pytest.mark.parametrize(
    "path",
    [
        "/timeline/1999/",
        "/timeline/2012/13/",
        "/timeline/2012/00/",
        "/timeline/2012",
        "/timeline/2012/3/",
        "/timeline/٢٠١٢/",
        "/tags/",
        "/tags/no-such-tag/",
        "/words/defector/",
        "/articles/2012-02-23-korea-times-stop/",
        "/about/",
        "tags/china/",
        "",
    ],
)
@pytest.mark.usefixtures("words")
def test_what_is_no_list_of_articles_has_no_scope(path: str) -> None:
    with pytest.raises(NotFound):
        scope_at(path)


def test_every_authority_has_the_scope_of_its_page(real_app: Flask) -> None:
    with real_app.test_request_context("/"):
        for collection, facet in COLLECTIONS.items():
            for record_id in records(collection):
                path = f"/{collection}/{record_id}/"
                scope = scope_at(path)
                assert scope.term == Term(facet, record_id)
                assert scope.path == path
                assert (scope.order == OLDEST) == (collection == "events")


@pytest.mark.usefixtures("words")
def test_a_scope_keeps_its_question_in_another_form() -> None:
    scope = scope_at("/timeline/2012/03/").under("feed.atom")

    assert scope.path == "/timeline/2012/03/feed.atom"
    assert scope.month == "2012-03"
    assert scope_at("/search/").order == RELEVANCE


def test_every_record_has_a_page_and_a_word_the_articles_that_use_it() -> None:
    assert page_of("people", "robert-king") == "/people/robert-king/"
    assert page_of("words", "refugee") == "/?word=refugee"
