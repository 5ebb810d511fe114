"""The reference of an article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.cite.names import Name
from archive.cite.reference import authors_of, one_line
from tests.cite.samples import DATES, DEBATE, NOTICE, REPORT


@pytest.mark.parametrize("published", DATES)
def test_a_date_has_the_parts_that_are_known(published: str) -> None:
    reference = replace(DEBATE, published=published)

    known = (reference.date_parts, reference.date.approximate, reference.date.uncertain)
    assert known == DATES[published]


@pytest.mark.parametrize(
    ("kind", "form", "genre"),
    [
        ("news", "news", ""),
        ("editorial", "news", "Editorial"),
        ("opinion", "news", "Opinion"),
        ("analysis", "news", "Analysis"),
        ("press-release", "notice", "Press release"),
        ("statement", "notice", "Statement"),
        ("report", "report", ""),
        ("factsheet", "report", "Fact sheet"),
    ],
)
def test_every_kind_has_a_form(kind: str, form: str, genre: str) -> None:
    reference = replace(DEBATE, kind=kind)

    assert (reference.form, reference.genre) == (form, genre)


def test_supplied_title_is_wholly_in_brackets() -> None:
    assert NOTICE.supplied
    assert not replace(DEBATE, title="[Editorial] On returns").supplied


def test_author_is_byline_agency_or_body() -> None:
    """It is the byline, else the agency, else the issuing body; never a newspaper."""
    kim, agency = Name("Kim", "Hana", family_first=True), Name(literal="Yonhap")

    assert authors_of((kim,), agency="Yonhap", outlet="Herald", issues=True) == (kim,)
    assert authors_of((), agency="Yonhap", outlet="Herald", issues=False) == (agency,)
    assert authors_of((), agency=None, outlet="UNHCR", issues=True) == (Name(literal="UNHCR"),)
    assert authors_of((), agency=None, outlet="Herald", issues=False) == ()


def test_agency_of_a_signed_story_is_in_a_note() -> None:
    signed = replace(REPORT, agency="Yonhap", authors=(Name("Kim", "Hana"),))

    assert signed.note == "A story of Yonhap"
    assert replace(signed, authors=(Name(literal="Yonhap"),)).note == ""
    assert DEBATE.note == ""


def test_texts_are_on_one_line() -> None:
    assert one_line(" a\r\nb\u2028c\x00d  e\t") == "a b c d e"
