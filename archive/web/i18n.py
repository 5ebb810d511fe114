"""Messages, dates and numbers in the reader's language: Flask-Babel's functions, with types.

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
    """Return a message in the reader's language, with `%(name)s` filled in."""
    text: str = _translations().ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return a message in its singular or plural form; `%(num)s` is the number."""
    text: str = _translations().ungettext(one, many, number)
    return text % {"num": number, **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message that needs a context to translate: an ambiguous word, a date pattern."""
    text: str = _translations().upgettext(context, message)
    return text % values if values else text


def format_date(day: datetime.date, pattern: str) -> str:
    """Return a day in a CLDR date pattern, with month names in the reader's language."""
    return dates.format_date(day, pattern, locale=locale())


def format_number(number: float, decimals: int = 0) -> str:
    """Return a number as the reader's language writes it, such as "1,204"; round fractions."""
    return _formatted(number, decimals, str(locale()))


@lru_cache(maxsize=4096)
def _formatted(number: float, decimals: int, language: str) -> str:
    # A list shows hundreds of numbers, and most also appeared on the page before.
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(number, pattern, locale=language)


def locale() -> Locale:
    """Return the reader's language."""
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
    # Flask-Babel determines the language again for every message. A list has hundreds of messages,
    # and this took a sixth of the time of a page.
    found = g.get("translations")
    if found is None:
        found = g.translations = flask_babel.get_translations()
    return found
