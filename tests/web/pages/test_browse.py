"""How the records of an index are put in order and under headings."""

from __future__ import annotations

import pytest

from archive.store.snapshot import Label
from archive.web.pages.browse import OFFERED, WAYS, Item, arrange, choose, words

pytestmark = pytest.mark.usefixtures("words")


def item(name: str = "", articles: int = 0, group: str = "", kind: str = "") -> Item:
    return Item(Label(name, name, None, name, group, None, kind), articles, "/")


def arranged(collection: str, way: str, *items: Item) -> list[tuple[str, list[str]]]:
    return [
        (section.heading, [one.label.name for one in section.items])
        for section in arrange(collection, way, items)
    ]


def test_names_are_grouped_by_letter_without_accents_and_articles() -> None:
    names = ("Zoë", "“The” quoted", "The Times", "Élodie", "38 North", "Ulster Post", "", "eagle")

    assert arranged("people", "letter", *map(item, names)) == [
        ("#", ["", "38 North"]),
        ("E", ["eagle", "Élodie"]),
        ("T", ["“The” quoted", "The Times"]),
        ("U", ["Ulster Post"]),
        ("Z", ["Zoë"]),
    ]


def test_counts_are_grouped_into_ranges() -> None:
    numbers = (0, 1, 2, 4, 5, 9, 10, 99, 100, 999, 1000, 12345)
    items = [item(str(number), number) for number in numbers]

    assert arranged("outlets", "articles", *items) == [
        ("1,000 or more articles", ["12345", "1000"]),
        ("100 to 999 articles", ["999", "100"]),
        ("50 to 99 articles", ["99"]),
        ("10 to 19 articles", ["10"]),
        ("5 to 9 articles", ["9", "5"]),
        ("2 to 4 articles", ["4", "2"]),
        ("1 article", ["1"]),
        ("No articles", ["0"]),
    ]


def test_equal_counts_are_sorted_by_name() -> None:
    items = (item("The Bee", 3), item("Zebra", 4), item("Ant", 3))

    assert arranged("outlets", "articles", *items) == [
        ("2 to 4 articles", ["Zebra", "Ant", "The Bee"])
    ]


def test_kinds_follow_the_order_of_their_field() -> None:
    items = (
        item("x", group="unheard"),
        item("b", group="un"),
        item("n", group="newspaper"),
        item("a", group="un"),
    )

    assert arranged("outlets", "kind", *items) == [
        ("Newspapers", ["n"]),
        ("United Nations", ["a", "b"]),
        ("unheard", ["x"]),
    ]


def test_documents_are_grouped_by_kind_not_by_body() -> None:
    items = (item("r", group="HRC", kind="resolution"), item("s", group="GA", kind="report"))

    assert arranged("documents", "kind", *items) == [("Reports", ["s"]), ("Resolutions", ["r"])]


def test_tags_of_a_kind_keep_the_order_of_their_file() -> None:
    items = (item("north-korea", group="country"), item("upr", group="mechanism"))
    items += (item("china", group="country"),)

    assert arranged("tags", "kind", *items) == [
        ("Mechanisms", ["upr"]),
        ("Countries", ["north-korea", "china"]),
    ]


@pytest.mark.parametrize(
    ("texts", "way", "meant"),
    [
        ([], "letter", []),
        ([""], "letter", []),
        (["", "kind", "kind"], "kind", []),
        (["letter"], "letter", []),
        (["leter"], "letter", ["letter"]),
        (["xyz"], "letter", ["letter", "kind", "articles"]),
        (["kind", "articles"], "letter", ["kind", "articles"]),
        (["kind", "xyz"], "letter", ["kind"]),
    ],
)
def test_arrangement_is_chosen(texts: list[str], way: str, meant: list[str]) -> None:
    assert choose("outlets", texts) == (way, meant)


def test_every_arrangement_has_its_own_label() -> None:
    for collection, offered in OFFERED.items():
        assert set(offered) <= set(WAYS)
        assert len({words(collection, way) for way in offered}) == len(offered)
