"""Expands the words of a query into token sequences: the form typed, other forms, phrases."""

from __future__ import annotations

from archive.search.analysis import TokenSequence, form_sequences, sequence
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
    if isinstance(leaf, Word) and not leaf.prefix:
        forms = form_sequences(leaf.text)
        # A stem also finds the word itself, so one look-up is enough.
        return forms[1:] if len(forms) > 1 else forms
    exact = sequence(leaf.text, prefix=isinstance(leaf, Word))
    return [exact] if exact else []


def with_the_form_typed(leaf: Word | Phrase) -> list[TokenSequence]:
    """Return `sequences` and the form typed, so that an exact match scores higher."""
    exact = sequence(leaf.text, prefix=isinstance(leaf, Word) and leaf.prefix)
    return [*sequences(leaf), *([exact] if exact else [])]


def to_mark(tree: Node, text: str) -> list[TokenSequence]:
    """Return the token sequences to mark in one of the texts of an article (`TEXTS`)."""
    return [wanted for leaf in words(tree) if text in texts_of(leaf) for wanted in sequences(leaf)]
