"""Name downloaded files after their content."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote


def archive_name(name: str) -> str:
    """Return the archive's name as the first part of a file name."""
    return slug(re.sub("^the ", "", name, flags=re.IGNORECASE)) or "archive"


def disposition(name: str, *, kept: bool = True) -> str:
    """Return the `Content-Disposition` header of a file, to be saved or displayed (RFC 6266).

    Clients that do not support `filename*` get the ASCII letters of the name.
    """
    stem, _, suffix = name.partition(".")
    plain = f"{slug(ascii_of(stem)) or 'file'}.{suffix}"
    how = "attachment" if kept else "inline"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def slug(text: str) -> str:
    """Return a text as lower-case letters and digits of any script, its words joined by hyphens."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).lower()).strip("-")


def ascii_of(text: str) -> str:
    """Return a text in ASCII: accents are removed, other letters dropped."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
