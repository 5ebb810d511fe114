"""Test the files of `/data/`: complete, correct, and all from one load."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from archive.config import ROOT, Settings
from archive.export.releases import MAKING, newest, shelf_of, variant_of
from archive.export.tables import SEPARATOR
from archive.factory import create_app
from archive.load import check, load, release
from archive.load.release import Made, make_release
from archive.problems import Problem
from tests.conftest import TODAY, settings_for
from tests.web.files import CITATION_TYPES, COLLECTIONS, pieces, records

CFF_SCHEMA = ROOT / "tests/export/schemas/cff-1.2.0.json"

NAMES = {
    *("articles.csv", "articles.jsonl", *(f"articles.{suffix}" for suffix in CITATION_TYPES)),
    *("tags.csv", "outlets.csv", "people.csv", "organisations.csv", "events.csv"),
    *("documents.csv", "words.csv", "articles.zip", "archive.db"),
    *("datapackage.json", "CITATION.cff", "SHA256SUMS"),
}


@pytest.fixture
def releasing(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of the loaded tiny collection, with a folder for its data files."""
    load(settings, today=TODAY)
    return replace(settings, release=str(tmp_path / "data"))


@pytest.fixture(scope="module")
def real(real_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files of the project's own collection."""
    folder = tmp_path_factory.mktemp("data")
    return made(replace(real_settings, release=str(folder), public_url="http://localhost"))


def made(settings: Settings) -> Path:
    """Make the files, and return their folder."""
    assert isinstance(make_release(settings), Made)
    return folder_of(settings)


def folder_of(settings: Settings) -> Path:
    shelf = shelf_of(settings)
    assert shelf is not None
    found = newest(shelf, variant_of(settings))
    assert found is not None
    return found.folder


def table(file: Path) -> list[dict[str, str]]:
    text = file.read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def names_on_shelf(settings: Settings) -> set[str]:
    shelf = shelf_of(settings)
    assert shelf is not None
    return {path.name for path in shelf.iterdir()}


# What is in the files


def test_sizes_and_sums_are_those_of_the_files(real: Path) -> None:
    found = newest(real.parent)
    assert found is not None

    assert {file.name for file in found.files} == NAMES
    assert {path.name for path in real.iterdir()} == NAMES | {"manifest.json"}
    for file in found.files:
        data = (real / file.name).read_bytes()
        assert file.size == len(data) > 0
        assert file.sha256 == hashlib.sha256(data).hexdigest()


def test_the_checksums_cover_every_other_file(real: Path) -> None:
    lines = (real / "SHA256SUMS").read_text("ascii").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)

    assert sums.keys() == NAMES - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((real / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("suffix", ["csv", "jsonl", *CITATION_TYPES])
def test_articles_are_those_of_the_timeline(
    real: Path, real_settings: Settings, suffix: str
) -> None:
    """They equal the downloads of the timeline, byte for byte."""
    client = create_app(real_settings).test_client()

    streamed = client.get(f"/export.{suffix}?order=oldest").data

    assert (real / f"articles.{suffix}").read_bytes() == streamed


@pytest.mark.parametrize("collection", [*COLLECTIONS, "words"])
def test_records_are_those_of_the_authority_file(real: Path, collection: str) -> None:
    found = table(real / f"{collection}.csv")
    as_written = records(collection)
    renamed = {"url": "original"} if collection == "documents" else {}

    assert [line["id"] for line in found] == list(as_written)
    for line, record in zip(found, as_written.values(), strict=True):
        for field, value in record.items():
            if field == "roles":
                assert isinstance(value, list)
                assert line["roles"].count("; ") >= len(value) - 1
                assert all(role["role"] in line["roles"] for role in value)
                continue
            text = SEPARATOR.join(value) if isinstance(value, list) else value
            name = {"except": "exceptions", **renamed}.get(field, field)
            assert line[name] in (text, f"'{text}"), (line["id"], field)
        assert line["url"].startswith("http://localhost/")


def test_the_zip_has_the_source_files_unchanged(real: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(real / "articles.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert sum(name.startswith("articles/") for name in names) == len(pieces())
        assert "authorities/people.yaml" in names
        assert "about/index.md" in names
        manifest = json.loads((real / "manifest.json").read_text("utf-8"))
        (entry,) = [each for each in manifest["files"] if each["name"] == "articles.zip"]
        assert entry["rows"] == len(names)
        assert all(archive.read(name) == (ROOT / name).read_bytes() for name in names)
        archive.extractall(tmp_path)

    settings = settings_for(tmp_path, tmp_path / "archive.db")
    assert check(settings) == check(Settings())


def test_the_database_is_a_single_complete_file(real: Path) -> None:
    with closing(sqlite3.connect(real / "archive.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("SELECT count(*) FROM article").fetchone() == (len(pieces()),)
        people = database.execute("SELECT count(*) FROM person").fetchone()
        assert people == (len(records("people")),)


def test_the_data_package_is_valid_and_so_are_its_tables(real: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system
        from frictionless.exception import FrictionlessException

        try:
            with system.use_context(trusted=True):
                report = Package(str(real / "datapackage.json")).validate()
        except FrictionlessException as error:  # pragma: no cover
            raise AssertionError(error.reasons or error.error) from error

    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    tables = {task.name: task.stats["rows"] for task in report.tasks if task.type == "table"}
    assert tables["articles-csv"] == len(pieces())
    assert len(tables) >= 8


def test_the_data_package_describes_every_file(real: Path) -> None:
    package = json.loads((real / "datapackage.json").read_text("utf-8"))
    found = {resource["path"]: resource for resource in package["resources"]}

    assert found.keys() == NAMES - {"datapackage.json", "CITATION.cff", "SHA256SUMS"}
    for name, resource in found.items():
        data = (real / name).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        if name.endswith(".csv"):
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == data.decode("utf-8").splitlines()[0].split(",")
            assert all(field["description"] for field in resource["schema"]["fields"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["homepage"] == "http://localhost/data/"


@pytest.mark.parametrize("place", ["root", "release"])
def test_the_citation_files_match_their_schema(real: Path, place: str) -> None:
    file = (ROOT if place == "root" else real) / "CITATION.cff"
    # As the schema wants it: dates and versions as text.
    citation = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    schema = json.loads(CFF_SCHEMA.read_text("utf-8"))

    assert [error.message for error in Draft7Validator(schema).iter_errors(citation)] == []
    assert citation["title"] == "The Geneva Record"
    assert citation["type"] == "dataset"


def test_without_a_public_address_files_have_no_addresses(releasing: Settings) -> None:
    folder = made(releasing)

    first = table(folder / "articles.csv")[0]
    assert first["url"] == f"/articles/{first['id']}/"
    for name in ("articles.ris", "articles.bib", "articles.csl.json"):
        assert f"/articles/{first['id']}" not in (folder / name).read_text("utf-8")
    assert "homepage" not in json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert "url" not in yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))


# When they are made


def test_existing_files_are_not_made_again(releasing: Settings) -> None:
    folder = made(releasing)
    before = (folder / "articles.csv").stat()

    assert make_release(releasing) is None

    after = (folder / "articles.csv").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_load_with_changes_replaces_the_files(
    releasing: Settings, add: Callable[..., Path]
) -> None:
    first = made(releasing)
    add("one-more")
    load(releasing, today=TODAY)

    second = made(releasing)

    assert second != first
    assert names_on_shelf(releasing) == {second.name}
    assert len(table(second / "articles.csv")) == 5


@pytest.mark.parametrize(
    "change",
    [{"public_url": "https://record.example"}, {"name": "Another"}, {"subject": "Something else"}],
    ids=lambda change: next(iter(change)),
)
def test_servers_with_other_settings_keep_their_own_files_of_one_load(
    releasing: Settings, change: dict[str, str], add: Callable[..., Path]
) -> None:
    """A new load takes the files of both away."""
    other = replace(releasing, **change)  # type: ignore[arg-type]

    first, second = made(releasing), made(other)

    assert first != second
    assert names_on_shelf(releasing) == {first.name, second.name}
    assert make_release(releasing) is None
    assert make_release(other) is None
    add("one-more")
    load(releasing, today=TODAY)
    third = made(releasing)
    assert names_on_shelf(releasing) == {third.name}


def test_an_empty_setting_makes_no_files(settings: Settings) -> None:
    load(settings, today=TODAY)

    assert settings.release == ""
    assert make_release(settings) is None


def test_two_databases_keep_their_own_files(releasing: Settings, tmp_path: Path) -> None:
    other = replace(releasing, database_url=f"sqlite:///{tmp_path}/other.db")
    load(other, today=TODAY)

    first, second = made(releasing), made(other)

    assert first.exists()
    assert second.exists()
    assert first.parent != second.parent


# What goes wrong


def test_incomplete_files_are_not_served_and_are_deleted(releasing: Settings) -> None:
    shelf = shelf_of(releasing)
    assert shelf is not None
    left = shelf / f"{MAKING}killed"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{}")
    assert newest(shelf) is None

    folder = made(releasing)

    assert names_on_shelf(releasing) == {folder.name}


def test_an_error_is_a_warning_and_keeps_the_earlier_files(
    releasing: Settings, add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(releasing)
    add("one-more")
    load(releasing, today=TODAY)

    def fail(*given: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release.sqlite, "write", fail)
    outcome = make_release(releasing)

    assert isinstance(outcome, Problem)
    assert str(outcome) == (
        f"{releasing.release}: warning: the files of /data/ could not be made (No space left on "
        "device). Check that the folder is writable and the disk has room, then load again."
    )
    assert names_on_shelf(releasing) == {before.name}
    assert folder_of(releasing) == before


def test_files_without_the_address_of_the_archive_are_a_warning(
    settings: Settings, load_collection: Callable[..., object], tmp_path: Path
) -> None:
    """A file once downloaded leads nowhere, so whoever runs the site is told."""
    load_collection()
    settings = replace(settings, release=str(tmp_path / "data"))
    without = str(make_release(settings))
    public = str(make_release(replace(settings, public_url="https://record.example")))

    assert "ARCHIVE_PUBLIC_URL" in without
    assert "warning" in without
    assert "ARCHIVE_PUBLIC_URL" not in public


def test_a_folder_that_cannot_be_made_is_a_warning(releasing: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the folder should be")

    outcome = make_release(releasing)

    assert isinstance(outcome, Problem)
    assert "could not be made (" in str(outcome)


@pytest.mark.parametrize("change", ["edit", "remove"])
def test_a_file_that_changed_since_the_load_is_a_warning(
    releasing: Settings, collection: Path, change: str
) -> None:
    file = collection / "articles/2013/inquiry-opens.md"
    if change == "edit":
        file.write_text(file.read_text("utf-8").replace("three", "four"), "utf-8")
    else:
        file.unlink()

    outcome = make_release(releasing)

    assert str(outcome) == (
        "articles/2013/inquiry-opens.md: warning: has changed since the load, so the files of "
        "/data/ were not made. Load again."
    )
    assert names_on_shelf(releasing) == set()
    load(releasing, today=TODAY)
    made(releasing)


def test_a_database_without_an_archive_is_a_warning(settings: Settings, tmp_path: Path) -> None:
    outcome = make_release(replace(settings, release=str(tmp_path / "data")))

    assert isinstance(outcome, Problem)
    assert "Run `flask load` first" in str(outcome)


def test_a_load_in_the_meantime_does_not_mix_in(
    releasing: Settings, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files are from the load that was current when the first was begun."""
    make_tables = release._Making._authorities

    def load_between(self: Any, folder: Path) -> Any:
        people = collection / "authorities/tags.yaml"
        text = people.read_text("utf-8")
        people.write_text(text.replace("label: China", "label: Renamed"), "utf-8")
        load(releasing, today=TODAY)
        people.write_text(text, "utf-8")
        return make_tables(self, folder)

    monkeypatch.setattr(release._Making, "_authorities", load_between)
    folder = made(releasing)

    assert "Renamed" not in (folder / "tags.csv").read_text("utf-8")
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM article").fetchone() == (4,)
        assert not database.execute("SELECT 1 FROM tag WHERE label = 'Renamed'").fetchall()
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["generation"] == 1
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["version"].endswith(".1")
    live = sqlite3.connect(releasing.absolute_database_url.removeprefix("sqlite:///"))
    with closing(live):
        assert live.execute("SELECT generation FROM state").fetchone() == (2,)
        assert live.execute("SELECT 1 FROM tag WHERE label = 'Renamed'").fetchall()


def test_the_zip_has_the_usual_folder_names(collection: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    (collection / "articles").rename(collection / "pieces")
    shutil.copytree(collection, moved)
    settings = replace(
        settings_for(moved, tmp_path / "moved.db"),
        articles=moved / "pieces",
        release=str(tmp_path / "data"),
    )
    load(settings, today=TODAY)

    with zipfile.ZipFile(made(settings) / "articles.zip") as archive:
        assert "articles/2013/inquiry-opens.md" in archive.namelist()


@pytest.mark.parametrize("damage", ["cut", "changed", "deleted"])
def test_damaged_files_are_made_again(releasing: Settings, damage: str) -> None:
    file = made(releasing) / "articles.csv"
    whole = file.read_bytes()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(whole[:100] if damage == "cut" else whole[:-1] + b"x")

    assert isinstance(make_release(releasing), Made)

    assert file.read_bytes() == whole
    assert make_release(releasing) is None


def test_an_article_that_cannot_be_written_is_an_error_with_its_name(
    releasing: Settings, add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of the load before stay, and no half file is left."""
    before = made(releasing)
    add("one-more")
    load(releasing, today=TODAY)

    def write(rows: Any, context: Any) -> Any:
        for row in rows:
            if row.slug == "one-more":
                raise ValueError("no month")
            yield row.slug

    form = release.FORMATS["ris"]
    monkeypatch.setitem(release.FORMATS, "ris", form._replace(write=write))
    outcome = make_release(releasing)

    assert isinstance(outcome, Problem)
    assert outcome.severity == "error"
    assert str(outcome).startswith(
        "articles/2012/one-more.md: cannot be written to articles.ris (ValueError('no month'))."
    )
    assert names_on_shelf(releasing) == {before.name}


def test_any_other_fault_is_an_error_without_a_traceback(
    releasing: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> bool:
        raise KeyError("x")

    monkeypatch.setattr(release.sqlite, "write", fail)

    outcome = make_release(releasing)

    assert isinstance(outcome, Problem)
    assert outcome.severity == "error"
    assert names_on_shelf(releasing) == set()
