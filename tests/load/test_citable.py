"""An article that no format of citations can write is a problem of its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.cite import formats
from archive.cite.reference import Reference
from archive.content.articles import parse_article
from archive.content.records import Article, Credit
from archive.load import citable
from archive.load.citable import check_citable
from tests.test_broken import BASE, TODAY

PATH = "articles/2012/appeal-for-thirty.md"


@pytest.fixture
def article() -> Article:
    record = parse_article(PATH, (BASE / PATH).read_bytes(), today=TODAY).record
    assert record is not None
    return record


def test_every_byline_is_written(article: Article) -> None:
    for byline in (None, "Jane Doe", (Credit(family="Kim", given="Min-su"), "Jane Doe")):
        assert check_citable(PATH, replace(article, byline=byline)) == []


def test_writer_that_fails_names_the_file(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(reference: Reference) -> str:
        raise ValueError(f"no date in {reference.slug}")

    monkeypatch.setattr(citable, "FORMATS", (replace(formats.CSL, text=fail),))

    (problem,) = check_citable(PATH, article)
    assert str(problem) == (
        f"{PATH}: the article cannot be written as CSL-JSON. "
        "The reason is: no date in appeal-for-thirty."
    )
