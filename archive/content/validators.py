"""Check the text of one field, and turn it into a value."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from archive.characters import is_visible
from archive.content.languages import LanguageError, check_language
from archive.did_you_mean import did_you_mean, quoted
from archive.edtf import DateError, Edtf, parse_date

Check = Callable[[str, datetime.date], Any]
"""A check takes the text and today's date, returns the value, or raises `FieldError`."""

LONGEST_ID = 120
LONGEST_LINE = 500
LONGEST_URL = 2_000  # some programs and proxies refuse more

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]+\.?|\[[0-9a-f:.]+\]")
_NOT_IN_URL = re.compile(r'[\s<>"\\\x00-\x1f\x7f]')


class FieldError(ValueError):
    """The text is not valid for its field."""

    def __init__(self, fault: str, repair: str) -> None:
        super().__init__(f"{fault}. {repair}")
        self.fault = fault
        self.repair = repair


def line(text: str, today: datetime.date) -> str:
    """Accept one line of text, without space around it: a title, a name, a symbol."""
    if "\n" in text.strip() or "\t" in text:
        raise FieldError("the text is not on one line", "Write it on one line, without tabs.")
    if text != text.strip():
        raise FieldError(f"{quoted(text)} has space before or after it", "Remove the space.")
    if not is_visible(text):
        raise FieldError("the text has no visible character", "Write a text.")
    _check_length(text, LONGEST_LINE)
    return text


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        fault = f"{quoted(text)} is longer than {longest:,} characters"
        raise FieldError(fault, "Shorten it.")


def word_form(text: str, today: datetime.date) -> str:
    """Accept a word or phrase to search for: it begins and ends with a letter, mark or digit."""
    ends = {unicodedata.category(sign)[0] for sign in (line(text, today)[0], text[-1])}
    # A vowel sign may end a word, as in Hindi.
    if not ends <= {"L", "M", "N"}:
        fault = f"{quoted(text)} does not begin and end with a letter or digit"
        raise FieldError(fault, "Write only the word or phrase.")
    return text


def prose(text: str, today: datetime.date) -> str:
    """Accept one or more lines of text: a definition, a note."""
    if not is_visible(text):
        raise FieldError("the text has no visible character", "Write a text.")
    return text.strip()


def identifier(text: str, today: datetime.date) -> str:
    """Accept an id or slug: small letters and digits, with single hyphens between them."""
    _check_length(text, LONGEST_ID)
    if not _ID.fullmatch(text):
        valid = to_identifier(text)
        example = f", such as '{valid}'" if valid else ""
        repair = f"Use small letters a to z, digits and single hyphens between them{example}."
        raise FieldError(f"{quoted(text)} is not an id", repair)
    return text


def to_identifier(text: str) -> str | None:
    """Make an id of a text: `flood-one` from `Flood One`; `None` if no letters or digits remain."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    id_ = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
    return id_ if 0 < len(id_) <= LONGEST_ID else None


def url(text: str, today: datetime.date) -> str:
    """Accept an http or https address with a host and without a user name (RFC 3986, RFC 3987).

    It may contain letters beyond ASCII, but no white space, quotation marks, angle brackets and
    backslashes.
    """
    _check_length(text, LONGEST_URL)
    if _NOT_IN_URL.search(text):
        repair = "Copy it from the address bar of your browser."
        raise FieldError(f"{quoted(text)} is not a web address", repair)
    try:
        parts = urlsplit(text)
        host, user, _ = parts.hostname or "", parts.username, parts.port
    except ValueError:
        parts, host, user = urlsplit(""), "", None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(_bracketed(host)):
        repair = "Write the whole address, beginning with https:// or http://."
        raise FieldError(f"{quoted(text)} is not a web address", repair)
    if user is not None:
        raise FieldError(f"{quoted(text)} contains a user name", "Remove the part before the @.")
    return text


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def boolean(text: str, today: datetime.date) -> bool:
    """Accept `true` and `false`, but no other words for them."""
    if text not in ("true", "false"):
        raise FieldError(f"{quoted(text)} is neither true nor false", "Write true or false.")
    return text == "true"


def number(text: str, today: datetime.date) -> int:
    """Accept a whole number from 0 to 9999."""
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise FieldError(f"{quoted(text)} is not a whole number", "Write digits, such as 10.")
    return int(text)


def language(text: str, today: datetime.date) -> str:
    """Accept a BCP 47 language tag in its usual form."""
    try:
        return check_language(text)
    except LanguageError as error:
        raise FieldError(error.fault, error.repair) from None


def choice(*options: str) -> Check:
    """Return a check for one of a few fixed values."""

    def check(text: str, today: datetime.date) -> str:
        if text not in options:
            repair = did_you_mean(text, options, f"Use one of: {', '.join(options)}.")
            raise FieldError(f"{quoted(text)} is not an allowed value", repair)
        return text

    return check


def date(*, intervals: bool = False, future: bool = False, plain: bool = False) -> Check:
    """Return a check for an EDTF date that is not in the future, or with `future` any date.

    A `plain` date is what a curator did: a day, month or year without marks for doubt.
    """

    def check(text: str, today: datetime.date) -> Edtf:
        try:
            value = parse_date(text, intervals=intervals)
        except DateError as error:
            raise FieldError(error.fault, error.repair) from None
        if value.earliest > today and not future:
            raise FieldError(f"{quoted(text)} is in the future", "Check the year.")
        if plain and not text.replace("-", "").isdigit():
            known = re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text)
            repair = f"Write {known[0] if known else text}."
            raise FieldError(f"{quoted(text)} is not a plain day, month or year", repair)
        return value

    return check
