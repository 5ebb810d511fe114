"""The page of citations."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from archive.cite.citations import STYLES
from tests.web.files import pieces
from tests.web.page_parsing import open_page

PAGE = "/articles/council-debates-returns/cite/"


def test_the_article_and_each_paragraph_in_every_style(client: FlaskClient) -> None:
    page = open_page(client, PAGE)

    assert page.texts("main h3") == ["Paragraph 1", "Paragraph 2"]
    assert len(page.all("dd.citation")) == len(STYLES) * 3
    for style in STYLES:
        whole = page.text(f"#whole-{style.id}")
        assert "http://localhost/articles/council-debates-returns/" in whole
        second = page.text(f"#p2 #c2-{style.id}")
        assert re.search(r"para\.? 2\b", second)
        assert "http://localhost/articles/council-debates-returns/#p2" in second
        assert re.sub(r", para\.? 2|#p2", "", second) == whole


def test_its_links_lead_to_the_paragraphs(client: FlaskClient) -> None:
    article = open_page(client, "/articles/council-debates-returns/")
    for link in open_page(client, PAGE).links("main h3 a"):
        path, _hash, name = link.partition("#")
        assert path == "/articles/council-debates-returns/"
        assert article.one(f"#{name}").tag in ("p", "li")
    for link in article.links(".citation__hint a"):
        assert open_page(client, PAGE).one(f"#{link.partition('#')[2]}").tag == "section"


def test_every_headline_has_its_language(real_client: FlaskClient) -> None:
    """On every article that is not in English, in all of its citations."""
    for piece in pieces():
        (language,) = piece.values("language")
        if language == "en":
            continue
        page = open_page(real_client, f"/articles/{piece.slug}/")
        spans = page.all(".citation [lang]")
        assert len(spans) == len(STYLES), piece.slug
        assert {span.get("lang") for span in spans} == {language}


def test_it_is_not_for_search_engines(client: FlaskClient) -> None:
    page = open_page(client, PAGE)

    assert page.meta("robots") == ["noindex, follow"]
    assert page.links("link[rel=canonical]") == [f"http://localhost{PAGE}"]
    assert '<http://localhost/articles/council-debates-returns/>; rel="cite-as"' in (
        page.response.headers.getlist("Link")
    )


def test_article_links_to_its_citations(client: FlaskClient) -> None:
    for asked, target in (
        (PAGE + "?paragraph=2", PAGE),
        ("/articles/inquiry-begins/cite/", "/articles/inquiry-opens/cite/"),
    ):
        response = client.get(asked)
        assert (response.status_code, response.location) == (308, target)
    open_page(client, "/articles/withdrawn-report/cite/", status=410)
    open_page(client, "/articles/no-such-article/cite/", status=404)


def test_buttons_are_for_the_script_alone(client: FlaskClient) -> None:
    page = open_page(client, PAGE)

    buttons = page.all("button[data-copy]")
    assert len(buttons) == len(STYLES) * 3
    for button in buttons:
        assert button.get("hidden") is not None
        assert page.one(f"#{button.get('data-copy')}").tag == "dd"
