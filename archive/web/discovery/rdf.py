"""Statements of RDF, written as Turtle and as JSON-LD.

What is written here is a dozen kinds of statement with addresses and texts in them: two short
functions, where a library for all of RDF would make every start of the server slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
"""The vocabularies that a predicate or a type may be of, as `skos:prefLabel`."""

TYPE = "rdf:type"


class Iri(str):
    """An address, or a name with one of the prefixes."""

    __slots__ = ()


class Text(NamedTuple):
    """A text and its language; with none, a plain string."""

    text: str
    language: str | None = None


class Statement(NamedTuple):
    """Something is said of a subject."""

    subject: Iri
    predicate: str
    object: Iri | Text


def turtle(statements: Iterable[Statement]) -> str:
    """The statements in Turtle, in their order, those of one subject together."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for subject, said in _by_subject(statements).items():
        lines += ["", _iri(subject)]
        parts = [
            f"    {'a' if predicate == TYPE else predicate} {', '.join(map(_object, objects))}"
            for predicate, objects in said.items()
        ]
        lines.append(" ;\n".join(parts) + " .")
    return "\n".join(lines) + "\n"


def json_ld(statements: Iterable[Statement]) -> dict[str, Any]:
    """The statements as a JSON-LD document with the prefixes as its context."""
    nodes = []
    for subject, said in _by_subject(statements).items():
        node: dict[str, Any] = {"@id": subject}
        for predicate, objects in said.items():
            is_type = predicate == TYPE
            values = [str(o) if is_type else _value(o) for o in objects]
            node["@type" if is_type else predicate] = values
        nodes.append(node)
    return {"@context": PREFIXES, "@graph": nodes}


def _by_subject(
    statements: Iterable[Statement],
) -> dict[Iri, dict[str, list[Iri | Text]]]:
    found: dict[Iri, dict[str, list[Iri | Text]]] = {}
    for subject, predicate, value in statements:
        objects = found.setdefault(subject, {}).setdefault(predicate, [])
        if value not in objects:
            objects.append(value)
    return found


def _value(value: Iri | Text) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value}
    if value.language is None:
        return {"@value": value.text}
    return {"@value": value.text, "@language": value.language}


def _object(value: Iri | Text) -> str:
    if isinstance(value, Iri):
        return _iri(value)
    text = _NOT_IN_TEXT.sub(_escaped, value.text)
    return f'"{text}"' + (f"@{value.language}" if value.language else "")


def _iri(iri: Iri) -> str:
    if iri.partition(":")[0] in PREFIXES:
        return iri
    return f"<{_NOT_IN_IRI.sub(_escaped, iri)}>"


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    return "\\" + sign if sign in '"\\' and match.re is _NOT_IN_TEXT else f"\\u{ord(sign):04X}"


# Turtle, sections 6.4 and 6.5: STRING_LITERAL_QUOTE and IRIREF.
_NOT_IN_TEXT = re.compile(r'["\\\x00-\x1f\x7f]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
