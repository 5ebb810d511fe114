"""Pick queries for the search benchmark from an archive, by the frequency of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random
from urllib.parse import urlencode

from flask import Flask

from archive.search.analysis import token_texts
from archive.store import queries
from archive.store.sessions import Database

SAMPLE = 1_000
"""Number of articles sampled, evenly from the oldest to the newest."""

_RARE, _MIDDLING, _COMMON = 0.0015, (0.005, 0.03), (0.2, 0.7)
"""Share of the articles with a word: the upper limit, then two ranges."""


def pick(app: Flask, number: int) -> dict[str, list[str]]:
    """Return kind of query → addresses, the same ones at every call."""
    return _Picker(app.extensions["archive.reader"], number).kinds()


class _Picker:
    def __init__(self, reader: Database, number: int) -> None:
        self.number = number
        self.chance = Random("questions")
        with reader.open() as reading:
            ids = reading.snapshot.index.ids
            sample = list(ids[:: max(1, len(ids) // SAMPLE)])
            rows = [
                row
                for start in range(0, len(sample), 100)
                for row in queries.whole_articles(reading.connection, sample[start : start + 100])
            ]
        self.texts = [f"{r.title}. {r.summary_text} {r.body_text}" for r in rows]
        self.korean = [r.body_text for r in rows if r.language == "ko"]
        tokens = [token_texts(r.body_text) for r in rows if r.language == "en"]
        self.bodies = [found for found in tokens if found]
        held = Counter(token for text in self.texts for token in set(token_texts(text)))
        self.share = {token: times / len(rows) for token, times in held.items()}
        self.rare, self.middling, self.common = (
            [
                token
                for token, share in sorted(self.share.items())
                if least <= share <= most and token.isascii() and token.isalpha() and len(token) > 2
            ]
            for least, most in ((0.0, max(_RARE, 1 / len(rows))), _MIDDLING, _COMMON)
        )

    def kinds(self) -> dict[str, list[str]]:
        rare, middling, common = self.rare, self.middling, self.common
        one = self.chance.choice
        return {
            "rare word": self._asked(lambda: one(rare)),
            "middling word": self._asked(lambda: one(middling)),
            "common word": self._asked(lambda: one(common)),
            "two common words": self._asked(lambda: f"{one(common)} {one(common)}"),
            "common and rare word": self._asked(lambda: f"{one(common)} {one(rare)}"),
            "common and middling word": self._asked(lambda: f"{one(common)} {one(middling)}"),
            "four middling words": self._asked(lambda: " ".join(one(middling) for _ in range(4))),
            "phrase of common words": self._asked(lambda: self._phrase(common)),
            "phrase with a rare word": self._asked(lambda: self._phrase(rare)),
            "Korean word": self._asked(lambda: one(one(self.korean).split()).strip(".")),
            "prefix of two letters": self._asked(lambda: one(middling)[:2] + "*"),
            "prefix of four letters": self._asked(lambda: one(middling)[:4] + "*"),
            "phrase with a prefix": self._asked(lambda: f"{one(common)}-{one(common)[:3]}*"),
            "a word without another": self._asked(lambda: f"{one(middling)} -{one(common)}"),
            "either of two words": self._asked(lambda: f"{one(common)} OR {one(middling)}"),
            "common word in headlines": self._asked(lambda: f"title:{one(common)}"),
            "common word, three years": self._asked(
                lambda: one(common), [("from", "2010"), ("to", "2012")]
            ),
            "common word, one tag": self._asked(lambda: one(common), [("tag", "tag-1")]),
            "common word, newest first": self._asked(
                lambda: one(common), after=[("order", "newest")]
            ),
            "common word, page 2": self._asked(lambda: one(common), after=[("page", "2")]),
            "misspelt word": self._asked(lambda: self._misspelt(one(middling))),
            "misspelt and common word": self._asked(
                lambda: f"{self._misspelt(one(middling))} {one(common)}"
            ),
        }

    def _asked(
        self,
        text: Callable[[], str],
        before: Iterable[tuple[str, str]] = (),
        after: Iterable[tuple[str, str]] = (),
    ) -> list[str]:
        return [
            "/search/?" + urlencode([*before, ("q", text()), *after], safe="*")
            for _ in range(self.number)
        ]

    def _phrase(self, words: list[str]) -> str:
        """Return two adjacent words of some article, the second one from `words`."""
        wanted, both = set(words), words is self.common
        while True:
            pairs = list(pairwise(self.chance.choice(self.bodies)))
            found = [p for p in pairs if p[1] in wanted and (not both or p[0] in wanted)]
            if found:
                return '"{} {}"'.format(*self.chance.choice(found))

    def _misspelt(self, word: str) -> str:
        """Return a word with two letters exchanged, which no article contains."""
        while True:
            place = self.chance.randrange(1, max(2, len(word) - 1))
            letters = list(word)
            letters[place - 1 : place + 1] = letters[place - 1 : place + 1][::-1]
            wrong = "".join(letters)
            if wrong not in self.share and len(word) > 4:
                return wrong
            word = self.chance.choice(self.middling)
