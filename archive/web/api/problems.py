"""What went wrong as a problem document (RFC 9457), where a page would say it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, request

from archive.web import urls
from archive.web.api.fields import ADDRESS, TEXT, Field, many, or_null, shape
from archive.web.i18n import gettext as _
from archive.web.lists.query import BadQuery

TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem."""

    status: int
    name: str
    """The end of its `type`: the place of the page about the API that explains it."""
    title: Callable[[], str]
    meaning: Callable[[], str]

    @property
    def address(self) -> str:
        """Where it is explained, within the site."""
        return urls.api_page(self.name)


PROBLEMS: tuple[Problem, ...] = (
    Problem(
        400,
        "bad-request",
        lambda: _("The archive did not understand this address"),
        lambda: _("A parameter has a name, value or cursor that there is not."),
    ),
    Problem(
        404,
        "not-found",
        lambda: _("There is nothing at this address"),
        lambda: _("The archive has no article, record or list of this name."),
    ),
    Problem(
        405,
        "read-only",
        lambda: _("The archive can only be read"),
        lambda: _("Only GET and HEAD are answered."),
    ),
    Problem(
        406,
        "not-acceptable",
        lambda: _("The archive answers in JSON here"),
        lambda: _("“Accept” allows no JSON. Other forms have addresses of their own."),
    ),
    Problem(
        410,
        "removed",
        lambda: _("This article was removed"),
        lambda: _("The archive took it out; “removed” has what is left of it."),
    ),
    Problem(
        500,
        "fault",
        lambda: _("Something went wrong here"),
        lambda: _("The fault is the archive’s. It has been noted in the server’s log."),
    ),
    Problem(
        503,
        "not-loaded",
        lambda: _("The archive is not loaded yet"),
        lambda: _("Ask again after the seconds in “Retry-After”."),
    ),
)

PROBLEM_OF = {problem.status: problem for problem in PROBLEMS}

FIELDS: tuple[Field, ...] = (
    Field("type", ADDRESS, lambda: _("Which kind of problem: the address of its explanation.")),
    Field("title", TEXT, lambda: _("The kind of problem in words.")),
    Field("status", {"type": "integer"}, lambda: _("The status of the answer.")),
    Field("detail", TEXT, lambda: _("What is wrong with this request.")),
    Field("instance", TEXT, lambda: _("The address asked for.")),
    Field(
        "suggestions",
        many(shape(title=TEXT, url=ADDRESS)),
        lambda: _("Valid addresses that may have been meant."),
    ),
    Field(
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
        lambda: _("Of a removed article: what it was, when and why it was taken out."),
        optional=True,
    ),
)
"""The members of a problem document."""


def is_asked() -> bool:
    """Whether the request is one to the API, which gets no page."""
    return request.path == urls.API or request.path.startswith(f"{urls.API}/")


def answer(
    code: int,
    headers: dict[str, str],
    detail: Any = None,
    suggestions: Iterable[tuple[str, str]] = (),
) -> Response:
    """A problem document. `detail` is what `abort` was given, such as a `BadQuery`."""
    # Few requests of HTTP itself end with another status; the nearest kind is still true of them.
    problem = PROBLEM_OF.get(code, PROBLEM_OF[400 if code < 500 else 500])
    text = problem.meaning()
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


_OF_TOMBSTONE = tuple(FIELDS[-1].schema["properties"])
