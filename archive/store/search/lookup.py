"""Looks up which articles contain a sequence of tokens.

The bitmaps of a frequent token are stored (`Posting`). Any other token is looked up in the
full-text index, which then returns few articles. Frequent tokens in a phrase, or limited to the
digest, are only checked in the newest articles. A prefix is expanded to rare words until together
they reach `MOST_LOOKED_UP` articles. So the cost of every look-up is bounded, and `TokenLookup`
records when a bound applied.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyroaring import BitMap
from sqlalchemy import Connection

from archive.search.analysis import STEM_MARK, TokenSequence
from archive.search.query_tree import TEXTS
from archive.store.facets.index import FacetIndex
from archive.store.fulltext.base import HIGHEST_ID, DatePosition, Match
from archive.store.fulltext.open import open_full_text
from archive.store.fulltext.terms import ANYWHERE, STORED_TEXTS, Postings, words_beginning

MOST_COMPARED = 20_000
"""How many of the newest articles are scanned for frequent tokens in a phrase or in the digest."""

MOST_BEGINNING, MOST_LOOKED_UP = 100, 5_000
"""Limits for a prefix: rare words that are looked up, most frequent first, and their articles."""

MOST_LAST_WORDS = 10
"""How many words a prefix at the end of a phrase is expanded to."""


class TokenLookup:
    """Looks up token sequences in one load of the archive, each of them once."""

    def __init__(self, connection: Connection, index: FacetIndex) -> None:
        """`index` must belong to the connection's transaction."""
        self.full_text = open_full_text(connection)
        self.scan_limit = 0
        """How many articles were scanned, if only the newest were; otherwise 0."""
        self.prefix_limit = 0
        """How many words a prefix was expanded to, if it begins more; otherwise 0."""
        self._connection = connection
        self._index = index
        self._postings = Postings(connection)
        self._wanted: BitMap = index.everything
        self._cache: dict[tuple[TokenSequence, tuple[str, ...]], BitMap] = {}

    def start(self, wanted: BitMap | None) -> None:
        """Begin a query. `wanted` are the ordinals that matter to it; `None` means all.

        If not all articles can be scanned, only these are. Outside them a result may have too many
        or too few articles.
        """
        self._wanted = self._index.everything if wanted is None else wanted
        self.scan_limit = self.prefix_limit = 0

    def holding(self, wanted: TokenSequence, texts: tuple[str, ...] = TEXTS) -> BitMap:
        """Return the ordinals of the articles with a sequence of tokens in one of some texts."""
        key = wanted, texts
        if key not in self._cache:
            self._cache[key] = self._look_up(wanted, texts)
        return self._cache[key]

    def articles_with(self, token: str) -> int:
        """Count the articles that have a token in any text."""
        bits = self._postings.of(token)
        if bits is None and not token.startswith(STEM_MARK):
            return self._postings.count(token)
        return len(self.holding(TokenSequence((token,))) if bits is None else bits)

    def phrase_near(self, wanted: TokenSequence, window: BitMap) -> BitMap:
        """Return the articles with a phrase between the oldest and the newest of a window."""
        candidates = BitMap(range(window[0], window[-1] + 1))
        stored = self._frequent(wanted.tokens)
        if len(stored) == len(set(wanted.tokens)):
            candidates = BitMap.intersection(candidates, *stored)
        return self._scan([Match(wanted)], candidates)

    def _look_up(self, wanted: TokenSequence, texts: tuple[str, ...]) -> BitMap:
        if wanted.prefix:
            return self._look_up_prefix(wanted, texts)
        stored = self._frequent(wanted.tokens, texts)
        if len(wanted.tokens) == 1 and stored and texts in _STORED:
            return stored[0]
        candidates = BitMap.intersection(*stored) if len(stored) == len(wanted.tokens) else None
        return self._find([Match(wanted, texts)], candidates)

    def _look_up_prefix(self, wanted: TokenSequence, texts: tuple[str, ...]) -> BitMap:
        *before, prefix = wanted.tokens
        if before:
            return self._look_up_phrase(tuple(before), prefix, texts)
        if texts not in _STORED:
            anywhere = self.holding(wanted)
            words = words_beginning(self._connection, prefix, MOST_LAST_WORDS + 1)
            return self._find(self._last_words((), words, texts), anywhere)
        frequent = self._postings.beginning(prefix, _text_of(texts))
        words = words_beginning(self._connection, prefix, len(frequent) + MOST_BEGINNING + 1)
        rare = [(word, articles) for word, articles in words if word not in frequent]
        expanded = _most_frequent(rare)
        if len(expanded) < len(rare):
            self._note_prefix(len(frequent) + len(expanded))
        matches = [Match(TokenSequence((word,)), texts) for word in expanded]
        found = self._find(matches, None) if matches else BitMap()
        return BitMap.union(found, *frequent.values())

    def _look_up_phrase(
        self, before: tuple[str, ...], prefix: str, texts: tuple[str, ...]
    ) -> BitMap:
        """Look up a phrase whose last word is a prefix."""
        words = words_beginning(self._connection, prefix, MOST_LAST_WORDS + 1)
        if not words:
            return BitMap()
        stored = self._frequent(before, texts)
        candidates = None
        if len(stored) == len(before):
            ends = self.holding(TokenSequence((prefix,), prefix=True))
            candidates = BitMap.intersection(ends, *stored)
        return self._find(self._last_words(before, words, texts), candidates)

    def _last_words(
        self, before: tuple[str, ...], words: list[tuple[str, int]], texts: tuple[str, ...]
    ) -> list[Match]:
        if len(words) > MOST_LAST_WORDS:
            self._note_prefix(MOST_LAST_WORDS)
        return [Match(TokenSequence((*before, word)), texts) for word, _ in words[:MOST_LAST_WORDS]]

    def _note_prefix(self, words: int) -> None:
        self.prefix_limit = max(self.prefix_limit, words)

    def _find(self, matches: list[Match], candidates: BitMap | None) -> BitMap:
        """Find the articles with any of some matches, among candidates or, with `None`, all."""
        if candidates is None:
            return self._index.ordinals_of(self.full_text.ids(matches))
        if len(candidates) > MOST_COMPARED:
            candidates = candidates & self._wanted
        if len(candidates) > MOST_COMPARED:
            self.scan_limit = MOST_COMPARED
        return self._scan(matches, candidates)

    def _scan(self, matches: list[Match], candidates: BitMap) -> BitMap:
        """Find the articles with any of some matches between the newest candidates."""
        newest = candidates[max(0, len(candidates) - MOST_COMPARED) :]
        if not newest:
            return BitMap()
        first, last = (self._index.keys[ordinal] for ordinal in (newest[0], newest[-1]))
        # Include every id of the first and last day: within a day, id order is not date order.
        ids = self.full_text.ids(matches, DatePosition(first, 0), DatePosition(last, HIGHEST_ID))
        return self._index.ordinals_of(ids)

    def _frequent(self, tokens: Iterable[str], texts: tuple[str, ...] = TEXTS) -> list[BitMap]:
        """Return the stored bitmaps of the frequent tokens among some, each token once.

        They are the bitmaps of the given text if those are stored, otherwise of all texts.
        """
        text = _text_of(texts) if texts in _STORED else ANYWHERE
        self._postings.read(dict.fromkeys(tokens))
        found = (self._postings.of(token, text) for token in dict.fromkeys(tokens))
        return [bits for bits in found if bits is not None]


def _most_frequent(words: list[tuple[str, int]]) -> list[str]:
    """Take words, most frequent first, until they reach a limit of words or of articles."""
    kept, total = [], 0
    for word, articles in words[:MOST_BEGINNING]:
        total += articles
        if total > MOST_LOOKED_UP:
            break
        kept.append(word)
    return kept


_STORED = (TEXTS, *((text,) for text in STORED_TEXTS[1:]))
"""The choices of texts that bitmaps are stored for."""


def _text_of(texts: tuple[str, ...]) -> str:
    return ANYWHERE if texts == TEXTS else texts[0]
