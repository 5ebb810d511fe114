"""Cuts a text into the tokens that the index holds, with the place of each.

- Capitals, accents and the width of letters do not matter: "Salmón" is "salmon".
- A hyphen or a slash ends a word, so a name with one is a phrase: "Cheol-ok" is "cheol ok".
- An apostrophe does not, and an ending 's is dropped: "don't" is "dont", "China's" is "china".
- An abbreviation loses its dots and a number its separators: "U.N." is "un", "2,600" is "2600".
- Hangul, kana and Han characters are written without spaces between all words, or with particles
  at their end. A run of them is cut into overlapping pairs and its last sign: 탈북민 is 탈북, 북민,
  민. So each part of a compound is a phrase of pairs, and 북송 is found in 강제북송했다.

Pairs for Korean: Lee and Ahn, "Using n-grams for Korean text retrieval", SIGIR 1996.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from archive.search.stemming import stem, without_particle

TOKENS_VERSION = 3
"""To be raised when the same text would give other tokens."""

LONGEST_TOKEN = 60
"""Letters of a word that count. Databases bound the length of a token, and no word needs more."""

STEM_MARK = "~"
"""Before a stem in the index, so that it is no word: "repatri" is not what anybody wrote."""


class Token(NamedTuple):
    """One token, and where it stands."""

    text: str
    start: int
    """Offset of its first character in the text."""
    end: int

    def span(self) -> tuple[int, int]:
        """Both offsets."""
        return self.start, self.end


class Located(Protocol):
    """What stands at a place of a text."""

    def span(self) -> tuple[int, int]:
        """The offsets where it begins and ends."""


class Piece(NamedTuple):
    """A word, or a run of signs inside one, before it becomes tokens."""

    text: str
    """Folded."""
    start: int
    end: int
    signs: bool
    """Of a script whose runs are cut into pairs."""


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of an NFC text, in their order."""
    for match in _WORD.finditer(text):
        start = match.start()
        for token in _tokens_of(match.group()):
            yield Token(token.text, start + token.start, start + token.end)


@lru_cache(maxsize=65_536)
def _tokens_of(word: str) -> tuple[Token, ...]:
    """The tokens of one word, their places counted from its beginning."""
    found: list[Token] = []
    for piece in _pieces_of(word):
        if not piece.signs:
            found.append(Token(piece.text, piece.start, piece.end))
            continue
        last = len(piece.text) - 1
        for place in range(last):
            start = piece.start + place
            found.append(Token(piece.text[place : place + 2], start, start + 2))
        found.append(Token(piece.text[last], piece.end - 1, piece.end))
    return tuple(found)


def token_texts(text: str) -> list[str]:
    """The tokens of an NFC text without their places, which is quicker to make."""
    words = _WORD.findall(text)
    if _SIGN.search(text):
        return [token.text for word in words for token in _tokens_of(word)]
    return [folded for word in words if (folded := fold(word))]


def located(text: str) -> tuple[list[str], list[Located]]:
    """The texts of the tokens of an NFC text, and where each stands: quicker than `tokenize`."""
    if _SIGN.search(text):
        tokens = list(tokenize(text))
        return [token.text for token in tokens], list(tokens)
    matches = list(_WORD.finditer(text))
    texts = [fold(match.group()) for match in matches]
    if "" in texts:
        matches = [match for match, text in zip(matches, texts, strict=True) if text]
    return list(filter(None, texts)), list(matches)


def pieces(text: str) -> Iterator[Piece]:
    """The words of an NFC text, runs of Hangul, kana and Han apart from what they touch."""
    for match in _WORD.finditer(text):
        start = match.start()
        for piece in _pieces_of(match.group()):
            yield piece._replace(start=start + piece.start, end=start + piece.end)


def _pieces_of(word: str) -> Iterator[Piece]:
    """The pieces of one word, their places counted from its beginning."""
    if not _SIGN.search(word):
        if folded := fold(word):
            yield Piece(folded, 0, len(word), False)
        return
    for part in _RUN.finditer(word):
        run = part.group()
        signs = bool(_SIGN.match(run))
        folded = fold(run)
        # Folding a sign may make two of it, and then offsets would be lost.
        if signs and len(folded) != len(run):
            folded = run
        if folded:
            yield Piece(folded, part.start(), part.end(), signs)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without capitals, accents, apostrophes, dots and the separators of thousands."""
    if word.isascii():
        text = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word).casefold()
        text = unicodedata.normalize("NFC", _ACCENT.sub("", decomposed))
    text = _POSSESSIVE.sub("", text)
    return _SILENT.sub("", text)[:LONGEST_TOKEN]


def has_stem(token: str) -> bool:
    """Whether a token is a word that inflects: of Latin letters alone."""
    return token.isascii() and token.isalpha()


@lru_cache(maxsize=131_072)
def stem_token(token: str) -> str:
    """The token under which the index finds every form of a word; for any other token a mark.

    The mark keeps what stands to its left and right from being neighbours.
    """
    return STEM_MARK + stem(token) if has_stem(token) else STEM_MARK


class TokenSequence(NamedTuple):
    """Tokens that a query looks for, one after the other."""

    tokens: tuple[str, ...]
    prefix: bool = False
    """Whether the last one need only be the beginning of a token."""


def sequence(text: str, *, prefix: bool = False) -> TokenSequence | None:
    """What an exact word or phrase looks for; `None` if the text has no word.

    A run of signs at the end may go on in the text, since particles are written to it.
    """
    found = list(pieces(text))
    if not found:
        return None
    tokens: list[str] = []
    for piece in found[:-1]:
        tokens += [token.text for token in tokenize(piece.text)] if piece.signs else [piece.text]
    last = found[-1].text
    if not found[-1].signs:
        return TokenSequence((*tokens, last), prefix)
    pairs = [last[place : place + 2] for place in range(len(last) - 1)]
    return TokenSequence((*tokens, *(pairs or [last])), not pairs)


def form_sequences(text: str) -> list[TokenSequence]:
    """What a word in any of its forms looks for; its first one is the word itself.

    A Korean word loses its particle, and a longer one is also looked for with a space in it, as a
    compound is written either way.
    """
    found = list(pieces(text))
    exact = sequence(text)
    if exact is None:
        return []
    if _HANGUL.fullmatch(found[-1].text):
        before, run = text[: found[-1].start], without_particle(found[-1].text)
        spaced = (f"{run[:place]} {run[place:]}" for place in range(2, len(run) - 1))
        written = [run, *(spaced if len(run) <= _LONGEST_COMPOUND else ())]
        return [exact, *filter(None, (sequence(before + form) for form in written))]
    if all(has_stem(piece.text) for piece in found):
        return [exact, TokenSequence(tuple(stem_token(piece.text) for piece in found))]
    return [exact]


def normal(text: str) -> str:
    """A text in NFC; all texts of the archive are, and queries become so."""
    return unicodedata.normalize("NFC", text)


_SIGNS = (
    "ᄀ-ᇿ\u3005-\u3007\u3041-ヿㄅ-ㆎ㐀-䶿一-鿿ꥠ-\ua97f가-\ud7ff豈-\ufaffｦ-ﾟ\U00020000-\U0003ffff"
)
_LONGEST_COMPOUND = 10
_HANGUL = re.compile("[가-힣]{3,}")
_SIGN = re.compile(f"[{_SIGNS}]")
_RUN = re.compile(f"[{_SIGNS}]+|[^{_SIGNS}]+")
_LETTERS = r"(?:[^\W_]+|[\u0300-\u036f]+)+"
_WORD = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?"  # U.N., with its last dot or without
    r"|(?<![^\W_])[0-9]{1,3}(?:,[0-9]{3})+(?![^\W_])"  # 2,600
    rf"|{_LETTERS}(?:['’ʼ]{_LETTERS})*"
)
_ACCENT = re.compile("[\u0300-\u036f]")
_POSSESSIVE = re.compile("['’ʼ]s$")
# Folding writes a few signs out with what ends a word in a database: ⑴ as "(1)", ﷺ as four words.
_SILENT = re.compile(r"['’ʼ.,\u0300-\u036f\s()]")
