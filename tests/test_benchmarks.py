"""The generated collection of the benchmarks: whole, and the same at every size."""

from __future__ import annotations

from pathlib import Path

from archive.config import Settings
from archive.load import check
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
