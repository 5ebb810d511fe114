"""A whole list taken away: `export.csv`, `export.ris` and so on under the list's address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, NoReturn

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from archive.export.context import Context
from archive.export.csv_tables import BOM
from archive.export.formats import FORMAT_VERSION, FORMATS, Format, in_blocks
from archive.facets import FACET_OF_COLLECTION
from archive.store import queries
from archive.store.facets.query import NEWEST, Query
from archive.web import urls
from archive.web.article_data import context_of_request, rows_of
from archive.web.context import read_session, settings
from archive.web.http.file_names import disposition, list_name
from archive.web.http.streaming import stream
from archive.web.i18n import gettext as _
from archive.web.lists.listing import arguments, ask, every_id, keep_to, select
from archive.web.lists.query import BadQuery, Scope
from archive.web.lists.scope import scope_at

blueprint = Blueprint("exports", __name__)

_SUFFIX = f"<any({', '.join(f'{suffix!r}' for suffix in FORMATS)}):suffix>"


class Download(NamedTuple):
    """A link to a list in another form."""

    name: str
    url: str
    media_type: str


@blueprint.get(f"/export.{_SUFFIX}", defaults={"place": ""})
@blueprint.get(f"/<path:place>/export.{_SUFFIX}")
def export(place: str, suffix: str) -> Response:
    """Every article of a list, in the list's order."""
    form = FORMATS[suffix]
    scope = scope_at(f"/{place}/" if place else "/").under(f"export.{suffix}")
    query, for_excel = _asked(scope, form)
    context = context_of_request()

    def make() -> Iterator[bytes]:
        pieces = form.write(rows_of(every_id(*select(query, scope))), context)
        return in_blocks(chain((BOM,) * for_excel, pieces))

    name = list_name(settings().name, scope, query, suffix)
    address = _address(scope, query, for_excel)
    headers = {
        "Content-Type": _with_charset(form.media_type),
        "Content-Disposition": disposition(name),
        "X-Robots-Tag": "noindex",
    }
    return stream(make, _validator(address, context), headers)


@blueprint.get(f"/documents/<path:symbol>/export.{_SUFFIX}")
def export_of_document(symbol: str, suffix: str) -> WerkzeugResponse:
    """The same for a document, which may also be asked for by its UN symbol."""
    record_id = queries.document_by_symbol(read_session().connection, symbol)
    if record_id is None:
        return export(f"documents/{symbol}", suffix)
    query = request.query_string.decode("latin-1")
    address = f"{urls.record('documents', record_id)}export.{suffix}"
    return redirect(f"{address}?{query}" if query else address, 308)


def export_of_index(suffix: str) -> NoReturn:
    """An index is no list of articles, and `export.csv` in it no record."""
    abort(404)


for _collection in FACET_OF_COLLECTION:
    blueprint.add_url_rule(
        f"/{_collection}/export.{_SUFFIX}", f"export_of_{_collection}", export_of_index
    )


def downloads(scope: Scope, query: Query) -> list[Download]:
    """The forms that a list is offered in, each with the query as it is asked."""
    found = []
    for form in FORMATS.values():
        here = scope.under(f"export.{form.suffix}")
        found.append(Download(form.name, here.url(query), form.media_type))
        if form.suffix == "csv":
            url = _address(here, query, True)
            found.append(Download(_("CSV for Excel"), url, form.media_type))
    # A feed has an order of its own.
    feed = replace(scope, order=NEWEST).under("feed.atom")
    found.append(Download("Atom", feed.url(query.ordered(NEWEST)), "application/atom+xml"))
    return found


def _with_charset(media_type: str) -> str:
    """A media type as a header has it: only those of texts have a charset to name."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _asked(scope: Scope, form: Format) -> tuple[Query, bool]:
    """The query, and whether the file is to begin with the mark that Excel looks for."""
    asked = ask(scope, apart=("bom",), redirects=False)
    wanted = [value for value in arguments().getlist("bom") if value]
    if set(wanted) - {"1"} or (wanted and form.suffix != "csv"):
        fault = _("“bom” can only be 1, and only for CSV.")
        near = [(_("The same list without it"), scope.url(asked.query))]
        abort(400, BadQuery(fault, near))
    keep_to(_address(scope, asked.query, bool(wanted)))
    return asked.query, bool(wanted)


def _address(scope: Scope, query: Query, for_excel: bool) -> str:
    """The canonical address: never that of a page, as a file has the whole list."""
    url = scope.url(query)
    return f"{url}{'&' if '?' in url else '?'}bom=1" if for_excel else url


def _validator(address: str, context: Context) -> str:
    """Names the bytes of a file by everything that they are made from."""
    facts = (
        str(FORMAT_VERSION),
        read_session().snapshot.fingerprint,
        context.name,
        context.root,
        address,
    )
    return hashlib.sha256("\n".join(facts).encode("utf-8")).hexdigest()[:20]
