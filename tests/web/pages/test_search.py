"""The search page: what it finds, what it says of the query, and that no query breaks it."""

from __future__ import annotations

import random
import re
import unicodedata
from urllib.parse import quote_plus, urlencode

import pytest
import yaml
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.files import ROOT, pieces
from tests.web.page_parsing import Page, arrive, listed, number_in, open_page, parse


def search(client: FlaskClient, text: str) -> Page:
    return open_page(client, arrive(client, "/search/?q=" + quote_plus(text)))


def slugs(page: Page) -> list[str]:
    return [link.split("/")[2] for link in page.links("main .hits .entry__title a")]


def test_empty_search_page_shows_help(real_client: FlaskClient) -> None:
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


def test_synonyms_are_searched_shown_and_optional(real_client: FlaskClient) -> None:
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
def test_a_misspelt_word_is_answered_with_what_it_may_mean(
    real_client: FlaskClient, typed: str, meant: str
) -> None:
    page = search(real_client, typed)

    assert page.one("input[type=search][name=q]").get("value") == typed
    assert f"/search/?q={meant}" in page.links(".found a")


def test_what_finds_nothing_is_corrected_at_once(real_client: FlaskClient) -> None:
    page = search(real_client, "Darsuman")

    assert "No article has all of “Darsuman”" in page.text(".found")
    assert slugs(page) == slugs(search(real_client, "darusman")) != []
    assert "Darsuman" not in " ".join(page.links("main a"))


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ("what is non-refoulement", "/tags/non-refoulement/"),
        ("What is non-refoulement?", "/tags/non-refoulement/"),
        ("난민 협약", "/tags/refugee-convention/"),
        ("난민협약이란 무엇인가", "/tags/refugee-convention/"),
        ("탈북민", "/words/#word-talbukmin"),
    ],
)
def test_the_box_of_a_question_stands_first(real_client: FlaskClient, typed: str, box: str) -> None:
    assert search(real_client, typed).links(".found .card a")[:1] == [box]


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


def test_authority_with_the_typed_name_comes_first(real_client: FlaskClient) -> None:
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

    assert "laos" in page.text(".constraints").lower()


LONG = 'a"(b) -탈 *:OR title: '

# Whatever a keyboard, a clipboard or a machine may send.
anything = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Zs"]), min_size=1, max_size=20),
    st.text(alphabet='()"-*: “”', min_size=1, max_size=60),
    st.lists(
        st.sampled_from(["laos", "the", "OR", "AND", "NOT", "-", "(", ")", '"', "tag:", "tag:upr",
                         "person:nobody", "year:2012", "year:x", "zzzz", "탈북민", "text:(", "*"]),
        min_size=1,
        max_size=12,
    ).map(" ".join),
    st.builds(lambda part, times: part * times, st.sampled_from(
        ["(", ")", '"', "-", "*", "a(", "( ", "OR ", "NOT ", "tag:(", "laos ", "북송", "\x00", "“",
         "%", "a b* ", LONG]), st.sampled_from([2, 13, 41, 401, 3000])),
)  # fmt: skip


def says_something(page: Page) -> bool:
    """Whether a page of results has any, or says why not and what was searched for."""
    if page.all("main .list .entry__title"):
        return True
    asked = page.one("input[type=search][name=q]").get("value") if page.all(".search") else ""
    nothing = page.text(".nothing")
    return bool(nothing) and (not asked or asked in nothing or "no article" in nothing.lower())


@pytest.mark.parametrize("path", ["/search/", "/"])
@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=anything)
def test_any_text_is_answered(real_client: FlaskClient, path: str, text: str) -> None:
    first = real_client.get(f"{path}?q=" + quote_plus(text))
    assert first.status_code in (200, 308)
    address = arrive(real_client, f"{path}?q=" + quote_plus(text))
    response = real_client.get(address)

    assert response.status_code == 200
    assert len(response.data) < 2_000_000
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", response.text)
    if "q=" in address:
        page = parse(address, response)
        assert says_something(page)
        # Where there is nothing to look for in it at all, that is said.
        if not any(map(str.isalnum, text)):
            assert "That leaves nothing to search for." in page.text(".found")
    else:
        assert not text.strip() or all(
            unicodedata.category(c) in ("Cc", "Zs", "Zl", "Zp") for c in text
        )


@pytest.mark.parametrize("path", ["/search/", "/", "/tags/china/", "/timeline/2012/"])
@pytest.mark.parametrize(
    ("typed", "marked", "said", "instead"),
    [
        ('china "laos', '"', "not closed", 'china "laos"'),
        ("china OR", "OR", "both sides", "china"),
        ("OR china", "OR", "both sides", "china"),
        ("china - laos", "-", "no letter or number", "china laos"),
        ("china NOT", "NOT", "nothing after it to exclude", "china"),
        ("topic:china laos", "topic:", "no field “topic:”", "topic:china laos"),
        ("china ()", "()", "The parentheses are empty", "china"),
        ("(china", "(", "not closed", "china"),
        ("china)", ")", "was never opened", "china"),
        ("(" * 14 + "laos" + ")" * 14 + " china", "(", "nested too deeply", "laos china"),
        ("china tag:", "tag:", "Nothing follows “tag:”", "china"),
        ("china year:201x", "year:201x", "is not a date", "china"),
        ("year:2014..2012", "year:2014..2012", "ends were swapped", "year:2012..2014"),
        ("c*", "c*", "needs at least two letters", "c"),
        ("china !!!", "!!!", "no letter or number", "china"),
        ("china " + "x" * 394 + " laos", "laos", "too long", "china x…"),
        (" ".join(f"x{n}" for n in range(45)), "x40", "too many conditions", "x0 x1…"),
    ],
)
def test_each_mistake_is_shown_with_what_was_searched_for(
    real_client: FlaskClient, path: str, typed: str, marked: str, said: str, instead: str
) -> None:
    page = open_page(real_client, arrive(real_client, f"{path}?q=" + quote_plus(typed)))

    assert marked in page.texts(".found li mark")
    assert any(said in text for text in page.texts(".found li"))
    (searched,) = page.texts(".found section p code")
    begins, more, _ = instead.partition("…")
    assert searched.startswith(begins) if more else searched == instead


@pytest.mark.parametrize("typed", ["()", "!!!", '"', "-", "NOT", "tag:", "year:x", "( - )", "“”"])
@pytest.mark.parametrize("path", ["/search/", "/"])
def test_query_without_searchable_words_says_so(
    real_client: FlaskClient, path: str, typed: str
) -> None:
    page = open_page(real_client, arrive(real_client, f"{path}?q=" + quote_plus(typed)))

    assert "That leaves nothing to search for." in page.text(".found")
    assert page.text(".list__count") == "0 articles"
    assert page.text(".nothing").startswith("No articles found. Show all ")


@pytest.mark.parametrize("path", ["/search/", "/"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tag:nothing-like-it", "The archive has no tag “nothing-like-it”."),
        ("laos OR person:nobody", "The archive has no person “nobody”."),
        ("kind:novel", "The archive has no kind “novel”."),
        ("the orphans in laos", "Common words ignored: the and in."),
        ("laos nine orphans zzzz", "No article contains all these words."),
    ],
)
def test_other_interpretations_are_shown(
    real_client: FlaskClient, path: str, typed: str, said: str
) -> None:
    page = open_page(real_client, arrive(real_client, f"{path}?q=" + quote_plus(typed)))

    assert said in page.text(".found")


def test_stop_words_alone_are_looked_for(real_client: FlaskClient) -> None:
    page = search(real_client, "who is the")

    assert slugs(page)
    assert "Common words ignored" not in page.text(".found")


def test_valid_query_has_no_note(real_client: FlaskClient) -> None:
    assert not open_page(real_client, "/?q=laos").all(".found")


@pytest.mark.parametrize("part", ["laos orphns ", "(a", '"', "북송", "zzzz -"])
def test_very_long_text_is_cut_off(real_client: FlaskClient, part: str) -> None:
    """Its end is cut off the address, so that no link carries it on."""
    addresses = [arrive(real_client, "/search/?q=" + quote_plus(part * n)) for n in (600, 8000)]

    assert addresses[0] == addresses[1]
    page = open_page(real_client, addresses[1])
    assert "too long" in page.text(".found")


def test_words_can_be_searched_without_stop_words(
    real_client: FlaskClient,
) -> None:
    page = search(real_client, "why did laos hand over nine north koreans")

    (only,) = [link for link in page.links(".found a") if "q=text" in link]
    assert slugs(open_page(real_client, arrive(real_client, only)))


def test_every_article_is_found_by_its_words(real_client: FlaskClient) -> None:
    """One of its headline, of its summary and of its digest, long enough to be rare."""
    numbers = random.Random(2012)
    missed = []
    for file in sorted((ROOT / "articles").glob("*/*.md")):
        front, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        fields = yaml.load(front, Loader=yaml.CBaseLoader)
        asked = [
            numbers.choice(words).strip('"“”()*_-–—')
            for text in (fields["title"], *body.strip().split("\n\n", 1))
            if (
                words := [
                    w for w in text.split() if sum(map(str.isalnum, w)) > 4 or not w.isascii()
                ]
            )
        ]
        year = fields["published"][:4]
        address = "/search/?" + urlencode({"from": year, "to": year, "q": " ".join(asked)})
        response = real_client.get(address, follow_redirects=True)
        page = parse(address, response)
        if file.stem not in slugs(page) or "No article contains all" in page.text(".found"):
            missed.append((file.stem, asked))
    assert not missed


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
def test_unknown_field_is_corrected_or_dropped(
    real_client: FlaskClient, typed: str, meant: str
) -> None:
    assert f"/search/?q={quote_plus(meant)}" in search(real_client, typed).links(".found a")


def test_repeated_mistake_is_reported_once(real_client: FlaskClient) -> None:
    page = search(real_client, "(" * 12 + "china")

    assert len(page.all("[aria-labelledby=faults-title] li")) == 1


def test_long_query_does_not_fill_the_page(real_client: FlaskClient) -> None:
    text = " ".join(["defector"] * 50)
    page = search(real_client, text)

    assert len(page.text("h1")) < 100
    assert len(page.text(".constraints")) < 150
    assert "Did you mean" not in page.text(".found")
    assert page.one("input[type=search][name=q]").get("value") == text


@pytest.mark.parametrize(
    "typed", ["repatriat*", "refouleme*", "E/CN.4/RES/2003/10", "don't", "2,600"]
)
def test_numbers_symbols_and_prefixes_are_not_corrected(
    real_client: FlaskClient, typed: str
) -> None:
    said = " ".join(search(real_client, typed).texts(".found p"))

    assert "Did you mean" not in said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2023-10", "year:2023-10"), ("date:2013", "year:2013"), ("author:king", "person:king")],
)
def test_field_names_of_other_archives_are_understood(
    real_client: FlaskClient, typed: str, meant: str
) -> None:
    page = search(real_client, typed)

    (link,) = [link for link in page.links(".found a") if quote_plus(meant) in link]
    assert slugs(open_page(real_client, link))


def test_authority_named_by_an_excluded_word_is_excluded(real_client: FlaskClient) -> None:
    page = search(real_client, "-china")

    assert "Also excluded: Tag China" in page.text(".found")
    assert not page.all(".card")
    (only,) = [link for link in page.links(".found a") if "q=text" in link]
    alone = open_page(real_client, arrive(real_client, only))
    left, found = listed(real_client, page.address), listed(real_client, alone.address)
    assert set(left) < set(found)


def test_shorter_prefix_finds_at_least_as_much(real_client: FlaskClient) -> None:
    counts = [
        number_in(search(real_client, typed).text(".list__count").rpartition(" of ")[2])
        for typed in ("repatr*", "repatri*", "repatriat*", "repatriate*", "repatriated*")
    ]

    assert counts == sorted(counts, reverse=True)
    assert counts[-1] > 0


def test_quoted_phrase_ranks_above_names(real_client: FlaskClient) -> None:
    found = slugs(search(real_client, '"forced return"'))
    texts = slugs(search(real_client, 'text:"forced return"'))

    assert set(found[: len(texts)]) == set(texts)


def test_korean_words_of_two_syllables_are_found_in_names(real_client: FlaskClient) -> None:
    """No text of the collection has 난민, the Korean name of UNHCR and others do."""
    for typed in ("난민", "북송", "탈북"):
        assert slugs(search(real_client, typed)), typed
