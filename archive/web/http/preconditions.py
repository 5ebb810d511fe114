"""What a conditional request asks for: RFC 9110, section 13, for pages, downloads and files."""

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
"""Where an environment has the conditions, in the order in which they are asked."""

NOT_MODIFIED, FAILED = 304, 412

OF_A_BODY = ("content-type", "content-disposition", "last-modified", "link")
"""Headers, in small letters, that an answer does without if a condition has failed."""


def outcome(environ: WSGIEnvironment, etag: str, last_modified: str | None) -> int | None:
    """The status that the conditions of a `GET` or `HEAD` end with; `None` if it goes on.

    `etag` is quoted and strong, `last_modified` a date as a header has it. A date counts only
    where no entity tag is given for the same end, and only if both dates can be read (13.2.2).
    """
    match, unmodified, none_match, modified = map(environ.get, CONDITIONS)
    if match is not None:
        # Compared strongly: a weak tag is equal to none.
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
    """Whether nothing has changed after a time; `None` if that cannot be told."""
    if last_modified is None:
        return None
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError, OverflowError):
        return None
