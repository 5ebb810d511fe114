"""An archive of another subject: nothing of this one is left, and nothing empty is shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from archive.config import ROOT, Settings
from archive.factory import create_app
from archive.load import check, load
from archive.load.release import make_release
from tests.crawl import Crawl, crawl

RIVERSIDE = ROOT / "tests" / "riverside"

SUBJECT = re.compile(
    r"geneva|\bkorea\b|north korea|\bchina\b|chinese|refugee|defect|refoul|darusman|salm[oó]n"
    r"|laos|vietnam|\bUN\b|united nations|unhcr|ohchr|unhrc|\bUPR\b|A/HRC"
    r"|escapee|repatriat|\bfled\b|탈북|북송",
    re.IGNORECASE,
)
"""Words of the project's own subject."""

CODE_OF_OTHERS = ("archive/cite/styles", "archive/social_cards/fonts")
"""Files of other projects, which the archive uses as they are."""

EXCEPTIONS = {
    "archive/cite/bibtex.py": {"chinese"},
    "archive/cite/bodies.py": {
        *("china", "geneva", "korea", "laos", "north korea", "vietnam"),
        *("ohchr", "refugee", "un", "unhcr"),
    },
    "archive/cite/bylines.py": {"chinese"},
    "archive/cite/capitals.py": {"un"},
    "archive/search/analysis.py": {"un"},
    "archive/social_cards/lines.py": {"chinese"},
    "archive/store/search/evaluate.py": {"chinese"},
    "archive/search/stemming.py": {"fled"},
    "benchmarks/generate.py": {"un"},
}
"""Names of languages, forms of words, an id of `archive.toml`, and the places and bodies that
bylines of any newspaper name."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for the archive of the river, loaded with its files of `/data/`."""
    folder = tmp_path_factory.mktemp("riverside")
    found = replace(
        Settings(),
        config=RIVERSIDE / "archive.toml",
        database_url=f"sqlite:///{folder}/archive.db",
        release=str(folder / "data"),
    )
    load(found)
    make_release(found)
    return found


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    """A reader of it."""
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def crawled(client: FlaskClient) -> Crawl:
    """Everything that links lead to."""
    return crawl(client)


def text_of(client: FlaskClient, address: str) -> str:
    """What is served, decoded."""
    return client.get(address).get_data(as_text=True)


def test_the_files_have_no_problems(settings: Settings) -> None:
    assert check(settings) == []


@pytest.mark.xdist_group("riverside")
def test_no_page_has_a_word_of_the_first_subject(crawled: Crawl, client: FlaskClient) -> None:
    served = {page.address: page.text for page in crawled.all}

    assert len(served) > 60
    found = {url: SUBJECT.findall(text) for url, text in served.items() if SUBJECT.search(text)}
    assert found == {}


@pytest.mark.xdist_group("riverside")
@pytest.mark.parametrize(
    "address",
    [
        "/feed.atom",
        "/feed.json",
        "/opensearch.xml",
        "/robots.txt",
        "/oai?verb=Identify",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/api/openapi.json",
        "/api/index.json",
        "/tags.ttl",
        "/export.csv",
        "/export.ris",
        "/articles/2013-06-03-high-water-at-the-old-bridge/cite/",
        "/articles/2013-06-03-high-water-at-the-old-bridge/article.bib",
        "/embed/articles/2013-06-03-high-water-at-the-old-bridge/",
        "/people/",
        "/about/",
        "/nothing-here/",
        "/static/css/site.css",
        "/static/js/site.js",
    ],
)
def test_nothing_else_has_one(address: str, client: FlaskClient) -> None:
    text = text_of(client, address)

    assert text
    assert SUBJECT.findall(text) == []


@pytest.mark.xdist_group("riverside")
def test_the_files_of_the_whole_archive_have_none(settings: Settings) -> None:
    (folder,) = (settings.folder(Path(settings.release))).glob("*/*/")
    for file in folder.iterdir():
        if file.suffix in (".csv", ".json", ".jsonl", ".cff", ".ris", ".bib"):
            assert SUBJECT.findall(file.read_text("utf-8")) == [], file.name
    assert "CC-BY" not in (folder / "CITATION.cff").read_text("utf-8")


@pytest.mark.xdist_group("riverside")
def test_the_front_page_counts_what_there_is(client: FlaskClient) -> None:
    page = text_of(client, "/")

    assert "12 articles from 3 outlets, 2012 to 2014, with 1 event." in page
    assert "It begins with the first flood that was photographed." in page
    menu = re.findall(
        r'href="([^"]+)"', page.partition('class="bar__nav"')[2].partition("</nav>")[0]
    )
    assert menu == ["/", "/tags/", "/events/", "/outlets/", "/about/"]
    assert 'href="mailto:record@riverside.example"' in page


@pytest.mark.xdist_group("riverside")
def test_an_empty_collection_has_no_sentence_about_filters(client: FlaskClient) -> None:
    page = text_of(client, "/people/")

    assert "None yet." in page
    assert "filter" not in page.partition("<main")[2].partition("</main>")[0].casefold()
    assert client.get("/words/").status_code == 404
    assert client.get("/words.csv").status_code == 404
    sitemap = text_of(client, "/sitemap.xml")
    assert "/tags/flood/" in sitemap
    assert "/words/" not in sitemap
    assert "/people/" not in sitemap


@pytest.mark.xdist_group("riverside")
def test_about_without_pages_says_what_the_archive_is(client: FlaskClient) -> None:
    assert "How newspapers reported the river and its floods." in text_of(client, "/about/")


@pytest.mark.xdist_group("riverside")
def test_every_example_of_a_search_finds_something(client: FlaskClient) -> None:
    page = text_of(client, "/search/")
    tips = page.partition('class="search__help"')[2].partition("</details>")[0]
    addresses = re.findall(r'href="([^"]+)"', tips)

    assert len(addresses) == 6
    for address in addresses:
        query = urlsplit(address.replace("&amp;", "&")).query
        assert json.loads(text_of(client, f"/api/articles?{query}"))["total"] > 0, address


@pytest.mark.xdist_group("riverside")
def test_the_colour_reaches_style_sheet_icon_and_card(client: FlaskClient) -> None:
    assert "--accent: #1f6f54" in text_of(client, "/static/css/site.css")
    assert "--accent: #8fd3b6" in text_of(client, "/static/css/site.css")
    assert "#1f6f54" in text_of(client, "/static/img/icon.svg")
    card = re.search(r'property="og:image" content="http://localhost([^"]+)"', text_of(client, "/"))
    assert card is not None
    assert bytes.fromhex("1f6f54") in client.get(card[1]).data


@pytest.mark.parametrize(
    "path",
    [
        path
        for folder in ("archive", "templates", "static", "benchmarks", "Makefile")
        for path in ([ROOT / folder] if (ROOT / folder).is_file() else (ROOT / folder).rglob("*"))
        if path.suffix in ("", ".py", ".html", ".css", ".js", ".svg", ".toml", ".yaml", ".md")
        and path.is_file()
        and not path.relative_to(ROOT).as_posix().startswith(CODE_OF_OTHERS)
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_the_program_has_no_word_of_a_subject(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    found = {word.casefold() for word in SUBJECT.findall(path.read_text("utf-8"))}

    assert found - EXCEPTIONS.get(name, set()) == set()


def test_init_makes_an_archive_that_can_be_served(tmp_path: Path) -> None:
    run = CliRunner().invoke
    command = create_app(Settings()).cli.commands["init"]

    first = run(command, [str(tmp_path / "new")])
    again = run(command, [str(tmp_path / "new")])

    assert (first.exit_code, again.exit_code) == (0, 1)
    assert "is not empty" in again.output
    settings = replace(Settings(), config=tmp_path / "new" / "archive.toml", release="")
    assert check(settings) == []
    assert load(settings).added == 1
    client = create_app(settings).test_client()
    assert "1 article from 1 outlet, 2013, with 1 event and 1 document." in text_of(client, "/")
    assert (tmp_path / "new" / "instance" / "archive.db").exists()


def test_a_change_of_the_file_reaches_the_running_server_with_the_next_load(
    tmp_path: Path,
) -> None:
    CliRunner().invoke(create_app(Settings()).cli.commands["init"], [str(tmp_path / "new")])
    file = tmp_path / "new" / "archive.toml"
    settings = replace(Settings(), config=file, release="")
    load(settings)
    client = create_app(settings).test_client()
    before = text_of(client, "/")

    file.write_text(file.read_text("utf-8").replace("The Riverside Record", "The Lake Record"))
    assert text_of(client, "/") == before
    report = load(settings)

    assert str(report).startswith(
        "0 changed, 0 added, 0 removed, 1 unchanged, archive.toml changed"
    )
    assert "The Lake Record" in text_of(client, "/")
    assert "The Riverside Record" not in text_of(client, "/")


def test_a_name_of_one_terminal_alone_is_warned_of(tmp_path: Path) -> None:
    CliRunner().invoke(create_app(Settings()).cli.commands["init"], [str(tmp_path / "new")])
    settings = replace(Settings(), config=tmp_path / "new" / "archive.toml", release="")

    load(replace(settings, name="Named outside"))
    (warning,) = load(settings).warnings

    assert warning.field == "name"
    assert "Set ARCHIVE_NAME for every program, or better write the name here." in str(warning)
