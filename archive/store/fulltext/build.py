"""Builds the full-text index, the bitmaps of frequent tokens, and the vocabulary.

A frequent word is then looked up with one row, however large the archive is, and a rarer one with
at most about `FREQUENT` ids from the full-text index. "About", because frequent tokens are guessed
from a sample, and a token that becomes frequent in small loads gets its bitmaps with the next large
load.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pyroaring import BitMap
from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from archive.search.analysis import STEM_MARK
from archive.search.query_tree import TEXTS
from archive.store.facets.build import Move, moved
from archive.store.facets.index import FacetIndex
from archive.store.fulltext.base import Entry, entry, tokens_of, with_stems
from archive.store.fulltext.open import open_full_text
from archive.store.fulltext.terms import ANYWHERE, STORED_TEXTS
from archive.store.models import Article, Posting, VocabularyWord

FREQUENT = 4_096
"""A token in this many articles or more is frequent: its bitmaps are stored."""

SAMPLE = 5_000
"""How many articles are sampled for frequent tokens, if there are more than `FEW`."""

FEW = 20_000
"""Up to this many articles, the ordinals of every token are kept, so no sample is needed."""

BATCH = 500
_PACKED = 16_384
"""After this many articles the ordinals gathered become bitmaps, which are smaller."""


def rebuild(connection: Connection, index: FacetIndex) -> None:
    """Build the full-text index, the bitmaps and the vocabulary from the stored articles."""
    full_text = open_full_text(connection)
    full_text.clear()
    counted: Counter[str] = Counter()
    gathered = _Gathered(_likely(connection, index)) if len(index) >= FREQUENT else None
    ordinal = 0
    for batch in _batches(connection):
        full_text.add(batch)
        for each in batch:
            tokens = tokens_of(each)
            counted.update(tokens)
            if gathered:
                gathered.add(ordinal, each, tokens)
            ordinal += 1
    full_text.optimise()
    _store_vocabulary(connection, counted)
    connection.execute(delete(Posting))
    for rows in _parted(gathered.rows() if gathered else ()):
        connection.execute(insert(Posting), rows)


class _Gathered:
    """Collects the ordinals of the articles that have a token, for each text."""

    def __init__(self, wanted: frozenset[str] | None) -> None:
        """Collect those of some tokens, or of all if `wanted` is `None`."""
        self._wanted = wanted
        self._ordinals: dict[str, defaultdict[str, list[int]]] = {
            text: defaultdict(list) for text in STORED_TEXTS
        }
        self._bits: dict[str, defaultdict[str, BitMap]] = {
            text: defaultdict(BitMap) for text in STORED_TEXTS
        }

    def add(self, ordinal: int, each: Entry, tokens: set[str]) -> None:
        """Add an article with its tokens. Ordinals must ascend."""
        for text, held in _texts_with(each, tokens):
            ordinals = self._ordinals[text]
            for token in held if self._wanted is None else held & self._wanted:
                ordinals[token].append(ordinal)
        if ordinal % _PACKED == _PACKED - 1:
            self._pack()

    def rows(self) -> Iterable[dict[str, Any]]:
        """Yield the rows of the frequent tokens: one for each text, even if its bitmap is empty."""
        self._pack()
        for token, bits in self._bits[ANYWHERE].items():
            if len(bits) >= FREQUENT and token != STEM_MARK:
                for text in STORED_TEXTS:
                    held = self._bits[text].get(token, BitMap())
                    yield {"text": text, "token": token, "bits": held.serialize()}

    def _pack(self) -> None:
        for text, ordinals in self._ordinals.items():
            for token, new in ordinals.items():
                self._bits[text][token].update(new)
            ordinals.clear()


def _texts_with(each: Entry, tokens: set[str]) -> Iterable[tuple[str, set[str]]]:
    """Yield every text that bitmaps are stored for, with the tokens an article has there."""
    yield ANYWHERE, with_stems(tokens)
    for text in STORED_TEXTS[1:]:
        place = TEXTS.index(text)
        yield text, with_stems({*each.texts[place], *each.joined[place]})


def _likely(connection: Connection, index: FacetIndex) -> frozenset[str] | None:
    """Sample the tokens that are frequent, or nearly so; `None` means all tokens."""
    if len(index) <= FEW:
        return None
    step = len(index) // SAMPLE
    counted: Counter[str] = Counter()
    for ids in _parted(index.ids[::step]):
        for row in connection.execute(_BY_ID, {"ids": ids}).mappings():
            counted.update(with_stems(tokens_of(entry(row))))
    # A sample may have too few of a token just above the limit, so half the limit is enough.
    return frozenset(token for token, times in counted.items() if times * step * 2 >= FREQUENT)


def _store_vocabulary(connection: Connection, counted: Counter[str]) -> None:
    connection.execute(delete(VocabularyWord))
    for words in _parted(sorted(counted.items())):
        rows = [{"word": word, "articles": times} for word, times in words]
        connection.execute(insert(VocabularyWord), rows)


def patch(
    connection: Connection, move: Move, added: Mapping[int, Entry], removed: Iterable[Entry]
) -> None:
    """Update the bitmaps and the vocabulary after a small load.

    `added` are the articles stored, by id. `removed` are those removed, as they were indexed.
    """
    _patch_vocabulary(connection, added.values(), removed)
    ordinal_of = {article_id: ordinal for ordinal, article_id in move.placed}
    held: dict[tuple[str, str], list[int]] = {}
    for article_id, each in added.items():
        for text, tokens in _texts_with(each, tokens_of(each)):
            for token in tokens:
                held.setdefault((text, token), []).append(ordinal_of[article_id])
    inserted = [ordinal for ordinal, _ in move.placed]
    rows = []
    for text, token, stored in connection.execute(_ALL_POSTINGS):
        bits = moved(BitMap.deserialize(stored), move.gone, inserted)
        bits.update(held.get((text, token), ()))
        rows.append({"in_text": text, "of": token, "bits": bits.serialize()})
    if rows:
        connection.execute(_UPDATE, rows)


def _patch_vocabulary(
    connection: Connection, added: Iterable[Entry], removed: Iterable[Entry]
) -> None:
    change: Counter[str] = Counter()
    for entries, sign in ((added, 1), (removed, -1)):
        for each in entries:
            for word in tokens_of(each):
                change[word] += sign
    words = [word for word, difference in change.items() if difference]
    before: dict[str, int] = {}
    for some in _parted(words):
        before |= {row.word: row.articles for row in connection.execute(_COUNTS, {"words": some})}
    now = {word: before.get(word, 0) + change[word] for word in words}
    if now:
        connection.execute(_FORGET_WORD, [{"of": word} for word in now])
    if kept := [{"word": word, "articles": count} for word, count in now.items() if count > 0]:
        connection.execute(insert(VocabularyWord), kept)


def _batches(connection: Connection) -> Iterable[list[Entry]]:
    """Yield all articles in date order, which is the fastest order to index them in."""
    last = (-1, "")
    while True:
        rows = (
            connection.execute(_NEXT, {"sort_key": last[0], "slug": last[1], "count": BATCH})
            .mappings()
            .all()
        )
        if not rows:
            return
        yield [entry(row) for row in rows]
        last = (rows[-1]["sort_key"], rows[-1]["slug"])


def _parted(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Split values into lists that are short enough for one statement."""
    part = []
    for value in values:
        part.append(value)
        if len(part) == BATCH:
            yield part
            part = []
    if part:
        yield part


_TEXTS = (
    Article.id,
    Article.slug,
    Article.sort_key,
    Article.title,
    Article.summary_text,
    Article.body_text,
)
_NEXT = (
    select(*_TEXTS)
    .where(
        tuple_(Article.sort_key, Article.slug) > tuple_(bindparam("sort_key"), bindparam("slug"))
    )
    .order_by(Article.sort_key, Article.slug)
    .limit(bindparam("count"))
)
_BY_ID = select(*_TEXTS).where(Article.id.in_(bindparam("ids", expanding=True)))
_COUNTS = select(VocabularyWord.word, VocabularyWord.articles).where(
    VocabularyWord.word.in_(bindparam("words", expanding=True))
)
_FORGET_WORD = delete(VocabularyWord).where(VocabularyWord.word == bindparam("of"))
_ALL_POSTINGS = select(Posting.text, Posting.token, Posting.bits)
_UPDATE = (
    update(Posting)
    .where(Posting.text == bindparam("in_text"), Posting.token == bindparam("of"))
    .values(bits=bindparam("bits"))
)
