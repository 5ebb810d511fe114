"""Answers a search question: which articles it finds, and what else was searched for.

Every condition of the question becomes a bitmap of ranks, and the operators are operations on
bitmaps, so counts are exact and filters and facets join in. A token that many articles hold has
its bitmap stored (`Posting`); any other is looked up in the full-text index, which then has few
articles to give. Frequent tokens in a phrase or in one text are looked for in the newest articles
only, and the answer says so. A prefix is not bounded: it costs as much as it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection, bindparam, select

from archive.search.matching import sequences, texts_of
from archive.search.spelling import is_form, nearest_word
from archive.search.stopwords import STOP_WORDS
from archive.search.tokens import Sequence, pieces
from archive.search.tree import TEXTS, And, Dates, Node, Not, Or, Phrase, Value, Word
from archive.store.facets import FacetIndex
from archive.store.filters import FACET
from archive.store.fulltext import Match, Place, fulltext
from archive.store.models import Posting, VocabularyWord
from archive.store.names import Ref, name_key
from archive.store.ranking import ranked
from archive.store.snapshot import Label, Snapshot

MOST_COMPARED = 20_000
"""Articles, the newest, in which frequent tokens are looked for as a phrase or in one text."""

FEW = 10
"""Articles with all words of a long question below which some with most of them are shown too."""


_ARTICLES = (Word("the"), Word("The"))


class Also(NamedTuple):
    """Something that was searched for beside the words typed."""

    typed: str
    ref: Ref


@dataclass(slots=True)
class Found:
    """The answer to a search question."""

    bits: BitMap
    """The ranks of the articles found."""
    tree: Node | None = None
    """What was searched for: the question less its stop words."""
    also: list[Also] = field(default_factory=list)
    """Authorities that the words name, and whose articles were found with them."""
    unknown: list[Value] = field(default_factory=list)
    """Values of fields that the archive does not have."""
    ignored: list[str] = field(default_factory=list)
    """Stop words that were not asked for."""
    some: bool = False
    """No article has all the words: these have some of them."""
    compared: int = 0
    """If frequent words were looked for in the newest articles only: in how many."""


class TextSearch:
    """Searches one load of the archive, in one transaction."""

    def __init__(self, connection: Connection, snapshot: Snapshot) -> None:
        """The snapshot must be of the connection's transaction."""
        self._connection = connection
        self._index: FacetIndex = snapshot.index
        self._names = snapshot.names
        self._snapshot = snapshot
        self._full_text = fulltext(connection)
        self._cache: dict[tuple[Sequence, tuple[str, ...]], BitMap] = {}
        self._found = Found(BitMap())
        self._refs: dict[Ref, None] = {}
        self._known: dict[str, int] | None = None

    def find(self, tree: Node | None) -> Found:
        """Everything that a question finds. A question without a condition finds nothing."""
        found = self._found = Found(BitMap())
        if tree is None:
            return found
        found.tree = tree = self._plain(tree)
        found.bits = self._evaluate(tree)
        if not found.bits:
            self._find_some(tree)
        return found

    def corrected(self, word: str) -> str | None:
        """What a word may have meant that is in no text and no name just as it was typed."""
        if self._known is None:
            self._known = dict(self._connection.execute(_VOCABULARY).tuples().all())
            for known, ref in self._names.words():
                if self._index.holding(*ref):
                    self._known.setdefault(known, 1)
        parts = [piece.text for piece in pieces(word)]
        guesses = [nearest_word(part, self._known) or part for part in parts]
        if guesses == parts or (all(map(is_form, parts, guesses)) and self._text(Word(word))):
            return None
        return " ".join(guesses)

    def reasons(self, rank: int) -> list[Ref]:
        """The authorities for which an article was found."""
        return [ref for ref in self._refs if rank in self._index.holding(*ref)]

    def ranked(self, tree: Node, bits: BitMap) -> list[int]:
        """The newest `MOST_RANKED` of some ranks that a question found, best first."""
        names = [
            each.ref
            for each in self._found.also
            if name_key(self._label(each.ref).name) != name_key(each.typed)
        ]
        return ranked(self._full_text, self._snapshot, tree, names, bits)

    def nearly(self, found: Found) -> list[int]:
        """Beside a few articles with all words of a long question: some with most of them."""
        tree = found.tree
        if found.some or not isinstance(tree, And) or len(found.bits) >= FEW:
            return []
        each = self._each_plain(tree)
        if len(each) < 3:
            return []
        for enough in range(len(each) - 1, (len(each) + 1) // 2 - 1, -1):
            bits = _in_at_least(each, enough) - found.bits
            if len(bits) + len(found.bits) >= FEW or (bits and 2 * (enough - 1) < len(each)):
                return self.ranked(tree, bits)[: FEW - len(found.bits)]
        return []

    # What is found

    def _evaluate(self, node: Node) -> BitMap:
        if isinstance(node, And):
            return self._all(node)
        if isinstance(node, Or):
            return BitMap.union(*(self._evaluate(part) for part in node.parts))
        if isinstance(node, Not):
            return self._index.everything - self._evaluate_quietly(node.part)
        if isinstance(node, Dates):
            return self._index.overlapping(node.since, node.until)
        if isinstance(node, Value):
            return self._value(node)
        return self._text(node) | self._named_by(node.text, node)

    def _evaluate_quietly(self, node: Node) -> BitMap:
        """What a part finds, with nothing noted that a page would speak of."""
        noted, self._found = self._found, Found(BitMap())
        bits = self._evaluate(node)
        noted.compared = max(noted.compared, self._found.compared)
        self._found = noted
        return bits

    def _all(self, node: And) -> BitMap:
        """All parts; words that stand together and name an authority are one part."""
        bits = self._index.everything
        for group in self._groups(node):
            if len(group) == 1:
                bits = bits & self._evaluate(group[0])
                continue
            words = [part for part in group if isinstance(part, Word)]
            typed = " ".join(word.text for word in words)
            texts = self._index.everything
            for word in words:
                texts = texts & (self._text(word) | self._holders(word))
            bits = bits & (texts | self._called(typed))
        return bits

    def _groups(self, node: And) -> Iterator[list[Node]]:
        parts = list(node.parts)
        place = 0
        while place < len(parts):
            run = place
            while run < len(parts) and _is_plain(parts[run]):
                run += 1
            words = [part.text for part in parts[place:run] if isinstance(part, Word)]
            count = self._names.longest(words)
            yield parts[place : place + max(count, 1)]
            place += max(count, 1)

    def _named_by(self, typed: str, node: Word | Phrase) -> BitMap:
        """The articles of the authorities that a word or phrase names."""
        if node.field:
            return BitMap()
        return self._called(typed) | (self._holders(node) if isinstance(node, Word) else BitMap())

    def _called(self, typed: str) -> BitMap:
        """The articles of what a text is the name of, which is noted."""
        bits = BitMap()
        for ref in self._names.called(typed):
            holding = self._index.holding(*ref)
            if holding:
                self._refs[ref] = None
                bits |= holding
                if Also(typed, ref) not in self._found.also:
                    self._found.also.append(Also(typed, ref))
        return bits

    def _holders(self, word: Word) -> BitMap:
        """The articles of people, bodies, events and documents with a word in their names."""
        refs = self._names.holding(word.text, prefix=word.prefix)
        self._refs |= dict.fromkeys(refs)
        return BitMap.union(BitMap(), *(self._index.holding(*ref) for ref in refs))

    def _value(self, node: Value) -> BitMap:
        """The articles with a value that the text is the id of, the name of, or a word of."""
        values = self._index.bitmaps[node.facet]
        text = node.text.lower()
        if FACET[node.facet].collection is None:
            text = text.replace(" ", "-")
            chosen = [text] if text in values else []
            if node.facet == "language":
                chosen = [v for v in values if v.lower() in (text, LANGUAGES.get(text, ""))]
        else:
            refs = [r for r in self._names.called(node.text) if r.facet == node.facet]
            refs = refs or [r for r in self._names.holding(node.text) if r.facet == node.facet]
            chosen = [ref.id for ref in refs]
        if not chosen and node not in self._found.unknown:
            self._found.unknown.append(node)
        return self._index.holding_any(node.facet, chosen)

    # What a text holds

    def _text(self, node: Word | Phrase) -> BitMap:
        texts = texts_of(node)
        return BitMap.union(BitMap(), *(self._holding(each, texts) for each in sequences(node)))

    def _holding(self, wanted: Sequence, texts: tuple[str, ...]) -> BitMap:
        key = wanted, texts
        if key not in self._cache:
            self._cache[key] = self._look_up(wanted, texts)
        return self._cache[key]

    def _look_up(self, wanted: Sequence, texts: tuple[str, ...]) -> BitMap:
        tokens = wanted.tokens[:-1] if wanted.prefix else wanted.tokens
        stored = self._postings(tokens)
        if len(wanted.tokens) == 1 and tokens and texts == TEXTS and stored:
            return stored[0]
        oldest = None
        if len(stored) == len(tokens) and stored:
            candidates = BitMap.intersection(*stored)
            if len(candidates) > MOST_COMPARED:
                rank = candidates[len(candidates) - MOST_COMPARED]
                oldest = Place(self._index.keys[rank], 0)
                self._found.compared = MOST_COMPARED
        ids = self._full_text.ids(Match(wanted, texts), oldest)
        return self._index.ranks_of(ids)

    def _postings(self, tokens: tuple[str, ...]) -> list[BitMap]:
        if not tokens:
            return []
        rows = self._connection.execute(_POSTINGS, {"tokens": list(dict.fromkeys(tokens))})
        return [BitMap.deserialize(bits) for bits in rows.scalars()]

    # Questions in sentences

    def _plain(self, node: Node) -> Node:
        """A question less its stop words, wherever in it words stand in a row."""
        if isinstance(node, Not):
            return Not(self._plain(node.part))
        if not isinstance(node, And | Or):
            return node
        # What stands in parentheses has to find what it finds alone.
        parts = tuple(dict.fromkeys(map(self._plain, node.parts)))
        if len(parts) == 1:
            return parts[0]
        if isinstance(node, Or):
            return Or(parts)
        return self._without_stop_words(self._with_symbols(And(parts)))

    def _with_symbols(self, tree: And) -> Node:
        """A document's symbol written with spaces is one word: "A HRC 25 63"."""
        parts: list[Node] = []
        for group in self._groups(tree):
            typed = " ".join(part.text for part in group if isinstance(part, Word))
            symbols = [
                self._label(ref).short
                for ref in (self._names.called(typed) if len(group) > 1 else ())
                if ref.facet == "document" and any(map(str.isdigit, typed))
            ]
            parts += [Word(symbols[0])] if symbols and symbols[0] else group
        return And(tuple(parts)) if len(parts) > 1 else parts[0]

    def _without_stop_words(self, tree: Node) -> Node:
        """A row of plain words without those that only make a sentence of it."""
        if not isinstance(tree, And):
            return tree
        # A name needs its stop words, as "Voice of America" does, but no article before it.
        ignored = [
            group[0]
            for group in self._groups(tree)
            if _is_stop_word(group[0]) and (len(group) == 1 or group[0] in _ARTICLES)
        ]
        kept = [part for part in tree.parts if part not in ignored]
        if not ignored or not any(_is_plain(part) for part in kept):
            return tree
        self._found.ignored += [part.text for part in ignored if isinstance(part, Word)]
        return And(tuple(kept)) if len(kept) > 1 else kept[0]

    def _find_some(self, tree: Node) -> None:
        """Where no article has all the words: those that have the most of them."""
        each = self._each_plain(tree)
        for enough in range(len(each) - 1, (len(each) + 1) // 2 - 1, -1):
            bits = _in_at_least(each, enough)
            if bits:
                self._found.bits, self._found.some = bits, True
                return

    def _each_plain(self, tree: Node) -> list[BitMap]:
        """What each plain word of a question finds alone, within its other conditions."""
        parts = tree.parts if isinstance(tree, And) else (tree,)
        plain = [part for part in parts if isinstance(part, Word) and _is_plain(part)]
        within = self._index.everything
        for part in parts:
            if not _is_plain(part):
                within = within & self._evaluate_quietly(part)
        return [
            self._evaluate_quietly(part) & within for word in plain for part in self._parted(word)
        ]

    def _parted(self, word: Word) -> list[Word]:
        """A long Korean word that no text has, in pairs: spaces are set in more than one way."""
        run = sequences(word)[0]
        if len(run.tokens) < 3 or run.tokens[0].isascii() or self._text(word):
            return [word]
        return [Word(pair) for pair in (*run.tokens[:-1:2], run.tokens[-1])]

    def _label(self, ref: Ref) -> Label:
        return self._snapshot.labels[ref.collection][ref.id]


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word) and not node.prefix and not node.field


def _is_stop_word(node: Node) -> bool:
    return isinstance(node, Word) and _is_plain(node) and node.text.lower() in STOP_WORDS


def _in_at_least(each: list[BitMap], enough: int) -> BitMap:
    """The ranks that are in at least so many of some bitmaps."""
    # counted[n] has the ranks that were in at least n + 1 of the bitmaps so far.
    counted = [BitMap() for _ in range(enough)]
    for bits in each:
        for place in range(enough - 1, 0, -1):
            counted[place] |= counted[place - 1] & bits
        counted[0] |= bits
    return counted[-1]


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
"""Names of languages that a reader may type for `lang:`."""

_VOCABULARY = select(VocabularyWord.word, VocabularyWord.articles)
_POSTINGS = select(Posting.bits).where(Posting.token.in_(bindparam("tokens", expanding=True)))
