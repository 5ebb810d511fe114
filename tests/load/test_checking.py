"""Test `flask check`: it reports the problems of all files and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.config import Settings
from archive.load import LoadReport, check
from archive.problems import ProblemsFound
from tests.conftest import TODAY


def told(settings: Settings) -> list[str]:
    return [str(problem) for problem in check(settings, today=TODAY)]


def test_a_valid_collection_has_no_problems_and_gets_no_database(
    settings: Settings, tmp_path: Path
) -> None:
    assert told(settings) == []
    assert not (tmp_path / "archive.db").exists()


def test_problems_of_authority_files_come_first(
    settings: Settings, add: Callable[..., Path], edit: Callable[..., None]
) -> None:
    add("bad", kind="newz", tags="[chine]")
    edit("about/method.md", ("order: 10", "order: ten"))
    edit("authorities/events.yaml", ("body: HRC", "body: HCR"))

    assert [line.split(": ")[0] for line in told(settings)] == [
        "authorities/events.yaml:4",
        "about/method.md:4",
        "articles/2012/bad.md:8",
        "articles/2012/bad.md:9",
    ]


def test_unused_records_are_warnings(settings: Settings, edit: Callable[..., None]) -> None:
    edit("articles/2012/council-debates-returns.md", ("people: [robert-king]\n", ""))

    assert told(settings) == [
        "authorities/people.yaml:1: warning: no article mentions 'robert-king'. "
        "Remove the record, or add its id to an article."
    ]


def test_unreadable_files_are_problems(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    found = told(settings)
    assert len(found) == 4 + 7 + 1 + 1
    assert all("cannot be read (Permission denied)" in line for line in found)


def test_check_and_load_find_the_same_errors(
    settings: Settings, add: Callable[..., Path], load_collection: Callable[..., LoadReport]
) -> None:
    add("one", url="https://example.org/same")
    add("two", url="https://example.org/same", aliases="[one]")
    add("three", agency="nobody")

    with pytest.raises(ProblemsFound) as raised:
        load_collection()

    assert told(settings) == [str(problem) for problem in raised.value.problems]
    assert len(raised.value.problems) == 3
