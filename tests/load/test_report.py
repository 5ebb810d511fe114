"""Test the report of a load: its line, and whether readers see a change."""

from __future__ import annotations

from dataclasses import fields

import pytest

from archive.load.report import LoadReport
from archive.problems import Problem

SEEN = (
    "changed",
    "added",
    "removed",
    "rendered_again",
    "searched_again",
    "authority_files",
    "pages",
    "site_changed",
)


def test_a_load_without_changes_is_a_short_line() -> None:
    assert str(LoadReport(unchanged=4)) == "0 changed, 0 added, 0 removed, 4 unchanged, 0.0 s"


def test_all_changes_are_listed_in_order() -> None:
    report = LoadReport(
        changed=1,
        added=2,
        removed=3,
        unchanged=4,
        rendered_again=5,
        searched_again=6,
        authority_files=7,
        pages=8,
        seconds=1.26,
    )

    assert str(report) == (
        "1 changed, 2 added, 3 removed, 4 unchanged, 5 rendered again, "
        "6 searched for words again, 7 authority files changed, 8 pages changed, 1.3 s"
    )


def test_singular() -> None:
    assert "1 authority file changed, 1 page changed" in str(LoadReport(authority_files=1, pages=1))


@pytest.mark.parametrize("name", [field.name for field in fields(LoadReport)])
def test_changes_that_readers_see(name: str) -> None:
    """Time, unchanged articles and warnings are not changes."""
    warning = Problem("x", None, None, "a fault", "Correct it.", "warning")

    report = LoadReport(**{name: [warning] if name == "warnings" else 1})

    assert report.changed_something is (name in SEEN)


def test_reports_do_not_share_their_warnings() -> None:
    LoadReport().warnings.append(Problem("x", None, None, "a fault", "Correct it.", "warning"))

    assert LoadReport().warnings == []
