"""The expansion of query words, judged by the highlights in texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.expansion import sequences, texts_of, to_mark, typed, with_the_form_typed
from archive.search.highlight import spans
from archive.search.parser import parse
from archive.search.query_tree import TEXTS, Phrase, Word
from tests.web.files import pieces

TITLES = [str(piece.fields["title"]) for piece in pieces()]


def marked(query: str, text: str, of: str = "digest") -> list[str]:
    tree = parse(query).tree
    assert tree is not None
    return [text[start:end] for start, end in spans(text, to_mark(tree, of))]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("repatriated", "The repatriation, then repatriates", ["repatriation", "repatriates"]),
        ('"repatriated"', "The repatriation, then repatriated", ["repatriated"]),
        ("repat*", "Repatriation of a repast", ["Repatriation"]),
        ("sent OR laos", "They send him to Laos", ["send", "Laos"]),
        ("china -laos", "China and Laos", ["China"]),
        ("-(china laos)", "China and Laos", []),
        ('"the council"', "The council of the councils", ["The council"]),
        ("human rights", "Rights are human", ["Rights", "human"]),
        ("탈북민을", "탈북민 북송, 탈북민의 탈북", ["탈북민", "탈북민"]),
        ("tag:china year:2012", "China in 2012", []),
        ("U.N.", "The UN and the U.N.", ["UN", "U.N."]),
    ],
)
def test_matches_are_marked(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_word_of_one_text_is_marked_only_there() -> None:
    assert [of for of in TEXTS if marked("title:laos", "Laos", of)] == ["title"]
    assert [of for of in TEXTS if marked("text:laos", "Laos", of)] == list(TEXTS)
    assert texts_of(Word("a", field="summary")) == ("summary",)


@given(title=st.sampled_from(TITLES), data=st.data())
def test_any_word_of_a_headline_is_marked_in_it(title: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([w for w in title.split() if w.isalnum()] or [title]))
    for leaf in (Word(word), Word(word, prefix=True), Phrase(word)):
        for wanted in (sequences(leaf), with_the_form_typed(leaf)):
            found = [title[start:end] for start, end in spans(title, wanted)]
            assert any(word in each or each in word for each in found), (word, found)


@given(title=st.sampled_from(TITLES), data=st.data())
def test_a_phrase_is_marked_whole(title: str, data: st.DataObject) -> None:
    phrases = re.findall(r"(?<!\S)[a-zA-Z]+ [a-zA-Z]+ [a-zA-Z]+(?!\S)", title)
    phrase = data.draw(st.sampled_from(phrases or [title]))
    found = [title[begin:end] for begin, end in spans(title, sequences(Phrase(phrase)))]

    assert not phrases or phrase in found


@given(word=st.from_regex("[a-z]{1,12}", fullmatch=True))
def test_typed_form_and_stem_are_both_searched(word: str) -> None:
    """With only the stem, an exact match would score no higher than another form."""
    tokens = {wanted.tokens for wanted in with_the_form_typed(Word(word))}

    assert (word,) in tokens
    assert len(tokens) == 2


def test_korean_word_counts_twice() -> None:
    """It has no stem, so an exact match would score half of an English one."""
    looked_for = [wanted.tokens for wanted in with_the_form_typed(Word("북송"))]

    assert looked_for == [("북송",), ("북송",)]


def test_typed_words_omit_excluded_ones() -> None:
    tree = parse('china (laos OR "north korea") -orphans tag:upr').tree

    assert tree is not None
    assert typed(tree) == "china laos north korea"
