"""Represent YAML as a tree of texts, lists and fields with their lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One value. It is always text: `no`, `2012` and `null` stay as written."""

    text: str
    line: int

    is_comment: bool = False
    """Whether a comment is all that the line has, which is a problem of its own."""


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Fields and their values, in the order of the file."""

    fields: dict[str, Node]
    lines: dict[str, int]
    """Field → the line of its name."""

    line: int


Node = ScalarNode | SequenceNode | MappingNode
