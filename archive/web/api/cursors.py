"""Cursors: the start of the next part of a list, as opaque text.

A cursor names the last article returned by its position in date order, not by its number in the
list, so articles added or removed in between cause no shift. The order of relevance has no such
positions: its cursors count articles, and are valid only for the load that they were made in.
"""

from __future__ import annotations

import hashlib
import re

from archive.store.facets.position import Position
from archive.web import tokens
from archive.web.i18n import gettext as _

_SLUG = re.compile(r"[a-z0-9-]{1,300}")
_LOAD = re.compile(r"[0-9a-z]{12}")
_DIGEST = re.compile(r"[0-9a-f]{10}")
_MOST = 10**9
"""Higher than any sort key and any number of articles."""


class BadCursor(ValueError):
    """A cursor that is not valid; the message says why."""


def write(query: str, *values: str | int) -> str:
    """Write a cursor for a query, given the query's canonical address."""
    return tokens.write(_digest(query), *values)


def read_position(cursor: str, query: str) -> Position:
    """Read the position in a cursor. Raise `BadCursor` if it is not valid."""
    match _read(cursor, query):
        case [int(sort_key), str(slug)] if 0 <= sort_key < _MOST and _SLUG.fullmatch(slug):
            return Position(sort_key, slug)
    raise _no_cursor()


def read_offset(cursor: str, query: str, fingerprint: str) -> int:
    """Read the number of articles before a cursor. Raise `BadCursor`, also after a new load."""
    match _read(cursor, query):
        case [int(number), str(made_in)] if 0 <= number < _MOST and _LOAD.fullmatch(made_in):
            if made_in == fingerprint[:12]:
                return number
            fault = _(
                "The archive has changed since the cursor was made. Start again from the first "
                "page."
            )
            raise BadCursor(fault)
    raise _no_cursor()


def read_id(cursor: str, query: str) -> str:
    """Read the id of the last authority record returned. Raise `BadCursor` if it is not valid."""
    match _read(cursor, query):
        case [str(record_id)] if _SLUG.fullmatch(record_id):
            return record_id
    raise _no_cursor()


def _read(cursor: str, query: str) -> list[object]:
    try:
        digest, *values = tokens.read(cursor)
    except ValueError:
        raise _no_cursor() from None
    if digest == _digest(query):
        return values
    if isinstance(digest, str) and _DIGEST.fullmatch(digest):
        raise BadCursor(_("The cursor belongs to a different query."))
    raise _no_cursor()


def _no_cursor() -> BadCursor:
    return BadCursor(_("The cursor is not valid. Use the URL in “next” unchanged."))


def _digest(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:10]
