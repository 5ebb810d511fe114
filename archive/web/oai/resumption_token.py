"""Resumption tokens: the state of a harvest.

The server stores nothing, so a token survives a restart. It names the last article sent instead of
a page number, so it also survives a new load: `archive.store.facets.changes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from archive.store.facets.changes import ChangePosition, TimeSpan
from archive.web import tokens
from archive.web.oai.arguments import OaiError, check_set, span_of


@dataclass(frozen=True, slots=True)
class Harvest:
    """The request of a harvest, and its progress."""

    span: TimeSpan
    set: str | None = None
    after: ChangePosition | None = None
    """The last article sent; `None` at the start, and when only deletions are left."""
    deleted_after: tuple[str, str] | None = None
    """(time, slug) of the last deletion sent, after all articles."""
    cursor: int = 0
    """The number of records sent so far."""


def write(harvest: Harvest) -> str:
    """Write the token of a harvest."""
    return tokens.write(
        _VERSION,
        *harvest.span,
        harvest.set,
        harvest.after,
        harvest.deleted_after,
        harvest.cursor,
    )


def read(token: str) -> Harvest:
    """Read the harvest in a token. Raise `OaiError` for a token not written here."""
    try:
        harvest = _harvest(*tokens.read(token))
        # Reject any token that is not in canonical form, such as `true` for 1: we did not issue it.
        if write(harvest) == token:
            return harvest
    except (ValueError, TypeError, OaiError):
        pass
    raise OaiError("badResumptionToken", "This resumptionToken is none of this archive.")


def _harvest(
    version: Any, since: Any, until: Any, chosen: Any, after: Any, deleted_after: Any, cursor: Any
) -> Harvest:
    """Build the harvest from a token's values. Raise several exceptions for wrong ones."""
    if version != _VERSION or type(cursor) is not int or cursor < 1:
        raise ValueError
    if chosen is not None:
        check_set(chosen)
    place = last = None
    if after is not None:
        time, sort_key, slug = after
        if not (type(sort_key) is int and abs(sort_key) < _MOST and _SLUG.fullmatch(slug)):
            raise ValueError
        place = ChangePosition(str(time), sort_key, slug)
    if deleted_after is not None:
        time, slug = deleted_after
        last = (str(time), str(slug))
    return Harvest(span_of({"from": since, "until": until}), chosen, place, last, cursor)


_VERSION = 1
_MOST = 10**9
"""Higher than any sort key of a date; databases reject larger numbers."""
_SLUG = re.compile("[a-z0-9-]+")
