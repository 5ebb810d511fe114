"""The words and dates of the reader's language: Flask-Babel's functions, with types.

Extraction finds messages by the names `_`, `gettext`, `ngettext` and `pgettext`; import them so.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

import flask_babel
from babel import Locale, dates, numbers
from flask import Flask, g


def gettext(message: str, /, **values: object) -> str:
    """A message in the reader's language, with `%(name)s` filled in."""
    text: str = _translations().ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A message for a number; `%(num)s` is the number itself."""
    text: str = _translations().ungettext(one, many, number)
    return text % {"num": number, **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A message whose meaning needs a context: a word of several senses, a pattern of dates."""
    text: str = _translations().upgettext(context, message)
    return text % values if values else text


def format_date(day: datetime.date, pattern: str) -> str:
    """A day by a CLDR date pattern, with the names of months in the reader's language."""
    return dates.format_date(day, pattern, locale=locale())


def format_number(number: float, decimals: int = 0) -> str:
    """A number as the reader's language writes it, such as "1,204"; a fraction is rounded."""
    return _formatted(number, decimals, str(locale()))


@lru_cache(maxsize=4096)
def _formatted(number: float, decimals: int, language: str) -> str:
    # A list shows hundreds of numbers, most of them the same as on the page before.
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(number, pattern, locale=language)


def locale() -> Locale:
    """The reader's language."""
    found: Locale | None = g.get("locale")
    if found is None:
        found = g.locale = flask_babel.get_locale()
    return found


def init_app(app: Flask) -> None:
    """Let templates use these functions instead of Flask-Babel's own."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _translations().ugettext(message),
        lambda one, many, number: _translations().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, message: _translations().upgettext(context, message),
    )


def _translations() -> Any:
    # Flask-Babel finds the reader's language anew for every message, which took a sixth of the
    # time of a page: a list holds hundreds of them, and one request has one language.
    found = g.get("translations")
    if found is None:
        found = g.translations = flask_babel.get_translations()
    return found
