"""Compare the addresses of originals: the same, or probably the same."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from archive.tracking import without_tracking

_SPARE_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
_SPARE_END = re.compile(r"(?:/(?:amp|index\.html?))?/*$")
_AMP_PARAMETER = re.compile(r"(?:amp(?:=\w*)?|outputType=amp)", re.IGNORECASE)


def comparable_url(url: str) -> str:
    """Normalise `url` for comparison: host in small letters, no fragment.

    A fragment that begins with `!` or `/` is kept: such a site shows another page for each.
    """
    address, _, fragment = url.partition("#")
    scheme, mark, rest = address.partition("://")
    # The host ends where the path or the query begins; there, capitals matter.
    end = next((place for place, sign in enumerate(rest) if sign in "/?"), len(rest))
    kept = f"#{fragment}" if fragment.startswith(("!", "/")) else ""
    return scheme.lower() + mark + rest[:end].lower() + rest[end:] + kept


def near_url(url: str) -> str:
    """Return what is left of `url` without the parts in which links to one page often differ.

    Those are the scheme, a default port, `www.`, `m.` and `amp.` before the host, a slash or `/amp`
    at the end, tracking parameters, the order of parameters, and percent-encoding.
    """
    address, mark, fragment = comparable_url(url).partition("#")
    parts = urlsplit(address)
    host = parts.netloc.rstrip(".").removesuffix(":80").removesuffix(":443").rstrip(".")
    path = _SPARE_END.sub("", unquote(parts.path))
    pairs = without_tracking(parts.query).split("&")
    kept = sorted(unquote(pair) for pair in pairs if pair and not _AMP_PARAMETER.fullmatch(pair))
    query = f"?{'&'.join(kept)}" if kept else ""
    return _SPARE_HOST.sub("", _as_unicode(host)) + path + query + mark + fragment


def _as_unicode(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:  # It is in Unicode already, or no valid name.
        return host
