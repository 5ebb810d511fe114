"""What files are called that readers take away: names that say what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from archive.store.facets.query import Query
from archive.web import urls
from archive.web.lists.scope import Scope

LONGEST = 80
"""Characters of a name without its suffix: in Korean three bytes each, of the 255 of a file."""


def archive_name(name: str) -> str:
    """The name of the archive at the start of a file's name."""
    return slug(re.sub("^the ", "", name, flags=re.IGNORECASE)) or "archive"


def list_name(archive: str, scope: Scope, query: Query, suffix: str) -> str:
    """The name of a file with a list: `geneva-record-tag-upr-2012-2014.csv`."""
    words = [archive_name(archive), *filter(None, map(slug, _parts(scope, query)))]
    return f"{'-'.join(words)[:LONGEST].rstrip('-')}.{suffix}"


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


def _parts(scope: Scope, query: Query) -> Iterator[str]:
    if query.text or scope.path.startswith(urls.search()):
        # Of a text in Hangul an ASCII name keeps this word, and is not that of the whole list.
        yield f"search {query.text}"
    if scope.term:
        yield f"{scope.term.facet} {scope.term.value}"
    if scope.month:
        yield scope.month
    for term in query.terms:
        if term == scope.term:
            continue
        yield f"{'not ' * term.excluded}{term.facet} {term.value}"
    if query.since or query.until:
        yield f"{query.since or 'to'} {query.until or 'on'}"
