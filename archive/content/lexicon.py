"""Finds the words of the lexicon in headlines and digests.

How words are found, which the page of the words states for its readers too:

- A text is searched for the words of its own language; regional variants are one language.
- A form is a whole word or phrase. Capitals do not matter. An apostrophe or a hyphen ends a word,
  so "defectors'", "ex-defector" and "defector-turned-lawmaker" count, and "refugeehood" does not.
  Inside a phrase, a hyphen or any white space may stand for a space ("asylum-seekers").
- In Korean a form is a stem: it begins a word, and anything may follow it, as the plural 들,
  particles and the rest of a compound are written to it (탈북자들에게, 탈북민단체). A stem inside a
  compound, as in 강제북송탈북민, does not count, since 난민 would then be found in 재난민원. Hanja
  that stand for a country may precede it (中탈북민). Spaces of a phrase may be left out.
- In Japanese and other scripts without spaces a form counts wherever it stands.
- Where forms overlap, the one that begins first counts, and of those that begin together the
  longest: "illegal economic migrants" is not "economic migrants" as well.
- A phrase in which a form does not count, such as "refugee agency", is one more form that stands
  for no word.
- A word counts whether the text affirms or denies it: "are not refugees" uses "refugees".
- A headline in square brackets is the archive's own and has no words. A digest is in English; of
  the archive's own words, such as "escapee", none is looked for in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archive.content.records import Word

LEXICON_VERSION = 1
"""To be raised when the same lexicon would find other words in the same text."""

DIGEST_LANGUAGE = "en"


class Use(NamedTuple):
    """One place where a text uses a word."""

    word_id: str
    start: int
    """Offset of the form's first character in the NFC text."""
    end: int
    """Offset after its last; in Korean the stem's, without what is written to it."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What one article calls the people."""

    headline: list[Use]
    """Uses in the publisher's headline, in their order."""

    digest: list[str]
    """The ids of the words in the digest, each once, in the order of their first use."""


class Lexicon:
    """The words of an archive, ready to be looked for."""

    def __init__(self, words: Iterable[Word]) -> None:
        """`words` may be of several languages; no two of one language share a form."""
        languages: dict[str, list[Word]] = {}
        self._own: set[str] = set()
        for word in words:
            languages.setdefault(primary_language(word.language), []).append(word)
            if word.own:
                self._own.add(word.id)
        self._searches = {language: _Search(language, of) for language, of in languages.items()}

    def find(self, text: str, language: str) -> list[Use]:
        """Every use of a word of `language` in `text`, in their order and without overlaps."""
        search = self._searches.get(primary_language(language))
        return [] if search is None else search.find(unicodedata.normalize("NFC", text))

    def uses_of_article(self, title: str, language: str, digest_text: str) -> ArticleWords:
        """The words of a headline, and those that its digest reports, given as plain text."""
        supplied = title.startswith("[") and title.endswith("]")
        headline = [] if supplied else self.find(title, language)
        found = (use.word_id for use in self.find(digest_text, DIGEST_LANGUAGE))
        digest = dict.fromkeys(word for word in found if word not in self._own)
        return ArticleWords(headline, list(digest))


def primary_language(tag: str) -> str:
    """The first subtag of a language tag: `zh` of `zh-Hant`."""
    return tag.partition("-")[0].lower()


def form_key(form: str, language: str) -> str:
    """What two forms of a language have in common that find the same texts."""
    gap = "" if _joins(primary_language(language)) else " "
    text = _APOSTROPHE.sub("'", unicodedata.normalize("NFC", form))
    return _GAP.sub(gap, text).casefold()


class _Search:
    """The search for all words of one language: one expression, one group for each form."""

    def __init__(self, language: str, words: Iterable[Word]) -> None:
        forms: list[tuple[str, str | None]] = [
            (form, word.id) for word in words for form in word.forms
        ]
        forms += [(phrase, None) for word in words for phrase in word.exceptions]
        # An expression takes the first alternative that fits. The sort is stable: a form stands
        # before an exception of another word that reads the same.
        forms.sort(key=lambda pair: -len(form_key(pair[0], language)))
        self._words: list[str | None] = [word for _, word in forms]
        before, gap, after = _rules(language)
        alternatives = "|".join(f"({_pattern(form, gap)})" for form, _ in forms)
        self._expression = re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE)

    def find(self, text: str) -> list[Use]:
        """Every use in `text`, which is NFC."""
        uses = []
        for match in self._expression.finditer(text):
            assert match.lastindex is not None
            word = self._words[match.lastindex - 1]
            if word is not None:
                uses.append(Use(word, match.start(), match.end()))
        return uses


def _rules(language: str) -> tuple[str, str, str]:
    """What must stand before a form, what may stand in its gaps, and what must follow it."""
    if language in _UNSPACED:
        return "", r"[\s\-‐‑]*", ""
    if language == "ko":
        return r"(?<![가-힣A-Za-z0-9])", r"[\s\-‐‑]*", ""
    return r"(?<![^\W_])", r"[\s\-‐‑]+", r"(?![^\W_]|[\u0300-\u036f])"


def _pattern(form: str, gap: str) -> str:
    parts = _GAP.split(unicodedata.normalize("NFC", form))
    return gap.join(_APOSTROPHE.sub("['’‘`´]", re.escape(part)) for part in parts)


def _joins(language: str) -> bool:
    return language == "ko" or language in _UNSPACED


_UNSPACED = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})
"""Languages that are written without spaces between words."""

_GAP = re.compile(r"[\s\-‐‑]+")
_APOSTROPHE = re.compile("['’‘`´]")
