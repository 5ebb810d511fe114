"""How far a harvest is, as a token that holds all of it.

The server remembers nothing, so a token outlives a restart. It names the last article given and not
the number of a page, so it also outlives a new load: `archive.store.facets.changes`.
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
    """What is being harvested, and how far it is."""

    span: TimeSpan
    set: str | None = None
    after: ChangePosition | None = None
    """The last article given; `None` at the start, and when only deleted ones are left."""
    deleted_after: tuple[str, str] | None = None
    """(time, slug) of the last deleted one given, once all articles were."""
    cursor: int = 0
    """How many records were given so far."""


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
    """Read the state that a token holds. Raises `OaiError` for a token not written here."""
    try:
        harvest = _harvest(*tokens.read(token))
        # Values of other types, such as `true` for 1, were not written here either.
        if write(harvest) == token:
            return harvest
    except (ValueError, TypeError, OaiError):
        pass
    raise OaiError("badResumptionToken", "This resumptionToken is none of this archive.")


def _harvest(
    version: Any, since: Any, until: Any, chosen: Any, after: Any, deleted_after: Any, cursor: Any
) -> Harvest:
    """The state in a token's values, whatever they are. Raises several exceptions."""
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
"""More than any key of a date; databases fail at numbers of any length."""
_SLUG = re.compile("[a-z0-9-]+")
