"""Test the commands: their output and exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from archive import cli
from archive.config import Settings
from archive.factory import create_app
from archive.load import watch
from archive.problems import Problem

ARTICLE = "articles/2012/appeal-for-thirty.md"


@pytest.fixture
def site(settings: Settings) -> Flask:
    """The application before anything is loaded."""
    return create_app(settings)


@pytest.fixture
def run(site: Flask) -> Callable[..., Result]:
    """Runs a command as `flask` would."""
    return lambda *words: site.test_cli_runner().invoke(args=words)


@pytest.fixture
def spoil(collection: Path) -> Callable[[], None]:
    """Makes a mistake in one article and leaves one record unused."""

    def change() -> None:
        file = collection / ARTICLE
        file.write_text(file.read_text("utf-8").replace("kind: statement", "kind: statment"))
        unused = "- {id: x, name: X, kind: ngo, description: X., sources: [https://x.example]}\n"
        organisations = collection / "authorities/organisations.yaml"
        organisations.write_text(f"{organisations.read_text('utf-8')}\n{unused}")

    return change


def test_load_prints_one_line_of_report(run: Callable[..., Result]) -> None:
    first, second = run("load"), run("load")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert re.fullmatch(
        r"0 changed, 4 added, 0 removed, 0 unchanged, 7 authority files changed, "
        r"1 page changed, \d+\.\d s\n",
        first.output,
    )
    assert re.fullmatch(r"0 changed, 0 added, 0 removed, 4 unchanged, \d\.\d s\n", second.output)


def test_load_full_reads_everything_again(run: Callable[..., Result], site: Flask) -> None:
    run("load")

    result = run("load", "--full")

    assert result.output.startswith("0 changed, 0 added, 0 removed, 4 unchanged")
    assert site.test_client().get("/healthz").json == {"generation": 2, "articles": 4}


def test_a_load_of_bad_files_prints_all_problems_and_fails(
    run: Callable[..., Result], spoil: Callable[[], None], tmp_path: Path
) -> None:
    spoil()

    result = run("load")

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{ARTICLE}:8: kind: 'statment' is not an allowed value. Did you mean 'statement'? "
        "To allow another value, add it to [articles.kinds] in archive.toml.",
        "1 problem in 1 file. Nothing was loaded.",
    ]
    assert not (tmp_path / "archive.db").exists()


def test_a_missing_folder_is_an_error_of_one_line(collection: Path, run) -> None:
    (collection / "authorities").rename(collection / "elsewhere")

    result = run("load")

    assert result.exit_code == 1
    assert re.fullmatch(r"Error: There is no folder .*authorities\. Create it, .*\n", result.output)


def test_check_of_a_valid_collection(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("check")

    assert (result.exit_code, result.output) == (0, "No problems.\n")
    assert not (tmp_path / "archive.db").exists()


def test_check_prints_errors_and_warnings_and_fails(
    run: Callable[..., Result], spoil: Callable[[], None]
) -> None:
    spoil()

    result = run("check")

    assert result.exit_code == 1
    first, _second, last = result.output.splitlines()
    assert [first, last] == [
        "authorities/organisations.yaml:8: warning: no article mentions 'x'. "
        "Remove the record, or add its id to an article.",
        "1 problem in 1 file, 1 warning.",
    ]


def test_warnings_alone_do_not_fail(run: Callable[..., Result], collection: Path) -> None:
    file = collection / "articles/2012/council-debates-returns.md"
    file.write_text(file.read_text("utf-8").replace("people: [robert-king]\n", ""))

    result = run("check")

    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "1 warning."


def test_check_as_json(run: Callable[..., Result], spoil: Callable[[], None]) -> None:
    assert json.loads(run("check", "--json").output) == []
    spoil()

    result = run("check", "--json")

    assert result.exit_code == 1
    found = json.loads(result.output)
    assert [(each["path"], each["line"], each["severity"]) for each in found] == [
        ("authorities/organisations.yaml", 8, "warning"),
        (ARTICLE, 8, "error"),
    ]


def test_watch_continues_after_a_bad_file(
    run: Callable[..., Result],
    spoil: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error is printed; the next save loads again."""

    def saves(settings: Settings, reload: Callable[[], object]) -> None:
        reload()
        spoil()
        reload()

    monkeypatch.setattr(watch, "watch", saves)

    result = run("load", "--watch")

    assert result.exit_code == 0
    assert result.output.splitlines()[1].startswith("0 changed, 0 added, 0 removed, 4 unchanged")
    assert result.output.splitlines()[-1] == "1 problem in 1 file. Nothing was loaded."


@pytest.mark.parametrize("command", ["load", "check"])
def test_every_command_has_help(run: Callable[..., Result], command: str) -> None:
    help_text = run(command, "--help").output

    assert re.search(r"^  [A-Z].*\.$", help_text, re.MULTILINE)
    for line in help_text.splitlines():
        assert not line.strip().startswith("--") or line.rstrip().endswith("."), line


@pytest.mark.parametrize(
    ("errors", "warnings", "words"),
    [
        (0, 0, "No problems."),
        (1, 0, "1 problem in 1 file."),
        (2, 0, "2 problems in 2 files."),
        (1234, 1, "1,234 problems in 1,234 files, 1 warning."),
        (0, 2, "2 warnings."),
    ],
)
def test_problems_are_counted_in_words(errors: int, warnings: int, words: str) -> None:
    problems = [Problem(f"{i}.md", None, None, "x", "y.") for i in range(errors)]
    problems += [Problem("a.md", None, None, "x", "y.", "warning")] * warnings

    assert cli.count_problems(problems) == words


# The files of /data/


def test_a_load_makes_the_data_files_and_reports_it_once(
    settings: Settings, tmp_path: Path
) -> None:
    site = create_app(replace(settings, release=str(tmp_path / "data")))

    first = site.test_cli_runner().invoke(args=["load"])
    second = site.test_cli_runner().invoke(args=["load"])

    assert first.exit_code == second.exit_code == 0
    assert re.fullmatch(r"17 files of /data/ made, \d+\.\d s", first.output.splitlines()[-1])
    assert len(second.output.splitlines()) == 1
    assert len(list((tmp_path / "data").glob("*/*/articles.csv"))) == 1


def test_a_failure_to_make_data_files_is_a_warning(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    site = create_app(replace(settings, release=str(tmp_path / "data")))

    result = site.test_cli_runner().invoke(args=["load"])

    assert result.exit_code == 0
    assert result.stdout.startswith("0 changed, 4 added")
    assert "warning: the files of /data/ could not be made" in result.stderr
    assert "load again." in result.stderr


def test_a_fault_in_the_data_files_fails_and_keeps_the_load(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> bool:
        raise KeyError("x")

    monkeypatch.setattr("archive.export.sqlite.write", fail)
    site = create_app(replace(settings, release=str(tmp_path / "data")))

    result = site.test_cli_runner().invoke(args=["load"])

    assert result.exit_code == 1
    assert result.stdout.startswith("0 changed, 4 added")
    assert "could not be made (KeyError('x'))" in result.stderr
    assert "Traceback" not in result.output
    assert site.test_client().get("/healthz").json == {"generation": 1, "articles": 4}


def test_a_failed_load_makes_no_data_files(
    settings: Settings, tmp_path: Path, spoil: Callable[[], None]
) -> None:
    spoil()
    site = create_app(replace(settings, release=str(tmp_path / "data")))

    assert site.test_cli_runner().invoke(args=["load"]).exit_code == 1
    assert not (tmp_path / "data").exists()
