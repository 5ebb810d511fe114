"""Search results: order across pages, highlights, reasons, suggestions, authority boxes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.store import queries
from archive.store.facets.query import Query
from archive.store.facets.selection import Selection
from archive.store.search import ranking
from archive.web.context import read_session
from archive.web.lists import search_answer
from tests.web.files import pieces, records
from tests.web.page_parsing import Page, arrive, open_page


def search(client: FlaskClient, text: str, more: str = "") -> Page:
    return open_page(client, arrive(client, f"/search/?q={quote_plus(text)}{more}"))


def slugs(page: Page) -> list[str]:
    return [link.split("/")[2] for link in page.links("main .hits .entry__title a")]


@pytest.fixture
def many(
    settings: Settings, collection: Path, load_collection: Callable[..., object]
) -> FlaskClient:
    """A client of an archive with two results per page; older articles match better."""
    for number in range(7):
        text = f"""---
title: {"Quokka " * (7 - number)}
outlet: yonhap
published: {2013 + number}-01-01
published_from: printed
url: https://example.org/quokka-{number}
language: en
kind: news
tags: [north-korea]
---
A digest.
"""
        file = collection / "articles" / str(2013 + number) / f"quokka-{number}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    load_collection()
    return create_app(replace(settings, page_size=2)).test_client()


def whole_list(client: FlaskClient, text: str) -> list[str]:
    found: list[str] = []
    address = arrive(client, "/search/?q=" + quote_plus(text))
    while True:
        page = open_page(client, address)
        found += slugs(page)
        following = page.links("main .pager a[rel=next]")
        if not following:
            return found
        address = following[0]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 6, 7, 100])
def test_unranked_results_follow_by_date(
    many: FlaskClient, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Each result is on one page: first the newest by relevance, then the others by date."""
    for module in (ranking, search_answer):
        monkeypatch.setattr(module, "MOST_RANKED", most)
    oldest = max(0, 7 - most)

    assert whole_list(many, "title:quokka") == [
        *(f"quokka-{number}" for number in range(oldest, 7)),
        *(f"quokka-{number}" for number in reversed(range(oldest))),
    ]


def test_every_result_shows_why_it_matched(real_client: FlaskClient) -> None:
    """It has a highlight in headline or snippet, or an authority named in its file."""
    files = {piece.slug: piece for piece in pieces()}
    for text in ("laos", "repatriated women", "강제북송", "HRW", "A/HRC/25/63", "ban kimoon"):
        page = search(real_client, text)
        assert slugs(page)
        for slug, hit in zip(slugs(page), page.all(".hits > li"), strict=True):
            whys = [link.get("href") for link in hit.cssselect(".hits__why a")]
            assert bool(hit.cssselect("mark")) != bool(whys), (text, slug)
            for why in whys:
                _, collection, record, _ = why.split("/")
                value = files[slug].fields[collection if collection != "outlets" else "outlet"]
                assert record in value


def test_snippet_is_part_of_the_file(real_client: FlaskClient) -> None:
    folder = Path(__file__).parents[3] / "articles"
    for text in ("hunger strike", "refoulement", '"boycott"'):
        page = search(real_client, text)
        for slug, hit in zip(slugs(page), page.all(".hits > li"), strict=True):
            (file,) = folder.glob(f"*/{slug}.md")
            words = re.findall(r"\w+", file.read_text("utf-8"))
            shown = hit.cssselect(".entry__summary")[0]
            for label in shown.cssselect("b"):
                label.drop_tree()
            wanted = re.findall(r"\w+", shown.text_content())
            assert " ".join(wanted[:6]) in " ".join(words), (text, slug)


def test_correction_changes_only_the_word(real_client: FlaskClient) -> None:
    page = search(real_client, 'title:laos "Darsuman" OR -resettlment (genva)')

    (guess,) = [link for link in page.all(".found p a") if "No article" in link.getparent().text]
    assert guess.text == 'title:laos "darusman" OR -resettlement (geneva)'
    again = open_page(real_client, guess.get("href"))
    assert "Did you mean" not in again.text(".found")


@pytest.mark.parametrize("text", ["geneva", "Koreans", "the", "북송", "title:genva", "2012"])
def test_known_words_and_fields_are_not_corrected(real_client: FlaskClient, text: str) -> None:
    assert "Did you mean" not in search(real_client, text).text(".found")


def test_authority_box_matches_its_record(real_client: FlaskClient) -> None:
    record = records("tags")["laos"]
    count = sum("laos" in piece.values("tag") for piece in pieces())
    page = search(real_client, "laos")

    assert page.links(".card a") == ["/tags/laos/"]
    assert str(record["definition"])[:40] in page.text(".card")
    assert f"{count} articles" in page.text(".card")
    assert not search(real_client, "laos orphans").all(".card")


def test_partial_matches_are_listed_separately(real_client: FlaskClient) -> None:
    page = search(real_client, "scuffle diplomat council geneva")

    nearly = page.links("section[aria-labelledby=nearly-title] a")
    found = {f"/articles/{slug}/" for slug in slugs(page)}
    assert nearly
    assert found
    assert not found & set(nearly)
    narrowed = search(real_client, "scuffle diplomat council geneva", "&from=2012")
    assert not narrowed.all("#nearly-title")


def test_filters_narrow_and_count_search_results(real_client: FlaskClient) -> None:
    """The number beside a value is the length of the list that it opens."""
    page = search(real_client, "laos orphans")
    values = page.all(".filters__add")[:12]

    assert len(values) == 12
    for value in values:
        narrowed = open_page(real_client, value.get("href"))
        number = int(value.cssselect("b")[0].text)
        assert number == len(slugs(narrowed))
        assert set(slugs(narrowed)) <= set(slugs(page))


def test_two_queries_of_one_request_each_get_their_own_answer(app: Flask) -> None:
    with app.test_request_context("/"):
        appeal, of_appeal = search_answer.select(Query(text="appeal"))
        letter, of_letter = search_answer.select(Query(text="letter"))

        assert [slug_of(selection) for selection in (appeal, letter)] == [
            "appeal-for-thirty",
            "letter-to-geneva",
        ]
        assert of_appeal is not None
        assert of_letter is not None
        assert (of_appeal.understood, of_letter.understood) == ("appeal", "letter")


def slug_of(selection: Selection) -> str:
    (row,) = queries.articles(read_session().connection, list(selection.every_id()))
    return str(row.slug)
