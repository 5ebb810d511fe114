"""The vocabulary of tags as SKOS: the whole of it, and each term, in Turtle and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from archive.store import queries
from archive.web import labels, urls
from archive.web.context import read_session, settings
from archive.web.discovery.rdf import TYPE, Iri, Statement, Text, json_ld, turtle
from archive.web.head.meta_tags import LICENCE
from archive.web.head.signposting import TAG_FORMATS
from archive.web.i18n import gettext as _
from archive.web.i18n import locale

blueprint = Blueprint("skos", __name__)

LANGUAGE = "en"
"""The language in which the records' labels, definitions and notes are written."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")


@blueprint.get("/tags.<any(ttl, jsonld):form>")
def vocabulary(form: str) -> AnyResponse:
    """The whole vocabulary."""
    tags = queries.authorities(read_session().connection, "tags")
    return _answer([*_scheme(tags), *_groups(tags), *_concepts(tags, tags)], form)


@blueprint.get("/tags/<record_id>.<any(ttl, jsonld):form>")
def term(record_id: str, form: str) -> AnyResponse:
    """One term, with the vocabulary that it is of."""
    tags = queries.authorities(read_session().connection, "tags")
    chosen = [tag for tag in tags if tag.id == record_id]
    if not chosen:
        abort(404)
    return _answer([*_about_scheme(), *_groups(chosen), *_concepts(chosen, tags)], form)


def _answer(statements: list[Statement], form: str) -> AnyResponse:
    if request.query_string:
        return redirect(request.path, 308)
    text = turtle(statements)
    if form == "jsonld":
        text = json.dumps(json_ld(statements), ensure_ascii=False, indent=1)
    response = Response(text, content_type=TAG_FORMATS[form])
    if form == "ttl":
        response.headers["Content-Type"] += "; charset=utf-8"
    return response


def _scheme(tags: list[Any]) -> Iterator[Statement]:
    yield from _about_scheme()
    for tag in tags:
        if not tag.broader:
            yield Statement(_home(), "skos:hasTopConcept", _iri(tag.id))


def _about_scheme() -> Iterator[Statement]:
    home = _home()
    yield Statement(home, TYPE, Iri("skos:ConceptScheme"))
    title = _("Tags of %(site)s", site=settings().name)
    yield Statement(home, "dct:title", Text(title, str(locale())))
    yield Statement(home, "dct:license", Iri(LICENCE))


def _groups(tags: list[Any]) -> Iterator[Statement]:
    """The groups that the index shows. They are no terms: nothing is tagged with one."""
    for tag in tags:
        group = Iri(f"{_home()}#group-{tag.group}")
        yield Statement(group, TYPE, Iri("skos:Collection"))
        name = labels.group_name("tags", tag.group)
        yield Statement(group, "skos:prefLabel", Text(name, str(locale())))
        yield Statement(group, "skos:member", _iri(tag.id))


def _concepts(chosen: list[Any], tags: list[Any]) -> Iterator[Statement]:
    for tag in chosen:
        yield from _concept(tag, tags)


def _concept(tag: Any, tags: list[Any]) -> Iterator[Statement]:
    """One term. What others say of it stands here too: SKOS gives both sides of a relation."""
    narrower = [other.id for other in tags if tag.id in other.broader]
    related = [*tag.related, *(other.id for other in tags if tag.id in other.related)]
    said: list[tuple[str, Iri | Text]] = [
        (TYPE, Iri("skos:Concept")),
        ("skos:inScheme", _home()),
        ("skos:notation", Text(tag.id)),
        *(("skos:prefLabel", label) for label in _preferred(tag)),
        *(("skos:altLabel", label) for label in _others(tag)),
        ("skos:definition", Text(tag.definition, LANGUAGE)),
        *(("skos:broader", _iri(other)) for other in tag.broader),
        *(("skos:narrower", _iri(other)) for other in narrower),
        *(("skos:related", _iri(other)) for other in related),
        *(("dct:source", Iri(source)) for source in tag.sources),
    ]
    if tag.note:
        said.append(("skos:note", Text(tag.note, LANGUAGE)))
    if not tag.broader:
        said.append(("skos:topConceptOf", _home()))
    for predicate, value in said:
        yield Statement(_iri(tag.id), predicate, value)


def _preferred(tag: Any) -> list[Text]:
    korean = [Text(tag.label_ko, "ko")] if tag.label_ko else []
    return [Text(tag.label, LANGUAGE), *korean]


def _others(tag: Any) -> list[Text]:
    """Its other names. One that is preferred in its language may not be an alternative too."""
    names = (Text(name, _language(name)) for name in (tag.short, *tag.alt))
    return [name for name in names if name not in _preferred(tag)]


def _language(name: str) -> str | None:
    """The language of a name by its script, as no file says it; `None` where that is no sign."""
    if _HANGUL.search(name):
        return "ko"
    return LANGUAGE if _LATIN.search(name) else None


def _home() -> Iri:
    return Iri(urls.absolute(urls.collection("tags")))


def _iri(tag_id: str) -> Iri:
    return Iri(urls.absolute(urls.record("tags", tag_id)))
