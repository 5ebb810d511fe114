"""Finds authorities by their names: by a whole name or term, or by a word of a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from archive.facets import FACET
from archive.search.analysis import (
    SIGNS,
    has_stem,
    pieces,
    sequence,
    stem_token,
    token_texts,
)
from archive.search.characters import APOSTROPHES, HYPHENS
from archive.search.stemming import without_particle
from archive.store.headlines import key

LONGEST_NAME = 16
"""The longest name, in words, that a query is compared with."""


class Ref(NamedTuple):
    """A reference to an authority record."""

    facet: str
    id: str

    @property
    def collection(self) -> str:
        """Return the collection of the record."""
        return FACET[self.facet].collection or ""


class Named(NamedTuple):
    """A record with its names."""

    ref: Ref
    names: tuple[str, ...]
    """Its own names, beginning with the one that lists show."""
    terms: tuple[str, ...]
    """Other terms and spellings."""


class NameIndex:
    """All names of an archive's authorities. Immutable."""

    def __init__(self, records: Iterable[Named]) -> None:
        """Index the names of records. If two share a name, both are found, in the order given."""
        self._whole: dict[tuple[str, ...], list[Ref]] = {}
        self._holding: dict[str, list[Ref]] = {}
        self._one_word: dict[str, list[Ref]] = {}
        self.spoken: list[tuple[str, Ref]] = []
        """Every name and term with its record."""
        self.spelt: list[tuple[str, str, Ref]] = []
        """The same, each with the key that `headlines.begins` compares, as (name, key, record)."""
        for ref, names, terms in records:
            for name in (*names, *terms, ref.id):
                self._add(self._whole, name_key(name), ref)
                self._add(self._whole, name_key(_unhyphenated(name)), ref)
                # A query keeps each word once, so a name is also found with each word once.
                self._add(self._whole, tuple(dict.fromkeys(name_key(name))), ref)
                self._add_one_word(name, ref)
            spoken = dict.fromkeys((*names, *terms))
            self.spoken += [(name, ref) for name in spoken]
            self.spelt += [(name, key(name), ref) for name in spoken]
            # Tags are not found by a single word: "return" would find all of "forced return".
            if ref.facet != "tag":
                spelt = (*names, *map(_unhyphenated, names))
                for token in {token for name in spelt for token in token_texts(name)}:
                    self._add(self._holding, token, ref)
        self._tokens = sorted(self._holding)

    def called(self, text: str) -> list[Ref]:
        """Return the records that a whole text names, in any form of its words."""
        found = self._whole.get(name_key(text))
        if found is None and text:
            *before, last = text.split(" ")
            found = self._whole.get(name_key(" ".join((*before, without_particle(last)))))
        return found or []

    def beginning(self, text: str) -> list[Ref]:
        """Return the records with a name of one word that begins with a text."""
        typed = [piece.text for piece in pieces(text)]
        if len(typed) != 1:
            return []
        found = [refs for word, refs in self._one_word.items() if word.startswith(typed[0])]
        return list(dict.fromkeys(ref for refs in found for ref in refs))

    def longest(self, words: Sequence[str]) -> int:
        """Count how many words, from the first on, make up the longest name; 0 if none do."""
        for count in range(min(LONGEST_NAME, len(words)), 0, -1):
            if self.called(" ".join(words[:count])):
                return count
        return 0

    def holding(self, text: str, *, prefix: bool = False) -> list[Ref]:
        """Return the records, other than tags, with all words of a text in their names.

        With `prefix` the last word may be the beginning of a longer one.
        """
        wanted = sequence(text)
        if wanted is None:
            return []
        # Pairs of signs match anywhere in a name: 난민 is in 유엔난민기구.
        tokens = wanted.tokens
        found = [self._holding.get(token, []) for token in tokens[:-1]]
        found.append(self._beginning(tokens[-1]) if prefix else self._holding.get(tokens[-1], []))
        common = set(found[0]).intersection(*found)
        return [ref for ref in dict.fromkeys(found[0]) if ref in common]

    def words(self) -> Iterator[tuple[str, Ref]]:
        """Yield the words of all names and terms with their records. Runs of signs stay whole."""
        for name, ref in self.spoken:
            for piece in pieces(name):
                yield piece.text, ref

    def _beginning(self, token: str) -> list[Ref]:
        refs: list[Ref] = []
        for place in range(bisect_left(self._tokens, token), len(self._tokens)):
            if not self._tokens[place].startswith(token):
                break
            refs += self._holding[self._tokens[place]]
        return refs

    def _add_one_word(self, name: str, ref: Ref) -> None:
        found = list(pieces(_unspaced(name)))
        if len(found) == 1:
            self._add(self._one_word, found[0].text, ref)

    @staticmethod
    def _add(index: dict[Any, list[Ref]], key: Any, ref: Ref) -> None:
        refs = index.setdefault(key, [])
        if ref not in refs:
            refs.append(ref)


def _unhyphenated(name: str) -> str:
    """Remove hyphens and apostrophes between letters: "Ban Kimoon" for "Ban Ki-moon"."""
    return _INNER_HYPHEN.sub("", name)


def _unspaced(text: str) -> str:
    """Remove spaces between signs: 난민협약 for 난민 협약, which is written both ways."""
    return _INNER_SPACE.sub("", text)


def name_key(text: str) -> tuple[str, ...]:
    """Return what two spellings of a name have in common: the stems of its words, no "the"."""
    tokens = [stem_token(t) if has_stem(t) else t for t in token_texts(_unspaced(text))]
    return tuple(tokens[1:] if tokens[:1] == [stem_token("the")] and tokens[1:] else tokens)


_INNER_HYPHEN = re.compile(rf"(?<=[^\W\d_])[{HYPHENS}{APOSTROPHES}](?=[^\W\d_])")
_INNER_SPACE = re.compile(rf"(?<=[{SIGNS}])\s+(?=[{SIGNS}])")
