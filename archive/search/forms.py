"""Lists the forms of a word that a query searches for beside the word itself."""

from __future__ import annotations

import re

from archive.search.analysis import (
    CHAIN,
    ELIDED,
    LONGEST_TOKEN,
    TokenSequence,
    has_stem,
    joined,
    pieces,
    sequence,
    stem_token,
    token_texts,
)
from archive.search.characters import APOSTROPHES, visible
from archive.search.stemming import without_particle


def form_sequences(text: str) -> list[TokenSequence]:
    """Return the token sequences of all forms of a word; the first is the word itself.

    What finds the word itself is among the others too, if there are any.

    A Korean word is also searched for without its particle, and a longer one with a space in it,
    because compounds are written with or without spaces. A word with a hyphen is also searched for
    as one word, and a word with an apostrophe without what is elided or added.
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
    other = [each for each in (sequence(bare_word(text)), joined_sequence(text)) if each]
    forms = dict.fromkeys(map(_stemmed, (exact, *other)))
    return [exact, *(forms if list(forms) != [exact] else ())]


def _stemmed(wanted: TokenSequence) -> TokenSequence:
    """Replace the tokens of a sequence by their stems, if all have one."""
    if wanted.prefix or not all(map(has_stem, wanted.tokens)):
        return wanted
    return TokenSequence(tuple(map(stem_token, wanted.tokens)))


def bare_word(text: str) -> str:
    """Return a word without elided words in front of it or a suffix: "ONU" for "dell'ONU"."""
    rest = visible(text).text
    while elided := _ELISION.match(rest):
        rest = rest[elided.end() :]
    before = _APOSTROPHE.split(rest, maxsplit=1)[0]
    is_cut = 0 < len(token_texts(before)) < len(token_texts(rest))
    return before if is_cut else rest


def joined_sequence(text: str, *, prefix: bool = False) -> TokenSequence | None:
    """Return the one token of a word with hyphens or apostrophes; `None` if it has neither."""
    if not CHAIN.fullmatch(visible(text).text):
        return None
    whole = next(joined(text), None)
    return TokenSequence((whole.text,), prefix) if whole else None


def together(one: str, other: str) -> TokenSequence | None:
    """Return the one token of two words typed side by side: "re entry" may be "reentry"."""
    found = [*pieces(one), *pieces(other)]
    if len(found) != 2 or any(piece.signs for piece in found):
        return None
    token = (found[0].text + found[1].text)[:LONGEST_TOKEN]
    return None if token.isdigit() else _stemmed(TokenSequence((token,)))


_LONGEST_COMPOUND = 10
_HANGUL = re.compile("[가-힣]{3,}")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_ELISION = re.compile(f"(?:{'|'.join(sorted(ELIDED))})[{APOSTROPHES}](?=[^\\W_])", re.IGNORECASE)
