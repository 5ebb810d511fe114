"""The table of the API's parameters, and the reader of a request's values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from flask import abort, request
from werkzeug.datastructures import MultiDict

from archive.did_you_mean import nearest
from archive.export.json_schema import TEXT, Schema, many
from archive.facets import FACET, FACETS
from archive.messages import N_
from archive.store.facets.query import ORDERS, RELEVANCE, Query
from archive.web import labels
from archive.web.api.members import Member, listed
from archive.web.context import read_session
from archive.web.http.request import BadQuery, arguments
from archive.web.i18n import gettext as _
from archive.web.lists.query import MOST_TERMS, ParsedQuery, read_query, shown
from archive.web.lists.scope import Scope

MOST, USUAL = 200, 50
"""Records in one answer: the maximum, and the default."""

BY = ("year", "month")
"""Periods that the timeline can count by; the first is the default."""

MOST_MISTAKES = 20
"""Most errors reported per request: each suggestion takes time."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter of the API."""

    name: str
    schema: Schema
    message: str
    """Its meaning, marked with `N_`."""
    joined: bool = False
    """Whether one value is a list separated by commas."""
    facet: str = ""
    """The facet that it filters by, used in its message."""

    def meaning(self) -> str:
        """Return its meaning in the reader's language."""
        facet = labels.facet_name(self.facet)
        return _(self.message, facet=facet, most=MOST, usual=USUAL)

    @property
    def repeatable(self) -> bool:
        """Return whether it may be repeated."""
        return bool(self.schema.get("type") == "array")


def _facet(name: str, repeatable: bool) -> Parameter:
    message = (
        N_("%(facet)s, by id. Repeat it to require several. “-” before an id excludes it.")
        if repeatable
        else N_(
            "%(facet)s, by id. Repeat it to match any of several. “-” before an id excludes it."
        )
    )
    return Parameter(name, many(TEXT), message, facet=name)


_DATE: Schema = {"type": "string", "examples": ["2012", "2012-03", "2012-03-14"]}

FILTERS: tuple[Parameter, ...] = (
    *(_facet(facet.name, facet.repeatable) for facet in FACETS),
    Parameter("from", _DATE, N_("Published in or after this year, month or day.")),
    Parameter(
        "to",
        _DATE,
        N_("Published in or before this year, month or day. It must not end before “from” begins."),
    ),
    Parameter("q", TEXT, N_("What to search for, in the syntax of the search page.")),
)
"""The parameters of every list."""

ORDER = Parameter(
    "order",
    {"type": "string", "enum": list(ORDERS)},
    N_("The sort order. Default: “relevance” with “q”, otherwise “newest”."),
)
LIMIT = Parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    N_("The most records per page: 1 to %(most)s, default %(usual)s."),
)
CURSOR = Parameter(
    "cursor",
    TEXT,
    N_("Where the page starts. The URL in “next” contains it."),
)
FACET_CHOSEN = Parameter(
    "facet",
    many({"type": "string", "enum": [facet.name for facet in FACETS]}),
    N_("The facets to count. Default: all."),
)
VALUES = Parameter(
    "limit",
    LIMIT.schema,
    N_("How many values to list for each facet, starting with those that have the most articles."),
)
PERIOD = Parameter(
    "by",
    {"type": "string", "enum": list(BY), "default": BY[0]},
    N_("Whether to count by year or by month."),
)


def fields_of(members: tuple[Member, ...]) -> Parameter:
    """Return the parameter that chooses members of records."""
    return Parameter(
        "fields",
        many({"type": "string", "enum": [each.name for each in members]}),
        N_("The members to include, separated by commas. “id” is always included."),
        joined=True,
    )


class Given(NamedTuple):
    """The parameters of one request."""

    scope: Scope
    query: Query
    limit: int
    cursor: str
    fields: tuple[str, ...]
    """The members chosen; empty for the default ones."""
    facets: tuple[str, ...]
    by: str
    own: tuple[tuple[str, str], ...]
    """The parameters outside the query, except the cursor, unchanged."""

    @property
    def digest(self) -> str:
        """Return the query in canonical form; a cursor is valid for one query."""
        return self.scope.url(self.query)

    def url(self, cursor: str = "") -> str:
        """Return the path of the same request, starting at a cursor or at the beginning."""
        return _with(self.digest, [*self.own, *([("cursor", cursor)] if cursor else [])])


def read(parameters: tuple[Parameter, ...]) -> Given:
    """Read the request's parameters; abort with 400 and the nearest valid address for a bad one."""
    reader = _Reader({each.name: each for each in parameters})
    pairs = [pair for pair in dict.fromkeys(arguments().items(multi=True)) if pair[1]]
    if len(pairs) > MOST_TERMS + len(parameters):
        fault = _("There are too many filters: the limit is %(number)s.", number=MOST_TERMS)
        abort(400, BadQuery(fault, [(_("Show it without filters"), request.path)]))
    reader.take(pairs)
    return reader.given()


@dataclass(slots=True)
class _Reader:
    """Split the parameters of one address into the query and the API's own."""

    known: dict[str, Parameter]
    faults: list[str] = field(default_factory=list)
    query: list[tuple[str, str]] = field(default_factory=list)
    own: list[tuple[str, str]] = field(default_factory=list)

    def take(self, pairs: list[tuple[str, str]]) -> None:
        times = Counter(name for name, _text in pairs)
        for name, text in pairs:
            if len(self.faults) >= MOST_MISTAKES:
                return
            if name not in self.known:
                self._unknown(name, text)
            elif times[name] > 1 and not self.known[name].repeatable:
                self._fault(_("“%(name)s” appears more than once.", name=name))
            elif name in FACET or name in ("from", "to", "q", "order"):
                self.query.append((name, text))
            else:
                self._own(self.known[name], text)

    def given(self) -> Given:
        scope = Scope(request.path, order=RELEVANCE)
        asked = self._asked(scope)
        own = [pair for pair in self.own if pair[0] != "cursor"]
        if self.faults:
            url = _with(scope.url(asked.query), own)
            abort(400, BadQuery(" ".join(self.faults), [(_("The nearest valid address"), url)]))
        values = dict(self.own)
        return Given(
            scope,
            asked.query,
            int(values.get("limit", USUAL)),
            values.get("cursor", ""),
            tuple(name for key, text in own if key == "fields" for name in text.split(",")),
            tuple(text for key, text in own if key == "facet"),
            values.get("by", BY[0]),
            tuple(own),
        )

    def _asked(self, scope: Scope) -> ParsedQuery:
        snapshot = read_session().snapshot
        try:
            return read_query(MultiDict(self.query), scope, snapshot)
        except BadQuery as error:
            own = [pair for pair in self.own if pair[0] != "cursor"]
            near = [(words, _with(url, own)) for words, url in error.suggestions]
            abort(400, BadQuery(" ".join((*self.faults, error.fault)), near))

    def _unknown(self, name: str, text: str) -> None:
        near = nearest(name, self.known)
        self._fault(_("There is no parameter “%(name)s”.", name=shown(name)) + _hint(near))
        if near in FACET:
            self.query.append((near, text))

    def _own(self, parameter: Parameter, text: str) -> None:
        values = text.split(",") if parameter.joined else [text]
        schema = parameter.schema.get("items", parameter.schema)
        if "enum" in schema:
            values = [self._chosen(parameter.name, value, schema["enum"]) for value in values]
        elif schema["type"] == "integer":
            values = [self._number(parameter.name, text, schema["minimum"], schema["maximum"])]
        kept = ",".join(dict.fromkeys(value for value in values if value))
        if kept:
            self.own.append((parameter.name, kept))

    def _chosen(self, name: str, value: str, options: list[str]) -> str:
        if value in options:
            return value
        near = nearest(value, options) or ""
        words = _("“%(value)s” is not a valid value of “%(name)s”.", name=name, value=shown(value))
        self._fault(words + (_hint(near) or _listed(options)))
        return near

    def _number(self, name: str, text: str, least: int, most: int) -> str:
        if text.isascii() and text.isdigit() and len(text) < 8 and least <= int(text) <= most:
            return str(int(text))
        self._fault(
            _(
                "“%(name)s” must be a whole number from %(least)s to %(most)s, not “%(value)s”.",
                name=name,
                least=least,
                most=most,
                value=shown(text),
            )
        )
        return ""

    def _fault(self, words: str) -> None:
        if words not in self.faults:
            self.faults.append(words)


def usual(
    given: Given, members: tuple[Member, ...], *, everything: bool = False
) -> tuple[str, ...]:
    """Return the members of an answer: those chosen, or the default ones."""
    if given.fields:
        return given.fields
    return tuple(each.name for each in members) if everything else listed(members)


def _hint(near: str | None) -> str:
    return " " + _("Did you mean “%(near)s”?", near=near) if near else ""


def _listed(options: list[str]) -> str:
    return " " + _("Use %(options)s.", options=labels.listed(options, "or"))


def _with(url: str, pairs: list[tuple[str, str]]) -> str:
    if not pairs:
        return url
    return url + ("&" if "?" in url else "?") + urlencode(pairs, safe=",")
