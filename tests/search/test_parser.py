"""The query language: any text is parsed, mistakes are reported, written trees are read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.parser import LONGEST, MOST_CONDITIONS, parse
from archive.search.query_tree import And, Dates, Not, Or, Phrase, Value, Word, write

parts = st.sampled_from(
    ["a", "OR", "AND", "NOT", "-", "(", ")", '"', "*", ":", "title:", "tag:", "year:", "2012", "..",
     "b*", "탈북민", " ", "“", "from:2012", "x:y", "don't", "A/HRC/25/63"]
)  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(parts, max_size=14).map(" ".join), st.lists(parts).map("".join)
)


@given(text=texts)
def test_any_text_is_read(text: str) -> None:
    parsed = parse(text)

    assert all(0 <= f.start <= f.end <= len(parsed.text) for f in parsed.faults)


@given(text=texts)
def test_written_tree_is_read_back(text: str) -> None:
    tree = parse(text).tree

    if tree is not None and len(write(tree)) <= LONGEST:
        assert parse(write(tree)).tree == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR -c)", And((Word("a"), Or((Word("b"), Not(Word("c"))))))),
        ("“a b” cd*", And((Phrase("a b"), Word("cd", prefix=True)))),
        ("title:(a b)", And((Word("a", field="title"), Word("b", field="title")))),
        ("tag:upr", Value("tag", "upr")),
        ("year:2012..2014", Dates("2012", "2014")),
        ("from:2012-03", Dates("2012-03", None)),
        ("from:2012..2014", Dates("2012", "2014")),
        ("to:2012..2014", Dates("2012", "2014")),
        ("a a", Word("a")),
        ("", None),
    ],
)
def test_query_has_its_meaning(text: str, tree: object) -> None:
    parsed = parse(text)

    assert parsed.tree == tree
    assert not parsed.faults


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(a", "open-parenthesis"),
        ("a)", "close-alone"),
        ("a -()", "empty-parentheses"),
        ("tag:( )", "empty-parentheses"),
        ('"a', "open-quote"),
        ("a OR", "one-sided-or"),
        ("AND a", "one-sided-and"),
        ("nothing:a", "no-field"),
        ("tag:", "empty-field"),
        ("year:2012-13", "no-date"),
        ("year:2014..2012", "backwards"),
        ("*", "no-word"),
        ("a*", "short-prefix"),
        ("NOT", "nothing-to-exclude"),
        ("(" * 20 + "a", "too-deep"),
        ("a " * LONGEST, "too-long"),
        (" ".join(f"a{n}" for n in range(MOST_CONDITIONS + 1)), "too-many"),
    ],
)
def test_each_mistake_is_reported(text: str, kind: str) -> None:
    assert kind in [fault.kind for fault in parse(text).faults]
