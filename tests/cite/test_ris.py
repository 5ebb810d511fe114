"""RIS, read back by rispy."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
import rispy
from hypothesis import given

from archive.cite.names import Name
from archive.cite.reference import Reference
from archive.cite.ris import record
from tests.cite.samples import ALL, DATES, DEBATE, NOTICE, REPORT, TRICKY, spaced, with_text


def read(reference: Reference) -> dict[str, Any]:
    (found,) = rispy.loads(record(reference))
    return dict(found)


def test_lines_are_tags_and_values() -> None:
    for reference in ALL:
        lines = record(reference).split("\r\n")
        assert lines[0].startswith("TY  - ")
        assert lines[-2:] == ["ER  - ", ""]
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*\S|ER  - ", line) for line in lines[:-1])


def test_a_newspaper_article() -> None:
    assert read(DEBATE) == {
        "type_of_reference": "NEWS",
        "id": "council-debates-returns",
        "title": "Council debates returns from China",
        "authors": ["Kim, Hana", "Yonhap News Agency"],
        "secondary_title": "The Korea Herald",
        "place_published": "South Korea",
        "year": "2012",
        "date": "2012/03/13/",
        "language": "en",
        "urls": ["https://herald.example.org/2012/council?a=1&b=50%25_x#y"],
        "access_date": "2026/11/20/",
        "name_of_database": "The Geneva Record",
        "database_provider": "The Geneva Record",
        "accession_number": "council-debates-returns",
        "file_attachments2": "https://archive.example.org/articles/council-debates-returns/",
        "keywords": ["UN Human Rights Council", "China"],
        "abstract": "The Council debated on 12 March 2012.",
    }


def test_issue_of_a_body() -> None:
    notice, report = read(NOTICE), read(REPORT)

    assert notice["type_of_reference"] == "ELEC"
    assert notice["type_of_work"] == "Press release"
    assert notice["secondary_title"] == notice["publisher"] == "Amnesty International"
    assert report["type_of_reference"] == "RPRT"
    assert report["publisher"] == "Amnesty International"
    assert "type_of_work" not in report
    assert "access_date" not in report


@pytest.mark.parametrize("published", DATES)
def test_date_is_as_exact_as_known(published: str) -> None:
    parts, approximate, uncertain = DATES[published]
    found = read(replace(DEBATE, published=published))

    year, month, day, words = str(found["date"]).split("/")
    assert tuple(int(part) for part in (year, month, day) if part) == parts
    assert found["year"] == year
    assert ("about" in words, "uncertain" in words) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("checked", "day"),
    [("2026-11-20", "2026/11/20/"), ("2026-11~", "2026/11//"), ("2026-XX", "2026///")],
)
def test_the_day_of_access_has_the_parts_that_are_known(checked: str, day: str) -> None:
    assert read(replace(DEBATE, checked=checked))["access_date"] == day


def test_only_newspapers_have_a_place() -> None:
    for kind in ("press-release", "report"):
        assert "place_published" not in read(replace(DEBATE, kind=kind))


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("a=1&current_page=2", "a=1&%63urrent_page=2"),
        ("a=1&sectcode=2&copy=3", "a=1&%73ectcode=2&%63opy=3"),
        ("a=1&LT=2", "a=1&%4CT=2"),
        ("a=1&alpha;", "a=1&%61lpha;"),
        ("a=1&b=2&page=3", "a=1&b=2&page=3"),
        ("a=1&#39", "a=1&#%339"),
        ("a=1&#x41", "a=1&#%7841"),
        ("a=1&#top", "a=1&#top"),
    ],
)
def test_an_address_has_nothing_that_a_reader_takes_for_an_entity(query: str, written: str) -> None:
    """Zotero reads HTML entities in every value, also those without a semicolon."""
    text = record(replace(DEBATE, url=f"https://example.org/?{query}"))
    (url,) = re.findall("^UR  - (.*)\r$", text, re.MULTILINE)

    assert url == f"https://example.org/?{written}"
    assert unescape(url) == url
    assert unquote(url) == unquote(f"https://example.org/?{query}")


def test_a_body_with_a_comma_does_not_become_a_person() -> None:
    body = replace(DEBATE, authors=(Name(literal="Ministry of Unification, Seoul"),))

    assert read(body)["authors"] == ["Ministry of Unification Seoul"]


@given(TRICKY)
def test_any_text_is_read_back(text: str) -> None:
    found = read(with_text(text))

    kept = spaced(text)
    assert [found["title"], found["secondary_title"], found["abstract"]] == [kept] * 3
    assert found["keywords"] == [kept]
