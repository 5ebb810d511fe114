"""The tokens of a query: nothing typed is lost, and each token has the right kind."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.lexer import Fault, QueryToken, tokenise

MARKS = '"“”„:'
DASHES = "-–−"

parts = st.sampled_from(
    [*"()-–−:*/\"“”„'.", "OR", "AND", "NOT", "tag:", "Title:", "text:(", "tag:-", "http://a",
     "b-c", "foo:bar", "tag:tag:x", "탈북민", "Ⅷ", " ", "\n", "\u3000"]
)  # fmt: skip
texts = st.one_of(st.text(), st.lists(parts, max_size=16).map("".join))


def letters(text: str) -> Counter[str]:
    """Return the characters of a text without spaces, quotation marks and colons."""
    kept = (c for c in text.casefold() if not c.isspace() and c not in MARKS)
    return Counter("-" if c in DASHES else c for c in kept)


def kinds(text: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.text, each.field) for each in tokenise(text, [])]


@given(text=texts)
def test_nothing_typed_is_lost_or_added(text: str) -> None:
    found = tokenise(text, [])

    assert letters(text) == letters("".join(each.field + each.text for each in found))


@given(text=texts)
def test_tokens_and_faults_have_their_positions(text: str) -> None:
    faults: list[Fault] = []

    for each in tokenise(text, faults):
        assert 0 <= each.start <= each.end <= len(text)
        assert each.kind == "-" or text[each.start : each.end].endswith(each.text)
    for fault in faults:
        assert text[fault.start : fault.end]


@given(text=texts)
def test_words_have_no_space_and_operators_no_field(text: str) -> None:
    for each in tokenise(text, []):
        if each.kind == "word":
            assert each.text
            assert not set(each.text) & set('()"“”„')
            assert not any(character.isspace() for character in each.text)
        if each.kind in ("or", "and", "-", ")"):
            assert not each.field or each.text == ")"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a OR b", [("word", "a", ""), ("or", "OR", ""), ("word", "b", "")]),
        ("a or b", [("word", "a", ""), ("word", "or", ""), ("word", "b", "")]),
        ("NOT a", [("-", "NOT", ""), ("word", "a", "")]),
        ("–a −b", [("-", "-", ""), ("word", "a", ""), ("-", "-", ""), ("word", "b", "")]),
        ("Cheol-ok", [("word", "Cheol-ok", "")]),
        ("- a", [("word", "-", ""), ("word", "a", "")]),
        ("“a b„c", [("phrase", "a b", ""), ("word", "c", "")]),
        ("TAG:upr", [("word", "upr", "tag")]),
        ("-tag:upr", [("-", "-", ""), ("word", "upr", "tag")]),
        ("tag:-upr", [("-", "-", ""), ("word", "upr", "tag")]),
        ("tag:OR", [("word", "OR", "tag")]),
        ('title:"a b" c', [("phrase", "a b", "title"), ("word", "c", "")]),
        ("title:(a", [("(", "(", "title"), ("word", "a", "")]),
        ("tag: a", [("word", "tag:", ""), ("word", "a", "")]),
        ("a:b:c", [("word", "a:b:c", "")]),
    ],
)
def test_examples(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x foo:bar", [Fault(2, 6, "no-field", "foo")]),
        ("see https://example.org/a", []),
        ('x "a b', [Fault(2, 3, "open-quote")]),
        ('"a" "', [Fault(4, 5, "open-quote")]),
        ("tag:upr a-b", []),
    ],
)
def test_only_mistakes_are_faults(text: str, expected: list[Fault]) -> None:
    faults: list[Fault] = []
    tokenise(text, faults)

    assert faults == expected


def test_a_field_belongs_to_the_part_that_follows_it() -> None:
    assert tokenise("title:a", []) == [QueryToken("word", "a", 0, 7, "title")]
