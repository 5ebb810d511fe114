"""The host that a request names, which whole addresses are made from."""

from __future__ import annotations

import re
from functools import lru_cache

from flask import request

_LABEL = r"[A-Za-z0-9-]{1,63}"
_HOST = re.compile(
    rf"(?P<name>{_LABEL}(\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(:(?P<port>[0-9]{{1,5}}))?"
)
"""RFC 3986, section 3.2.2, with the names that RFC 1123, section 2.1, allows."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")

_LONGEST_NAME = 254
"""RFC 1035, section 2.3.4, with the dot at the end."""


def host() -> str:
    """The host of the request with its port, or nothing if what it gives is no host."""
    return request.host if _is_host(request.host) else ""


@lru_cache(maxsize=64)
def _is_host(text: str) -> bool:
    """Whether a text is a name or number of a host, with or without a port."""
    found = _HOST.fullmatch(text)
    if found is None or len(found["name"]) > _LONGEST_NAME or int(found["port"] or 0) > 65_535:
        return False
    return all(map(_is_label, found["name"].lower().split(".")))


def _is_label(label: str) -> bool:
    """Whether a part of a name can be read, if it says that it is encoded (RFC 5890)."""
    if not label.startswith("xn--"):
        return True
    try:
        text = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not text.isascii() and not _CONTROL.search(text)
