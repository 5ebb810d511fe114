"""Test which addresses of originals are the same, probably the same, or two."""

from __future__ import annotations

import pytest

from archive.content.addresses import comparable_url, near_url
from archive.content.integrity import Registry

URL = "https://example.org/news/a-0?id=1&x=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/a-0?id=1&x=2",
        "https://example.org/news/a-0/?id=1&x=2",
        "https://www.example.org/news/a-0?id=1&x=2",
        "https://m.example.org/news/a-0?id=1&x=2",
        "https://amp.example.org/news/a-0?id=1&x=2",
        "https://example.org/news/a-0/amp?id=1&x=2",
        "https://example.org:443/news/a-0?id=1&x=2",
        "http://example.org:80/news/a-0?id=1&x=2",
        "https://example.org/news/%61-0?id=1&x=2",
        "https://example.org/news/a-0?x=2&id=1",
        "https://example.org/news/a-0?id=1&x=2&utm_source=x&fbclid=1",
        "https://example.org./news/a-0?id=1&x=2",
    ],
)
def test_a_link_to_the_same_page_is_a_warning_that_names_both(other: str) -> None:
    registry = Registry()
    assert registry.add("articles/2012/a.md", "a", URL, (), {}) == []

    (problem,) = registry.add("articles/2012/b.md", "b", other, (), {"url": 5})

    assert str(problem) == (
        "articles/2012/b.md:5: warning: url: articles/2012/a.md has nearly the same address, "
        f"{URL}. If both lead to the same text, merge the two articles."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/#!/story/1", "https://example.org/#!/story/2"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://m.kr/a", "https://www.kr/a"),
        ("https://example.org/a", "https://news.example.org/a"),
    ],
)
def test_other_addresses_are_two(one: str, other: str) -> None:
    assert near_url(one) != near_url(other)
    assert comparable_url(one) != comparable_url(other)


def test_the_same_address_stays_an_error() -> None:
    registry = Registry()
    registry.add("articles/2012/a.md", "a", URL, (), {})

    (problem,) = registry.add("articles/2012/b.md", "b", URL + "#top", (), {})

    assert problem.severity == "error"
