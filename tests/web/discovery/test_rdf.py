"""Turtle and JSON-LD, read back by rdflib."""

from __future__ import annotations

import json
import warnings

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from archive.web.discovery.rdf import TYPE, Iri, Statement, Text, json_ld, turtle

HERE = Iri("http://localhost/tags/upr/")

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
"""Any text at all: quotation marks, backslashes, ends of lines, control characters."""

IRIS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: Iri("http://x.example/" + "".join(text.split()))
)
LITERALS = st.builds(Text, TEXTS, st.sampled_from([None, "en", "ko", "zh-Hant"]))


def read(text: str, form: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's reader calls a class of its own deprecated.
        graph.parse(data=text, format=form)
    return graph


@given(st.lists(LITERALS, max_size=5))
def test_any_text_comes_back(texts: list[Text]) -> None:
    statements = [Statement(HERE, "skos:altLabel", text) for text in texts]
    wanted = {rdflib.Literal(text, lang=language) for text, language in texts}

    for form, written in (
        ("turtle", turtle(statements)),
        ("json-ld", json.dumps(json_ld(statements))),
    ):
        assert set(read(written, form).objects()) == wanted, form


@pytest.mark.parametrize("sign", [*"\"\\'\n\r\t\0\x7f<>{}|^`", "\u2028", "😀", '"""'])
def test_signs_that_mean_something(sign: str) -> None:
    statements = [Statement(HERE, "skos:note", Text(f"a{sign}b", "en"))]

    (note,) = read(turtle(statements), "turtle").objects()
    assert note == rdflib.Literal(f"a{sign}b", lang="en")


@pytest.mark.parametrize("sign", list('"<>\\{}|^` '))
def test_an_address_does_not_end_early(sign: str) -> None:
    """What no address may hold is escaped, so that a file is never broken by one."""
    statements = [
        Statement(HERE, "dct:source", Iri(f"http://x.example/a{sign}b")),
        Statement(HERE, "skos:note", Text("there")),
    ]
    text = turtle(statements)

    assert f"a{sign}b" not in text
    assert f"\\u{ord(sign):04X}" in text


@given(st.lists(IRIS.filter(lambda iri: not set(iri) & set('"<>\\{}|^`')), max_size=5))
def test_addresses_come_back(iris: list[Iri]) -> None:
    statements = [Statement(HERE, "skos:related", iri) for iri in iris]

    found = {str(iri) for iri in read(turtle(statements), "turtle").objects()}
    assert found == set(iris)


def test_both_forms_say_the_same() -> None:
    statements = [
        Statement(HERE, TYPE, Iri("skos:Concept")),
        Statement(HERE, "skos:prefLabel", Text("Review", "en")),
        Statement(HERE, "skos:prefLabel", Text("검토", "ko")),
        Statement(HERE, "skos:prefLabel", Text("검토", "ko")),
        Statement(Iri("http://localhost/tags/"), "skos:hasTopConcept", HERE),
    ]
    first = read(turtle(statements), "turtle")

    assert isomorphic(first, read(json.dumps(json_ld(statements)), "json-ld"))
    assert len(first) == 4
    assert (rdflib.URIRef(HERE), RDF.type, SKOS.Concept) in first


def test_an_address_of_ours_that_looks_like_a_prefix() -> None:
    """Only the names of the known vocabularies are written short."""
    statements = [Statement(HERE, "dct:source", Iri("urn:skos:x"))]

    assert "<urn:skos:x>" in turtle(statements)
