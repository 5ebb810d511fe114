"""Cuts a text into the tokens of the index, with their positions.

- Capitals, accents and the width of letters do not matter: "Málaga" is "malaga".
- A hyphen or a slash ends a word, so a name with a hyphen is a phrase: "Cheol-ok" is "cheol ok".
- An apostrophe does not end a word, and a final 's is dropped: "don't" is "dont", "river's" is
  "river".
- An abbreviation loses its dots and a number its separators: "E.U." is "eu", "2,600" is "2600".
- Hangul, kana and Han characters are called signs here. They are written without spaces between all
  words, or with particles at the end of words. So a run of signs is cut into overlapping pairs and
  its last sign: 주민들 is 주민, 민들, 들. Every part of a compound is then a phrase of pairs, and
  복구 is found in 긴급복구했다.

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
"""To be raised when a change makes other tokens of the same text."""

LONGEST_TOKEN = 60
"""Where a word is cut off. Databases limit the length of a token, and no word needs more."""

STEM_MARK = "~"
"""The prefix of a stem in the index, which tells it from a word: nobody writes "repatri"."""


class Token(NamedTuple):
    """A token and its position."""

    text: str
    start: int
    """The offset of its first character in the text."""
    end: int

    def span(self) -> tuple[int, int]:
        """Return both offsets."""
        return self.start, self.end


class Located(Protocol):
    """Anything with a position in a text: a `Token` or a match of a regular expression."""

    def span(self) -> tuple[int, int]:
        """Return the offsets of its beginning and its end."""


class Piece(NamedTuple):
    """A word, or a run of signs in a word, before it is cut into tokens."""

    text: str
    """The folded text."""
    start: int
    end: int
    signs: bool
    """Whether it is a run of signs, which is cut into pairs."""


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of an NFC text in their order."""
    for match in _WORD.finditer(text):
        start = match.start()
        for token in _tokens_of(match.group()):
            yield Token(token.text, start + token.start, start + token.end)


@lru_cache(maxsize=65_536)
def _tokens_of(word: str) -> tuple[Token, ...]:
    """Return the tokens of a word, with offsets from its beginning."""
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
    """Return the tokens of an NFC text without their positions, faster than `tokenize`."""
    words = _WORD.findall(text)
    if _SIGN.search(text):
        return [token.text for word in words for token in _tokens_of(word)]
    return [folded for word in words if (folded := fold(word))]


def located(text: str) -> tuple[list[str], list[Located]]:
    """Return the tokens of an NFC text and their positions, faster than `tokenize`."""
    if _SIGN.search(text):
        tokens = list(tokenize(text))
        return [token.text for token in tokens], list(tokens)
    matches = list(_WORD.finditer(text))
    texts = [fold(match.group()) for match in matches]
    if "" in texts:
        matches = [match for match, text in zip(matches, texts, strict=True) if text]
    return list(filter(None, texts)), list(matches)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the words of an NFC text. A run of signs is a piece of its own."""
    for match in _WORD.finditer(text):
        start = match.start()
        for piece in _pieces_of(match.group()):
            yield piece._replace(start=start + piece.start, end=start + piece.end)


def _pieces_of(word: str) -> Iterator[Piece]:
    """Yield the pieces of a word, with offsets from its beginning."""
    if not _SIGN.search(word):
        if folded := fold(word):
            yield Piece(folded, 0, len(word), False)
        return
    for part in _RUN.finditer(word):
        run = part.group()
        signs = bool(_SIGN.match(run))
        folded = fold(run)
        # Folding may turn one sign into two, which would make the offsets wrong.
        if signs and len(folded) != len(run):
            folded = run
        if folded:
            yield Piece(folded, part.start(), part.end(), signs)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Fold a word: no capitals, accents, apostrophes, dots or thousands separators."""
    if word.isascii():
        text = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word).casefold()
        text = unicodedata.normalize("NFC", _ACCENT.sub("", decomposed))
    text = _POSSESSIVE.sub("", text)
    return _SILENT.sub("", text)[:LONGEST_TOKEN]


def has_stem(token: str) -> bool:
    """Whether a token has a stem: it consists of Latin letters."""
    return token.isascii() and token.isalpha()


@lru_cache(maxsize=131_072)
def stem_token(token: str) -> str:
    """Return the token that all forms of a word share in the index.

    A token without a stem gives the bare mark, so that its neighbours do not become a phrase.
    """
    return STEM_MARK + stem(token) if has_stem(token) else STEM_MARK


class TokenSequence(NamedTuple):
    """Tokens to be found one directly after the other."""

    tokens: tuple[str, ...]
    prefix: bool = False
    """Whether the last one may be the beginning of a longer token."""


def sequence(text: str, *, prefix: bool = False) -> TokenSequence | None:
    """Return the tokens of an exact word or phrase; `None` if the text has no word.

    A run of signs at the end may continue in the text, because particles are attached to it.
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
    """Return the token sequences of all forms of a word; the first is the word itself.

    A Korean word is also searched for without its particle, and a longer one with a space in it,
    because compounds are written with or without spaces.
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
    """Return a text in NFC. All texts of the archive are in NFC, so queries must be."""
    return unicodedata.normalize("NFC", text)


_STOP_WORDS = """
a an and are as at be been by can could did do does for from had has have he her his how i in into
is it its many me much my of on or our say says said she should so tell than that the their them
there these they this those to was we were what when where which who whom whose why will with would
you your about

왜 어떻게 언제 어디 어디서 누가 누구 누구인가 무엇 무엇을 무엇이 무엇인가 뭐 뭐라고 얼마나 몇 어떤
대해 대하여 대한 관해 관한 위해 했나 했는가 되나 되었나 됐나 있나 있는가 않나 않는가 및
"""

STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Folded English and Korean words ignored in a query, but not in a phrase and not alone."""


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
# Folding gives a few characters spaces or parentheses: ⑴ becomes "(1)", and ﷺ four words. These
# would end a word in a database.
_SILENT = re.compile(r"['’ʼ.,\u0300-\u036f\s()]")
