"""Answers a search query: which articles it finds, and what else was searched for.

Every condition of the query becomes a bitmap of ordinals, and the operators are operations on
bitmaps, so counts are exact and filters and facets join in. A token that many articles hold has
its bitmaps stored (`Posting`); any other is looked up in the full-text index, which then has few
articles to give. Frequent tokens in a phrase or in the digest alone are looked for in the newest
articles only, and of the words that a prefix stands for so many rare ones are looked up as have few
articles; the answer says both. So no part of a query costs more than a bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection

from archive.facets import FACET
from archive.search.analysis import STEM_MARK, TokenSequence, pieces
from archive.search.expansion import sequences, texts_of
from archive.search.query_tree import TEXTS, And, Dates, Node, Not, Or, Phrase, Value, Word
from archive.search.spelling import is_form
from archive.search.stopwords import STOP_WORDS
from archive.store.authority_names import Ref, name_key
from archive.store.facets.index import FacetIndex
from archive.store.fulltext.base import HIGHEST_ID, Match, Place, fulltext
from archive.store.fulltext.terms import ANYWHERE, STORED_TEXTS, Postings, words_beginning
from archive.store.search.ranking import ranked
from archive.store.snapshot import Label, Snapshot

MOST_COMPARED = 20_000
"""Articles, the newest, in which frequent tokens are looked for as a phrase or in the digest."""

MOST_BEGINNING, MOST_LOOKED_UP = 100, 5_000
"""Rare words that are looked up for a prefix, the most frequent first, and their articles."""

MOST_LAST_WORDS = 10
"""Words that are looked for in place of a prefix at the end of a phrase."""

FEW = 10
"""Articles with all words of a long query below which some with most of them are shown too."""


_ARTICLES = (Word("the"), Word("The"))


class Expansion(NamedTuple):
    """Something that was searched for beside the words typed."""

    typed: str
    ref: Ref


@dataclass(slots=True)
class Found:
    """The answer to a search query."""

    bits: BitMap
    """The ordinals of the articles found."""
    tree: Node | None = None
    """What was searched for: the query less its stop words."""
    expanded: list[Expansion] = field(default_factory=list)
    """Authorities that the words name, and whose articles were found with them."""
    excluded: list[Expansion] = field(default_factory=list)
    """Authorities that excluded words name, and whose articles were left out with them."""
    unknown: list[Value] = field(default_factory=list)
    """Values of fields that the archive does not have."""
    stop_words: list[str] = field(default_factory=list)
    """Stop words that were not asked for."""
    is_partial: bool = False
    """No article has all the words: these have some of them."""
    scan_limit: int = 0
    """If frequent words were looked for in the newest articles only: in how many."""
    prefix_limit: int = 0
    """If a prefix begins too many words: how many of them, the most frequent, were looked for."""


class TextSearch:
    """Searches one load of the archive, in one transaction."""

    def __init__(self, connection: Connection, snapshot: Snapshot) -> None:
        """The snapshot must be of the connection's transaction."""
        self._connection = connection
        self._index: FacetIndex = snapshot.index
        self._names = snapshot.names
        self._snapshot = snapshot
        self._full_text = fulltext(connection)
        self._postings = Postings(connection)
        self._cache: dict[tuple[TokenSequence, tuple[str, ...]], BitMap] = {}
        self._found = Found(BitMap())
        self._refs: dict[Ref, None] = {}
        self._reach: BitMap = self._index.everything

    def find(self, tree: Node | None, reach: BitMap | None = None) -> Found:
        """Everything that a query finds. A query without a condition finds nothing.

        `reach` are the ordinals that are wanted: where not all articles can be looked at, only
        those are; beyond it more or less may be found.
        """
        self._reach = self._index.everything if reach is None else reach
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
        parts = [piece.text for piece in pieces(word)]
        guesses = self._snapshot.spelling.nearest(self._connection, parts, self._words_of_names)
        if guesses == parts or (all(map(is_form, parts, guesses)) and self._text(Word(word))):
            return None
        return " ".join(guesses)

    def _words_of_names(self) -> dict[str, int]:
        return {word: 1 for word, ref in self._names.words() if self._index.holding(*ref)}

    def reasons(self, ordinal: int) -> list[Ref]:
        """The authorities for which an article was found."""
        return [ref for ref in self._refs if ordinal in self._index.holding(*ref)]

    def ranked(self, tree: Node, bits: BitMap) -> list[int]:
        """The newest `MOST_RANKED` of some ordinals that a query found, best first."""
        names = [
            each.ref
            for each in self._found.expanded
            if name_key(self._label(each.ref).name) != name_key(each.typed)
        ]
        ordinals = ranked(self._snapshot, self._full_text, self, tree, names, bits)
        if isinstance(tree, Phrase):
            # Who quotes wants the very words first, and then what is only called so.
            texts = self._text(tree)
            ordinals.sort(key=lambda ordinal: ordinal not in texts)
        return ordinals

    def nearly(self, found: Found) -> list[int]:
        """Beside a few articles with all words of a long query: some with most of them."""
        tree = found.tree
        if found.is_partial or not isinstance(tree, And) or len(found.bits) >= FEW:
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
            return self._index.everything - self._excluded(node.part)
        if isinstance(node, Dates):
            return self._index.overlapping(node.since, node.until)
        if isinstance(node, Value):
            return self._value(node)
        return self._text(node) | self._named_by(node.text, node)

    def _evaluate_quietly(self, node: Node) -> BitMap:
        """What a part finds, with nothing noted but where the search was bounded."""
        return self._evaluate_apart(node)[0]

    def _excluded(self, node: Node) -> BitMap:
        """What an excluded part finds. What it names is noted as left out."""
        bits, expanded = self._evaluate_apart(node)
        self._found.excluded += [each for each in expanded if each not in self._found.excluded]
        return bits

    def _evaluate_apart(self, node: Node) -> tuple[BitMap, list[Expansion]]:
        noted, self._found = self._found, Found(BitMap())
        bits = self._evaluate(node)
        expanded = self._found.expanded
        noted.scan_limit = max(noted.scan_limit, self._found.scan_limit)
        noted.prefix_limit = max(noted.prefix_limit, self._found.prefix_limit)
        self._found = noted
        return bits, expanded

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
        if isinstance(node, Phrase):
            return self._called(typed)
        # A shorter beginning must not find less, and hardly one is a whole name.
        return self._holders(node) | (BitMap() if node.prefix else self._called(typed))

    def _called(self, typed: str) -> BitMap:
        """The articles of what a text is the name of, which is noted."""
        bits = BitMap()
        for ref in self._names.called(typed):
            holding = self._index.holding(*ref)
            if holding:
                self._refs[ref] = None
                bits |= holding
                if Expansion(typed, ref) not in self._found.expanded:
                    self._found.expanded.append(Expansion(typed, ref))
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
            wanted = {text, text.replace(" ", "-")}
            if node.facet == "language":
                wanted.add(LANGUAGES.get(text, ""))
            chosen = [value for value in values if value.lower() in wanted]
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
        return BitMap.union(BitMap(), *(self.holding(each, texts) for each in sequences(node)))

    def holding(self, wanted: TokenSequence, texts: tuple[str, ...]) -> BitMap:
        """The ordinals of the articles with a sequence of tokens in some texts."""
        key = wanted, texts
        if key not in self._cache:
            self._cache[key] = self._look_up(wanted, texts)
        return self._cache[key]

    def _look_up(self, wanted: TokenSequence, texts: tuple[str, ...]) -> BitMap:
        if wanted.prefix:
            return self._look_up_prefix(wanted, texts)
        stored = self.postings(wanted.tokens, texts)
        if len(wanted.tokens) == 1 and stored and texts in _STORED:
            return stored[0]
        candidates = BitMap.intersection(*stored) if len(stored) == len(wanted.tokens) else None
        return self._compare([Match(wanted, texts)], candidates)

    def _look_up_prefix(self, wanted: TokenSequence, texts: tuple[str, ...]) -> BitMap:
        *before, prefix = wanted.tokens
        if before:
            return self._look_up_phrase(tuple(before), prefix, texts)
        if texts not in _STORED:
            anywhere = self.holding(wanted, TEXTS)
            words = words_beginning(self._connection, prefix, MOST_LAST_WORDS + 1)
            return self._compare(self._last_words((), words, texts), anywhere)
        frequent = self._postings.beginning(prefix, _text_of(texts))
        words = words_beginning(self._connection, prefix, len(frequent) + MOST_BEGINNING + 1)
        rare = [(word, articles) for word, articles in words if word not in frequent]
        taken, total = [], 0
        for word, articles in rare[:MOST_BEGINNING]:
            total += articles
            if total > MOST_LOOKED_UP:
                break
            taken.append(Match(TokenSequence((word,)), texts))
        if len(taken) < len(rare):
            self._found.prefix_limit = len(frequent) + len(taken)
        found = self._index.ordinals_of(self._full_text.ids(taken)) if taken else BitMap()
        return BitMap.union(found, *frequent.values())

    def _look_up_phrase(
        self, before: tuple[str, ...], prefix: str, texts: tuple[str, ...]
    ) -> BitMap:
        """A phrase whose last word need only begin so."""
        words = words_beginning(self._connection, prefix, MOST_LAST_WORDS + 1)
        if not words:
            return BitMap()
        stored = self.postings(before, texts)
        candidates = None
        if len(stored) == len(before):
            ends = self.holding(TokenSequence((prefix,), prefix=True), TEXTS)
            candidates = BitMap.intersection(ends, *stored)
        return self._compare(self._last_words(before, words, texts), candidates)

    def _last_words(
        self, before: tuple[str, ...], words: list[tuple[str, int]], texts: tuple[str, ...]
    ) -> list[Match]:
        if len(words) > MOST_LAST_WORDS:
            self._found.prefix_limit = MOST_LAST_WORDS
        return [Match(TokenSequence((*before, word)), texts) for word, _ in words[:MOST_LAST_WORDS]]

    def _compare(self, matches: list[Match], candidates: BitMap | None) -> BitMap:
        """The articles with any of some matches, looked for in the newest of the candidates."""
        if candidates is None:
            return self._index.ordinals_of(self._full_text.ids(matches))
        if len(candidates) > MOST_COMPARED:
            candidates = candidates & self._reach
        if len(candidates) > MOST_COMPARED:
            self._found.scan_limit = MOST_COMPARED
            candidates = candidates[len(candidates) - MOST_COMPARED :]
        if not candidates:
            return BitMap()
        first, last = (self._index.keys[ordinal] for ordinal in (candidates[0], candidates[-1]))
        # Of one day all ids count, as their order is not that of the ordinals.
        ids = self._full_text.ids(matches, Place(first, 0), Place(last, HIGHEST_ID))
        return self._index.ordinals_of(ids)

    def postings(self, tokens: Iterable[str], texts: tuple[str, ...] = TEXTS) -> list[BitMap]:
        """The bitmaps of those tokens that are frequent, of one text if they are stored for it."""
        text = _text_of(texts) if texts in _STORED else ANYWHERE
        found = (self._postings.of(token, text) for token in dict.fromkeys(tokens))
        return [bits for bits in found if bits is not None]

    def articles_with(self, token: str) -> int:
        """How many articles have a token in any text."""
        bits = self._postings.of(token)
        if bits is None and not token.startswith(STEM_MARK):
            return self._postings.count(token)
        return len(self.holding(TokenSequence((token,)), TEXTS) if bits is None else bits)

    def phrase_near(self, wanted: TokenSequence, window: BitMap) -> BitMap:
        """The articles with a phrase, looked for where some articles stand and in few others."""
        noted, self._found = self._found, Found(BitMap())
        reach, self._reach = self._reach, BitMap(range(window[0], window[-1] + 1))
        stored = self.postings(wanted.tokens)
        candidates = self._reach
        if len(stored) == len(set(wanted.tokens)):
            candidates = BitMap.intersection(candidates, *stored)
        bits = self._compare([Match(wanted)], candidates)
        self._found, self._reach = noted, reach
        return bits

    # Queries in sentences

    def _plain(self, node: Node) -> Node:
        """A query less its stop words, wherever in it words stand in a row."""
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
        self._found.stop_words += [part.text for part in ignored if isinstance(part, Word)]
        return And(tuple(kept)) if len(kept) > 1 else kept[0]

    def _find_some(self, tree: Node) -> None:
        """Where no article has all the words: those that have the most of them."""
        each = self._each_plain(tree)
        for enough in range(len(each) - 1, (len(each) + 1) // 2 - 1, -1):
            bits = _in_at_least(each, enough)
            if bits:
                self._found.bits, self._found.is_partial = bits, True
                return

    def _each_plain(self, tree: Node) -> list[BitMap]:
        """What each plain word of a query finds alone, within its other conditions."""
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
    """The ordinals that are in at least so many of some bitmaps."""
    # counted[n] has the ordinals that were in at least n + 1 of the bitmaps so far.
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

_STORED = (TEXTS, *((text,) for text in STORED_TEXTS[1:]))
"""Which texts, looked in together, there are bitmaps of."""


def _text_of(texts: tuple[str, ...]) -> str:
    return ANYWHERE if texts == TEXTS else texts[0]
