"""The facet panel: every count matches the list that its link opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.store.facets.query import Query, Term
from archive.web.lists.facet_panel import SHOWN, is_combination
from archive.web.lists.scope import Scope
from tests.web.files import COLLECTIONS, ONE_VALUE, Piece, answers, expected, pieces, questions
from tests.web.page_parsing import Page, arrive, listed, number_in, open_page, text_of

INDEXED = {facet: f"/{collection}/" for collection, facet in COLLECTIONS.items()} | {
    "word": "/words/"
}


@settings(max_examples=200)
@given(address=questions(), data=st.data())
def test_panel_counts_match_the_linked_lists(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """Check a list, then a sample of its panel: the target, content and count of each link.

    The reference implementation supplies the expected lists.
    """
    page = open_page(real_client, arrive(real_client, address))
    here = listed(real_client, page.address)
    assert here == expected(page.address)
    assert total_of(page) == len(here)

    for item in sample(data, page.all(".filters li")):
        link, exclude = item.cssselect("a")
        (facet, value) = the_one_added(page.address, link.get("href"))
        opened = listed(real_client, link.get("href"))
        assert opened == expected(link.get("href"))
        assert number_in(text_of(link.cssselect("b")[0])) == len(opened)
        widens = facet in ONE_VALUE and any(name == facet for name, _ in included(page.address))
        assert bool(link.cssselect("i")) == widens
        assert len(opened) > len(here) if widens else len(opened) <= len(here)

        assert the_one_added(page.address, exclude.get("href")) == (facet, f"-{value}")
        without = listed(real_client, exclude.get("href"))
        assert without == expected(exclude.get("href"))
        assert without == [slug for slug in here if not answers(by_slug(slug), facet, value)]

    for constraint in sample(data, page.all(".constraints a:not(.constraints__all)")):
        assert listed(real_client, constraint.get("href")) == expected(constraint.get("href"))
        dropped = set(pairs(page.address)) - set(pairs(constraint.get("href")))
        assert {name for name, _ in dropped} <= {"from", "to"} or len(dropped) == 1
        assert dropped
        assert set(pairs(constraint.get("href"))) < set(pairs(page.address))


@settings(max_examples=60)
@given(address=questions(), data=st.data())
def test_empty_list_offers_to_remove_filters_with_counts(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """Every list is empty because it both includes and excludes an outlet."""
    outlet = data.draw(st.sampled_from(pieces())).values("outlet")[0]
    mark = "&" if "?" in address else "?"
    address = f"{address}{mark}outlet={outlet}&outlet=-{outlet}&kind=statement"
    page = open_page(real_client, arrive(real_client, address))
    offers = page.all(".nothing li")

    assert total_of(page) == len(expected(page.address))
    if total_of(page) == 0:
        constraints = page.links(".constraints a:not(.constraints__all)")
        helpful = [constraint for constraint in constraints if expected(constraint)]
        assert [offer.cssselect("a")[0].get("href") for offer in offers] == helpful
        if not helpful:
            assert len(page.links(".nothing a")) == 1
            assert "even with one removed" in page.text(".nothing")
        assert not page.all(".pager, .spine, .compare")
    else:
        assert not offers
    for offer in sample(data, offers):
        opened = listed(real_client, offer.cssselect("a")[0].get("href"))
        assert number_in(text_of(offer.cssselect("span")[0])) == len(opened)


def test_every_value_is_in_the_panel_or_on_its_index(
    real_client: FlaskClient,
) -> None:
    """The panel has the most frequent values and the number of further ones."""
    slugs = expected("/?tag=upr")
    held: dict[str, int] = {}
    for slug in slugs:
        for person in by_slug(slug).values("person"):
            held[person] = held.get(person, 0) + 1
    page = open_page(real_client, "/?tag=upr")

    links = [link for link in page.links("a.filters__add") if "person=" in link]
    shown = [dict(pairs(link))["person"] for link in links]
    assert shown == sorted(held, key=lambda person: (-held[person], person))[:SHOWN]

    (more,) = [link for link in page.all(".filters__more a") if "/people/" in link.get("href")]
    assert number_in(text_of(more)) == len(held) - SHOWN
    index = open_page(real_client, more.get("href"))
    assert len(index.all(".index__list li")) == len(held)


@settings(max_examples=30)
@given(address=questions(), data=st.data())
def test_more_links_open_an_index_with_the_stated_number_of_values(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """Shown and hidden values together are those of the index, counted for the same query."""
    page = open_page(real_client, arrive(real_client, address))
    for more in sample(data, page.all(".filters__more a"), 2):
        path = urlsplit(more.get("href")).path
        facet = next(name for name, index in INDEXED.items() if index == path)
        if facet in ONE_VALUE or facet == "tag" or "/timeline/" in page.address:
            # An index of outlets also has those asked for, one of tags all groups, and one of
            # a year those whose month alone is not known.
            continue
        shown = [link for link in page.links("a.filters__add") if added_facet(page, link) == facet]
        asked = {value for name, value in included(page.address) if name == facet}
        scoped = 1 if page.address.startswith(path) else 0
        index = open_page(real_client, more.get("href"))
        # With nothing asked the index is whole, and names those without an article too.
        numbers = index.texts(".index__list li > b, .words__grid h3 small")
        counted = sum(number_in(number) != 0 for number in numbers)
        assert counted == len(shown) + number_in(text_of(more)) + (
            len(asked | ({page.address.split("/")[2]} if scoped else set()))
        )


def test_tags_are_listed_in_their_groups(client: FlaskClient) -> None:
    """In the order of the tags' file, with the values of each by number."""
    page = open_page(client, "/")

    assert page.texts(".filters h3")[:3] == ["UN bodies", "Principles", "Countries"]
    assert page.texts(".filters h3 + ul")[2].startswith("China, 3 articles")


def test_an_outlets_own_page_does_not_offer_outlets(client: FlaskClient) -> None:
    """Adding one would widen or empty the page, which is about that outlet."""
    headings = open_page(client, "/outlets/amnesty/").texts(".filters h4")

    assert "Outlet" not in headings
    assert "Kind" in headings


def test_a_tags_own_page_does_not_offer_the_tag(client: FlaskClient) -> None:
    links = open_page(client, "/tags/china/").links(".filters a.filters__add")

    assert "/tags/china/?tag=unhrc" in links
    assert "/tags/china/?tag=china" not in links


def test_kinds_and_languages_are_all_in_the_panel(
    collection: Path, client: FlaskClient, load_collection: Callable[..., object]
) -> None:
    """They have no index page for the rest."""
    letter = (collection / "articles/2013/letter-to-geneva.md").read_text("utf-8")
    languages = ["ar", "de", "es", "fr", "it", "ja", "nl", "pt", "ru", "vi"]
    for language in languages:
        text = letter.replace("language: en", f"language: {language}")
        text = text.replace("letters/8", f"letters/{language}")
        (collection / f"articles/2013/letter-{language}.md").write_text(text, "utf-8")
    load_collection()

    links = open_page(client, "/").links("a.filters__add")

    found = {link.removeprefix("/?language=") for link in links if "language=" in link}
    assert found == {*languages, "en", "ko"}


def test_constraints_show_the_query(client: FlaskClient) -> None:
    page = open_page(client, "/?tag=china&tag=-unhrc&language=en&from=2012-02&to=2013")

    assert page.texts(".constraints li") == [
        "Remove filter: China ×",
        "Remove filter: not UNHRC ×",
        "Remove filter: English ×",
        "Remove filter: February 2012 to 2013 ×",
        "Remove all",
    ]
    assert page.links(".constraints__all") == ["/"]


def test_single_constraint_has_no_link_to_remove_all(client: FlaskClient) -> None:
    page = open_page(client, "/tags/china/?kind=statement")

    assert page.links(".constraints a") == ["/tags/china/"]


def test_removing_all_keeps_the_page_and_drops_the_order(client: FlaskClient) -> None:
    page = open_page(client, "/events/2012-council-session/?tag=china&kind=news&order=newest")

    assert page.links(".constraints__all") == ["/events/2012-council-session/"]


CHINA, NEWS = Term("tag", "china"), Term("kind", "news")


@pytest.mark.parametrize(
    ("query", "scope", "combined"),
    [
        (Query(), Scope("/"), False),
        (Query((CHINA,)), Scope("/"), False),
        (Query(since="2012", until="2013"), Scope("/"), False),
        (Query((CHINA,), since="2012"), Scope("/"), True),
        (Query((CHINA, NEWS)), Scope("/"), True),
        (Query(order="oldest"), Scope("/"), True),
        (Query(), Scope("/tags/china/", CHINA), False),
        (Query((NEWS,)), Scope("/tags/china/", CHINA), True),
        (Query((NEWS,)), Scope("/timeline/2012/", month="2012"), True),
        (Query(order="oldest"), Scope("/events/x/", Term("event", "x"), None, "oldest"), False),
        (Query(), Scope("/events/x/", Term("event", "x"), order="oldest"), True),
    ],
)
def test_combination_has_more_than_one_filter(query: Query, scope: Scope, combined: bool) -> None:
    assert is_combination(query, scope) is combined


@settings(max_examples=30)
@given(address=questions())
def test_links_to_combinations_are_nofollow(real_client: FlaskClient, address: str) -> None:
    """Their pages are noindex too; single filters are neither."""
    page = open_page(real_client, arrive(real_client, address))
    conditions = len({name for name, _ in pairs(page.address)} & {"from", "to"}) > 0
    conditions += sum(
        name not in ("from", "to", "order", "page") for name, _ in pairs(page.address)
    )
    combined = conditions + (urlsplit(page.address).path != "/") > 1
    combined = combined or "order=" in page.address

    assert page.meta("robots") == (["noindex, follow"] if combined else [])
    if urlsplit(page.address).path != "/" or pairs(page.address):
        for link in page.all(".filters li a, .filters__more a, .list__order a"):
            assert link.get("rel") == "nofollow"


def test_the_front_page_lets_crawlers_follow_single_filters(client: FlaskClient) -> None:
    page = open_page(client, "/")

    assert {link.get("rel") for link in page.all("a.filters__add")} == {None}
    assert {link.get("rel") for link in page.all("a.filters__not")} == {"nofollow"}


def sample(data: st.DataObject, elements: list, size: int = 3) -> list:
    """Some elements that Hypothesis chooses, so that it can find the one that fails."""
    if not elements:
        return []
    chosen = st.lists(st.integers(0, len(elements) - 1), max_size=size, unique=True)
    return [elements[position] for position in data.draw(chosen)]


def pairs(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)


def included(address: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in pairs(address) if not value.startswith("-")]


def the_one_added(before: str, after: str) -> tuple[str, str]:
    assert urlsplit(before).path == urlsplit(after).path
    kept = [pair for pair in pairs(before) if pair[0] != "page"]
    assert set(kept) <= set(pairs(after))
    (added,) = set(pairs(after)) - set(kept)
    return added


def added_facet(page: Page, link: str) -> str:
    return the_one_added(page.address, link)[0]


def total_of(page: Page) -> int:
    """The number of articles in a list, as its status line says it."""
    return number_in(page.text(".list__count[role=status]").split(" of ")[-1])


def by_slug(slug: str) -> Piece:
    (piece,) = (piece for piece in pieces() if piece.slug == slug)
    return piece
