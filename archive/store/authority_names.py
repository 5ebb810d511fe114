"""Finds authorities by what they are called: by a whole name or term, or by a word of a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from archive.facets import FACET
from archive.search.analysis import has_stem, pieces, sequence, stem_token, token_texts
from archive.search.stemming import without_particle
from archive.store.headlines import key

LONGEST_NAME = 16
"""Words of the longest name that a query is compared with."""


class Ref(NamedTuple):
    """One authority record."""

    facet: str
    id: str

    @property
    def collection(self) -> str:
        """The collection that the record lies in."""
        return FACET[self.facet].collection or ""


class Named(NamedTuple):
    """A record with what it is called."""

    ref: Ref
    names: tuple[str, ...]
    """Its own names, first the one that lists show."""
    terms: tuple[str, ...]
    """Other terms and spellings for it."""


class NameIndex:
    """All names of an archive's authorities. Never changed once made."""

    def __init__(self, records: Iterable[Named]) -> None:
        """Of two records with one name both are found, in the order given."""
        self._whole: dict[tuple[str, ...], list[Ref]] = {}
        self._holding: dict[str, list[Ref]] = {}
        self.spoken: list[tuple[str, Ref]] = []
        """Every name and term with its record."""
        self.spelt: list[tuple[str, str, Ref]] = []
        """The same with what `headlines.begins` compares, in the middle."""
        for ref, names, terms in records:
            for name in (*names, *terms, ref.id):
                self._add(self._whole, name_key(name), ref)
                self._add(self._whole, name_key(_unhyphenated(name)), ref)
                # A query has each of its words once: "Rights of the Child", not "the" twice.
                self._add(self._whole, tuple(dict.fromkeys(name_key(name))), ref)
            spoken = dict.fromkeys((*names, *terms))
            self.spoken += [(name, ref) for name in spoken]
            self.spelt += [(name, key(name), ref) for name in spoken]
            # By a single word a tag is not found: "return" would then be all of "forced return".
            if ref.facet != "tag":
                spelt = (*names, *map(_unhyphenated, names))
                for token in {token for name in spelt for token in token_texts(name)}:
                    self._add(self._holding, token, ref)
        self._tokens = sorted(self._holding)

    def called(self, text: str) -> list[Ref]:
        """The records that a whole text names, whatever the form of its words."""
        found = self._whole.get(name_key(text))
        if found is None and text:
            *before, last = text.split(" ")
            found = self._whole.get(name_key(" ".join((*before, without_particle(last)))))
        return found or []

    def longest(self, words: Sequence[str]) -> int:
        """How many of some words, from the first on, make up a name; 0 if they begin with none."""
        for count in range(min(LONGEST_NAME, len(words)), 0, -1):
            if self.called(" ".join(words[:count])):
                return count
        return 0

    def holding(self, text: str, *, prefix: bool = False) -> list[Ref]:
        """The records with all words of a text in their names, tags left out.

        With `prefix` the last word need only be the beginning of one.
        """
        wanted = sequence(text)
        if wanted is None:
            return []
        # Of a run of signs the pairs, wherever they stand in a name: 난민 is in 유엔난민기구.
        tokens = wanted.tokens
        found = [self._holding.get(token, []) for token in tokens[:-1]]
        found.append(self._beginning(tokens[-1]) if prefix else self._holding.get(tokens[-1], []))
        common = set(found[0]).intersection(*found)
        return [ref for ref in dict.fromkeys(found[0]) if ref in common]

    def words(self) -> Iterator[tuple[str, Ref]]:
        """The words of all names and terms with their records; runs of signs whole."""
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

    @staticmethod
    def _add(index: dict[Any, list[Ref]], key: Any, ref: Ref) -> None:
        refs = index.setdefault(key, [])
        if ref not in refs:
            refs.append(ref)


def _unhyphenated(name: str) -> str:
    """ "Ban Kimoon" for "Ban Ki-moon"; symbols with digits keep their hyphens."""
    return _INNER_HYPHEN.sub("", name)


def name_key(text: str) -> tuple[str, ...]:
    """What two spellings of a name have in common: its words in any form, without "the"."""
    tokens = [stem_token(t) if has_stem(t) else t for t in token_texts(text)]
    return tuple(tokens[1:] if tokens[:1] == [stem_token("the")] and tokens[1:] else tokens)


_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
