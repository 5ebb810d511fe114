"""The members of the API's JSON objects: names, JSON schemas, meanings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archive.export import fields
from archive.export.fields import Field
from archive.export.json_schema import ADDRESS, FLAG, TEXT, WHOLE, Schema, many, or_null, shape
from archive.messages import N_
from archive.web.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a JSON object."""

    name: str
    schema: Schema
    message: str
    """Its meaning, marked with `N_`."""
    listed: bool = True
    """Whether a list includes it by default."""
    optional: bool = False
    """Whether an object may omit it."""

    def meaning(self) -> str:
        """Return its meaning in the reader's language."""
        return _(self.message)


def _record(record: Iterable[Field], *more: Member) -> tuple[Member, ...]:
    """Return the members of a record: its fields, its address in the API, and `more`."""
    of_fields = [Member(each.name, each.schema, each.meaning, each.in_lists) for each in record]
    api = Member("api", ADDRESS, N_("The URL of this record in the API."))
    return (*of_fields[:2], api, *of_fields[2:], *more)


ARTICLE = _record(fields.ARTICLE)
"""The members of an article."""

FOUND = Member(
    "found",
    or_null(
        shape(
            text={"enum": ["summary", "digest"]},
            snippet=many(shape(text=TEXT, marked=FLAG)),
            named=many(TEXT),
        )
    ),
    N_(
        "With “q”: an excerpt of the summary or digest with the positions that match, and the "
        "names that the article was found by if its text does not match."
    ),
)

AUTHORITY: dict[str, tuple[Member, ...]] = {
    collection: _record(
        of_collection,
        Member("articles", WHOLE, N_("The number of matching articles that have it.")),
        Member("articles_url", ADDRESS, N_("The URL of those articles.")),
    )
    for collection, of_collection in fields.AUTHORITY.items()
}
"""Collection → the members of its records."""


def listed(members: Iterable[Member]) -> tuple[str, ...]:
    """Return the names of the members that a list includes by default."""
    return tuple(member.name for member in members if member.listed)


def cut(
    record: dict[str, Any], members: Iterable[Member], names: tuple[str, ...]
) -> dict[str, Any]:
    """Return the chosen members of a record in the order of `members`; `id` is always included."""
    return {
        member.name: record[member.name]
        for member in members
        if member.name in names or member.name == "id"
    }
