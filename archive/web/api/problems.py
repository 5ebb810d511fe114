"""Errors of the API as problem documents (RFC 9457) instead of error pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, request

from archive.export.json_schema import ADDRESS, TEXT, many, or_null, shape
from archive.messages import N_
from archive.web import urls
from archive.web.api.members import Member
from archive.web.http.request import BadQuery
from archive.web.i18n import gettext as _
from archive.web.lists import nearby

TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem."""

    status: int
    name: str
    """The fragment of its `type`: the section of the API's page that explains it."""
    heading: str
    """The kind of error, marked with `N_`."""
    message: str
    """Its explanation, marked with `N_`."""

    def title(self) -> str:
        """Return the kind of error in the reader's language."""
        return _(self.heading)

    def meaning(self) -> str:
        """Return its explanation in the reader's language."""
        return _(self.message)

    @property
    def address(self) -> str:
        """Return the path of its explanation."""
        return urls.api_page(self.name)


PROBLEMS: tuple[Problem, ...] = (
    Problem(
        400,
        "bad-request",
        N_("This address is not valid"),
        N_("A parameter has an unknown name, an invalid value or an invalid cursor."),
    ),
    Problem(
        404,
        "not-found",
        N_("Nothing was found at this address"),
        N_("The archive has no article, record or list with this name."),
    ),
    Problem(
        405,
        "read-only",
        N_("The archive is read-only"),
        N_("Only GET and HEAD requests are allowed."),
    ),
    Problem(
        406,
        "not-acceptable",
        N_("Only JSON is available here"),
        N_("The “Accept” header does not allow JSON. Other formats have their own URLs."),
    ),
    Problem(
        410,
        "removed",
        N_("This article was removed"),
        N_("“removed” says what it was, when it was removed and why."),
    ),
    Problem(
        500,
        "fault",
        N_("Something went wrong"),
        N_("This is our error, not yours. It has been logged."),
    ),
    Problem(
        503,
        "not-loaded",
        N_("The archive is not loaded yet"),
        N_("Try again after the number of seconds in “Retry-After”."),
    ),
)

PROBLEM_OF = {problem.status: problem for problem in PROBLEMS}

FIELDS: tuple[Member, ...] = (
    Member("type", ADDRESS, N_("The kind of problem, as the URL of its explanation.")),
    Member("title", TEXT, N_("The kind of problem in words.")),
    Member("status", {"type": "integer"}, N_("The HTTP status.")),
    Member("detail", TEXT, N_("What is wrong with this request.")),
    Member("instance", TEXT, N_("The path requested.")),
    Member(
        "suggestions",
        many(shape(title=TEXT, url=ADDRESS)),
        N_("Valid URLs that may have been meant."),
    ),
    Member(
        "removed",
        shape(
            slug=TEXT,
            title=TEXT,
            outlet=TEXT,
            published=TEXT,
            url=or_null(TEXT),
            removed=TEXT,
            reason=TEXT,
        ),
        N_("For a removed article: what it was, when it was removed and why."),
        optional=True,
    ),
)
"""The members of a problem document."""


def is_asked() -> bool:
    """Return whether the request is to the API, which gets no error pages."""
    return request.path == urls.API or request.path.startswith(f"{urls.API}/")


def answer(code: int, headers: dict[str, str], detail: Any = None) -> Response:
    """Return a problem document. `detail` is the argument of `abort`, such as a `BadQuery`."""
    # Other statuses are rare and come from HTTP itself; use the nearest kind for them.
    problem = PROBLEM_OF.get(code, PROBLEM_OF[400 if code < 500 else 500])
    text, suggestions = problem.meaning(), _nearby() if code == 404 else []
    if isinstance(detail, BadQuery):
        text, suggestions = detail.fault, detail.suggestions
    data: dict[str, Any] = {
        "type": urls.absolute(problem.address),
        "title": problem.title(),
        "status": code,
        "detail": text,
        "instance": quote(request.path),
        "suggestions": [{"title": words, "url": urls.absolute(url)} for words, url in suggestions],
    }
    if code == 410:
        data["detail"] = detail.reason
        data["removed"] = {name: detail._mapping[name] for name in _OF_TOMBSTONE}
    body = json.dumps(data, ensure_ascii=False) + "\n"
    return Response(body, code, headers, content_type=TYPE)


def _nearby() -> list[tuple[str, str]]:
    """Return (name, address) of the records that this request most likely meant."""
    near = nearby.records(request.path.removeprefix(urls.API))
    return [(each.name, urls.api(each.collection, each.id)) for each in near]


_OF_TOMBSTONE = tuple(FIELDS[-1].schema["properties"])
