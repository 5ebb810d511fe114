"""Test the tree of a YAML text: values and their lines."""

from __future__ import annotations

import dataclasses

import pytest

from archive.content.frontmatter import parse_yaml
from archive.content.yaml_nodes import MappingNode, ScalarNode, SequenceNode

TEXT = """\
title: A
tags:
  - b
  - 'no'
roles:
  - role: Envoy
    from: 2012
"""


def test_the_tree_of_a_text() -> None:
    """Every value is text with its line; a list of groups begins at its first entry."""
    role = MappingNode(
        {"role": ScalarNode("Envoy", 6), "from": ScalarNode("2012", 7)},
        {"role": 6, "from": 7},
        6,
    )

    assert parse_yaml("x", TEXT) == (
        MappingNode(
            {
                "title": ScalarNode("A", 1),
                "tags": SequenceNode((ScalarNode("b", 3), ScalarNode("no", 4)), 3),
                "roles": SequenceNode((role,), 6),
            },
            {"title": 1, "tags": 2, "roles": 5},
            1,
        ),
        [],
    )


def test_fields_keep_the_order_of_the_file() -> None:
    node, _ = parse_yaml("x", "b: 1\na: 2\nc: 3\n")

    assert isinstance(node, MappingNode)
    assert list(node.fields) == list(node.lines) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("node", "attribute"),
    [
        (ScalarNode("a", 1), "text"),
        (SequenceNode((), 1), "items"),
        (MappingNode({}, {}, 1), "fields"),
    ],
)
def test_nodes_are_immutable(node: object, attribute: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(node, attribute, None)
