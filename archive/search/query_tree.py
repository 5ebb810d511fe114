"""A search query as a tree of immutable nodes, and the tree written as text again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.facets import FACETS

TEXTS = ("title", "summary", "digest")
"""The texts of an article that are searched, in the order of the columns of the index."""

TEXT_FIELDS = (*TEXTS, "text")
"""Fields that search texts. `text` means all three, without names and terms of authorities."""

FACET_FIELDS = {
    # A word of the lexicon is typed as a word and needs no field.
    **{facet.name: facet.name for facet in FACETS if facet.name != "word"},
    "organization": "organisation",
    "lang": "language",
}
"""Field → facet."""

DATE_FIELDS = ("year", "from", "to")

FIELDS = (*TEXT_FIELDS, *FACET_FIELDS, *DATE_FIELDS)
"""Every field of the language."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms, or with `prefix` every word that begins with it."""

    text: str
    prefix: bool = False
    field: str = ""
    """One of `TEXT_FIELDS`; empty for all texts and also names and terms of authorities."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in exactly this form and order."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, given by its id, its name or a word of it: `person:miller`."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of dates. Each end is an EDTF year, month or day, or open."""

    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Not:
    """All articles that do not match the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """The articles that match all parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The articles that match any part."""

    parts: tuple[Node, ...]


Node = Word | Phrase | Value | Dates | Not | And | Or


def leaves(node: Node) -> Iterator[Word | Phrase | Value | Dates]:
    """Yield the conditions of a tree from left to right, without those inside a `Not`."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif not isinstance(node, Not):
        yield node


def write(node: Node) -> str:
    """Write a tree in the query language. Parsing the text again gives the same tree."""
    if isinstance(node, Or):
        return " OR ".join(_inside(part, And) for part in node.parts)
    if isinstance(node, And):
        return " ".join(_inside(part) for part in node.parts)
    if isinstance(node, Not):
        return "-" + _inside(node.part)
    return _leaf(node)


def _inside(node: Node, *free: type) -> str:
    written = write(node)
    return f"({written})" if isinstance(node, And | Or) and not isinstance(node, free) else written


def _leaf(node: Word | Phrase | Value | Dates) -> str:
    if isinstance(node, Dates):
        if node.since and node.until:
            same = node.since == node.until
            return f"year:{node.since}" if same else f"year:{node.since}..{node.until}"
        return f"from:{node.since}" if node.since else f"to:{node.until}"
    if isinstance(node, Value):
        return f"{node.facet}:{_quoted(node.text)}"
    prefix = f"{node.field}:" if node.field else ""
    if isinstance(node, Phrase):
        return f'{prefix}"{node.text}"'
    return prefix + node.text + ("*" if node.prefix else "")


def _quoted(text: str) -> str:
    return text if _BARE.fullmatch(text) else f'"{text}"'


_BARE = re.compile(r"\w[\w./-]*")
