"""Read which part of a file a request asks for (RFC 9110, section 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.http import parse_range_header

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class Unsatisfiable(Exception):
    """The part lies beyond the end of the file."""


def part_of(environ: WSGIEnvironment, etag: str, length: int) -> slice | None:
    """Return the part of a file of this length; `None` for the whole file.

    Ranges are ignored unless they belong to a `GET`, are in bytes, and, with `If-Range`, to this
    `ETag`. Several ranges are answered with the whole file, as the standard allows. Raises
    `Unsatisfiable`.
    """
    asked = parse_range_header(environ.get("HTTP_RANGE"))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_IF_RANGE", etag) != etag:
        return None
    found = asked.range_for_length(length)
    if found is None:
        raise Unsatisfiable
    return slice(*found)
