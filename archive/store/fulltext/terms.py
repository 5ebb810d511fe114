"""Read the bitmaps of frequent tokens, and the vocabulary: every token with its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyroaring import BitMap
from sqlalchemy import Connection, bindparam, func, select

from archive.search.spelling import SHORTEST, Speller
from archive.store.models import Posting, VocabularyWord

ANYWHERE = ""
"""Stands for any text, in place of a text's name."""

STORED_TEXTS = (ANYWHERE, "title", "summary")
"""The texts that bitmaps are stored for. Those of the digest would be nearly the same as all."""

MOST_WORDS = 100_000
"""How many of the most frequent words a misspelt word is compared with; more do not help."""

Names = Callable[[], dict[str, int]]


class Postings:
    """The stored bitmaps that one query needs. Each is read once."""

    def __init__(self, connection: Connection) -> None:
        """Read in the transaction of `connection`."""
        self._connection = connection
        self._read: dict[str, dict[str, BitMap] | None] = {}

    def of(self, token: str, text: str = ANYWHERE) -> BitMap | None:
        """Return the ordinals of the articles with a token in a text; `None` if it is rare."""
        self.read([token])
        found = self._read[token]
        return found[text] if found else None

    def read(self, tokens: Iterable[str]) -> None:
        """Read the bitmaps of several tokens at once."""
        new = [token for token in tokens if token not in self._read]
        if not new:
            return
        read: dict[str, dict[str, BitMap]] = {}
        for row in self._connection.execute(_POSTINGS, {"tokens": new}):
            read.setdefault(row.token, {})[row.text] = BitMap.deserialize(row.bits)
        self._read |= {token: read.get(token) for token in new}

    def count(self, token: str) -> int:
        """Count the articles with a token, which must not be a stem."""
        return self._connection.execute(_COUNT, {"word": token}).scalar() or 0

    def beginning(self, prefix: str, text: str = ANYWHERE) -> dict[str, BitMap]:
        """Return every frequent token with a prefix, with its ordinals in a text."""
        rows = self._connection.execute(_BEGINNING, {"text": text, **_from_to(prefix)})
        return {row.token: BitMap.deserialize(row.bits) for row in rows}


def words_beginning(connection: Connection, prefix: str, most: int) -> list[tuple[str, int]]:
    """List the most frequent tokens with a prefix, and how many articles have each."""
    rows = connection.execute(_WORDS_BEGINNING, {"most": most, **_from_to(prefix)})
    return [(row.word, row.articles) for row in rows]


def _from_to(prefix: str) -> dict[str, str]:
    return {"first": prefix, "beyond": prefix + "\U0010ffff"}


class Spelling:
    """The words of one load's texts and names, which misspelt words are compared with."""

    def __init__(self) -> None:
        """Read nothing yet: most queries have no unknown word."""
        self._speller: Speller | None = None

    def unknown(self, connection: Connection, words: list[str]) -> list[str]:
        """Return the folded words that are in no text."""
        texts = set(connection.execute(_WORDS, {"words": words}).scalars())
        return [word for word in words if word not in texts and len(word) > 1]

    def nearest(self, connection: Connection, unknown: list[str], names: Names) -> dict[str, str]:
        """Return the most likely word for each folded word that is in no text.

        `names` returns the words of names, with the number of articles that have them. It is
        called at most once. A word of a name, or one without a near word, stays as it is.
        """
        if self._speller is None:
            # After a load two requests may both make it. That is cheaper than waiting.
            self._speller = Speller({**names(), **_commonest(connection)})
        return {word: self._speller.nearest(word) or word for word in unknown}


def _commonest(connection: Connection) -> dict[str, int]:
    rows = connection.execute(_COMMONEST, {"least": SHORTEST, "most": MOST_WORDS})
    return {row.word: row.articles for row in rows if row.word.isalpha()}


_POSTINGS = select(Posting.token, Posting.text, Posting.bits).where(
    Posting.text.in_(STORED_TEXTS), Posting.token.in_(bindparam("tokens", expanding=True))
)
_BEGINNING = select(Posting.token, Posting.bits).where(
    Posting.text == bindparam("text"),
    Posting.token >= bindparam("first"),
    Posting.token < bindparam("beyond"),
)
_WORDS_BEGINNING = (
    select(VocabularyWord.word, VocabularyWord.articles)
    .where(VocabularyWord.word >= bindparam("first"), VocabularyWord.word < bindparam("beyond"))
    .order_by(VocabularyWord.articles.desc(), VocabularyWord.word)
    .limit(bindparam("most"))
)
_COUNT = select(VocabularyWord.articles).where(VocabularyWord.word == bindparam("word"))
_COMMONEST = (
    select(VocabularyWord.word, VocabularyWord.articles)
    .where(func.length(VocabularyWord.word) >= bindparam("least"))
    .order_by(VocabularyWord.articles.desc(), VocabularyWord.word)
    .limit(bindparam("most"))
)
_WORDS = select(VocabularyWord.word).where(
    VocabularyWord.word.in_(bindparam("words", expanding=True))
)
