"""Releases: only complete ones are found, the latest first."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Settings
from archive.export.releases import (
    MAKING,
    MANIFEST,
    File,
    Release,
    newest,
    read,
    shelf_of,
    variant_of,
)

FILES = (
    File("articles.csv", "text/csv", 12, hashlib.sha256(b"x" * 12).hexdigest(), 2),
    File("SHA256SUMS", "text/plain", 3, hashlib.sha256(b"xxx").hexdigest()),
)


def put(shelf: Path, name: str, loaded_at: str, generation: int = 1) -> Release:
    folder = shelf / name
    folder.mkdir(parents=True)
    release = Release(folder, "print", generation, loaded_at, FILES)
    for file in FILES:
        (folder / file.name).write_bytes(b"x" * file.size)
    release.write_manifest()
    return release


def test_a_release_is_read_as_it_was_written(tmp_path: Path) -> None:
    release = put(tmp_path, "one", "2026-11-24T10:00:00Z")

    assert read(tmp_path / "one") == release
    assert release.file("articles.csv") == FILES[0]
    assert release.file(MANIFEST) is None


def test_the_latest_load_comes_first(tmp_path: Path) -> None:
    put(tmp_path, "9", "2026-11-23T10:00:00Z", 9)
    latest = put(tmp_path, "2", "2026-11-24T10:00:00Z", 2)
    put(tmp_path, "1", "2026-11-24T10:00:00Z", 1)

    assert newest(tmp_path) == latest


def test_of_one_load_the_files_of_the_same_settings_come_first(tmp_path: Path) -> None:
    ours, theirs = (
        Settings(public_url="https://a.example"),
        Settings(public_url="https://b.example"),
    )
    put(tmp_path, f"1-x-{variant_of(theirs)}", "2026-11-24T10:00:00Z")
    own = put(tmp_path, f"1-x-{variant_of(ours)}", "2026-11-24T10:00:00Z")
    assert newest(tmp_path, variant_of(ours)) == own

    later = put(tmp_path, f"2-x-{variant_of(theirs)}", "2026-11-25T10:00:00Z", 2)
    assert newest(tmp_path, variant_of(ours)) == later


def test_damaged_files_are_not_served(tmp_path: Path) -> None:
    folder = put(tmp_path, "one", "2026-11-24T10:00:00Z").folder
    release = read(folder)
    assert release is not None
    assert release.is_intact()

    (folder / "articles.csv").write_bytes(b"y" * 12)
    assert read(folder) == release
    assert not release.is_intact()

    (folder / "articles.csv").write_bytes(b"x" * 11)
    assert read(folder) is None
    (folder / "articles.csv").unlink()
    assert read(folder) is None
    assert not release.is_intact()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"files": [{}]}', '{"files": 1}', "\xff"])
def test_folder_without_complete_manifest_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / MANIFEST).write_bytes(text.encode("latin-1"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")

    assert newest(tmp_path) is None


def test_unfinished_release_is_ignored(tmp_path: Path) -> None:
    put(tmp_path, f"{MAKING}x", "2026-11-24T10:00:00Z")

    assert newest(tmp_path) is None
    assert newest(tmp_path / "no-such-folder") is None


def test_each_database_has_its_own_folder() -> None:
    settings = Settings(release="/srv/data")
    other = replace(settings, database_url="sqlite:////srv/other.db")

    assert shelf_of(settings) != shelf_of(other)
    assert str(shelf_of(settings)).startswith("/srv/data/")
    assert shelf_of(settings) == shelf_of(replace(settings, port=1))
    assert shelf_of(replace(settings, release="")) is None
