"""Whole files of references."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import bibtexparser
import pytest
import rispy

from archive.cite.formats import BIBTEX, CSL, FORMATS, RIS, Format, RecordError
from archive.cite.reference import Reference
from tests.cite.samples import ALL, DEBATE

SLUGS = [reference.slug for reference in ALL]


def test_a_file_has_all_references_in_their_order() -> None:
    assert [each["id"] for each in rispy.loads("".join(RIS.file(ALL)))] == SLUGS
    assert [each.key for each in bibtexparser.parse_string("".join(BIBTEX.file(ALL))).entries] == (
        SLUGS
    )
    assert [each["id"] for each in json.loads("".join(CSL.file(ALL)))] == SLUGS


def test_file_without_references_is_valid() -> None:
    assert "".join(RIS.file([])) == "".join(BIBTEX.file([])) == ""
    assert json.loads("".join(CSL.file([]))) == []


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.suffix)
def test_file_is_written_as_references_arrive(each: Format) -> None:
    """No more references are taken than were written, so a list may have any length."""
    taken = []

    def endless() -> Iterator[Reference]:
        while True:
            taken.append(DEBATE)
            yield DEBATE

    pieces = list(islice(each.file(endless()), 4))

    assert len(taken) == 3
    assert "".join(pieces).count(DEBATE.title) == 3


def test_reference_that_cannot_be_written_is_named_and_not_skipped() -> None:
    pieces = CSL.file([DEBATE, replace(DEBATE, slug="the-bad-one", checked="yesterday"), DEBATE])

    assert next(pieces) == CSL.head
    assert DEBATE.slug in next(pieces)
    with pytest.raises(RecordError, match="the-bad-one cannot be written as CSL-JSON"):
        next(pieces)
