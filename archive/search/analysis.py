"""Cuts a text into the tokens of the index, with their positions.

- Capitals, accents and the width of letters do not matter: "Málaga" is "malaga". Letters with a
  stroke, ligatures, vowel points and signs that nobody sees: `archive.search.characters`.
- A hyphen or a slash ends a word, so a name with a hyphen is a phrase: "Cheol-ok" is "cheol ok".
- An apostrophe ends a word after an elided word, as in French and Italian ("l'ONU" is "l onu"), and
  before a suffix ("Ankara'da" is "ankara da"). Any other does not end a word, and a final 's is
  dropped: "don't" is "dont", "river's" is "river".
- Words with a hyphen or an apostrophe between them also count as one: "re-entry" is found by
  "reentry" (`joined`).
- An abbreviation loses its dots and a number its separators: "E.U." is "eu", "2,600" is "2600".
- Characters of scripts without spaces between words are called signs here: Hangul, kana, Han, Thai,
  Lao, Khmer and Burmese. (Korean has spaces, but writes particles to its words, and compounds with
  or without them.) A run of signs is cut into overlapping pairs and its last sign: 주민들 is 주민,
  민들, 들. Every part of a compound is then a phrase of pairs, and 복구 is found in 긴급복구했다.

Pairs for Korean: Lee and Ahn, "Using n-grams for Korean text retrieval", SIGIR 1996.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from archive.search.characters import (
    APOSTROPHES,
    HYPHENS,
    IGNORED,
    LETTERS,
    MARKS,
    visible,
)
from archive.search.stemming import stem

TOKENS_VERSION = 4
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
    shown = visible(text)
    for match in _WORD.finditer(shown.text):
        start = match.start()
        for token in _tokens_of(match.group()):
            yield Token(token.text, *shown.span(start + token.start, start + token.end))


@lru_cache(maxsize=65_536)
def _tokens_of(word: str) -> tuple[Token, ...]:
    """Return the tokens of a word, with offsets from its beginning."""
    found: list[Token] = []
    for piece in _pieces_of(word):
        if not piece.signs:
            found.append(Token(piece.text, piece.start, piece.end))
            continue
        for place, text in enumerate(_pairs(piece.text)):
            start = piece.start + place
            found.append(Token(text, start, start + len(text)))
    return tuple(found)


def _pairs(run: str) -> list[str]:
    """Cut a run of signs into overlapping pairs and its last sign."""
    return [*map("".join, pairwise(run)), run[-1]]


def token_texts(text: str) -> list[str]:
    """Return the tokens of an NFC text without their positions, faster than `tokenize`."""
    words = _WORD.findall(visible(text).text)
    return [token.text for word in words for token in _tokens_of(word)]


def located(text: str) -> tuple[list[str], list[Located]]:
    """Return the tokens of an NFC text and their positions, faster than `tokenize`."""
    if visible(text).kept is not None or _CUT.search(text):
        tokens = list(tokenize(text))
        return [token.text for token in tokens], list(tokens)
    matches = list(_WORD.finditer(text))
    texts = [fold(match.group()) for match in matches]
    if "" in texts:
        matches = [match for match, text in zip(matches, texts, strict=True) if text]
    return list(filter(None, texts)), list(matches)


def joined(text: str) -> Iterator[Token]:
    """Yield the words of an NFC text that hyphens or apostrophes divide, each as one token.

    Of more than two parts, each two in a row are such a token too.
    """
    shown = visible(text)
    for match in CHAIN.finditer(shown.text):
        start, chain = match.start(), match.group()
        for token in () if _SIGN.search(chain) else _joined_parts(chain):
            yield Token(token.text, *shown.span(start + token.start, start + token.end))


def _joined_parts(chain: str) -> Iterator[Token]:
    parts = list(tokenize(chain))
    if not 2 <= len(parts) <= _MOST_JOINED:
        return
    for some in (parts, *(map(list, pairwise(parts)) if len(parts) > 2 else ())):
        text = "".join(part.text for part in some)[:LONGEST_TOKEN]
        # Two numbers with a hyphen between them are a range or a date.
        if not text.isdigit():
            yield Token(text, some[0].start, some[-1].end)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the words of an NFC text. A run of signs is a piece of its own."""
    shown = visible(text)
    for match in _WORD.finditer(shown.text):
        at = match.start()
        for piece in _pieces_of(match.group()):
            start, end = shown.span(at + piece.start, at + piece.end)
            yield piece._replace(start=start, end=end)


def _pieces_of(word: str) -> Iterator[Piece]:
    """Yield the pieces of a word, with offsets from its beginning."""
    if not _SIGN.search(word):
        yield from _parts_of(word, 0)
        return
    for part in _RUN.finditer(word):
        run = part.group()
        if not _SIGN.match(run):
            yield from _parts_of(run, part.start())
            continue
        folded = fold(run)
        # Folding may turn one sign into two, which would make the offsets wrong.
        yield Piece(folded if len(folded) == len(run) else run, part.start(), part.end(), True)


def _parts_of(word: str, at: int) -> Iterator[Piece]:
    """Yield the parts of a word without signs: it is cut at some of its apostrophes."""
    start = 0
    for apostrophe in _APOSTROPHE.finditer(_POSSESSIVE.sub("", word)):
        place = apostrophe.start()
        if _ends_word(word[start:place], word[place + 1 :]):
            if folded := fold(word[start:place]):
                yield Piece(folded, at + start, at + place, False)
            start = place + 1
    if folded := fold(word[start:]):
        yield Piece(folded, at + start, at + len(word), False)


def _ends_word(before: str, after: str) -> bool:
    """Whether an apostrophe ends a word, given what is before and after it."""
    folded = fold(before)
    if folded in ELIDED:
        return True
    if folded.endswith("n") and after in ("t", "T"):
        return False  # don't
    return folded.isascii() and (len(folded) > 2 or (len(folded) == 2 and before.isupper()))


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Fold a word: no capitals, accents, apostrophes, dots or thousands separators."""
    if word.isascii():
        text = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word).casefold().translate(_FOLDING)
        text = unicodedata.normalize("NFC", decomposed)
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
        tokens += _pairs(piece.text) if piece.signs else [piece.text]
    last = found[-1].text
    if not found[-1].signs:
        return TokenSequence((*tokens, last), prefix)
    pairs = _pairs(last)
    return TokenSequence((*tokens, *(pairs[:-1] or pairs)), len(pairs) == 1)


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


SIGNS = (
    "ᄀ-ᇿ\u3005-\u3007\u3041-ヿㄅ-ㆎ㐀-䶿一-鿿ꥠ-\ua97f가-\ud7ff豈-\ufaffｦ-ﾟ\U00020000-\U0003ffff"
    # Thai, Lao, Burmese, Khmer, without their digits and punctuation
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd"
)
"""Characters of scripts that are cut into pairs, as the inside of a character class."""

_ELIDED_WORDS = """
c d j l m n s t v z gl qu un
alcun all anch bell ciascun coll com cos dall dell dov dagl degl entr jusqu lorsqu mezz negl
nell nessun nient presqu puisqu quand quegl quell quelqu quest quoiqu sant senz sott sugl sull
tutt
"""
ELIDED = frozenset(_ELIDED_WORDS.split())
"""Folded words that stand before an apostrophe in French, Italian and Catalan."""

_MOST_JOINED = 8
_SIGN = re.compile(f"[{SIGNS}]")
_RUN = re.compile(f"[{SIGNS}]+|[^{SIGNS}]+")
# Possessive, so that no long word is tried in every division (`re`, "*+").
_LETTERS = rf"[^\W_](?:[^\W_]++|[{MARKS}]++)*+"
_WORD = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?"  # U.N., with its last dot or without
    r"|(?<![^\W_])[0-9]{1,3}(?:,[0-9]{3})+(?![^\W_])"  # 2,600
    rf"|{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*"
)
CHAIN = re.compile(f"{_LETTERS}(?:[{HYPHENS}{APOSTROPHES}]{_LETTERS})+")
"""A word that hyphens or apostrophes divide."""

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_CUT = re.compile(f"[{SIGNS}{APOSTROPHES}]")
"""What may divide a word into several tokens."""

_POSSESSIVE = re.compile(f"[{APOSTROPHES}][sS]$")
# Folding gives a few characters spaces or parentheses: ⑴ becomes "(1)", and ﷺ four words. These
# would end a word in a database.
_SILENT = re.compile(rf"[{APOSTROPHES}ʹʻʾʿ.,\s()]")
_FOLDING = LETTERS | dict.fromkeys(map(ord, IGNORED))
