"""Addresses of the site: the paths of `archive.paths`, and absolute addresses made from them."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from archive.paths import *  # noqa: F403
from archive.web.context import settings
from archive.web.host import host


def root_url() -> str:
    """Return the public address of the site without a trailing slash.

    It is empty on the error page for a request without a valid host: addresses are then paths.
    """
    return settings().public_url or requested_root()


def requested_root() -> str:
    """The address of the site as the request gives it, or nothing if it gives no valid host."""
    return f"{request.scheme}://{name}" if (name := host()) else ""


def absolute(path: str) -> str:
    """Return a path of the site as an absolute address."""
    return root_url() + path


def host_of(url: str) -> str:
    """Return the host of an original without `www.`."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def is_combination(url: str) -> bool:
    """Return whether an address combines conditions; crawlers are asked not to follow such links.

    Any path except the home page counts as one condition, and so does each parameter.
    """
    path, _, query = url.partition("?")
    parameters = query.split("&") if query else []
    return (path != home()) + len(parameters) > 1  # noqa: F405
