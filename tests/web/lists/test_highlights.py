"""Headlines cut at the words that they use."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from archive.web.lists import highlights
from tests.web.page_parsing import open_page


def article(title: str, *uses: tuple[int, int, str]) -> Any:
    return SimpleNamespace(title=title, headline_words=[list(use) for use in uses])


def test_words_are_cut_out() -> None:
    row = article("Defectors and refugees", (0, 9, "defector"), (14, 22, "refugee"))

    assert highlights.parts(row) == [("Defectors", True), (" and ", False), ("refugees", True)]
    assert highlights.words(row) == ["defector", "refugee"]


def test_repeated_word_is_named_once() -> None:
    assert highlights.words(article("a b a", (0, 1, "x"), (2, 3, "y"), (4, 5, "x"))) == ["x", "y"]


def test_a_headline_without_words_is_one_part() -> None:
    assert highlights.parts(article("Talks in Geneva")) == [("Talks in Geneva", False)]


@given(st.text(min_size=1), st.data())
def test_parts_joined_are_the_headline(title: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(title)), unique=True).map(sorted))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    parts = highlights.parts(article(title, *((start, end, "x") for start, end in pairs)))

    assert "".join(part.text for part in parts) == title
    assert [part.text for part in parts if part.marked] == [title[a:b] for a, b in pairs]


def test_event_page_marks_the_words_in_headlines(
    real_client: FlaskClient,
) -> None:
    page = open_page(real_client, "/events/2013-laos-nine/")
    marked = {
        link.get("href").split("/")[2]: [mark.text for mark in link.cssselect("mark")]
        for link in page.all(".compare .entry__title a")
    }

    assert marked["2013-05-30-rfa-korean-un-worried-nine-orphans"] == ["탈북고아"]
    assert marked["2013-05-30-free-beacon-un-concerned-defectors-china"] == ["Defectors"]
    assert marked["2013-05-30-hrw-fr-rapatriement-force-refugies"] == ["réfugiés"]
    assert marked["2013-05-31-business-standard-un-dismayed-handover"] == []
    named = [text for text in page.texts(".compare__kind") if "in the headline" in text]
    assert len(named) == len([words for words in marked.values() if words])
    assert "news · in the headline: defector" in named


def test_other_lists_mark_the_words_in_headlines(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/articles/2013-06-02-latimes-laos-assailed/")

    assert "Defectors" in page.texts(".beside__title mark")
    assert page.all(".beside__title a[lang=ko] mark")
    assert not page.all(".piece mark")


def test_marked_headlines_are_escaped(real_client: FlaskClient) -> None:
    """A headline with signs of HTML stays text, inside and outside of a mark."""
    app = real_client.application
    row = article("<b>&refugees</b>", (3, 12, "refugee"))
    row.slug, row.language = "a", "en"
    with app.test_request_context("/"):
        macros = app.jinja_env.get_template("_macros.html").module
        html = str(macros.marked_headline(row))  # type: ignore[attr-defined]

    assert "&lt;b&gt;<mark>&amp;refugees</mark>&lt;/b&gt;" in html
