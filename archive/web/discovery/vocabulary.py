"""Build the SKOS graph of the tags, and write it to files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Node, URIRef

from archive.web import labels, urls
from archive.web.context import site
from archive.web.i18n import gettext as _
from archive.web.i18n import locale

LANGUAGE = "en"
"""The language of the records' labels, definitions and notes."""

Said = Iterator[tuple[URIRef, Node]]
"""Predicates and objects of one subject."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")  # Turtle, section 6.5: IRIREF.


def for_tags(tags: list[Any]) -> Graph:
    """Build the graph of the whole vocabulary from the rows of all tags."""
    graph = _graph()
    for tag in tags:
        if not tag.broader:
            graph.add((_home(), SKOS.hasTopConcept, _iri(tag)))
        _add(graph, tag, tags)
    return graph


def for_term(tag: Any, tags: list[Any]) -> Graph:
    """Build the graph of one term; `tags` are all tags, which may refer to it."""
    graph = _graph()
    _add(graph, tag, tags)
    return graph


def write(graph: Graph, form: str) -> str:
    """Write a graph in Turtle (`ttl`) or in JSON-LD (`jsonld`)."""
    if form == "ttl":
        return graph.serialize(format="turtle")
    prefixes = {name: str(address) for name, address in graph.namespaces()}
    document = json.loads(graph.serialize(format="json-ld", context=prefixes))
    return json.dumps(_sorted(document), ensure_ascii=False, indent=1)


def _sorted(value: Any) -> Any:
    """Sort a JSON value: rdflib's order differs between processes, and so would ETags."""
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda each: json.dumps(each, sort_keys=True))
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return value


def _graph() -> Graph:
    """Return a graph with a description of the vocabulary."""
    graph = Graph(bind_namespaces="none")
    for name, namespace in (("dct", DCTERMS), ("rdf", RDF), ("skos", SKOS)):
        graph.bind(name, namespace)
    graph.add((_home(), RDF.type, SKOS.ConceptScheme))
    title = _("Tags of %(site)s", site=site().name)
    for predicate in (DCTERMS.title, SKOS.prefLabel):
        graph.add((_home(), predicate, Literal(title, lang=str(locale()))))
    graph.add((_home(), DCTERMS.license, URIRef(site().licence.url)))
    return graph


def _add(graph: Graph, tag: Any, tags: list[Any]) -> None:
    """Add a term and its group."""
    for predicate, value in _concept(tag, tags):
        graph.add((_iri(tag), predicate, value))
    # These are the groups of the index. They are not terms: no article is tagged with a group.
    group = URIRef(f"{_home()}#group-{tag.group}")
    name = labels.group_name("tags", tag.group)
    graph.add((group, RDF.type, SKOS.Collection))
    graph.add((group, SKOS.prefLabel, Literal(name, lang=str(locale()))))
    graph.add((group, SKOS.member, _iri(tag)))


def _concept(tag: Any, tags: list[Any]) -> Said:
    """Yield the statements about a term, also from other tags: SKOS states relations both ways."""
    yield RDF.type, SKOS.Concept
    yield SKOS.inScheme, _home()
    yield SKOS.notation, Literal(tag.id)
    yield SKOS.definition, Literal(tag.definition, lang=LANGUAGE)
    yield from ((SKOS.prefLabel, label) for label in _preferred(tag))
    yield from ((SKOS.altLabel, label) for label in _others(tag))
    yield from ((DCTERMS.source, URIRef(_NOT_IN_IRI.sub(_encoded, url))) for url in tag.sources)
    yield from _relations(tag, tags)
    if tag.note:
        yield SKOS.note, Literal(tag.note, lang=LANGUAGE)
    if not tag.broader:
        yield SKOS.topConceptOf, _home()


def _relations(tag: Any, tags: list[Any]) -> Said:
    for other in tags:
        if other.id in tag.broader:
            yield SKOS.broader, _iri(other)
        if tag.id in other.broader:
            yield SKOS.narrower, _iri(other)
        if other.id in tag.related or tag.id in other.related:
            yield SKOS.related, _iri(other)


def _preferred(tag: Any) -> list[Literal]:
    korean = [Literal(tag.label_ko, lang="ko")] if tag.label_ko else []
    return [Literal(tag.label, lang=LANGUAGE), *korean]


def _others(tag: Any) -> list[Literal]:
    """Yield its other names. SKOS forbids a name as both preferred and alternative label."""
    names = (Literal(name, lang=_language(name)) for name in (tag.short, *tag.alt))
    return [name for name in names if name not in _preferred(tag)]


def _language(name: str) -> str | None:
    """Guess the language of a name by its script; `None` if the script does not decide."""
    if _HANGUL.search(name):
        return "ko"
    return LANGUAGE if _LATIN.search(name) else None


def _encoded(match: re.Match[str]) -> str:
    return quote(match[0])


def _home() -> URIRef:
    return URIRef(urls.absolute(urls.collection("tags")))


def _iri(tag: Any) -> URIRef:
    return URIRef(urls.absolute(urls.record("tags", tag.id)))
