"""Any query tree keeps its meaning when written and read; `leaves` are its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.parser import DEEPEST, LONGEST, MOST_CONDITIONS, parse
from archive.search.query_tree import (
    FACET_FIELDS,
    And,
    Dates,
    Node,
    Not,
    Or,
    Phrase,
    Value,
    Word,
    leaves,
    write,
)

LEAVES: tuple[Node, ...] = (
    Word("ab"),
    Word("cd", prefix=True),
    Word("ab", field="title"),
    Phrase("e f"),
    Phrase("OR", "summary"),
    Value("tag", "x y"),
    Dates("2012", None),
)

# This includes shapes that the parser never makes, such as And in And, but no double minus.
trees = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        inner.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)


def holds(node: Node | None, true: frozenset[Node]) -> bool:
    """Return whether a tree matches an article that meets some conditions."""
    if isinstance(node, And):
        return all(holds(part, true) for part in node.parts)
    if isinstance(node, Or):
        return any(holds(part, true) for part in node.parts)
    if isinstance(node, Not):
        return not holds(node.part, true)
    return node in true


def size(node: Node) -> tuple[int, int]:
    """Return the number of conditions of a tree, and its depth."""
    if isinstance(node, And | Or):
        sizes = [size(part) for part in node.parts]
        return sum(number for number, _ in sizes), 1 + max(depth for _, depth in sizes)
    if isinstance(node, Not):
        number, depth = size(node.part)
        return number, depth + 1
    return 1, 0


@given(tree=trees)
def test_written_tree_keeps_its_meaning(tree: Node) -> None:
    written = write(tree)
    number, depth = size(tree)
    if len(written) > LONGEST or number > MOST_CONDITIONS or depth > DEEPEST:
        return
    again = parse(written)

    assert not again.faults
    for chosen in product((True, False), repeat=len(LEAVES)):
        true = frozenset(leaf for leaf, is_true in zip(LEAVES, chosen, strict=True) if is_true)
        assert holds(again.tree, true) == holds(tree, true), written


@given(tree=trees)
def test_leaves_are_the_conditions_that_nothing_excludes(tree: Node) -> None:
    def wanted(node: Node) -> Iterator[Node]:
        if not isinstance(node, Not):
            inner = node.parts if isinstance(node, And | Or) else None
            yield from [node] if inner is None else [x for part in inner for x in wanted(part)]

    assert list(leaves(tree)) == list(wanted(tree))


@given(
    facet=st.sampled_from(sorted(set(FACET_FIELDS.values()))),
    text=st.text(max_size=30).map(lambda text: " ".join(f"a {text}".split())),
)
def test_any_value_without_quotation_marks_is_read_back(facet: str, text: str) -> None:
    if set(text) & set('"“”„'):
        return
    parsed = parse(write(Value(facet, text)))

    # A star at the end of a value has no meaning; all texts are in NFC.
    assert parsed.tree == parse(f'{facet}:"{text}"').tree
    assert isinstance(parsed.tree, Value)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Or((And((Word("a"), Word("b"))), Word("c"))), "a b OR c"),
        (And((Word("a"), Or((Word("b"), Not(Word("c")))))), "a (b OR -c)"),
        (Not(And((Word("a"), Word("b")))), "-(a b)"),
        (Dates("2012", "2014"), "year:2012..2014"),
        (Dates("2012", "2012"), "year:2012"),
        (Dates(None, "2012-03"), "to:2012-03"),
        (Value("outlet", "The Korea Herald"), 'outlet:"The Korea Herald"'),
        (Word("북송", prefix=True, field="title"), "title:북송*"),
    ],
)
def test_trees_are_written_in_query_syntax(tree: Node, text: str) -> None:
    assert write(tree) == text
