"""Check that every broken collection in `tests/broken` gets exactly the report in its folder.

A case is a folder whose files are copied over the small valid collection in `tests/base`; its
`expected.txt` has all lines of the report. A `make.py` in the folder makes changes that copied
text files cannot make, such as wrong bytes, a symbolic link or a deleted file.
"""

from __future__ import annotations

import datetime
import re
import runpy
import shutil
from pathlib import Path

import pytest

from archive.config import ROOT
from archive.load import check_files

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
