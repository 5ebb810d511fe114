"""The generated collection of the benchmarks: whole, and the same at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.config import Settings
from archive.load import check
from benchmarks import corpus, search
from benchmarks.generate import article, generate
from tests.conftest import TODAY


def test_a_generated_collection_has_no_errors(generated_settings: Settings) -> None:
    problems = check(generated_settings, today=TODAY)

    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_an_article_is_the_same_at_any_size(tmp_path: Path, generated_settings: Settings) -> None:
    generate(tmp_path, 20)

    files = sorted((tmp_path / "articles").rglob("*.md"))
    assert len(files) == 20
    for file in files:
        path = file.relative_to(tmp_path)
        assert (generated_settings.articles.parent / path).read_bytes() == file.read_bytes()


def test_another_edition_has_the_same_place_and_another_text() -> None:
    assert article(7)[0] == article(7, edition=1)[0]
    assert len({article(7, edition)[1] for edition in range(4)}) == 4


def test_a_row_has_the_same_text_at_any_size() -> None:
    texts = ("title", "summary_text", "body_text", "tags", "people")

    assert [corpus.row(7, 100)[name] for name in texts] == [
        corpus.row(7, 1_000)[name] for name in texts
    ]
    assert [corpus.row(number, 50)["sort_key"] for number in range(50)] == sorted(
        corpus.row(number, 50)["sort_key"] for number in range(50)
    )


def test_search_is_measured_kind_by_kind_and_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = "--articles 300 400 --queries 1 --rounds 1 --parts --load 20"
    monkeypatch.setattr("sys.argv", ["search", *options.split(), "--keep", str(tmp_path)])

    search.main()

    pages, small, large, load = capsys.readouterr().out.split("\n\n")
    kinds = [line[:26].strip() for line in pages.splitlines()[2:]]
    assert {"common word", "phrase of common words", "Korean word", "misspelt word"} <= set(kinds)
    for table in (small, large):
        assert [line[:26].strip() for line in table.splitlines()[2:]] == kinds
    assert "render" in load
    assert "full-text index" in load
