"""Find the places of a text that match a query, and cut the best snippet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.search.analysis import STEM_MARK, Located, TokenSequence, located, stem_token

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
    stems: list[str] = []
    found = []
    for sequence in wanted:
        if not sequence.tokens[0].startswith(STEM_MARK):
            found += _places(tokens, forms, sequence)
            continue
        stems = stems or list(map(stem_token, forms))
        found += _places(tokens, stems, sequence)
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


def _places(tokens: list[Located], compared: list[str], sequence: TokenSequence) -> list[Span]:
    *before, last = sequence.tokens
    size = len(before)
    ends = range(size, len(compared))
    if sequence.prefix:
        found = [place for place in ends if compared[place].startswith(last)]
    else:
        found = [place for place in ends if compared[place] == last]
    if before:
        found = [place for place in found if compared[place - size : place] == before]
    return [Span(tokens[place - size].span()[0], tokens[place].span()[1]) for place in found]


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
