"""Name the file of a list after its content."""

from __future__ import annotations

from collections.abc import Iterator

from archive.store.facets.query import Query
from archive.web import urls
from archive.web.http.file_names import archive_name, slug
from archive.web.lists.scope import Scope

LONGEST = 80
"""Most characters of a name without suffix. In Korean each has three bytes; file names have 255."""


def list_name(archive: str, scope: Scope, query: Query, suffix: str) -> str:
    """Return the file name of a list, such as `riverside-record-tag-flood-2012-2014.csv`."""
    words = [archive_name(archive), *filter(None, map(slug, _parts(scope, query)))]
    return f"{'-'.join(words)[:LONGEST].rstrip('-')}.{suffix}"


def _parts(scope: Scope, query: Query) -> Iterator[str]:
    if query.text or scope.path.startswith(urls.search()):
        # In ASCII a Hangul text leaves only this word, so the name still differs from the whole
        # list's.
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
