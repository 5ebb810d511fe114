"""Download a whole list: `export.csv`, `export.ris` and so on under the list's address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from flask import Blueprint, Response, abort

from archive.export.context import Context
from archive.export.csv_tables import BOM
from archive.export.formats import FORMAT_VERSION, FORMATS, Format, in_blocks
from archive.store.facets.query import NEWEST, Query
from archive.web.article_data import context_of_request, rows_of
from archive.web.context import read_session, site
from archive.web.exports.names import list_name
from archive.web.http.file_names import disposition
from archive.web.http.request import BadQuery, arguments, keep_to
from archive.web.http.streaming import stream
from archive.web.i18n import gettext as _
from archive.web.lists.addresses import add_files
from archive.web.lists.listing import ask, every_id, select
from archive.web.lists.scope import Scope

blueprint = Blueprint("exports", __name__)

_FORMS = {f"export.{suffix}": form for suffix, form in FORMATS.items()}
"""File name under the address of a list → format."""


class Download(NamedTuple):
    """A link to a list in another format."""

    name: str
    url: str
    media_type: str


def export(page: Scope, name: str) -> Response:
    """Stream every article of a list, in the list's order."""
    form, scope = _FORMS[name], page.under(name)
    query, for_excel = _asked(scope, form)
    context = context_of_request()

    def make() -> Iterator[bytes]:
        pieces = form.write(rows_of(every_id(*select(query, scope))), context)
        return in_blocks(chain((BOM,) * for_excel, pieces))

    address = _address(scope, query, for_excel)
    file_name = list_name(site().name, scope, query, form.suffix)
    headers = {
        "Content-Type": _with_charset(form.media_type),
        "Content-Disposition": disposition(file_name),
        "X-Robots-Tag": "noindex",
    }
    return stream(make, _validator(address, context), headers)


add_files(blueprint, _FORMS, export)


def downloads(scope: Scope, query: Query) -> list[Download]:
    """Return the downloads of a list, each with the current query."""
    found = []
    for form in FORMATS.values():
        here = scope.under(f"export.{form.suffix}")
        found.append(Download(form.name, here.url(query), form.media_type))
        if form.suffix == "csv":
            url = _address(here, query, True)
            found.append(Download(_("CSV for Excel"), url, form.media_type))
    # Feeds have their own order.
    feed = replace(scope, order=NEWEST).under("feed.atom")
    found.append(Download("Atom", feed.url(query.ordered(NEWEST)), "application/atom+xml"))
    return found


def _with_charset(media_type: str) -> str:
    """Return a media type for a header: only text types name a charset."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _asked(scope: Scope, form: Format) -> tuple[Query, bool]:
    """Return the query, and whether the file begins with the byte order mark that Excel needs."""
    asked = ask(scope, apart=("bom",), redirects=False)
    wanted = [value for value in arguments().getlist("bom") if value]
    if set(wanted) - {"1"} or (wanted and form.suffix != "csv"):
        fault = _("“bom” must be 1, and is only for CSV.")
        near = [(_("The list without this parameter"), scope.url(asked.query))]
        abort(400, BadQuery(fault, near))
    keep_to(_address(scope, asked.query, bool(wanted)))
    return asked.query, bool(wanted)


def _address(scope: Scope, query: Query, for_excel: bool) -> str:
    """Return the canonical address, without a page number: a file has the whole list."""
    url = scope.url(query)
    return f"{url}{'&' if '?' in url else '?'}bom=1" if for_excel else url


def _validator(address: str, context: Context) -> str:
    """Return a validator made from everything that determines the bytes of the file."""
    facts = (
        str(FORMAT_VERSION),
        read_session().snapshot.fingerprint,
        context.name,
        context.root,
        address,
    )
    return hashlib.sha256("\n".join(facts).encode("utf-8")).hexdigest()[:20]
