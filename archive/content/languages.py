"""Check language tags: BCP 47 syntax, and subtags that exist.

langcodes knows the syntax, the canonical form (RFC 5646) and the subtags of the IANA registry.
Babel knows the English names of languages.
"""

from __future__ import annotations

import functools
import re

import babel
from langcodes import Language
from langcodes.tag_parser import LanguageTagError

from archive.did_you_mean import quoted


class LanguageError(ValueError):
    """The text is not a language tag in its usual form."""

    def __init__(self, text: str, suggestion: str = "en") -> None:
        self.fault = f"{quoted(text)} is not a language tag"
        self.repair = f"Write a BCP 47 tag, such as '{suggestion}'."
        super().__init__(f"{self.fault}. {self.repair}")


def check_language(text: str) -> str:
    """Return the tag if it is valid and in its canonical form: `en`, `zh-Hant`, `pt-BR`.

    Raises `LanguageError` for a malformed tag, an unknown or private subtag, a code that has a
    shorter or newer form (`eng`, `iw`), and capitals in the wrong place. The repair suggests the
    right tag.
    """
    canonical = _canonical(text)
    if canonical == text:
        return text
    raise LanguageError(text, canonical or _canonical(text.partition("-")[0]) or _by_name(text))


@functools.lru_cache(maxsize=1024)
def _canonical(text: str) -> str | None:
    """Return the canonical form (RFC 5646, section 4.5); `None` for invalid and private tags."""
    try:
        tag = Language.get(text)
    except LanguageTagError:
        return None
    is_private = any(
        pattern.fullmatch(subtag)
        for pattern, subtag in zip(_PRIVATE, (tag.language, tag.script, tag.territory), strict=True)
        if subtag
    )
    return tag.to_tag() if tag.is_valid() and not is_private else None


_PRIVATE = (
    re.compile("x-.*|q[a-t][a-z]"),
    re.compile("Qa[ab][a-z]"),
    re.compile("AA|Q[M-Z]|X[A-JL-Z]|ZZ"),
)
"""Languages, scripts and regions for private use, except `XK`, in common use for Kosovo."""


def _by_name(text: str) -> str:
    """Find the tag of a language by its English name; `en` if no language has it."""
    names = babel.Locale("en").languages
    matches = (code for code, name in names.items() if name.casefold() == text.casefold())
    return next(matches, "en").replace("_", "-")
