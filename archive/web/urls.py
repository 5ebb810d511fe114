"""Every address of the site: the paths of `archive.paths`, and how they become whole addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from archive.paths import *  # noqa: F403
from archive.web.context import settings


def root_url() -> str:
    """The address of the site without a slash at its end, as readers know it.

    It is empty on the error page for a request without a valid host: addresses are then paths.
    """
    return settings().public_url or (request.host_url.rstrip("/") if request.host else "")


def absolute(path: str) -> str:
    """A path of the site as a whole address."""
    return root_url() + path


def host_of(url: str) -> str:
    """The host of an original, as a reader would say it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def is_combination(url: str) -> bool:
    """Whether an address combines conditions: crawlers are asked not to follow links to it.

    A path other than that of the home page is one condition, and so is each parameter.
    """
    path, _, query = url.partition("?")
    parameters = query.split("&") if query else []
    return (path != home()) + len(parameters) > 1  # noqa: F405
