"""Test the checks between files."""

from __future__ import annotations

import time

import pytest

from archive.content.integrity import (
    Registry,
    check_broader,
    check_references,
    check_site_links,
    unused_records,
)
from archive.content.records import Tag
from archive.content.results import Parsed, Reference


def tag(
    id_: str, line: int = 1, *, broader: tuple[str, ...] = (), related: tuple[str, ...] = ()
) -> Parsed[Tag]:
    """Return a parsed tag whose fields are all on one line."""
    record = Tag(
        id=id_,
        short=id_,
        label=id_,
        group="theme",
        definition="A theme.",
        broader=broader,
        related=related,
    )
    return Parsed(record, [], [], {"id": line, "broader": line, "related": line})


def messages(*tags: Parsed[Tag]) -> list[str]:
    """Return the problems between tags."""
    return [str(problem) for problem in check_broader("t", tags)]


def test_known_ids_pass() -> None:
    """A reference to an existing id has no problem."""
    references = [Reference("tags", "china", "tags", 9), Reference("outlets", "x", "agency", 3)]

    assert check_references("a", references, {"tags": {"china"}, "outlets": {"x"}}) == []


def test_unknown_ids_get_a_suggestion_or_the_name_of_the_file() -> None:
    """The repair suggests a similar id, or names the file of the ids."""
    references = [
        Reference("tags", "china-x", "tags", 9),
        Reference("people", "zzz", "people", 10),
        Reference("outlets", "zzz", "agency", 11),
    ]
    known = {"tags": ["china"], "people": ["robert-king"], "outlets": []}

    assert [str(problem) for problem in check_references("a", references, known)] == [
        "a:9: tags: there is no tag 'china-x'. Did you mean 'china'?",
        "a:10: people: there is no person 'zzz'. "
        "Use an id from authorities/people.yaml, or add the record there.",
        "a:11: agency: there is no outlet 'zzz'. "
        "Use an id from authorities/outlets.yaml, or add the record there.",
    ]


def test_ids_of_an_unreadable_file_are_not_checked() -> None:
    """A broken authority file does not add a problem to every article."""
    references = [Reference("tags", "china", "tags", 9)]

    assert check_references("a", references, {"tags": None}) == []
    assert check_references("a", references, {}) == []


def test_circles_are_reported_once_each() -> None:
    """A circle of broader tags has one problem, wherever the search begins."""
    assert messages(
        tag("a", 1, broader=("b",)),
        tag("b", 2, broader=("c", "d")),
        tag("c", 3, broader=("b",)),
        tag("d", 4, broader=("a", "missing")),
        tag("e", 5, broader=("e",)),
    ) == [
        "t:2: broader: the broader tags form a circle: b → c → b. "
        "Remove one of these broader tags.",
        "t:1: broader: the broader tags form a circle: a → b → d → a. "
        "Remove one of these broader tags.",
        "t:5: broader: the broader tags form a circle: e → e. Remove one of these broader tags.",
    ]


def test_a_diamond_is_not_a_circle() -> None:
    """Two ways to the same broader tag are allowed."""
    assert (
        messages(
            tag("a", broader=("b", "c")),
            tag("b", broader=("d",)),
            tag("c", broader=("d",)),
            tag("d"),
        )
        == []
    )


def test_long_chains_are_searched_without_recursion() -> None:
    """A chain of ten thousand tags is checked."""
    chain = [tag(f"t{n}", broader=(f"t{n + 1}",)) for n in range(10_000)]

    started = time.perf_counter()
    assert messages(*chain, tag("t10000")) == []
    assert time.perf_counter() - started < 2


def test_related_tags_name_each_other() -> None:
    """A relation in one direction is a warning; one to itself is an error."""
    problems = check_broader("t", [tag("a", 1, related=("b",)), tag("b", 2, related=("b",))])

    assert [str(problem) for problem in problems] == [
        "t:1: warning: related: 'a' is related to 'b', but not the other way round. "
        "Add 'a' to the related tags of 'b'.",
        "t:2: related: 'b' is related to itself. Remove it.",
    ]


def test_unused_records_are_warnings() -> None:
    """An unused record is a warning, which does not stop a load."""
    (problem,) = unused_records("authorities/tags.yaml", [tag("a", 3), tag("b", 9)], {"a"})

    assert str(problem) == (
        "authorities/tags.yaml:9: warning: no article mentions 'b'. "
        "Remove the record, or add its id to an article."
    )


def test_registry_accepts_different_articles() -> None:
    """Different slugs, aliases and addresses have no problem."""
    registry = Registry({"gone"})

    assert registry.add("1", "a", "https://x.org/A?q=A", ["old-a"], {}) == []
    assert registry.add("2", "b", "https://x.org/a?q=A", ["old-b"], {}) == []
    assert registry.add("3", "c", "https://x.org/A?q=a", [], {}) == []


def test_registry_names_the_other_file() -> None:
    """Every conflict is a problem of the second file."""
    registry = Registry({"gone", "lost"})
    registry.add_known("first.md", "a", "https://x.org/1", ["old-a"])
    lines = {"url": 6, "aliases": 9}

    problems = [
        *registry.add("2", "a", "HTTPS://X.org/1#top", ["old-a", "gone"], lines),
        *registry.add("3", "old-a", "https://x.org/3", ["a"], lines),
        *registry.add("4", "lost", "https://x.org/4", [], lines),
    ]

    assert [str(problem) for problem in problems] == [
        "2: the slug 'a' is already used by first.md. Rename one of the two files.",
        "2:6: url: first.md has the same address. Merge the two articles, or correct the address.",
        "2:9: aliases: 'old-a' is already an alias of first.md. Remove it.",
        "2:9: aliases: 'gone' is the slug of a removed article. Remove it.",
        "3: the slug 'old-a' is an alias of first.md. Rename the file, or remove the alias.",
        "3:9: aliases: 'a' is the slug of first.md. Remove it.",
        "4: the slug 'lost' belongs to a removed article. "
        "Rename the file, or remove the slug from authorities/removed.yaml.",
    ]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("/", True),
        ("/?q=geneva", True),
        ("/tags/", True),
        ("/tags/china/", True),
        ("/tags/china/#list", True),
        ("/documents/A/HRC/25/63/", True),
        ("/export.csv", True),
        ("/people/anybody/", True),  # the file of people could not be read
        ("/tags/chinna/", False),
        ("/articles/nope/", False),
        ("/rights/", False),
    ],
)
def test_links_to_pages_of_the_archive(link: str, leads: bool) -> None:
    """A link to an address that does not exist is a warning with its line."""
    known = {"tags": {"china"}, "articles": {"one"}, "people": None}
    problems = check_site_links("about/x.md", [(link, 7)], known)

    assert [(each.line, each.severity) for each in problems] == [(7, "warning")] * (not leads)
