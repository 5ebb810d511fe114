"""Test which files count as changed."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from archive.load.changes import Facts, Files, read
from archive.load.discover import Source


@pytest.fixture
def source(tmp_path: Path) -> Source:
    file = tmp_path / "a.md"
    file.write_bytes(b"text")
    facts = os.stat(file)
    return Source("articles/2012/a.md", str(file), facts.st_size, facts.st_mtime_ns)


def facts(source: Source, content: bytes = b"text", **other: int) -> dict[str, Facts]:
    """Return the known facts of a file; a test can replace some."""
    size = other.get("size", source.size)
    return {source.path: (size, other.get("mtime", source.mtime_ns), sha256(content).hexdigest())}


def test_a_file_with_the_same_size_and_time_is_unchanged(source: Source) -> None:
    files = Files(facts(source, b"whatever it holds"))

    assert not files.differs(source)
    assert files.news() == {}


def test_a_new_file_differs(source: Source) -> None:
    assert Files({}).differs(source)


def test_a_new_time_with_the_same_content_is_only_recorded(source: Source) -> None:
    files = Files(facts(source, mtime=1))

    assert not files.differs(source)
    assert files.changes == {}
    assert files.news() == facts(source)
    assert files.news() == {}


@pytest.mark.parametrize("other", [{"mtime": 1}, {"size": 9}])
def test_changed_content_differs(source: Source, other: dict[str, int]) -> None:
    files = Files(facts(source, b"before", **other))

    assert files.differs(source)
    assert files.take(source) == b"text"
    assert files.changes == {source.path: sha256(b"text").hexdigest()}
    assert files.news() == facts(source)


def test_a_file_that_cannot_be_read_is_a_problem(source: Source) -> None:
    source.file.unlink()
    files = Files({})

    assert files.differs(source)
    assert files.take(source) is None
    assert [str(problem) for problem in files.problems] == [
        "articles/2012/a.md: cannot be read (No such file or directory). Check its permissions."
    ]
    assert files.changes == files.news() == {}


def test_deleted_files(source: Source) -> None:
    files = Files(facts(source) | {"articles/2012/b.md": (1, 1, "")})

    assert files.gone([source]) == {"articles/2012/b.md"}
    assert files.changes == {"articles/2012/b.md": ""}


def test_a_huge_file_is_not_read() -> None:
    """Its size is known before, so the file need not even exist."""
    huge = Source("articles/2012/x.md", "/nowhere/x.md", 3 * 2**30, 0)

    assert "larger than 64 KiB" in str(read(huge))
