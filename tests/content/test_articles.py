"""Test articles: the record, the folder and name of the file, the summary."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.content.articles import parse_article
from archive.content.records import Article
from archive.content.results import Parsed

TODAY = datetime.date(2026, 11, 24)
PATH = "articles/2012/a-headline.md"
FRONT = """\
title: "[A headline]"
outlet: korea-herald
published: 2012-02-23?
published_from: printed
url: https://herald.example.org/1
language: en
kind: press-release
tags: [china, unhrc]
"""
BODY = "A summary.\n\n- A point.\n"


def parse(front: str = FRONT, body: str = BODY, path: str = PATH) -> Parsed[Article]:
    """Parse an article from front matter and a body."""
    return parse_article(path, f"---\n{front}---\n{body}".encode(), today=TODAY)


def messages(parsed: Parsed[Article]) -> list[str]:
    """Return the problems without their path."""
    return [str(problem).removeprefix(PATH) for problem in parsed.problems]


def test_smallest_article() -> None:
    """The required fields and a body make an article."""
    parsed = parse()
    article = parsed.record

    assert parsed.problems == []
    assert article is not None
    assert article.slug == "a-headline"
    assert article.title == "[A headline]"
    assert (article.published.text, article.published.uncertain) == ("2012-02-23?", True)
    assert article.tags == ("china", "unhrc")
    assert (article.people, article.event_date, article.founding) == ((), None, False)
    assert article.body == "A summary.\n\n- A point."


def test_fullest_article() -> None:
    """Every field is in the record, and every id is a reference."""
    parsed = parse(
        FRONT
        + """\
agency: yonhap
byline: Kim Hana
people: [robert-king]
organisations: [unhcr]
events: [2012-session]
documents: [a-hrc-19-13]
places: [Geneva, 북한]
event_date: 2012-02/2012-03
founding: true
checked: 2026-11-20
note: |
  One line
  and another.
aliases: [old-headline]
"""
    )
    article = parsed.record

    assert parsed.problems == []
    assert article is not None
    assert article.agency == "yonhap"
    assert article.places == ("Geneva", "북한")
    assert article.event_date is not None
    assert article.event_date.precision == "interval"
    assert article.founding is True
    assert article.note == "One line\nand another."
    assert article.aliases == ("old-headline",)
    assert [(ref.kind, ref.id, ref.field, ref.line) for ref in parsed.references] == [
        ("outlets", "korea-herald", "outlet", 3),
        ("tags", "china", "tags", 9),
        ("tags", "unhrc", "tags", 9),
        ("outlets", "yonhap", "agency", 10),
        ("people", "robert-king", "people", 12),
        ("organisations", "unhcr", "organisations", 13),
        ("events", "2012-session", "events", 14),
        ("documents", "a-hrc-19-13", "documents", 15),
    ]
    assert parsed.lines["aliases"] == 23


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "articles/2013/a-headline.md",
            "articles/2013/a-headline.md:4: published: the file is not in the folder of its "
            "year, 2012. Correct the date, or move the file to articles/2012/a-headline.md.",
        ),
        (
            "articles/a-headline.md",
            "articles/a-headline.md:4: published: the file is not in the folder of its "
            "year, 2012. Correct the date, or move the file to articles/2012/a-headline.md.",
        ),
        (
            "articles/2012/A_headline.md",
            "articles/2012/A_headline.md: the file's name: 'A_headline' is not an id. "
            "Rename it to a-headline.md.",
        ),
    ],
)
def test_folder_and_name_of_the_file(path: str, message: str) -> None:
    """The folder is the year of publication and the name is the slug."""
    parsed = parse(path=path)

    assert parsed.record is None
    assert [str(problem) for problem in parsed.problems] == [message]


def test_folder_is_checked_even_without_a_date() -> None:
    """A file outside the year folders is reported even if its date cannot be read."""
    parsed = parse(FRONT.replace("2012-02-23?", "then"), path="articles/new/a-headline.md")

    assert [problem.fault for problem in parsed.problems] == [
        "'then' is not a date",
        "the file is not in the folder of a year",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "A summary.",
        "\n\nA summary.\n",
        "*Stressed* words begin it.\n",
        "2012 was the year.\n",
        "-5 degrees in Geneva.\n",
        "A summary\nof two lines.\n\n# Heading\n",
        "북한 인권.\n",
    ],
)
def test_plain_first_paragraphs(body: str) -> None:
    """Any Markdown paragraph can be the summary."""
    parsed = parse(body=body)

    assert parsed.record is not None
    assert [each.fault for each in parsed.problems] in ([], ["there is nothing below the summary"])


@pytest.mark.parametrize(
    "body",
    [
        "# A\n",
        "- a\n",
        "1. a\n",
        "> a\n",
        "    a\n",
        "\ta\n",
        "```\na\n```\n",
        "| a |\n|---|\n",
        "<p>a</p>\n",
        "***\n",
        "- - -\n",
        "[a]: https://example.org\n",
        "![a](b)\n",
    ],
)
def test_text_must_begin_with_a_plain_paragraph(body: str) -> None:
    """Lists, headings, code and the like cannot be the summary."""
    assert messages(parse(body=body)) == [
        ":11: the text does not begin with a plain paragraph. "
        "Begin with a paragraph that sums up the article."
    ]


def test_first_paragraph_has_no_heading_list_or_footnote() -> None:
    """A list without an empty line above it, an underline and a footnote each have a message."""
    assert messages(parse(body="A.\n- b\n- c\n")) == [
        ":12: a list begins inside the first paragraph. Put an empty line above it."
    ]
    assert messages(parse(body="A.\n---\n")) == [
        ":12: the first paragraph is underlined, which makes it a heading. "
        "Put an empty line above it."
    ]
    assert messages(parse(body="A.[^1]\n\n[^1]: B\n")) == [
        ":11: the first paragraph has a footnote, but lists show that paragraph alone. "
        "Name the source in words, or move the footnote further down."
    ]


def test_empty_body() -> None:
    """An article must have a text."""
    assert messages(parse(body=" \n")) == [
        ":11: there is no text below the front matter. Write a paragraph that sums up the article."
    ]


def test_alias_must_not_be_the_slug() -> None:
    """An alias must not redirect to itself."""
    assert messages(parse(FRONT + "aliases: [a-headline]\n")) == [
        ":10: aliases: 'a-headline' is the article's own slug. Remove it."
    ]


@given(st.binary() | st.text().map(lambda text: f"---\n{text}\n---\n{text}".encode()))
def test_any_bytes_give_a_record_or_problems(data: bytes) -> None:
    """No file raises an error: it has a record or problems."""
    parsed = parse_article(PATH, data, today=TODAY)

    errors = [problem for problem in parsed.problems if problem.severity == "error"]
    assert (parsed.record is None) == bool(errors)
