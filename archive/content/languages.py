"""Language tags: BCP 47 syntax, and subtags that exist.

Syntax: RFC 5646, section 2.1. Subtags: the Unicode CLDR as Babel carries it, which the interface
needs anyway; its likely-subtags table covers the languages of the IANA registry, and its alias
table knows which codes have a shorter or newer form (`eng` is `en`, `iw` is `he`).
"""

from __future__ import annotations

import functools
import re

import babel
from babel.core import get_global

from archive.did_you_mean import quoted

_TAG = re.compile(
    r"(?P<language>[a-z]{2,8})"
    r"(?P<extended>(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<rest>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE | re.ASCII,
)


class LanguageError(ValueError):
    """A text that is no language tag, or not the usual form of one."""

    def __init__(self, text: str, suggestion: str = "en") -> None:
        self.fault = f"{quoted(text)} is not a language tag"
        self.repair = f"Write the BCP 47 tag, such as '{suggestion}'."
        super().__init__(f"{self.fault}. {self.repair}")


@functools.lru_cache(maxsize=1024)
def check_language(text: str) -> str:
    """Give back a valid tag in its usual form: `en`, `zh-Hant`, `pt-BR`.

    Raises `LanguageError` for malformed tags, unknown subtags, codes that have a shorter form
    (`eng`), and capitals in the wrong place; its repair names the right tag where there is one.
    """
    match = _TAG.fullmatch(text)
    if match is None:
        raise LanguageError(text, _by_name(text))
    language = match["language"].lower()
    if match["extended"]:
        # `zh-yue` is well formed, but RFC 5646, section 4.5, makes `yue` the canonical form.
        raise LanguageError(text, match["extended"][1:4].lower())
    aliases = get_global("language_aliases")
    if language in aliases:
        raise LanguageError(text, str(aliases[language]).replace("_", "-"))
    if language not in _languages():
        raise LanguageError(text, _by_name(text))
    usual = _usual_form(match)
    if usual is None or usual != text:
        raise LanguageError(text, usual or language)
    return text


def _by_name(text: str) -> str:
    """The tag of a language given by its English name or as a locale; `en` where there is none."""
    match = _TAG.fullmatch(text.replace("_", "-"))
    if match is not None and "_" in text:
        return _usual_form(match) or "en"
    names = babel.Locale("en").languages
    matches = (code for code, name in names.items() if name.casefold() == text.casefold())
    return next(matches, "en").replace("_", "-")


@functools.cache
def _languages() -> frozenset[str]:
    codes = {*babel.Locale("en").languages, *get_global("likely_subtags")}
    return frozenset(code.partition("_")[0] for code in codes)


def _usual_form(match: re.Match[str]) -> str | None:
    """The tag with the capitals of RFC 5646, section 2.1.1; `None` if a subtag is unknown."""
    english = babel.Locale("en")
    script = (match["script"] or "").title()
    region = (match["region"] or "").upper()
    region = str(get_global("territory_aliases").get(region, [region])[0])
    variants = match["variants"].lower()
    known = (
        script in ("", *english.scripts)
        and region in ("", *english.territories)
        and all(variant.upper() in english.variants for variant in variants.split("-")[1:])
    )
    if not known:
        return None
    parts = (match["language"].lower(), script, region)
    return "-".join(part for part in parts if part) + variants + match["rest"].lower()
