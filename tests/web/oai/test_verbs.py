"""OAI-PMH: every verb, every error, and what becomes of what is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from tests.web.oai_client import ERRORS, OAI, ask, error_of, harvest, headers, read, token

Load = Callable[..., object]
GONE = "withdrawn-report"
"""The tombstone of the tiny collection; its article was never in any database of a test."""
HERE = ["appeal-for-thirty", "council-debates-returns", "inquiry-opens", "letter-to-geneva"]
PREFIX = "oai:archive.invalid:"

MISTAKES = [
    ("", "badVerb"),
    ("verb=", "badVerb"),
    ("verb=identify", "badVerb"),
    ("verb=ListEverything", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&verb=ListSets", "badVerb"),
    ("verb=Identify&set=tag", "badArgument"),
    ("verb=ListRecords", "badArgument"),
    ("verb=ListIdentifiers&from=2026-01-01", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    (f"verb=GetRecord&identifier={PREFIX}letter-to-geneva", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&page=2", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2026", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T25:00:00Z", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&until=2026-01-01T00:00:00", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&until=٢٠٢٦-01-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
    (
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z",
        "badArgument",
    ),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=a b", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=tag::china", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=abc", "badArgument"),
    ("verb=ListRecords&metadataPrefix=", "badArgument"),
    ("verb=ListRecords&metadataPrefix=a%20b", "badArgument"),
    ("verb=ListIdentifiers&metadataPrefix=a%20b", "badArgument"),
    ("verb=ListIdentifiers&metadataPrefix=oai_dc%0A", "badArgument"),
    (f"verb=GetRecord&metadataPrefix=&identifier={PREFIX}letter-to-geneva", "badArgument"),
    (f"verb=GetRecord&metadataPrefix=a:b&identifier={PREFIX}letter-to-geneva", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
    (
        f"verb=GetRecord&metadataPrefix=marc&identifier={PREFIX}letter-to-geneva",
        "cannotDisseminateFormat",
    ),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=nothing", "idDoesNotExist"),
    (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={PREFIX}nothing", "idDoesNotExist"),
    (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={PREFIX}a%00b", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:letter-to-geneva", "idDoesNotExist"),
    (f"verb=ListMetadataFormats&identifier={PREFIX}nothing", "idDoesNotExist"),
    (f"verb=ListMetadataFormats&identifier={PREFIX}{GONE}", "noMetadataFormats"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=tag:no-such-tag", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=year:1998", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=year:x", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=nothing", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01", "noRecordsMatch"),
    ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
    ("verb=ListIdentifiers&resumptionToken=", "badResumptionToken"),
    ("verb=ListSets&resumptionToken=abc", "badResumptionToken"),
]


@pytest.mark.parametrize(("query", "code"), MISTAKES)
def test_errors_have_their_code(client: FlaskClient, query: str, code: str) -> None:
    """The same by GET and POST; what was asked is repeated only if it was a request at all."""
    form = {"data": query, "content_type": "application/x-www-form-urlencoded"}
    for response in (client.get(f"/oai?{query}"), client.post("/oai", **form)):
        tree = read(response)
        assert error_of(tree) == code
        request = tree.find(f"{OAI}request")
        assert request is not None
        assert request.text == "http://localhost/oai"
        assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_all_error_codes_but_one_are_tested() -> None:
    """noSetHierarchy is for repositories without sets."""
    assert {code for _query, code in MISTAKES} == set(ERRORS) - {"noSetHierarchy"}


def test_identify_describes_the_repository(client: FlaskClient, settings: Settings) -> None:
    tree = ask(client, verb="Identify")

    assert tree.findtext(f".//{OAI}repositoryName") == "The Geneva Record"
    assert tree.findtext(f".//{OAI}baseURL") == "http://localhost/oai"
    assert tree.findtext(f".//{OAI}adminEmail") == "postmaster@archive.invalid"
    known = min(time for _slug, time, _status in harvest(client))
    assert tree.findtext(f".//{OAI}earliestDatestamp") == known
    named = replace(settings, admin_email="archive@record.example", public_url="https://a.example")
    tree = ask(create_app(named).test_client(), verb="Identify")
    assert tree.findtext(f".//{OAI}adminEmail") == "archive@record.example"
    assert tree.findtext(f".//{OAI}baseURL") == "https://a.example/oai"
    assert "oai:a.example:an-example" in (tree.xpath("string()"))


def test_a_domain_that_identifiers_may_not_have_is_not_described(
    settings: Settings, app: Flask
) -> None:
    named = replace(settings, id_authority="38north.example,2026")
    client = create_app(named).test_client()

    assert ask(client, verb="Identify").find(f".//{OAI}description") is None
    assert len(harvest(client)) == 5


def test_only_dublin_core_is_offered(client: FlaskClient) -> None:
    for arguments in ({}, {"identifier": f"{PREFIX}letter-to-geneva"}):
        tree = ask(client, verb="ListMetadataFormats", **arguments)
        assert [each.text for each in tree.iter(f"{OAI}metadataPrefix")] == ["oai_dc"]


def test_answer_repeats_the_request(client: FlaskClient) -> None:
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "tag:china"}

    for response in (client.get("/oai", query_string=asked), client.post("/oai", data=asked)):
        request = read(response).find(f"{OAI}request")
        assert request is not None
        assert dict(request.attrib) == asked


def test_form_may_add_but_not_repeat_arguments(client: FlaskClient) -> None:
    tree = read(client.post("/oai?verb=GetRecord", data={"metadataPrefix": "oai_dc"}))
    assert error_of(tree) == "badArgument"
    tree = read(client.post("/oai?verb=Identify", data={"verb": "Identify"}))
    assert error_of(tree) == "badVerb"
    assert error_of(read(client.post("/oai", json={"verb": "Identify"}))) == "badVerb"
    assert client.post("/oai", data={"verb": "x" * 70_000}).status_code == 413


def test_deleted_records_have_only_a_header(client: FlaskClient) -> None:
    here = ask(
        client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"{PREFIX}inquiry-opens"
    )
    gone = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=PREFIX + GONE)

    assert headers(here)[0][::2] == ("inquiry-opens", None)
    assert here.find(f".//{OAI}metadata") is not None
    assert headers(gone)[0][::2] == (GONE, "deleted")
    assert gone.find(f".//{OAI}metadata") is None


def test_lists_include_articles_and_deletions(client: FlaskClient) -> None:
    wanted = [*((slug, None) for slug in HERE), (GONE, "deleted")]

    for verb in ("ListIdentifiers", "ListRecords"):
        assert [each[::2] for each in harvest(client, verb=verb)] == wanted


@pytest.mark.parametrize("size", range(1, 7))
@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
def test_parts_of_any_size_have_every_record_once(
    settings: Settings, load_collection: Load, collection: Path, size: int, verb: str
) -> None:
    load_collection()
    (collection / "articles/2012/appeal-for-thirty.md").unlink()
    load_collection()
    client = create_app(replace(settings, page_size=size)).test_client()

    found = harvest(client, verb=verb)

    assert [each[::2] for each in found[:3]] == [(slug, None) for slug in HERE[1:]]
    assert sorted(each[::2] for each in found[3:]) == [
        ("appeal-for-thirty", "deleted"),
        (GONE, "deleted"),
    ]


def test_removed_article_is_deleted_and_may_come_back(
    client: FlaskClient, collection: Path, load_collection: Load
) -> None:
    file = collection / "articles/2013/letter-to-geneva.md"
    text = file.read_text("utf-8")
    file.unlink()
    load_collection()

    for chosen in ("tag:china", "outlet:amnesty", "language:en", "year:2013", "tag", "outlet"):
        found = {slug: status for slug, _time, status in harvest(client, set=chosen)}
        assert found["letter-to-geneva"] == "deleted", chosen
    for chosen in ("tag:unhrc", "outlet:yonhap", "language:ko", "year:2012"):
        assert "letter-to-geneva" not in {slug for slug, _t, _s in harvest(client, set=chosen)}

    file.write_text(text, "utf-8")
    load_collection()
    assert ("letter-to-geneva", None) in [each[::2] for each in harvest(client)]
    assert len(harvest(client)) == 5


def test_a_deletion_stays_when_its_tombstone_goes(
    client: FlaskClient, collection: Path, load_collection: Load
) -> None:
    before = [each for each in harvest(client) if each[0] == GONE]
    (collection / "authorities/removed.yaml").write_text("[]\n", "utf-8")
    load_collection()
    load_collection(full=True)

    assert [each for each in harvest(client) if each[0] == GONE] == before


def test_former_slug_is_a_deleted_record(
    client: FlaskClient,
    collection: Path,
    load_collection: Load,
    edit: Callable[[str, str, str], None],
) -> None:
    edit("articles/2013/letter-to-geneva.md", "\ntags:", "\naliases: [letter-to-geneva]\ntags:")
    file = collection / "articles/2013/letter-to-geneva.md"
    file.rename(file.with_name("letter.md"))
    load_collection()

    found = {slug: status for slug, _time, status in harvest(client)}

    assert (found["letter"], found["letter-to-geneva"]) == (None, "deleted")


def test_a_file_in_another_folder_is_the_same_article(
    client: FlaskClient,
    collection: Path,
    load_collection: Load,
    edit: Callable[[str, str, str], None],
) -> None:
    edit("articles/2013/letter-to-geneva.md", "published: 2013", "published: 2014")
    (collection / "articles/2014").mkdir()
    file = collection / "articles/2013/letter-to-geneva.md"
    file.rename(collection / "articles/2014/letter-to-geneva.md")
    load_collection()

    assert [each[2] for each in harvest(client) if each[0] == "letter-to-geneva"] == [None]


def test_answers_are_not_cached(caching_app: Flask) -> None:
    """An answer says when it was sent."""
    client = caching_app.test_client()
    for response in (
        client.get("/oai?verb=Identify"),
        client.post("/oai", data={"verb": "Identify"}),
    ):
        assert response.headers["Cache-Control"] == "no-store"
    head = client.head("/oai?verb=Identify")
    assert (head.status_code, head.data) == (200, b"")
    assert client.put("/oai").headers["Allow"] == "GET, HEAD, POST"
    assert client.get("/oai/?verb=Identify").location == "/oai?verb=Identify"


def test_a_token_is_empty_in_the_last_part_and_absent_from_a_whole_list(
    small_pages: FlaskClient, client: FlaskClient
) -> None:
    assert token(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")) is None
    tree = ask(small_pages, verb="ListIdentifiers", metadataPrefix="oai_dc")
    cursors = []
    while (following := token(tree)) is not None:
        cursors.append((following.get("cursor"), bool(following.text)))
        if not following.text:
            break
        tree = ask(small_pages, verb="ListIdentifiers", resumptionToken=following.text)
    assert cursors == [("0", True), ("2", True), ("4", False)]
