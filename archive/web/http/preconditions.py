"""Conditional requests (RFC 9110, section 13), for pages, downloads and files."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

CONDITIONS = (
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
)
"""The WSGI names of the precondition headers, in the order of evaluation."""

NOT_MODIFIED, FAILED = 304, 412

OF_A_BODY = ("content-type", "content-disposition", "last-modified", "link")
"""Headers, in lower case, that are removed if a precondition has failed."""


def outcome(environ: WSGIEnvironment, etag: str, last_modified: str | None) -> int | None:
    """Return the status that the preconditions of a `GET` or `HEAD` give; `None` to continue.

    `etag` is quoted and strong, `last_modified` a date as written in a header. Dates are compared
    only if the matching entity-tag header is absent and both dates are valid (13.2.2).
    """
    match, unmodified, none_match, modified = map(environ.get, CONDITIONS)
    if match is not None:
        # Strong comparison: a weak tag never matches.
        if not {"*", etag} & set(_tags(match)):
            return FAILED
    elif unmodified is not None and _is_not_after(last_modified, unmodified) is False:
        return FAILED
    if none_match is not None:
        known = {tag.removeprefix("W/") for tag in _tags(none_match)}
        return NOT_MODIFIED if {"*", etag} & known else None
    if modified is not None and _is_not_after(last_modified, modified):
        return NOT_MODIFIED
    return None


def _tags(header: str) -> list[str]:
    return [tag.strip() for tag in header.split(",")]


def _is_not_after(last_modified: str | None, since: str) -> bool | None:
    """Return whether nothing has changed since a time; `None` if a date is missing or invalid."""
    if last_modified is None:
        return None
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError, OverflowError):
        return None
