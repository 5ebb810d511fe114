"""Define the commands `flask load`, `flask check` and `flask init`."""

from __future__ import annotations

import json
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click
from flask import Flask

from archive.config import Settings
from archive.problems import ArchiveError, Problem, ProblemsFound, counted

T = TypeVar("T")


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the commands to the application."""

    @app.cli.command("load")
    @click.option("--full", is_flag=True, help="Read and store every file again.")
    @click.option(
        "--watch", is_flag=True, help="Keep running, and load again whenever a file is saved."
    )
    @click.option(
        "--allow-removals",
        is_flag=True,
        help="Let this load remove many articles or records at once.",
    )
    def load_command(full: bool, watch: bool, allow_removals: bool) -> None:
        """Load the files that changed since the last load."""
        if not watch:
            sys.exit(not run_load(settings, full=full, allow_removals=allow_removals))
        # The loader imports Markdown and YAML, which serving does not need.
        from archive.load.watch import watch as watch_files

        load_and_go_on(settings, full=full, allow_removals=allow_removals)
        watch_files(settings, lambda: load_and_go_on(settings))

    @app.cli.command("init")
    @click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
    def init_command(folder: Path) -> None:
        """Write the files of a new archive into FOLDER, with an example of each record."""
        from archive.load.starter import make_archive

        make_archive(folder)
        click.echo(
            f"A new archive is in {folder}. Edit archive.toml there, then load and serve it:\n"
            f"ARCHIVE_CONFIG={(folder / 'archive.toml').absolute()} python app.py"
        )

    @app.cli.command("check")
    @click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
    def check_command(as_json: bool) -> None:
        """Check every file without loading anything."""
        from archive.load import check

        problems = check(settings)
        if as_json:
            click.echo(json.dumps([p.as_dict() for p in problems], ensure_ascii=False, indent=2))
        else:
            print_problems(problems, "")
        sys.exit(any(problem.severity == "error" for problem in problems))


def run_load(
    settings: Settings,
    *,
    full: bool = False,
    allow_removals: bool = False,
    with_files: bool = True,
) -> bool:
    """Load, and print the report or the problems. Return whether everything succeeded.

    Without `with_files`, do not make the files of `/data/`. Raises `ArchiveError`.
    """
    from archive.load import load

    try:
        report = load(settings, full=full, allow_removals=allow_removals, progress=_progress)
    except ProblemsFound as error:
        print_problems(error.problems, "Nothing was loaded.")
        return False
    for warning in report.warnings:
        click.echo(str(warning), err=True)
    click.echo(str(report))
    return make_files(settings) if with_files else True


def make_files_aside(settings: Settings) -> None:
    """Make the files of `/data/`, in a process of its own while the server runs."""
    # Ctrl-C stops the server, which stops this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    make_files(settings)


def make_files(settings: Settings) -> bool:
    """Make the files of `/data/`, and print the outcome. Return whether there was no error.

    Whatever the outcome, the load stays valid, and the earlier files stay.
    """
    from archive.load.release import make_release

    outcome = make_release(settings)
    if outcome is not None:
        click.echo(str(outcome), err=isinstance(outcome, Problem))
    return not (isinstance(outcome, Problem) and outcome.severity == "error")


def load_and_go_on(settings: Settings, *, full: bool = False, allow_removals: bool = False) -> None:
    """Load, and print an error instead of ending: the next saved file may correct it."""
    try:
        run_load(settings, full=full, allow_removals=allow_removals)
    except ArchiveError as error:
        error.show()
    except Exception:  # A fault of the program must not end `--watch` either.
        traceback.print_exc()
        click.echo("This load failed. Waiting for the next saved file.", err=True)


def print_problems(problems: Sequence[Problem], outcome: str) -> None:
    """Print one line for each problem, then one line that counts them."""
    for problem in problems:
        click.echo(str(problem))
    click.echo(" ".join((count_problems(problems), outcome)).rstrip())


def count_problems(problems: Sequence[Problem]) -> str:
    """Count problems in words: "2 problems in 1 file, 3 warnings."."""
    errors = [problem for problem in problems if problem.severity == "error"]
    parts = []
    if errors or not problems:
        files = len({problem.path for problem in errors})
        parts.append(
            f"{counted(len(errors), 'problem')} in {counted(files, 'file')}"
            if errors
            else "No problems"
        )
    if len(problems) > len(errors):
        parts.append(counted(len(problems) - len(errors), "warning"))
    return ", ".join(parts) + "."


def _progress(sources: Sequence[T]) -> Iterator[T]:
    # Only on a terminal: a pipe gets only the report.
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        sources, label="Loading", show_pos=True, file=sys.stderr, hidden=hidden
    ) as bar:
        yield from bar
