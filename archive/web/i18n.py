"""The words and dates of the reader's language: Flask-Babel's functions, with types.

Extraction finds messages by the names `_`, `gettext`, `ngettext` and `pgettext`; import them so.
"""

from __future__ import annotations

import datetime

import flask_babel
from babel import Locale


def gettext(message: str, /, **values: object) -> str:
    """A message in the reader's language, with `%(name)s` filled in."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A message for a number; `%(num)s` is the number itself."""
    return str(flask_babel.ngettext(one, many, number, **values))


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A message whose meaning needs a context: a word of several senses, a pattern of dates."""
    return str(flask_babel.pgettext(context, message, **values))


def format_date(day: datetime.date, pattern: str) -> str:
    """A day by a CLDR date pattern, with the names of months in the reader's language."""
    return str(flask_babel.format_date(day, pattern))


def locale() -> Locale:
    """The reader's language."""
    found: Locale = flask_babel.get_locale()
    return found
