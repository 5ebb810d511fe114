"""`/oai`: the archive for harvesters (OAI-PMH 2.0).

Every answer is `200` and contains its errors, as the protocol requires. A datestamp is the time
when a load first stored the current version of an article, or found its file deleted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response

from archive.store import queries
from archive.store.facets import changes
from archive.web import identifiers, urls
from archive.web.context import read_session, settings, site
from archive.web.oai import dublin_core, sets
from archive.web.oai.arguments import ALWAYS, PREFIX, OaiError, check_prefix, read_arguments
from archive.web.oai.lists import Part, read_part
from archive.web.xml import Element, add, root, written

blueprint = Blueprint("oai", __name__)

_NAMESPACES = {
    "": "http://www.openarchives.org/OAI/2.0/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_SCHEMA = "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"

Arguments = Mapping[str, str]


@blueprint.route("/oai", methods=["GET", "POST"])
def oai() -> Response:
    """Answer one request of a harvester."""
    top = root("OAI-PMH", _NAMESPACES, **{"xsi:schemaLocation": _SCHEMA})
    add(top, "responseDate", datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    verb, arguments = "", dict[str, str]()
    try:
        verb, arguments = read_arguments()
        body = Element(verb)
        VERBS[verb](body, arguments)
    except OaiError as error:
        body = Element("error", code=error.code)
        body.text = error.message
        if error.code in ("badVerb", "badArgument"):
            verb, arguments = "", {}
    given = ({"verb": verb} if verb else {}) | arguments
    add(top, "request", urls.absolute(urls.oai()), given)
    top.append(body)
    response = Response(written(top), content_type="text/xml; charset=utf-8")
    # It contains its own time, where the next harvest starts, so it must not be cached.
    response.headers["Cache-Control"] = "no-store"
    return response


def identify(body: Element, arguments: Arguments) -> None:
    """Describe this repository."""
    domain = settings().authority[0]
    snapshot = read_session().snapshot
    earliest = changes.earliest(read_session().connection, snapshot.index) or snapshot.loaded_at
    add(body, "repositoryName", site().name)
    add(body, "baseURL", urls.absolute(urls.oai()))
    add(body, "protocolVersion", "2.0")
    add(body, "adminEmail", settings().admin_email or f"postmaster@{domain}")
    add(body, "earliestDatestamp", earliest)
    add(body, "deletedRecord", "persistent")
    add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    if _OAI_DOMAIN.fullmatch(domain):
        _describe_identifiers(body, domain)


def list_metadata_formats(body: Element, arguments: Arguments) -> None:
    """List the one format, of the repository or of an article."""
    if "identifier" in arguments and not _is_here(arguments["identifier"]):
        raise OaiError("noMetadataFormats", "The article is gone, and its description with it.")
    element = add(body, "metadataFormat")
    add(element, "metadataPrefix", PREFIX)
    add(element, "schema", dublin_core.SCHEMA)
    add(element, "metadataNamespace", dublin_core.NAMESPACE)


def list_sets(body: Element, arguments: Arguments) -> None:
    """List every set in one answer."""
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets has one part only.")
    gone = queries.deletions(read_session().connection, *ALWAYS)
    for spec, name in sets.listed(read_session().snapshot, gone):
        element = add(body, "set")
        add(element, "setSpec", spec)
        add(element, "setName", name)


def get_record(body: Element, arguments: Arguments) -> None:
    """Return one record."""
    slug = identifiers.slug_of(arguments["identifier"])
    row = queries.article(read_session().connection, slug) if slug else None
    gone = queries.deletion(read_session().connection, slug) if slug and row is None else None
    if row is None and gone is None:
        raise _unknown()
    check_prefix(arguments)
    _add_records(body, [row] if row is not None else [], [gone] if gone is not None else [])


def list_identifiers(body: Element, arguments: Arguments) -> None:
    """List the headers of all records, of a set or of a period."""
    part = read_part(arguments)
    for row in part.rows:
        _add_header(body, row, row.changed_at)
    for row in part.gone:
        _add_header(body, row, row.deleted_at, status="deleted")
    _add_token(body, part)


def list_records(body: Element, arguments: Arguments) -> None:
    """List all records, or those of a set or of a period."""
    part = read_part(arguments)
    _add_records(body, part.rows, part.gone)
    _add_token(body, part)


VERBS: dict[str, Callable[[Element, Arguments], None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}


def _add_records(body: Element, rows: Sequence[Any], gone: Sequence[Any]) -> None:
    snapshot = read_session().snapshot
    documents = list(dict.fromkeys(each for row in rows for each in row.documents))
    found = queries.authorities(read_session().connection, "documents", documents)
    links = {document.id: document.url for document in found}
    for row in rows:
        element = add(body, "record")
        _add_header(element, row, row.changed_at)
        dublin_core.add_article(add(element, "metadata"), row, snapshot, links)
    for row in gone:
        _add_header(add(body, "record"), row, row.deleted_at, status="deleted")


def _add_header(parent: Element, row: Any, time: str, status: str | None = None) -> None:
    element = add(parent, "header", attributes={"status": status})
    add(element, "identifier", identifiers.for_record(row.slug))
    add(element, "datestamp", time)
    for spec in sets.specs_of(row, read_session().snapshot):
        add(element, "setSpec", spec)


def _add_token(body: Element, part: Part) -> None:
    """Add the resumption token, which is empty at the end of a list of several parts."""
    if part.following or part.cursor:
        sizes = {"completeListSize": str(part.total), "cursor": str(part.cursor)}
        add(body, "resumptionToken", part.following, sizes)


def _is_here(identifier: str) -> bool:
    """Return whether an article exists. Raise `OaiError` if it is not even a deleted one."""
    slug = identifiers.slug_of(identifier)
    if slug is not None:
        if queries.article(read_session().connection, slug) is not None:
            return True
        if queries.deletion(read_session().connection, slug) is not None:
            return False
    raise _unknown()


def _unknown() -> OaiError:
    return OaiError("idDoesNotExist", "There is no record with this identifier.")


def _describe_identifiers(body: Element, domain: str) -> None:
    """Describe the identifiers by the guidelines for `oai:` identifiers."""
    scheme = add(
        add(body, "description"),
        "oai-identifier",
        attributes={
            "xmlns": _IDENTIFIER,
            "xsi:schemaLocation": f"{_IDENTIFIER} {_IDENTIFIER}.xsd",
        },
    )
    add(scheme, "scheme", "oai")
    add(scheme, "repositoryIdentifier", domain)
    add(scheme, "delimiter", ":")
    add(scheme, "sampleIdentifier", identifiers.for_record("an-example"))


_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_OAI_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")
"""Domains that the schema of the identifier description allows; others go without it."""
