"""The vocabulary as SKOS: nothing lost, nothing said on one side only."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SKOS

from archive.config import ROOT, Settings
from archive.factory import create_app
from tests.web.files import records
from tests.web.page_parsing import open_page

HOME = rdflib.URIRef("http://localhost/tags/")
FORMS = {"ttl": "turtle", "jsonld": "json-ld"}


def read(text: str, form: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's reader calls a class of its own deprecated.
        graph.parse(data=text, format=form)
    return graph


def concept(tag: str) -> rdflib.URIRef:
    return rdflib.URIRef(f"{HOME}{tag}/")


@pytest.fixture(scope="module")
def graph(real_client: FlaskClient) -> rdflib.Graph:
    """The whole vocabulary."""
    return read(real_client.get("/tags.ttl").text, "turtle")


@cache
def tags() -> dict[str, dict[str, object]]:
    return records("tags")


def values(tag: str, field: str) -> list[str]:
    found = tags()[tag].get(field, [])
    assert isinstance(found, list)
    return found


def test_no_term_is_lost(graph: rdflib.Graph) -> None:
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))

    assert concepts == {concept(tag) for tag in tags()}
    assert set(graph.subjects(SKOS.inScheme, HOME)) == concepts
    assert (HOME, RDF.type, SKOS.ConceptScheme) in graph
    assert len(list(graph.objects(HOME, DCTERMS.title))) == 1
    assert list(graph.objects(HOME, SKOS.prefLabel)) == list(graph.objects(HOME, DCTERMS.title))


def test_every_field_has_statements(graph: rdflib.Graph) -> None:
    for tag, fields in tags().items():
        here = concept(tag)
        assert set(graph.objects(here, SKOS.notation)) == {rdflib.Literal(tag)}
        labels = {rdflib.Literal(fields["label"], lang="en")}
        labels |= {rdflib.Literal(fields["label_ko"], lang="ko")} if "label_ko" in fields else set()
        assert set(graph.objects(here, SKOS.prefLabel)) == labels
        names = {fields["short"], *values(tag, "alt")}
        others = {str(label) for label in graph.objects(here, SKOS.altLabel)}
        assert names - {str(label) for label in labels} == others
        (definition,) = graph.objects(here, SKOS.definition)
        assert definition == rdflib.Literal(str(fields["definition"]).strip(), lang="en")
        notes = [str(note) for note in graph.objects(here, SKOS.note)]
        assert notes == ([str(fields["note"]).strip()] if "note" in fields else [])
        sources = {str(source) for source in graph.objects(here, DCTERMS.source)}
        assert sources == set(values(tag, "sources"))
        broader = set(graph.objects(here, SKOS.broader))
        assert broader == {concept(other) for other in values(tag, "broader")}
        related = set(graph.objects(here, SKOS.related))
        assert related >= {concept(other) for other in values(tag, "related")}


def test_labels_follow_the_rules_of_skos(graph: rdflib.Graph) -> None:
    """S13, S14: one preferred label in a language, and none that is an alternative too."""
    for here in graph.subjects(RDF.type, SKOS.Concept):
        preferred = list(graph.objects(here, SKOS.prefLabel))
        languages = Counter(label.language for label in preferred)
        assert set(languages.values()) == {1}
        assert not set(preferred) & set(graph.objects(here, SKOS.altLabel))


def test_language_of_a_label_follows_its_script(graph: rdflib.Graph) -> None:
    found = Counter()
    for label in graph.objects(None, SKOS.altLabel):
        assert (label.language == "ko") == bool(re.search("[가-힣]", label)), label
        found[label.language] += 1
    assert found["ko"] > 100
    assert found["en"] > 100


def test_relations_have_both_sides(graph: rdflib.Graph) -> None:
    """S23, S25, S27, and the two ends of the scheme."""
    for one, other in graph.subject_objects(SKOS.related):
        assert (other, SKOS.related, one) in graph
        assert one != other
        assert other not in set(graph.transitive_objects(one, SKOS.broader)) - {one}
    assert set(graph.subject_objects(SKOS.broader)) == {
        (lower, upper) for upper, lower in graph.subject_objects(SKOS.narrower)
    }
    top = set(graph.objects(HOME, SKOS.hasTopConcept))
    assert top == set(graph.subjects(SKOS.topConceptOf, HOME))
    assert top == {concept(tag) for tag in tags() if not values(tag, "broader")}


def test_groups_are_collections(graph: rdflib.Graph) -> None:
    """S37: a collection is no concept; every term is in the one of its group."""
    groups = set(graph.subjects(RDF.type, SKOS.Collection))
    assert not groups & set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(groups) == len({str(fields["group"]) for fields in tags().values()})
    for tag, fields in tags().items():
        (group,) = graph.subjects(SKOS.member, concept(tag))
        assert str(group).endswith(f"-{fields['group']}")
        assert len(list(graph.objects(group, SKOS.prefLabel))) == 1


def test_turtle_and_json_ld_are_equivalent(real_client: FlaskClient, graph: rdflib.Graph) -> None:
    assert isomorphic(graph, read(real_client.get("/tags.jsonld").text, "json-ld"))


def test_files_have_a_stable_order(real_client: FlaskClient) -> None:
    """rdflib keeps statements in sets; an `ETag` must be the same from every process."""
    nodes = real_client.get("/tags.jsonld").json["@graph"]

    assert [node["@id"] for node in nodes] == sorted(node["@id"] for node in nodes)
    for node in nodes:
        related = [each["@id"] for each in node.get("skos:related", []) if isinstance(each, dict)]
        assert related == sorted(related)


def test_rdflib_is_imported_only_when_asked_for() -> None:
    """It takes longer to import than the rest of the server."""
    code = "import sys, archive.factory; sys.exit('rdflib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("sign", list("{}|^`"))
def test_special_characters_in_addresses_are_encoded(
    settings: Settings, collection: Path, load_collection: Callable[..., object], sign: str
) -> None:
    """Some signs may be in a source's address and not in an IRI: they are percent-encoded."""
    file = collection / "authorities/tags.yaml"
    old = "https://un.example.org/china"
    file.write_text(file.read_text("utf-8").replace(f"[{old}]", f"['{old}{sign}']"), "utf-8")
    load_collection()
    client = create_app(settings).test_client()

    graph = read(client.get("/tags/china.ttl").text, "turtle")

    assert {str(each) for each in graph.objects(None, DCTERMS.source)} == {old + quote(sign)}


def test_term_file_agrees_with_the_vocabulary(
    real_client: FlaskClient, graph: rdflib.Graph
) -> None:
    for tag in tags():
        for form in ("ttl", "jsonld") if tag == "upr" else ("ttl",):
            alone = read(real_client.get(f"/tags/{tag}.{form}").text, FORMS[form])
            here = concept(tag)
            assert set(alone.predicate_objects(here)) == set(graph.predicate_objects(here))
            assert set(alone) <= set(graph)
            assert list(alone.subjects(RDF.type, SKOS.Concept)) == [here]


def test_files_are_found_from_the_pages(real_client: FlaskClient) -> None:
    kinds = {"text/turtle": "turtle", "application/ld+json": "json-ld"}
    for address in ("/tags/", "/tags/upr/"):
        page = open_page(real_client, address)
        for kind, form in kinds.items():
            (link,) = page.links(f"head link[rel=alternate][type='{kind}']")
            response = real_client.get(link)
            assert response.mimetype == kind
            assert len(read(response.text, form)) > 10
    assert set(open_page(real_client, "/tags/").links(".index__files a")) == {
        "/tags.ttl",
        "/tags.jsonld",
    }


def test_how_a_file_is_served(client: FlaskClient) -> None:
    response = client.get("/tags.ttl")
    assert response.content_type == "text/turtle; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["ETag"]
    same = client.get("/tags.ttl", headers={"If-None-Match": response.headers["ETag"]})
    assert same.status_code == 304
    assert client.get("/tags/china.jsonld").content_type == "application/ld+json"
    assert client.get("/tags.ttl?x=1").location == "/tags.ttl"


@pytest.mark.parametrize(
    "address", ["/tags/none.ttl", "/tags/china.rdf", "/tags.xml", "/tags/.ttl"]
)
def test_unknown_terms_are_404(client: FlaskClient, address: str) -> None:
    assert client.get(address, follow_redirects=True).status_code == 404


def test_addresses_are_public(real_client: FlaskClient, graph: rdflib.Graph) -> None:
    ours = {str(iri) for iri in graph.all_nodes() if str(iri).startswith("http://localhost")}

    for address in {iri.partition("#")[0] for iri in ours}:
        assert real_client.get(address.removeprefix("http://localhost")).status_code == 200
