"""Expands the words of a query into token sequences: the form typed, other forms, phrases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from archive.search.analysis import TokenSequence, sequence
from archive.search.forms import form_sequences, joined_sequence, together
from archive.search.query_tree import TEXTS, Node, Phrase, Word, leaves

_TEXTS_OF = {name: (name,) for name in TEXTS}


def words(tree: Node) -> list[Word | Phrase]:
    """Return the words and phrases of a query, without excluded ones."""
    return [leaf for leaf in leaves(tree) if isinstance(leaf, Word | Phrase)]


def typed(tree: Node) -> str:
    """Return the words of a query joined by spaces, to compare them with names."""
    return " ".join(leaf.text for leaf in words(tree))


def texts_of(leaf: Word | Phrase) -> tuple[str, ...]:
    """Return the texts of an article in which a word is searched for."""
    return _TEXTS_OF.get(leaf.field, TEXTS)


def sequences(leaf: Word | Phrase) -> list[TokenSequence]:
    """Return the token sequences that match a word or phrase; any of them is enough."""
    if isinstance(leaf, Phrase):
        exact = sequence(leaf.text)
        return [exact] if exact else []
    forms = form_sequences(leaf.text)
    # The other forms also find the word itself, so the first is not needed beside them.
    forms = forms[1:] if len(forms) > 1 else forms
    return [*forms, *_beginnings(leaf.text)] if leaf.prefix else forms


def _beginnings(text: str) -> Iterator[TokenSequence]:
    for each in (sequence(text, prefix=True), joined_sequence(text, prefix=True)):
        if each is not None:
            yield each


def with_the_form_typed(leaf: Word | Phrase) -> list[TokenSequence]:
    """Return `sequences` and the form typed, so that an exact match scores higher."""
    exact = sequence(leaf.text, prefix=isinstance(leaf, Word) and leaf.prefix)
    return [*sequences(leaf), *([exact] if exact else [])]


def to_mark(tree: Node, text: str) -> list[TokenSequence]:
    """Return the token sequences to mark in one of the texts of an article (`TEXTS`)."""
    leaves = [leaf for leaf in words(tree) if text in texts_of(leaf)]
    wanted = [wanted for leaf in leaves for wanted in sequences(leaf)]
    plain = [leaf for leaf in leaves if isinstance(leaf, Word) and not leaf.field]
    pairs = (together(one.text, other.text) for one, other in pairwise(plain))
    return [*wanted, *(pair for pair in pairs if pair is not None)]
