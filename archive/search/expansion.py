"""What the words of a query look for in a text: its own form, its other forms, a phrase."""

from __future__ import annotations

from archive.search.analysis import TokenSequence, form_sequences, sequence
from archive.search.query_tree import TEXTS, Node, Phrase, Word, leaves

_TEXTS_OF = {name: (name,) for name in TEXTS}


def words(tree: Node) -> list[Word | Phrase]:
    """The words and phrases of a query, without those that it excludes."""
    return [leaf for leaf in leaves(tree) if isinstance(leaf, Word | Phrase)]


def typed(tree: Node) -> str:
    """The words of a query in a row, as the name of something would have them."""
    return " ".join(leaf.text for leaf in words(tree))


def texts_of(leaf: Word | Phrase) -> tuple[str, ...]:
    """The texts of an article in which a word counts."""
    return _TEXTS_OF.get(leaf.field, TEXTS)


def sequences(leaf: Word | Phrase) -> list[TokenSequence]:
    """The sequences of tokens any of which a word is found by."""
    if isinstance(leaf, Word) and not leaf.prefix:
        forms = form_sequences(leaf.text)
        # A stem finds the word itself too, and is the one look-up for both.
        return forms[1:] if len(forms) > 1 else forms
    exact = sequence(leaf.text, prefix=isinstance(leaf, Word))
    return [exact] if exact else []


def with_the_form_typed(leaf: Word | Phrase) -> list[TokenSequence]:
    """The same, and once more the form typed, by which an exact match counts for more."""
    exact = sequence(leaf.text, prefix=isinstance(leaf, Word) and leaf.prefix)
    return list(dict.fromkeys((*sequences(leaf), *([exact] if exact else []))))


def to_mark(tree: Node, text: str) -> list[TokenSequence]:
    """What to mark in one of the texts of an article (`TEXTS`)."""
    return [wanted for leaf in words(tree) if text in texts_of(leaf) for wanted in sequences(leaf)]
