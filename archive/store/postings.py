"""Builds the full-text index, and keeps a bitmap of every token that many articles hold.

A common word is then answered with one row, however large the archive is, and a rarer one with
about `FREQUENT` ids from the full-text index. About, because tokens are counted in a sample, and
what becomes frequent by small loads gets its bitmap with the next large one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pyroaring import BitMap
from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_, update

from archive.search.spelling import SHORTEST
from archive.search.tokens import STEM_MARK, Sequence
from archive.store.facets import FacetIndex
from archive.store.fulltext import Entry, Match, entry, frequency_tokens, fulltext
from archive.store.indexing import Move, moved
from archive.store.models import Article, Posting, VocabularyWord

FREQUENT = 4_096
"""Articles that hold a token from which on its bitmap is stored."""

SAMPLE = 20_000
"""Articles that are looked through for frequent tokens."""

MOST_WORDS = 100_000
"""Words of the vocabulary: more are no help, and all of them are compared with a misspelt one."""

BATCH = 500


def rebuild(connection: Connection, index: FacetIndex) -> None:
    """Make the full-text index and the bitmaps anew from the stored articles."""
    full_text = fulltext(connection)
    full_text.clear()
    connection.execute(delete(Posting))
    step = max(1, len(index) // SAMPLE)
    counted: Counter[str] = Counter()
    for number, batch in enumerate(_batches(connection)):
        full_text.add(batch)
        for place, each in enumerate(batch, number * BATCH):
            if place % step == 0:
                counted.update(frequency_tokens(each))
    full_text.optimise()
    _store_vocabulary(connection, counted, step)
    if len(index) < FREQUENT:
        return
    # A token just above the limit may seem to be below it in the sample; it is then looked up.
    for token, times in counted.items():
        if times * step >= FREQUENT and token != STEM_MARK:
            bits = index.ranks_of(full_text.ids(Match(Sequence((token,)))))
            if len(bits) >= FREQUENT:
                connection.execute(insert(Posting), {"token": token, "bits": bits.serialize()})


def _store_vocabulary(connection: Connection, counted: Counter[str], step: int) -> None:
    connection.execute(delete(VocabularyWord))
    words = [(word, times) for word, times in counted.items() if is_word(word)]
    words.sort(key=lambda pair: (-pair[1], pair[0]))
    rows = [{"word": word, "articles": times * step} for word, times in words[:MOST_WORDS]]
    if rows:
        connection.execute(insert(VocabularyWord), rows)


def is_word(token: str) -> bool:
    """Whether a token can be misspelt: it is of letters, and no stem and no pair of signs."""
    return token.isalpha() and len(token) >= SHORTEST


def patch(
    connection: Connection, move: Move, added: Mapping[int, Entry], removed: Iterable[Entry]
) -> None:
    """Bring the bitmaps and the vocabulary up to date after a small load.

    `added` are the articles stored, by id, and `removed` those taken out, as they were.
    """
    _patch_vocabulary(connection, added.values(), removed)
    rank_of = {article_id: rank for rank, article_id in move.placed}
    held: dict[str, list[int]] = {}
    for article_id, each in added.items():
        for token in frequency_tokens(each):
            held.setdefault(token, []).append(rank_of[article_id])
    inserted = [rank for rank, _ in move.placed]
    rows = []
    for token, stored in connection.execute(select(Posting.token, Posting.bits)):
        bits = moved(BitMap.deserialize(stored), move.gone, inserted)
        bits.update(held.get(token, ()))
        rows.append({"of": token, "bits": bits.serialize()})
    if rows:
        connection.execute(_UPDATE, rows)


def _patch_vocabulary(
    connection: Connection, added: Iterable[Entry], removed: Iterable[Entry]
) -> None:
    change: Counter[str] = Counter()
    for entries, sign in ((added, 1), (removed, -1)):
        for each in entries:
            for word in filter(is_word, frequency_tokens(each)):
                change[word] += sign
    words = [word for word, difference in change.items() if difference]
    known: dict[str, int] = {}
    for start in range(0, len(words), BATCH):
        found = connection.execute(_WORDS, {"words": words[start : start + BATCH]})
        known |= {row.word: row.articles for row in found}
    now = {word: known.get(word, 0) + change[word] for word in words}
    if now:
        connection.execute(_FORGET_WORD, [{"of": word} for word in now])
    if kept := [{"word": word, "articles": count} for word, count in now.items() if count > 0]:
        connection.execute(insert(VocabularyWord), kept)


def _batches(connection: Connection) -> Iterable[list[Entry]]:
    """All articles in date order, as the full-text index takes them best."""
    last = (-1, "")
    while True:
        rows = connection.execute(
            _NEXT, {"sort_key": last[0], "slug": last[1], "count": BATCH}
        ).all()
        if not rows:
            return
        yield [entry(row) for row in rows]
        last = (rows[-1].sort_key, rows[-1].slug)


_NEXT = (
    select(
        Article.id,
        Article.slug,
        Article.sort_key,
        Article.title,
        Article.summary_text,
        Article.body_text,
    )
    .where(
        tuple_(Article.sort_key, Article.slug) > tuple_(bindparam("sort_key"), bindparam("slug"))
    )
    .order_by(Article.sort_key, Article.slug)
    .limit(bindparam("count"))
)
_WORDS = select(VocabularyWord.word, VocabularyWord.articles).where(
    VocabularyWord.word.in_(bindparam("words", expanding=True))
)
_FORGET_WORD = delete(VocabularyWord).where(VocabularyWord.word == bindparam("of"))
_UPDATE = update(Posting).where(Posting.token == bindparam("of")).values(bits=bindparam("bits"))
