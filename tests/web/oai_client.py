"""Read and validate answers of `/oai` with a grammar written from the protocol.

It is a strict RELAX NG grammar for order and number of elements, formats of times, sets and
identifiers, and the fifteen elements of Dublin Core. It is not the schema published by the Open
Archives Initiative.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import lxml.etree
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
DC_ROOT = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
ELEMENTS = (
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type"),
    *("format", "identifier", "source", "language", "relation", "coverage", "rights"),
)
ERRORS = (
    *("cannotDisseminateFormat", "idDoesNotExist", "badArgument", "badVerb"),
    *("noMetadataFormats", "noRecordsMatch", "badResumptionToken", "noSetHierarchy"),
)
VERBS = (
    *("Identify", "ListMetadataFormats", "ListSets"),
    *("GetRecord", "ListIdentifiers", "ListRecords"),
)
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
SPEC = r"[A-Za-z0-9\-_\.!~\*'\(\)]+(:[A-Za-z0-9\-_\.!~\*'\(\)]+)*"


def _text(name: str, pattern: str = r"(.|\n)+") -> str:
    data = f'<data type="string"><param name="pattern">{pattern}</param></data>'
    return f'<element name="{name}">{data}</element>'


def _some(content: str) -> str:
    return f"<oneOrMore>{content}</oneOrMore>"


def _any(content: str) -> str:
    return f"<zeroOrMore>{content}</zeroOrMore>"


def _maybe(content: str) -> str:
    return f"<optional>{content}</optional>"


def _choice(values: tuple[str, ...]) -> str:
    return f"<choice>{''.join(f'<value>{value}</value>' for value in values)}</choice>"


@cache
def grammar() -> lxml.etree.RelaxNG:
    """Return the grammar of an answer."""
    header = (
        '<element name="header">'
        + _maybe('<attribute name="status"><value>deleted</value></attribute>')
        + _text("identifier", "oai:[a-z0-9.-]+:[a-z0-9-]+")
        + _text("datestamp", TIME)
        + _any(_text("setSpec", SPEC))
        + "</element>"
    )
    language = _maybe('<attribute name="xml:lang"><data type="language"/></attribute>')
    location = '<attribute name="xsi:schemaLocation"><text/></attribute>'
    dc = "".join(
        f'<element name="dc:{name}">{language}<data type="string">'
        '<param name="minLength">1</param></data></element>'
        for name in ELEMENTS
    )
    metadata = (
        f'<element name="metadata"><element name="oai_dc:dc">{location}'
        f"{_any(f'<choice>{dc}</choice>')}</element></element>"
    )
    record = f'<element name="record">{header}{_maybe(metadata)}</element>'
    token = _maybe(
        '<element name="resumptionToken">'
        '<attribute name="completeListSize"><data type="positiveInteger"/></attribute>'
        '<attribute name="cursor"><data type="nonNegativeInteger"/></attribute>'
        "<text/></element>"
    )
    anything = (
        '<define name="any"><element><anyName/>'
        + _any('<choice><attribute><anyName/></attribute><text/><ref name="any"/></choice>')
        + "</element></define>"
    )
    bodies = {
        "Identify": _text("repositoryName")
        + _text("baseURL", "https?://.*/oai")
        + _text("protocolVersion", r"2\.0")
        + _some(_text("adminEmail", r"\S+@(\S+\.)+\S+"))
        + _text("earliestDatestamp", TIME)
        + _text("deletedRecord", "persistent")
        + _text("granularity", "YYYY-MM-DDThh:mm:ssZ")
        + _any('<element name="description"><ref name="any"/></element>'),
        "ListMetadataFormats": _some(
            '<element name="metadataFormat">'
            + _text("metadataPrefix", r"[A-Za-z0-9\-_\.!~\*'\(\)]+")
            + _text("schema", "https?://.*")
            + _text("metadataNamespace", "https?://.*")
            + "</element>"
        ),
        "ListSets": _some(
            f'<element name="set">{_text("setSpec", SPEC)}{_text("setName")}</element>'
        ),
        "GetRecord": record,
        "ListIdentifiers": _some(header) + token,
        "ListRecords": _some(record) + token,
    }
    code = f'<attribute name="code">{_choice(ERRORS)}</attribute>'
    error = f'<element name="error">{code}<text/></element>'
    body = "".join(f'<element name="{verb}">{bodies[verb]}</element>' for verb in VERBS)
    request = (
        '<element name="request">'
        + _maybe(f'<attribute name="verb">{_choice(VERBS)}</attribute>')
        + "".join(
            _maybe(f'<attribute name="{name}"/>')
            for name in (
                *("identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"),
            )
        )
        + '<data type="anyURI"/></element>'
    )
    return lxml.etree.RelaxNG(
        lxml.etree.fromstring(
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0" '
            'ns="http://www.openarchives.org/OAI/2.0/" '
            'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
            f'<start><element name="OAI-PMH">{location}{_text("responseDate", TIME)}{request}'
            f"<choice>{_some(error)}{body}</choice></element></start>{anything}</grammar>"
        )
    )


def read(response: TestResponse) -> lxml.etree._Element:
    """Return the answer as a tree, after the checks for every answer."""
    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    tree = lxml.etree.fromstring(response.data)
    assert grammar().validate(tree), grammar().error_log
    return tree


def ask(client: FlaskClient, **arguments: str) -> lxml.etree._Element:
    """Send a GET request; `since` is the argument `from`."""
    if "since" in arguments:
        arguments["from"] = arguments.pop("since")
    return read(client.get("/oai", query_string=arguments))


def error_of(tree: lxml.etree._Element) -> str | None:
    """Return the code of the error in an answer."""
    errors = [error.get("code") for error in tree.findall(f"{OAI}error")]
    assert len(errors) <= 1
    return errors[0] if errors else None


def headers(tree: lxml.etree._Element) -> list[tuple[str, str, str | None]]:
    """Return (slug, datestamp, status) of each record of an answer."""
    return [
        (
            header.findtext(f"{OAI}identifier", "").rpartition(":")[2],
            header.findtext(f"{OAI}datestamp", ""),
            header.get("status"),
        )
        for header in tree.iter(f"{OAI}header")
    ]


def token(tree: lxml.etree._Element) -> lxml.etree._Element | None:
    return next(tree.iter(f"{OAI}resumptionToken"), None)


def harvest(client: FlaskClient, **arguments: str) -> list[Any]:
    """Return all headers of a list, part by part, and check the attributes of the tokens."""
    verb = arguments.setdefault("verb", "ListIdentifiers")
    arguments.setdefault("metadataPrefix", "oai_dc")
    tree = ask(client, **arguments)
    found = headers(tree)
    sizes = set()
    while (following := token(tree)) is not None:
        assert following.get("cursor") == str(len(found) - len(headers(tree)))
        sizes.add(following.get("completeListSize"))
        if not following.text:
            break
        tree = ask(client, verb=verb, resumptionToken=following.text)
        assert error_of(tree) is None
        found += headers(tree)
    assert sizes <= {str(len(found))}
    return found
