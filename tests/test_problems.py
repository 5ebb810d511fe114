"""Test problems: one line says where, what, and what to do."""

from __future__ import annotations

import json
import random

import click
import pytest

from archive.problems import ArchiveError, DatabaseMissing, PortTaken, Problem, ProblemsFound

WHOLE = Problem("articles/2012/a.md", 4, "date", "'2021/3/4' is not a date", "Write YYYY-MM-DD.")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (WHOLE, "articles/2012/a.md:4: date: '2021/3/4' is not a date. Write YYYY-MM-DD."),
        (Problem("a.md", None, None, "cannot be read", "See."), "a.md: cannot be read. See."),
        (Problem("a.md", 1, None, "is empty", "Write."), "a.md:1: is empty. Write."),
        (
            Problem("a.yaml", 2, "id", "is unused", "Remove it.", "warning"),
            "a.yaml:2: warning: id: is unused. Remove it.",
        ),
    ],
)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_problems_are_sorted_causes_first() -> None:
    """Faults of authority files come before those of the articles that name their records."""
    ordered = [
        Problem("b.yaml", 3, None, "x", ""),
        Problem("a.md", None, None, "x", ""),
        Problem("a.md", 2, None, "x", ""),
        Problem("a.md", 2, "tags", "x", ""),
        Problem("a.md", 2, "tags", "y", ""),
        Problem("a.md", 10, "tags", "x", ""),
        Problem("b.md", None, None, "x", ""),
    ]
    shuffled = ordered[:]
    random.Random(1).shuffle(shuffled)

    assert sorted(shuffled, key=lambda problem: problem.sort_key) == ordered


def test_a_problem_is_plain_data_for_json() -> None:
    assert json.loads(json.dumps(WHOLE.as_dict())) == {
        "path": "articles/2012/a.md",
        "line": 4,
        "field": "date",
        "fault": "'2021/3/4' is not a date",
        "repair": "Write YYYY-MM-DD.",
        "severity": "error",
    }


@pytest.mark.parametrize("kind", [DatabaseMissing, PortTaken, ArchiveError])
def test_errors_are_shown_by_the_command_line_as_they_are(kind: type[ArchiveError]) -> None:
    error = kind("Do this.")

    assert isinstance(error, click.ClickException)
    assert error.message == "Do this."


def test_problems_found_lists_all_problems() -> None:
    error = ProblemsFound([WHOLE, WHOLE])

    assert error.problems == [WHOLE, WHOLE]
    assert error.message == f"{WHOLE}\n{WHOLE}"
