"""Rewrites a search query before it is evaluated: drops stop words, joins document symbols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.search.analysis import STOP_WORDS
from archive.search.query_tree import And, Node, Not, Or, Word
from archive.store.authority_names import NameIndex
from archive.store.snapshot import Snapshot

_ARTICLES = (Word("the"), Word("The"))


def rewritten(tree: Node, snapshot: Snapshot) -> tuple[Node, list[str]]:
    """Rewrite a query; return the new tree and the stop words that were dropped."""
    rewriter = _Rewriter(snapshot)
    return rewriter.rewrite(tree), rewriter.stop_words


def grouped(parts: Sequence[Node], names: NameIndex) -> Iterator[list[Node]]:
    """Split parts into groups: plain words in a row that name an authority stay together."""
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and is_plain(parts[end]):
            end += 1
        words = [part.text for part in parts[start:end] if isinstance(part, Word)]
        size = max(names.longest(words), 1)
        yield list(parts[start : start + size])
        start += size


def is_plain(node: Node) -> bool:
    """Whether a node is a word without a field or an asterisk."""
    return isinstance(node, Word) and not node.prefix and not node.field


class _Rewriter:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.stop_words: list[str] = []

    def rewrite(self, node: Node) -> Node:
        if isinstance(node, Not):
            return Not(self.rewrite(node.part))
        if not isinstance(node, And | Or):
            return node
        # A part in parentheses must find the same as when it is searched for alone.
        parts = tuple(dict.fromkeys(map(self.rewrite, node.parts)))
        if len(parts) == 1:
            return parts[0]
        if isinstance(node, Or):
            return Or(parts)
        return self._without_stop_words(self._with_symbols(And(parts)))

    def _with_symbols(self, tree: And) -> Node:
        """Make one word of a document symbol that was typed with spaces: "A HRC 25 63"."""
        parts: list[Node] = []
        for group in grouped(tree.parts, self._snapshot.names):
            typed = " ".join(part.text for part in group if isinstance(part, Word))
            symbol = self._symbol(typed) if len(group) > 1 else ""
            parts += [Word(symbol)] if symbol else group
        return And(tuple(parts)) if len(parts) > 1 else parts[0]

    def _symbol(self, typed: str) -> str:
        """Return the symbol of the first document that a text names; empty if it has no digit."""
        if not any(map(str.isdigit, typed)):
            return ""
        called = self._snapshot.names.called(typed)
        documents = (ref for ref in called if ref.facet == "document")
        ref = next(documents, None)
        return self._snapshot.labels[ref.collection][ref.id].short if ref else ""

    def _without_stop_words(self, tree: Node) -> Node:
        if not isinstance(tree, And):
            return tree
        # Keep the stop words of a name ("Voice of America"), but not an article in front of it.
        dropped = [
            group[0]
            for group in grouped(tree.parts, self._snapshot.names)
            if _is_stop_word(group[0]) and (len(group) == 1 or group[0] in _ARTICLES)
        ]
        kept = [part for part in tree.parts if part not in dropped]
        if not dropped or not any(map(is_plain, kept)):
            return tree
        self.stop_words += [part.text for part in dropped if isinstance(part, Word)]
        return And(tuple(kept)) if len(kept) > 1 else kept[0]


def _is_stop_word(node: Node) -> bool:
    return isinstance(node, Word) and is_plain(node) and node.text.lower() in STOP_WORDS
