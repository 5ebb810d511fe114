"""The search page: what it finds, what it says of the question, and that no question breaks it."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.files import pieces
from tests.web.pages import Page, arrive, number_in, open_page


def search(client: FlaskClient, text: str) -> Page:
    return open_page(client, arrive(client, "/search/?q=" + quote_plus(text)))


def slugs(page: Page) -> list[str]:
    return [link.split("/")[2] for link in page.links("main .hits .entry__title a")]


def test_without_a_question_the_page_explains_itself(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/search/")

    assert page.all("details.search__help[open] dt")
    assert not page.all(".hits")


def test_every_example_of_the_help_finds_something(real_client: FlaskClient) -> None:
    for link in open_page(real_client, "/search/").links(".search__help a"):
        page = open_page(real_client, arrive(real_client, link))
        assert slugs(page), link
        assert not page.all("#faults-title")


def test_a_form_sends_the_canonical_address(real_client: FlaskClient) -> None:
    """What a browser makes of the form is answered at once."""
    for query in ("forced+return", "A%2FHRC%2F25%2F63", "%22human+rights%22", "repatriat*"):
        assert real_client.get("/search/?q=" + query).status_code == 200


def test_matches_are_marked_and_nothing_typed_becomes_html(real_client: FlaskClient) -> None:
    page = search(real_client, "scuffle")

    assert "scuffle" in {text.lower() for text in page.texts(".hits mark")}
    assert "<script>" not in search(real_client, "<script>alert(1)</script>").response.text.replace(
        "<script>{", ""
    )


def test_other_terms_are_searched_and_said_and_can_be_left(real_client: FlaskClient) -> None:
    page = search(real_client, "강제북송")

    assert "/tags/forced-repatriation/" in page.links(".found a")
    (only,) = [link for link in page.links(".found a") if "q=text" in link]
    alone = open_page(real_client, arrive(real_client, only))
    assert slugs(alone)
    assert number_in(alone.text(".list__count")) < number_in(
        page.text(".list__count").rpartition(" of ")[2]
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("Darsuman", "darusman"), ("resettlment", "resettlement")]
)
def test_a_misspelling_is_answered_with_a_guess_and_not_replaced(
    real_client: FlaskClient, typed: str, meant: str
) -> None:
    page = search(real_client, typed)

    assert page.one("input[type=search][name=q]").get("value") == typed
    assert f"/search/?q={meant}" in page.links(".found a")


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("(china", "china"),
        ("china OR", "china"),
        ('"north korea', '"north korea"'),
        ("foo:china", ""),
    ],
)
def test_what_was_not_understood_is_shown(
    real_client: FlaskClient, typed: str, instead: str
) -> None:
    page = search(real_client, typed)

    assert page.all(".found code mark")
    assert instead in page.texts(".found p code")[0]


def test_an_authority_called_so_stands_above(real_client: FlaskClient) -> None:
    page = search(real_client, "a hrc 25 63")

    assert page.links(".card a") == ["/documents/a-hrc-25-63/"]


def test_filters_and_order_join_in(real_client: FlaskClient) -> None:
    found = slugs(search(real_client, "laos"))
    page = open_page(real_client, "/search/?kind=news&q=laos&order=oldest")

    order = [piece.slug for piece in sorted(pieces(), key=lambda piece: piece.order)]
    news = {piece.slug for piece in pieces() if piece.values("kind") == ["news"]}
    assert slugs(page) == sorted(set(found) & news, key=order.index)


@pytest.mark.parametrize("path", ["/", "/tags/china/", "/timeline/2013/", "/tags/", "/words/"])
def test_every_list_can_be_searched(real_client: FlaskClient, path: str) -> None:
    page = open_page(real_client, f"{path}?q=laos")

    assert "laos" in page.text(".chips").lower()


@settings(max_examples=60)
@given(text=st.text(min_size=1, max_size=60))
def test_any_text_is_answered(real_client: FlaskClient, text: str) -> None:
    address = arrive(real_client, "/search/?q=" + quote_plus(text, errors="replace"))

    assert real_client.get(address).status_code in (200, 400)


@settings(max_examples=40)
@given(data=st.data())
def test_a_word_of_a_headline_finds_its_article(
    real_client: FlaskClient, data: st.DataObject
) -> None:
    piece = data.draw(st.sampled_from(pieces()))
    title = str(piece.fields["title"])
    words = [word for word in title.split() if word.isalpha() and word not in ("OR", "AND", "NOT")]
    word = data.draw(st.sampled_from(words or ["China"]))

    address = "/search/?q=" + quote_plus(f'title:"{word}"') + "&order=oldest"
    found: list[str] = []
    for number in range(1, 6):
        response = real_client.get(address + (f"&page={number}" if number > 1 else ""))
        if response.status_code != 200:
            break
        found += [
            part.split("/")[0]
            for part in response.text.split('entry__title"><a href="/articles/')[1:]
        ]
    assert not words or piece.slug in found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tags:upr", "tag:upr"),
        ("foo:china", "china"),
        ("outlets:reuters laos", "outlet:reuters laos"),
    ],
)
def test_an_unknown_field_is_answered_with_the_one_it_is_like_or_without_it(
    real_client: FlaskClient, typed: str, meant: str
) -> None:
    assert f"/search/?q={quote_plus(meant)}" in search(real_client, typed).links(".found a")


def test_a_mistake_made_many_times_is_said_once(real_client: FlaskClient) -> None:
    page = search(real_client, "(" * 12 + "china")

    assert len(page.all("[aria-labelledby=faults-title] li")) == 1


def test_a_long_question_does_not_fill_the_page(real_client: FlaskClient) -> None:
    text = " ".join(["defector"] * 100)
    page = search(real_client, text)

    assert len(page.text("h1")) < 100
    assert page.one("input[type=search][name=q]").get("value") == text
