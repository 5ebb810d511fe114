"""What files are called that readers take away: names that say what is in them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote


def archive_name(name: str) -> str:
    """The name of the archive at the start of a file's name."""
    return slug(re.sub("^the ", "", name, flags=re.IGNORECASE)) or "archive"


def disposition(name: str, *, kept: bool = True) -> str:
    """The `Content-Disposition` of a file, to be kept or to be shown (RFC 6266).

    Programs that do not know `filename*` get the ASCII letters of the name.
    """
    stem, _, suffix = name.partition(".")
    plain = f"{slug(ascii_of(stem)) or 'file'}.{suffix}"
    how = "attachment" if kept else "inline"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def slug(text: str) -> str:
    """A text in small letters and digits of any script, with hyphens between its words."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).lower()).strip("-")


def ascii_of(text: str) -> str:
    """The ASCII letters of a text, accents taken off."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
