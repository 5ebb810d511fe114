"""Write dates for cards, in the language of the headline.

A card is one image for readers of all languages and has no words of the interface. So it says
"ca. 2012" and "2012 (?)" where a page has a phrase.
"""

from __future__ import annotations

import datetime
import re

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton

from archive.edtf import Edtf, parse_date


def day_words(text: str, language: str = "en") -> str:
    """Write an EDTF date or interval: "14 March 2012", "2012년 3월 14일", "10–13 May 2013"."""
    locale = _locale(language)
    date = parse_date(text, intervals=True)
    if date.precision != "interval":
        return _single(date, locale)
    start, _slash, end = text.partition("/")
    if ".." in (start, end):
        ends = ("" if part == ".." else day_words(part, language) for part in (start, end))
        return " – ".join(ends).strip()
    first, last = parse_date(start), parse_date(end)
    if _is_exact(first) and _is_exact(last):
        return _days(first.earliest, last.earliest, locale)
    return f"{_single(first, locale)} – {_single(last, locale)}"


def _days(first: datetime.date, last: datetime.date, locale: Locale) -> str:
    """Write two days without repeating what they share: "10–13 May 2013"."""
    patterns = locale.interval_formats["yMMMd"]
    differ = next((f for f, name in _FIELDS if getattr(first, name) != getattr(last, name)), None)
    if differ is None:
        return format_date(first, "long", locale=locale)
    # CLDR has these patterns with short months only.
    start, end = (
        format_date(day, pattern.replace("MMM", "MMMM"), locale=locale)
        for day, pattern in zip((first, last), patterns[differ], strict=True)
    )
    return _DASH.sub(r"\1" if differ == "d" else "\u2009\\1\u2009", start) + end


_DASH = re.compile(r"\s*([–—~-])\s*$")
"""The mark between two days. Babel's versions put different spaces around it, so we set our own."""

_FIELDS = (("y", "year"), ("M", "month"), ("d", "day"))


def _locale(language: str) -> Locale:
    """Return the locale of a language; British for English (no commas) and unknown languages."""
    if language == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def _single(date: Edtf, locale: Locale) -> str:
    words = (
        format_date(date.earliest, "long", locale=locale)
        if date.precision == "day"
        else format_skeleton(
            "yMMMM" if date.precision == "month" else "y", date.earliest, locale=locale
        )
    )
    words = f"ca. {words}" if date.approximate else words
    return f"{words} (?)" if date.uncertain else words


def _is_exact(date: Edtf) -> bool:
    return date.precision == "day" and not (date.approximate or date.uncertain)
