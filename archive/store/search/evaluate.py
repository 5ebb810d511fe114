"""Answers a search query: which articles match it, and which authorities it was expanded to.

Every condition of the query becomes a bitmap of ordinals, and its operators are operations on
bitmaps. So counts are exact, and the result combines with filters and facets. Every condition is
also bounded in cost (`TokenLookup`); `Found` records when a bound applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection

from archive.facets import FACET
from archive.search.analysis import pieces
from archive.search.expansion import sequences, texts_of
from archive.search.forms import together
from archive.search.query_tree import And, Dates, Node, Not, Or, Phrase, Value, Word
from archive.search.spelling import is_form
from archive.store.authority_names import Ref, name_key
from archive.store.facets.index import FacetIndex
from archive.store.search.lookup import TokenLookup
from archive.store.search.ranking import ranked
from archive.store.search.rewrite import grouped, is_plain, rewritten
from archive.store.snapshot import Label, Snapshot

FEW = 10
"""If fewer articles match all words of a long query, those that match most are shown too."""

MOST_PARTS = 40
"""How many words, or pairs of signs, are compared to find articles with most of them."""

MOST_CORRECTED = 10
"""How many unknown words of a query may be corrected. Each is compared with all known ones."""


class Expansion(NamedTuple):
    """An authority that a query was expanded to, because words of the query name it."""

    typed: str
    ref: Ref


@dataclass(slots=True)
class Found:
    """The answer to a search query."""

    bits: BitMap
    """The ordinals of the articles found."""
    tree: Node | None = None
    """The query as it was evaluated, without its stop words."""
    expanded: list[Expansion] = field(default_factory=list)
    """Authorities that the words name. Their articles are among those found."""
    excluded: list[Expansion] = field(default_factory=list)
    """Authorities that excluded words name. Their articles are left out."""
    unknown: list[Value] = field(default_factory=list)
    """Values of fields that the archive does not have."""
    stop_words: list[str] = field(default_factory=list)
    """Stop words that were ignored."""
    is_partial: bool = False
    """Whether no article has all the words, and these have most of them."""
    scan_limit: int = 0
    """If only the newest articles were scanned for frequent words: how many."""
    prefix_limit: int = 0
    """If a prefix begins too many words: how many, the most frequent, were looked up."""


class TextSearch:
    """Searches one load of the archive for one query, in one transaction."""

    def __init__(self, connection: Connection, snapshot: Snapshot) -> None:
        """Take a transaction and the snapshot of the load that it sees."""
        self._connection = connection
        self._index: FacetIndex = snapshot.index
        self._names = snapshot.names
        self._snapshot = snapshot
        self._lookup = TokenLookup(connection, snapshot.index)
        self._found = Found(BitMap())
        self._refs: dict[Ref, None] = {}
        self._compared = 0

    def find(self, tree: Node | None, wanted: BitMap | None = None) -> Found:
        """Find all articles that match a query. A query without a condition matches none.

        `wanted` are the ordinals that matter. If not all articles can be scanned, only these are.
        Outside them the answer may have too many or too few articles.
        """
        self._lookup.start(wanted)
        found = self._found = Found(BitMap())
        if tree is None:
            return found
        found.tree, found.stop_words = rewritten(tree, self._snapshot)
        found.bits = self._evaluate(found.tree, found)
        if not found.bits:
            found.bits = self._partial(found.tree)
            found.is_partial = bool(found.bits)
        found.scan_limit = self._lookup.scan_limit
        found.prefix_limit = self._lookup.prefix_limit
        return found

    def corrected(self, word: str) -> str | None:
        """Correct a word that is in no text and in no name; `None` if no known word is near."""
        parts = [piece.text for piece in pieces(word)]
        spelling = self._snapshot.spelling
        unknown = spelling.unknown(self._connection, parts)
        self._compared += len(unknown)
        if not unknown or self._compared > MOST_CORRECTED:
            return None
        near = spelling.nearest(self._connection, unknown, self._words_of_names)
        guesses = [near.get(part, part) for part in parts]
        if guesses == parts or (all(map(is_form, parts, guesses)) and self._text(Word(word))):
            return None
        return " ".join(guesses)

    def _words_of_names(self) -> dict[str, int]:
        return {word: 1 for word, ref in self._names.words() if self._index.holding(*ref)}

    def reasons(self, ordinal: int) -> list[Ref]:
        """List the authorities because of which an article was found."""
        return [ref for ref in self._refs if ordinal in self._index.holding(*ref)]

    def ranked(self, tree: Node, bits: BitMap) -> list[int]:
        """Order the newest `MOST_RANKED` of some ordinals by relevance, best first."""
        names = [
            each.ref
            for each in self._found.expanded
            if name_key(self._label(each.ref).name) != name_key(each.typed)
        ]
        ordinals = ranked(self._snapshot, self._lookup, tree, names, bits)
        if isinstance(tree, Phrase):
            # A quotation asks for the exact words: articles found by a name come after them.
            texts = self._text(tree)
            ordinals.sort(key=lambda ordinal: ordinal not in texts)
        return ordinals

    def nearly(self, found: Found) -> list[int]:
        """Find articles with most words of a long query, if few have all of its words."""
        tree = found.tree
        if not isinstance(tree, And) or len(found.bits) >= FEW:
            return []
        each = self._each_plain(tree)
        if len(each) < 3:
            people = [named.ref for named in found.expanded if named.ref.facet == "person"]
            bits = BitMap.union(BitMap(), *(self._index.holding(*ref) for ref in people))
            return self.ranked(tree, bits - found.bits)[: FEW - len(found.bits)]
        counted = _counted(each)
        for enough in _falling(len(each)):
            bits = counted[enough - 1] - found.bits
            if len(bits) + len(found.bits) >= FEW or (bits and 2 * (enough - 1) < len(each)):
                return self.ranked(tree, bits)[: FEW - len(found.bits)]
        return []

    # Evaluation

    def _evaluate(self, node: Node, found: Found) -> BitMap:
        """Find the articles that match a node, and note in `found` the authorities it names."""
        if isinstance(node, And):
            return self._all(node, found)
        if isinstance(node, Or):
            return BitMap.union(*(self._evaluate(part, found) for part in node.parts))
        if isinstance(node, Not):
            return self._index.everything - self._excluded(node.part, found)
        if isinstance(node, Dates):
            return self._index.overlapping(node.since, node.until)
        if isinstance(node, Value):
            return self._value(node, found)
        return self._text(node) | self._named_by(node, found)

    def _excluded(self, node: Node, found: Found) -> BitMap:
        """Evaluate an excluded node, and note the authorities that it names as excluded."""
        apart = Found(BitMap())
        bits = self._evaluate(node, apart)
        found.excluded += [each for each in apart.expanded if each not in found.excluded]
        return bits

    def _all(self, node: And, found: Found) -> BitMap:
        """Evaluate all parts. Words in a row that name an authority count as one part."""
        bits = self._index.everything
        row: list[tuple[Word, BitMap]] = []
        for group in grouped(node.parts, self._names):
            words = [part for part in group if isinstance(part, Word) and is_plain(part)]
            if len(group) == len(words) == 1:
                row.append((words[0], self._evaluate(words[0], found)))
                continue
            bits = bits & self._side_by_side(row)
            row = []
            if len(group) == 1:
                bits = bits & self._evaluate(group[0], found)
                continue
            typed = " ".join(word.text for word in words)
            texts = [(word, self._text(word) | self._holders(word)) for word in words]
            bits = bits & (self._side_by_side(texts) | self._called(typed, found))
        return bits & self._side_by_side(row)

    def _side_by_side(self, row: list[tuple[Word, BitMap]]) -> BitMap:
        """Find the articles with all words of a row. Two may be written as one: "re entry"."""
        before, bits = BitMap(), self._index.everything
        for place, (word, holding) in enumerate(row):
            one = together(row[place - 1][0].text, word.text) if place else None
            written = before & self._lookup.holding(one) if one else BitMap()
            before, bits = bits, (bits & holding) | written
        return bits

    def _text(self, node: Word | Phrase) -> BitMap:
        """Find the articles with a word or phrase in their texts."""
        texts = texts_of(node)
        matches = (self._lookup.holding(each, texts) for each in sequences(node))
        return BitMap.union(BitMap(), *matches)

    def _named_by(self, node: Word | Phrase, found: Found) -> BitMap:
        """Find the articles of the authorities that a word or phrase names."""
        if node.field:
            return BitMap()
        if isinstance(node, Phrase):
            return self._called(node.text, found)
        bits = self._holders(node) | self._called(node.text, found)
        # A shorter prefix must not find less than a longer one, or than a whole name.
        return bits | self._holding(self._names.beginning(node.text)) if node.prefix else bits

    def _called(self, typed: str, found: Found) -> BitMap:
        """Find the articles of the authorities with a whole name, and note these in `found`."""
        bits = BitMap()
        for ref in self._names.called(typed):
            holding = self._index.holding(*ref)
            if holding:
                self._refs[ref] = None
                bits |= holding
                if Expansion(typed, ref) not in found.expanded:
                    found.expanded.append(Expansion(typed, ref))
        return bits

    def _holders(self, word: Word) -> BitMap:
        """Find the articles of authorities, other than tags, with a word in their names."""
        return self._holding(self._names.holding(word.text, prefix=word.prefix))

    def _holding(self, refs: list[Ref]) -> BitMap:
        self._refs |= dict.fromkeys(refs)
        return BitMap.union(BitMap(), *(self._index.holding(*ref) for ref in refs))

    def _value(self, node: Value, found: Found) -> BitMap:
        """Find the articles with a value, which is given by its id, its name or a word of it."""
        if FACET[node.facet].collection is None:
            chosen = self._plain_values(node)
        else:
            refs = [r for r in self._names.called(node.text) if r.facet == node.facet]
            refs = refs or [r for r in self._names.holding(node.text) if r.facet == node.facet]
            chosen = [ref.id for ref in refs]
        if not chosen and node not in found.unknown:
            found.unknown.append(node)
        return self._index.holding_any(node.facet, chosen)

    def _plain_values(self, node: Value) -> list[str]:
        """Match a value of a facet that has no records, such as a language."""
        values = self._index.bitmaps[node.facet]
        text = node.text.lower()
        wanted = {text, text.replace(" ", "-")}
        if node.facet == "language":
            wanted.add(LANGUAGES.get(text, ""))
        return [value for value in values if value.lower() in wanted]

    # Partial matches

    def _partial(self, tree: Node) -> BitMap:
        """Find the articles with the most words of a query that no article matches whole."""
        each = self._each_plain(tree)
        counted = _counted(each)
        return next(filter(None, (counted[n - 1] for n in _falling(len(each)))), BitMap())

    def _each_plain(self, tree: Node) -> list[BitMap]:
        """Evaluate each plain word of a query by itself, within the query's other conditions."""
        parts = tree.parts if isinstance(tree, And) else (tree,)
        plain = [part for part in parts if isinstance(part, Word) and is_plain(part)]
        ignored = Found(BitMap())
        within = self._index.everything
        for part in parts:
            if not is_plain(part):
                within = within & self._evaluate(part, ignored)
        split = (part for word in plain for part in self._split(word))
        return [self._evaluate(part, ignored) & within for part in islice(split, MOST_PARTS)]

    def _split(self, word: Word) -> list[Word]:
        """Split a long Korean word that no text has into pairs, since spacing varies."""
        run = sequences(word)[0]
        if len(run.tokens) < 3 or run.tokens[0].isascii() or self._text(word):
            return [word]
        return [Word(pair) for pair in (*run.tokens[:-1:2], run.tokens[-1])]

    def _label(self, ref: Ref) -> Label:
        return self._snapshot.labels[ref.collection][ref.id]


def _falling(words: int) -> Iterator[int]:
    """Numbers of words that are most of a query's words: from all but one down to half."""
    yield from range(words - 1, (words + 1) // 2 - 1, -1)


def _counted(each: list[BitMap]) -> list[BitMap]:
    """Count in how many bitmaps an ordinal is: element n has those in at least n + 1."""
    counted = [BitMap() for _ in each]
    for seen, bits in enumerate(each):
        for place in range(seen, 0, -1):
            counted[place] |= counted[place - 1] & bits
        counted[0] |= bits
    return counted


LANGUAGES = {
    "english": "en",
    "korean": "ko",
    "japanese": "ja",
    "chinese": "zh",
    "french": "fr",
    "spanish": "es",
    "russian": "ru",
    "german": "de",
}
"""Names of languages that may be typed after `lang:`."""
