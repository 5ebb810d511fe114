"""Words for kinds, languages, groups, and whole queries."""

from __future__ import annotations

import pytest
from flask import Flask

from archive.facets import FACETS
from archive.store.facets.query import Query, Term
from archive.web import labels
from archive.web.context import read_session
from tests.web.files import pieces, records


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(), ""),
        (Query(order="oldest"), ""),
        (Query((Term("tag", "china"),)), "Articles tagged China"),
        (
            Query((Term("tag", "china"), Term("tag", "unhrc"))),
            "Articles tagged China and UNHRC",
        ),
        (
            Query((Term("kind", "news"), Term("kind", "analysis"), Term("kind", "report"))),
            "Articles classed as analysis, news, or report",
        ),
        (
            Query((Term("outlet", "yonhap"), Term("language", "ko"))),
            "Articles in Yonhap News Agency, written in Korean",
        ),
        (
            Query((Term("person", "robert-king"), Term("organisation", "unhcr"))),
            "Articles that name Robert R. King, that mention UNHCR",
        ),
        (
            Query((Term("document", "a-hrc-res-19-13"),)),
            "Articles that cite A/HRC/RES/19/13",
        ),
        (
            Query((Term("document", "refugee-convention"),)),
            "Articles that cite Convention relating to the Status of Refugees",
        ),
        (
            Query((Term("event", "2012-council-session"),)),
            "Articles about “The Council's nineteenth session”",
        ),
        (
            Query((Term("tag", "china", True), Term("kind", "news", True))),
            "Articles without China or news",
        ),
        (Query(since="2012", until="2012"), "Articles published 2012"),
        (
            Query((Term("tag", "china"),), since="2012-03"),
            "Articles tagged China, published since March 2012",
        ),
    ],
)
def test_queries_are_described_in_words(app: Flask, query: Query, said: str) -> None:
    with app.test_request_context("/"):
        assert labels.sentence(query, read_session().snapshot) == said


def test_constraints_show_excluded_values(app: Flask) -> None:
    with app.test_request_context("/"):
        snapshot = read_session().snapshot
        assert labels.term_words(Term("tag", "china"), snapshot) == "China"
        assert labels.term_words(Term("tag", "china", True), snapshot) == "not China"
        assert labels.term_words(Term("language", "ko", True), snapshot) == "not Korean"


def test_names_with_percent_signs_are_not_patterns(app: Flask) -> None:
    """Names are put into messages, and the messages into others."""
    with app.test_request_context("/"):
        snapshot = read_session().snapshot
        label = snapshot.labels["tags"]["china"]._replace(short="100%(x)s %d <b>")
        snapshot.labels["tags"]["china"] = label
        query = Query((Term("tag", "china"), Term("kind", "news", True)))
        assert labels.sentence(query, snapshot) == "Articles tagged 100%(x)s %d <b>, without news"


@pytest.mark.usefixtures("words")
def test_numbers_of_articles() -> None:
    assert labels.articles_counted(0) == "0 articles"
    assert labels.articles_counted(1) == "1 article"
    assert labels.articles_counted(1204) == "1,204 articles"


@pytest.mark.usefixtures("words")
def test_languages() -> None:
    assert labels.language_name("ko") == "Korean"
    assert labels.language_name("zh-Hans") == "Simplified Chinese"
    assert labels.language_name("tlh-x-private") == "tlh-x-private"


@pytest.mark.usefixtures("words")
def test_a_word_that_is_not_in_the_lists_is_shown_as_it_is() -> None:
    assert labels.kind_name("obituary") == "obituary"
    assert labels.group_name("tags", "colour") == "colour"
    assert labels.group_name("people", "x") == "x"
    assert labels.record_kind("documents", "poem") == "poem"


GROUPED = {
    "tags": "group",
    "outlets": "kind",
    "organisations": "kind",
    "events": "body",
    "documents": "body",
}


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("name", GROUPED)
def test_every_group_of_the_collection_has_a_heading(name: str) -> None:
    """No code word such as `ngo` stands over a list."""
    groups = {str(record[GROUPED[name]]) for record in records(name).values()}

    assert {group for group in groups if not labels.group_name(name, group)[0].isupper()} == set()


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("tag", "is_so"),
    [("ar", True), ("he", True), ("fa-IR", True), ("ko", False), ("en", False), ("qqq", False)],
)
def test_is_right_to_left(tag: str, is_so: bool) -> None:
    assert labels.is_right_to_left(tag) == is_so


@pytest.mark.usefixtures("words")
def test_every_kind_language_and_source_of_the_collection_has_words() -> None:
    kinds = {piece.values("kind")[0] for piece in pieces()}
    languages = {piece.values("language")[0] for piece in pieces()}
    sources = {str(piece.fields["published_from"]) for piece in pieces()}

    assert {labels.kind_name(kind) for kind in kinds} == {k.replace("-", " ") for k in kinds}
    assert all(labels.language_name(language)[0].isupper() for language in languages)
    assert all(labels.published_from_words(source).endswith(".") for source in sources)
    for facet in FACETS:
        assert labels.facet_name(facet.name).lower() == facet.name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("북송", "ko"),
        ("강제 북송 2012", "ko"),
        ("UN 북송", None),
        ("脱北者たち", "ja"),
        ("2012", None),
    ],
)
def test_a_script_shows_a_language(text: str, language: str | None) -> None:
    assert labels.script_language(text) == language
