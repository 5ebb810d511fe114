"""Find the places of a text that match a query, and cut the best snippet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.search.analysis import (
    STEM_MARK,
    Located,
    Token,
    TokenSequence,
    joined,
    located,
    stem_token,
)

SNIPPET = 240
"""The length of a snippet in characters, about two and a half lines."""


class Span(NamedTuple):
    """A range of characters in a text."""

    start: int
    end: int


class Part(NamedTuple):
    """A piece of a text that is marked or not."""

    text: str
    marked: bool


def spans(text: str, wanted: Iterable[TokenSequence]) -> list[Span]:
    """Find the places in an NFC text that match any sequence, sorted; touching ones are joined."""
    forms, tokens = located(text)
    plain = _Index(forms, tokens, list(joined(text)))
    stems: _Index | None = None
    found: list[Span] = []
    for sequence in wanted:
        if not sequence.tokens[0].startswith(STEM_MARK):
            found += plain.places(sequence)
            continue
        stems = stems or plain.stemmed()
        found += stems.places(sequence)
    return _joined(sorted(found))


def marked(text: str, places: list[Span]) -> list[Part]:
    """Cut a whole text at the places to be marked."""
    parts, at = [], 0
    for start, end in places:
        parts += [Part(text[at:start], False), Part(text[start:end], True)]
        at = end
    return [part for part in (*parts, Part(text[at:], False)) if part.text]


def snippet(text: str, places: list[Span], length: int = SNIPPET) -> list[Part]:
    """Cut the piece of a text that contains most places. It begins and ends between words."""
    text = text.replace("\n", " ")
    if len(text) <= length:
        return marked(text, places)
    if not places:
        return [Part(_beginning(text, length) + " …", False)]
    first = max(places, key=lambda place: (_within(places, place.start, length), -place.start))
    start = max(0, min(first.start - length // 4, len(text) - length))
    start, end = _between_words(text, start, min(len(text), start + length), first)
    inside = [
        Span(place.start - start, place.end - start)
        for place in places
        if place.start >= start and place.end <= end
    ]
    parts = marked(text[start:end], inside)
    before = [Part("… ", False)] if start else []
    after = [Part(" …", False)] if end < len(text) else []
    return before + parts + after


class _Index:
    """The tokens of one text, or their stems, and where each is.

    It finds a sequence without going through the whole text again: a query may have hundreds.
    """

    def __init__(self, texts: list[str], tokens: list[Located], whole: list[Token]) -> None:
        """Take the tokens, where they are, and the words that count as one token as well."""
        self._texts = texts
        self._tokens = tokens
        self._whole = whole
        self._held: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            self._held.setdefault(text, []).append(place)

    def stemmed(self) -> _Index:
        """Return the same for the stems of the tokens."""
        whole = [token._replace(text=stem_token(token.text)) for token in self._whole]
        return _Index(list(map(stem_token, self._texts)), self._tokens, whole)

    def places(self, sequence: TokenSequence) -> list[Span]:
        """Find a sequence of tokens."""
        *before, last = sequence.tokens
        size = len(before)
        found = [
            Span(self._tokens[place - size].span()[0], self._tokens[place].span()[1])
            for place in self._ends(last, sequence.prefix)
            if place >= size and self._texts[place - size : place] == before
        ]
        if not before:
            found += [
                Span(*token.span())
                for token in self._whole
                if token.text == last or (sequence.prefix and token.text.startswith(last))
            ]
        return found

    def _ends(self, last: str, prefix: bool) -> list[int]:
        if not prefix:
            return self._held.get(last, [])
        held = [places for text, places in self._held.items() if text.startswith(last)]
        return [place for places in held for place in places]


def _joined(places: list[Span]) -> list[Span]:
    found: list[Span] = []
    for place in places:
        if found and place.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, place.end))
        else:
            found.append(place)
    return found


def _within(places: list[Span], start: int, length: int) -> int:
    return sum(start <= place.start and place.end <= start + length for place in places)


def _between_words(text: str, start: int, end: int, kept: Span) -> tuple[int, int]:
    """Move both ends to the nearest spaces, but never into the place to be kept."""
    if start and (space := text.find(" ", start, kept.start)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", kept.end, end)) >= 0:
        end = space
    return start, max(end, kept.end)


def _beginning(text: str, length: int) -> str:
    """Return whole words from the start of a text, or characters if it has no spaces."""
    return text[:length].rpartition(" ")[0] or text[:length]
