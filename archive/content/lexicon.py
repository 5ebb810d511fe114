"""Finds the words of the lexicon in headlines and digests.

How words are found, which the page of the words states for its readers too:

- A text is searched for the words of its own language; regional variants are one language.
- A form is a whole word or phrase. Capitals do not matter. An apostrophe or a hyphen ends a word,
  so "flood's", "post-flood" and "flood-prone" count, and "floodlight" does not.
  Inside a phrase, a hyphen or any white space may stand for a space ("asylum-seekers").
- In Korean a form is a stem: it begins a word, and anything may follow it, as the plural 들,
  particles and the rest of a compound are written to it (주민들에게, 주민단체). A stem inside a
  compound, as 난민 in 재난민원, does not count. Hanja
  that stand for a country may precede it (中주민). Spaces of a phrase may be left out.
- In Japanese and other scripts without spaces a form counts wherever it stands.
- Where forms overlap, the one that begins first counts, and of those that begin together the
  longest: "illegal economic migrants" is not "economic migrants" as well.
- A phrase in which a form does not count, such as "flood of letters", is one more form that stands
  for no word.
- A word counts whether the text affirms or denies it: "was no flood" uses "flood".
- A headline in square brackets is the archive's own and has no words. A digest is in English; of
  the archive's own words, none is looked for in it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archive.content.records import LexiconWord

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

    def __init__(self, words: Iterable[LexiconWord]) -> None:
        """`words` may be of several languages; no two of one language share a form."""
        languages: dict[str, list[LexiconWord]] = {}
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
    unspaced = _rules(primary_language(language)).unspaced
    return _normal(form).replace(" ", "") if unspaced else _normal(form)


def fold(text: str) -> str:
    """`text` without capitals; each character stays one, so that offsets stay true."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(sign.casefold() if len(sign.casefold()) == 1 else sign for sign in text)


class _Search:
    """The search for all words of one language: one expression, one group for each form."""

    def __init__(self, language: str, words: Iterable[LexiconWord]) -> None:
        forms: list[tuple[str, str | None]] = [
            (_normal(form), word.id) for word in words for form in word.forms
        ]
        forms += [(_normal(form), None) for word in words for form in word.exceptions]
        # An expression takes the first alternative that fits. The sort is stable: a form stands
        # before an exception of another word that reads the same.
        forms.sort(key=lambda pair: (pair[0][0], -len(form_key(pair[0], language))))
        self._words = [word for _, word in forms]
        self._expression = re.compile(_expression([form for form, _ in forms], _rules(language)))

    def find(self, text: str) -> list[Use]:
        """Every use in `text`, which is NFC."""
        uses = []
        for match in self._expression.finditer(fold(text)):
            assert match.lastindex is not None
            word = self._words[match.lastindex - 1]
            if word is not None:
                uses.append(Use(word, match.start(), match.end()))
        return uses


class _Rules(NamedTuple):
    """How the forms of a language stand in a text."""

    letter: str
    """A class of characters that may not stand before a form; empty when any may."""
    gap: str
    """What a space of a form may be in a text."""
    after: str
    """What must follow a form."""
    unspaced: bool
    """Whether a gap may be nothing at all."""


def _rules(language: str) -> _Rules:
    if language in _UNSPACED:
        return _Rules("", _SPACE + "*", "", True)
    if language == "ko":
        return _Rules("[가-힣a-z0-9]", _SPACE + "*", "", True)
    return _Rules(r"[^\W_]", _SPACE + "+", r"(?![^\W_]|[\u0300-\u036f])", False)


def _expression(forms: list[str], rules: _Rules) -> str:
    """The alternatives of the sorted `forms`, by their first character.

    An expression that begins with one of a few characters is searched for several times faster
    than one that begins with a condition. So the character before a form is looked at once the
    form's first has been found. An empty group at the end of each alternative says which it was.
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
    """A form without what does not matter: capitals, kinds of space, hyphen and apostrophe."""
    text = fold(unicodedata.normalize("NFC", form))
    return _GAP.sub(" ", _APOSTROPHE.sub("'", text))


_UNSPACED = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})
"""Languages that are written without spaces between words."""

_SPACE = r"[\s\-‐‑]"
_GAP = re.compile(_SPACE + "+")
_APOSTROPHE = re.compile("['’‘`´]")
