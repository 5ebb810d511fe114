"""Test that a load refuses to remove much at once, and that what returns keeps its first time."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from archive.config import ROOT, Settings
from archive.load import load, run
from archive.load.clock import time_of_load
from archive.load.removals import check_removals
from archive.problems import ProblemsFound
from tests.conftest import TODAY

LATER = "2031-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("gone", "before", "is_refused"),
    [(10, 10, False), (11, 11, True), (11, 110, True), (11, 111, False), (208, 208, True)],
)
def test_more_than_ten_and_a_tenth_are_refused(gone: int, before: int, is_refused: bool) -> None:
    assert bool(check_removals("articles", "article", gone, before)) == is_refused


@pytest.fixture
def many(settings: Settings, add: Callable[..., Path]) -> list[Path]:
    """Twelve articles that are loaded, besides those of the tiny collection."""
    files = [add(f"many-{number}") for number in range(12)]
    load(settings, today=TODAY)
    return files


def refused(settings: Settings) -> str:
    with pytest.raises(ProblemsFound) as raised:
        load(settings, today=TODAY)
    return str(raised.value.problems[0])


def added(reading: Callable[[], Any]) -> dict[str, str]:
    with reading() as session:
        rows = session.connection.execute(text("SELECT slug, added_at FROM article"))
        return dict(rows.tuples().all())


def test_an_emptied_folder_is_refused_with_its_numbers(
    settings: Settings, many: list[Path], dump: Callable[[], Any]
) -> None:
    before = dump()
    for folder in settings.articles.iterdir():
        shutil.rmtree(folder)

    assert refused(settings) == (
        "articles: 16 of 16 articles are gone since the last load. Put the files back (is the disk "
        "mounted, is the copy complete?). If they were deleted on purpose, run "
        "`flask load --allow-removals`."
    )
    assert dump() == before


def test_deletions_on_purpose_are_allowed_and_undone_with_their_first_time(
    settings: Settings,
    many: list[Path],
    reading: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = added(reading)
    texts = {file: file.read_bytes() for file in many}
    for file in many:
        file.unlink()
    assert load(settings, today=TODAY, allow_removals=True).removed == 12
    monkeypatch.setattr(run, "time_of_load", lambda last: (LATER, []))

    for file, data in texts.items():
        file.write_bytes(data)

    assert load(settings, today=TODAY).added == 12
    assert added(reading) == before


def test_a_renamed_article_that_returns_later_keeps_its_first_time(
    settings: Settings,
    many: list[Path],
    add: Callable[..., Path],
    reading: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = added(reading)["many-0"]
    many[0].unlink()
    load(settings, today=TODAY)
    monkeypatch.setattr(run, "time_of_load", lambda last: (LATER, []))

    add("renamed", aliases="[many-0]", url="https://example.org/many-0")
    add("quite-new")
    load(settings, today=TODAY)

    assert (added(reading)["renamed"], added(reading)["quite-new"]) == (before, LATER)


def test_moved_and_renamed_articles_and_those_with_tombstones_are_not_gone(
    settings: Settings, many: list[Path], collection: Path, add: Callable[..., Path]
) -> None:
    for number, file in enumerate(many[:6]):
        file.unlink()
        add(f"new-{number}", aliases=f"[many-{number}]", url=f"https://example.org/n{number}")
    stones = collection / "authorities/removed.yaml"
    for number, file in enumerate(many[6:], 6):
        file.unlink()
        with stones.open("a", encoding="utf-8") as writing:
            writing.write(
                f"\n- {{slug: many-{number}, title: X, outlet: yonhap, published: 2012-05-01, "
                "removed: 2026-01-01, reason: On request.}\n"
            )

    assert load(settings, today=TODAY).removed == 12


def test_half_of_an_authority_file_is_refused(settings: Settings, collection: Path) -> None:
    file = collection / "authorities/organisations.yaml"
    whole = file.read_text("utf-8")
    extra = "\n".join(
        f"- {{id: x-{n}, name: X{n}, kind: ngo, description: X., sources: [https://x.example]}}"
        for n in range(20)
    )
    file.write_text(f"{whole}\n{extra}\n", "utf-8")
    load(settings, today=TODAY)

    file.write_text(whole, "utf-8")

    assert refused(settings).startswith(
        "authorities/organisations.yaml: 20 of 21 records are gone since the last load."
    )
    load(settings, today=TODAY, allow_removals=True)


@pytest.mark.parametrize(
    "name",
    ["documents", "events", "organisations", "outlets", "people", "tags", "removed", "words"],
)
def test_an_id_twice_in_any_authority_file_is_a_problem_of_that_file(
    settings: Settings, collection: Path, name: str
) -> None:
    load(settings, today=TODAY)
    file = collection / f"authorities/{name}.yaml"
    if name == "words":
        shutil.copyfile(ROOT / "authorities/words.yaml", file)
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n" * 2, "utf-8")

    said = refused(settings)

    assert said.startswith(f"authorities/{name}.yaml:")
    assert "is already in line" in said


# The time of a load


def test_times_of_loads_never_go_backwards() -> None:
    def at(text: str) -> datetime.datetime:
        return datetime.datetime.fromisoformat(text)

    assert time_of_load(None, at("2026-01-01T00:00:00+00:00")) == ("2026-01-01T00:00:00Z", [])
    earlier = "2026-01-01T00:00:00Z"
    assert time_of_load(earlier, at("2026-01-02T00:00:00+00:00"))[0] == "2026-01-02T00:00:00Z"
    assert time_of_load(earlier, at("2025-12-31T23:59:00+00:00")) == ("2026-01-01T00:00:01Z", [])

    time, problems = time_of_load("2028-01-01T00:00:00Z", at("2026-01-01T00:00:00+00:00"))

    assert time == "2028-01-01T00:00:01Z"
    assert "2028-01-01T00:00:00Z, which is in the future" in str(problems[0])
    assert problems[0].severity == "warning"
