"""Cursors: where in a list the next part begins, as an opaque text.

A cursor names the last article given by its place in the order of time, and not by its number in
the list: articles added or removed meanwhile shift nothing. Only the order of relevance has no
such places; its cursors count, and end with the load that they were made in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from archive.web.i18n import gettext as _


class BadCursor(ValueError):
    """A cursor that cannot be followed; the message says why."""


class CursorPosition(NamedTuple):
    """An article's place in the order of time."""

    sort_key: int
    slug: str


def write(query: str, *parts: str | int) -> str:
    """A cursor of a query, which is given by its canonical address."""
    text = "~".join((_digest(query), *map(str, parts)))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_place(cursor: str, query: str) -> CursorPosition:
    """The place that a cursor names. Raises `BadCursor`."""
    sort_key, slug = _read(cursor, query, r"([0-9]{8})~([\w-]{1,300})")
    return CursorPosition(int(sort_key), slug)


def read_offset(cursor: str, query: str, fingerprint: str) -> int:
    """How many articles a cursor leaves behind. Raises `BadCursor`, also after a new load."""
    number, made_in = _read(cursor, query, r"([0-9]{1,9})~([0-9a-z]{12})")
    if made_in != fingerprint[:12]:
        raise BadCursor(
            _("The archive has changed since the cursor was made. Begin with the first articles.")
        )
    return int(number)


def read_id(cursor: str, query: str) -> str:
    """The id of the last record of a list of authorities. Raises `BadCursor`."""
    return _read(cursor, query, r"([\w-]{1,300})")[0]


def _read(cursor: str, query: str, pattern: str) -> tuple[str, ...]:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        text = ""
    digest, _sign, rest = text.partition("~")
    found = re.fullmatch(pattern, rest, re.ASCII)
    if digest != _digest(query) and re.fullmatch(r"[0-9a-f]{10}", digest):
        raise BadCursor(_("The cursor belongs to another question."))
    if digest != _digest(query) or found is None:
        raise BadCursor(_("That is no cursor of the API. Take the address in “next” as it is."))
    return found.groups()


def _digest(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:10]
