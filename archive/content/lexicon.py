"""Find the words of the lexicon in headlines and digests.

The rules, which the page of words also states for readers:

- A text is searched for the words of its own language; regional variants are one language.
- A form is a whole word or phrase. Capitals do not matter. An apostrophe or a hyphen ends a word,
  so "flood's", "post-flood" and "flood-prone" count, and "floodlight" does not.
  Inside a phrase, a hyphen or any white space matches a space ("asylum-seekers").
- In Korean a form is a stem: it begins a word, and anything may follow it, because particles,
  the plural 들 and the rest of a compound are joined to it (주민들에게, 주민단체). A stem inside a
  compound, as 난민 in 재난민원, does not count. Hanja that name a country may precede it (中주민).
  Spaces in a phrase may be omitted.
- Accents matter, as a form is written with them. Soft hyphens and other signs that nobody sees do
  not, nor do Arabic and Hebrew vowel points. A ligature is its letters: "cœur" is "coeur".
- In Japanese and other scripts without spaces a form counts anywhere.
- If forms overlap, the one that begins first counts. If several begin together, the longest
  counts: "illegal economic migrants" is not also "economic migrants".
- A phrase in which a form does not count, such as "flood of letters", is searched like a form, but
  belongs to no word.
- A word counts whether the text affirms or denies it: "was no flood" uses "flood".
- A headline that is all in one pair of square brackets was written by the archive and has no words.
  Digests are in English; the archive's own words are not searched for in digests.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archive.content.records import LexiconWord
from archive.search.characters import MARKS, Visible, visible
from archive.titles import is_supplied

LEXICON_VERSION = 3
"""Raise it with every change that makes the same lexicon find other words in the same text."""

DIGEST_LANGUAGE = "en"


class Use(NamedTuple):
    """One place where a text uses a word."""

    word_id: str
    start: int
    """Offset of the form's first character in the NFC text."""
    end: int
    """Offset after the form's last character. In Korean the form is the stem, without particles."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of one article."""

    headline: list[Use]
    """Uses in the publisher's headline, in order."""

    digest: list[str]
    """The ids of the words in the digest, each once, in order of first use."""


class Lexicon:
    """The words of an archive, compiled for searching."""

    def __init__(self, words: Iterable[LexiconWord]) -> None:
        """`words` may be in several languages; two words of one language never share a form."""
        languages: dict[str, list[LexiconWord]] = {}
        self._own: set[str] = set()
        for word in words:
            languages.setdefault(primary_language(word.language), []).append(word)
            if word.own:
                self._own.add(word.id)
        self._searches = {language: _Search(language, of) for language, of in languages.items()}

    def find(self, text: str, language: str) -> list[Use]:
        """Find every use of a word of `language` in `text`, in order and without overlaps."""
        search = self._searches.get(primary_language(language))
        return [] if search is None else search.find(visible(unicodedata.normalize("NFC", text)))

    def uses_of_article(self, title: str, language: str, digest_text: str) -> ArticleWords:
        """Find the words of a headline and of its digest; `digest_text` is plain text."""
        headline = [] if is_supplied(title) else self.find(title, language)
        found = (use.word_id for use in self.find(digest_text, DIGEST_LANGUAGE))
        digest = dict.fromkeys(word for word in found if word not in self._own)
        return ArticleWords(headline, list(digest))


def primary_language(tag: str) -> str:
    """Return the first subtag of a language tag: `zh` for `zh-Hant`."""
    return tag.partition("-")[0].lower()


def form_key(form: str, language: str) -> str:
    """Return a key that is equal for two forms of a language if they match the same texts."""
    unspaced = _rules(primary_language(language)).unspaced
    return _normal(form).replace(" ", "") if unspaced else _normal(form)


def fold(text: str) -> str:
    """Fold the case of `text` without changing its length, so that offsets stay valid."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(sign.casefold() if len(sign.casefold()) == 1 else sign for sign in text)


def _spelt_out(text: Visible) -> tuple[str, list[int] | None]:
    """Fold a text and write its ligatures as letters.

    Also returns the offset of each character in the text, or `None` if nothing has moved.
    """
    folded = fold(text.text)
    if folded.isascii() or _LIGATURES.keys().isdisjoint(folded):
        return folded, None
    letters = [_LIGATURES.get(letter, letter) for letter in folded]
    places = [place for place, written in enumerate(letters) for _ in written]
    return "".join(letters), places


class _Search:
    """A regular expression for all words of one language, with one group for each form."""

    def __init__(self, language: str, words: Iterable[LexiconWord]) -> None:
        forms: list[tuple[str, str | None]] = [
            (_normal(form), word.id) for word in words for form in word.forms
        ]
        forms += [(_normal(form), None) for word in words for form in word.exceptions]
        # An expression takes the first alternative that matches. The sort is stable: a form comes
        # before an equal exception of another word.
        forms.sort(key=lambda pair: (pair[0][0], -len(form_key(pair[0], language))))
        self._words = [word for _, word in forms]
        self._expression = re.compile(_expression([form for form, _ in forms], _rules(language)))

    def find(self, text: Visible) -> list[Use]:
        """Find every use in an NFC text, given without the signs that search ignores."""
        uses = []
        folded, places = _spelt_out(text)
        for match in self._expression.finditer(folded):
            assert match.lastindex is not None
            word = self._words[match.lastindex - 1]
            if word is not None:
                start, end = match.span()
                if places is not None:
                    start, end = places[start], places[end - 1] + 1
                uses.append(Use(word, *text.span(start, end)))
        return uses


class _Rules(NamedTuple):
    """How the forms of a language are found in a text."""

    letter: str
    """The class of characters that may not precede a form; empty if any may."""
    gap: str
    """A pattern for the text that matches a space of a form."""
    after: str
    """A pattern for the text after a form."""
    unspaced: bool
    """Whether a gap may be empty."""


def _rules(language: str) -> _Rules:
    if language in _UNSPACED:
        return _Rules("", _SPACE + "*", "", True)
    if language == "ko":
        return _Rules("[가-힣a-z0-9]", _SPACE + "*", "", True)
    return _Rules(_LETTER, _SPACE + "+", f"(?!{_LETTER})", False)


def _expression(forms: list[str], rules: _Rules) -> str:
    """Return a pattern with one alternative for each of the sorted `forms`, by first character.

    Python finds an expression that begins with one of a few characters several times faster than
    one that begins with a condition. So the character before a form is tested after the form's
    first character. An empty group at the end of each alternative tells which form matched.
    """
    branches = []
    for first, group in itertools.groupby(forms, key=lambda form: form[0]):
        rest = "|".join(_pattern(form[1:], rules.gap) + "()" for form in group)
        condition = f"(?<!{rules.letter}{re.escape(first)})" if rules.letter else ""
        branches.append(f"{re.escape(first)}{condition}(?:{rest})")
    return f"(?:{'|'.join(branches)}){rules.after}"


def _pattern(form: str, gap: str) -> str:
    return gap.join(re.escape(part).replace("'", _APOSTROPHE.pattern) for part in form.split(" "))


def _normal(form: str) -> str:
    """Normalise a form: no capitals, one kind of space and apostrophe, a space for a hyphen."""
    text, _ = _spelt_out(visible(unicodedata.normalize("NFC", form)))
    # A form of hidden signs alone finds nothing, and must not become an empty one.
    return _GAP.sub(" ", _APOSTROPHE.sub("'", text or form))


_UNSPACED = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})
"""Languages that are written without spaces between words."""

_SPACE = r"[\s\-‐‑]"
_GAP = re.compile(_SPACE + "+")
_LETTER = rf"(?:[^\W_]|[{MARKS}])"
_LIGATURES = {"æ": "ae", "œ": "oe", "ß": "ss", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi"}
_APOSTROPHE = re.compile("['’‘`´]")
