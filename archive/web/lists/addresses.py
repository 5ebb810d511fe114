"""The table of all addresses with a list of articles.

Pages take their URL rules from it; feeds and downloads add their files under each address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from itertools import product
from typing import Any, NamedTuple, NoReturn

from flask import Blueprint, Response, abort, redirect, request

from archive.facets import FACET_OF_COLLECTION
from archive.store import queries
from archive.web import urls
from archive.web.context import read_session
from archive.web.lists.scope import EVERYTHING, SEARCH, Scope, coverage, period

COLLECTIONS = tuple(name for name in FACET_OF_COLLECTION if name != "words")
"""The collections whose records have their own page. A word is a filter of the timeline."""


class ListAddress(NamedTuple):
    """One kind of address with a list."""

    rule: str
    """The routing rule of the page. It ends with a slash."""
    scope: Callable[..., Scope]
    """Return the scope, given the variables of the rule. Abort with 404 if there is no list."""


def document(record_id: str) -> Scope:
    """Return the coverage of a document. Redirect an address with a symbol to the one with the id.

    Abort with 404 for an unknown document.
    """
    if record_id in read_session().snapshot.labels["documents"]:
        return coverage("documents", record_id)
    found = queries.document_by_symbol(read_session().connection, record_id)
    if found is None:
        abort(404)
    file = request.path.rpartition("/")[2]
    query = request.query_string.decode("latin-1") if file else ""
    address = urls.record("documents", found) + file
    abort(redirect(f"{address}?{query}" if query else address, 308))


_YEAR = urls.timeline() + "<int(fixed_digits=4):year>/"

ADDRESSES: dict[str, ListAddress] = {
    "timeline": ListAddress(urls.home(), lambda: EVERYTHING),
    "year": ListAddress(_YEAR, period),
    "month": ListAddress(_YEAR + "<int(fixed_digits=2):month>/", period),
    "search": ListAddress(urls.search(), lambda: SEARCH),
    **{
        collection: ListAddress(
            urls.record(collection, "<record_id>"), partial(coverage, collection)
        )
        for collection in COLLECTIONS
    },
    # A symbol contains slashes.
    "documents": ListAddress(urls.record("documents", "<path:record_id>"), document),
}
"""Name of the endpoint → address."""


def add_files(
    blueprint: Blueprint, names: Collection[str], view: Callable[[Scope, str], Response]
) -> None:
    """Add files, such as `feed.atom`, under every address with a list.

    `view` is called with the scope of the list and the name of the file.
    """
    file = f"<any({', '.join(map(repr, names))}):name>"
    for endpoint, address in ADDRESSES.items():
        blueprint.add_url_rule(address.rule + file, endpoint, _file_view(address, view))
    for collection, name in product(FACET_OF_COLLECTION, names):
        # Routing would treat the file as a record, and redirect to that record's page.
        blueprint.add_url_rule(f"/{collection}/{name}", "none", _no_list)


def _file_view(
    address: ListAddress, view: Callable[[Scope, str], Response]
) -> Callable[..., Response]:
    def answer(name: str, **variables: Any) -> Response:
        return view(address.scope(**variables), name)

    return answer


def _no_list() -> NoReturn:
    """Abort with 404: an index has no list of articles, so it has no file."""
    abort(404)
