"""Check that every broken collection in `tests/broken` gets exactly the report in its folder.

It gets it from `flask check`, from a first load, from `flask load --watch` and from the start of
the server, and the archive stays as it was last loaded.

A case is a folder whose files are copied over the small valid collection in `tests/base`; its
`expected.txt` has all lines of the report. A `make.py` in the folder makes changes that copied
text files cannot make, such as wrong bytes, a symbolic link or a deleted file.
"""

from __future__ import annotations

import datetime
import functools
import re
import runpy
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive import cli, serve
from archive.config import ROOT, Settings
from archive.load import check_files, load
from archive.problems import ProblemsFound
from archive.store.sessions import Database
from tests.conftest import settings_for

TESTS = Path(__file__).parent
BASE = TESTS / "base"
CASES = sorted(folder for folder in (TESTS / "broken").iterdir() if folder.is_dir())
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A copy of the valid collection, with the project's own `archive.toml`."""
    folder = shutil.copytree(BASE, tmp_path / "collection")
    shutil.copyfile(ROOT / "archive.toml", folder / "archive.toml")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_collection_gets_its_report(case: Path, collection: Path) -> None:
    """The report has every fault of the case, and nothing else."""
    _lay_over(collection, case)

    assert _report(collection) == (case / "expected.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the valid collection and its database."""
    folder = tmp_path_factory.mktemp("loaded")
    shutil.copytree(BASE, folder / "collection")
    shutil.copyfile(ROOT / "archive.toml", folder / "collection/archive.toml")
    load(_settings(folder), today=TODAY)
    return folder


@pytest.fixture
def before(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder. The commands take `TODAY` for today."""
    monkeypatch.setattr("archive.load.load", functools.partial(load, today=TODAY))
    return shutil.copytree(loaded, tmp_path / "before")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_first_load_reports_the_same_errors(case: Path, collection: Path) -> None:
    """Nothing is stored: not even the file of the database is left."""
    _lay_over(collection, case)
    settings = _settings(collection.parent)
    expected = _errors(case)

    if not expected:
        load(settings, today=TODAY)
        return
    with pytest.raises(ProblemsFound) as raised:
        load(settings, today=TODAY)

    errors = [str(problem) for problem in raised.value.problems if problem.severity == "error"]
    assert errors == expected
    assert not list(collection.parent.glob("archive.db*"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_watching_and_serving_go_on_with_the_last_load(
    case: Path, before: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both print the problems in plain words and end with none of them."""
    settings = _settings(before)
    first = Database(settings.absolute_database_url).fingerprint()
    _lay_over(before / "collection", case)
    is_broken = bool(_errors(case))

    cli.load_and_go_on(settings)
    watched = capsys.readouterr()
    is_loaded = serve.load_or_keep(settings)
    served = capsys.readouterr()

    for said in (watched.out + watched.err, served.out + served.err):
        assert not re.search(r"Traceback|SQL|sqlite|UNIQUE", said), said
        assert ("Nothing was loaded." in said) == is_broken
    assert is_loaded != is_broken
    assert (Database(settings.absolute_database_url).fingerprint() == first) or not is_broken


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_messages_read_as_sentences(case: Path) -> None:
    """Every line says where, what and what to do, without words from a traceback."""
    for line in (case / "expected.txt").read_text("utf-8").splitlines():
        place = r"(?:(?:articles|authorities|about)/[^:]+|articles|archive\.toml)"
        assert re.match(rf"{place}(:\d+)?: .+\. .+[.?]$", line), line
        assert not re.search(r"Traceback|Error|None|<class|while (parsing|scanning)", line), line


def test_base_collection_has_no_problems(collection: Path) -> None:
    """The collection below the broken cases is valid."""
    assert _report(collection) == []


def _lay_over(collection: Path, case: Path) -> None:
    own = shutil.ignore_patterns("expected.txt", "make.py", "__pycache__")
    shutil.copytree(case, collection, dirs_exist_ok=True, ignore=own)
    if (case / "make.py").exists():
        runpy.run_path(str(case / "make.py"))["make"](collection)


def _report(collection: Path) -> list[str]:
    folders = (collection / name for name in ("articles", "authorities", "about"))
    config = collection / "archive.toml"
    return [str(problem) for problem in check_files(*folders, config=config, today=TODAY)]


def _errors(case: Path) -> list[str]:
    """Return the lines of the expected report that stop a load."""
    lines = (case / "expected.txt").read_text("utf-8").splitlines()
    return [line for line in lines if ": warning: " not in line]


def _settings(folder: Path) -> Settings:
    settings = settings_for(folder / "collection", folder / "archive.db")
    return replace(settings, config=folder / "collection/archive.toml")
