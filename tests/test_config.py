"""Test settings: read from the environment, with a message for invalid values."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from archive.config import ROOT, Settings
from archive.problems import ArchiveError


def test_defaults_without_an_environment() -> None:
    settings = Settings.from_environ({"HOME": "/root", "ARCHIVES": "x"})

    assert settings == Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 5000)


def test_every_setting_is_read_from_its_variable() -> None:
    of_a_form = {"id_authority": "x.example,2026", "admin_email": "a@x.example"}
    environ = {
        f"ARCHIVE_{each.name.upper()}": "7"
        if isinstance(each.default, int)
        else of_a_form.get(each.name, "https://x")
        for each in fields(Settings)
    }

    settings = Settings.from_environ(environ)

    for each in fields(Settings):
        value = getattr(settings, each.name)
        assert type(value) is type(each.default) or isinstance(value, Path)
        assert str(value) in ("7", "https://x", "https:/x", *of_a_form.values())


def test_every_setting_has_a_meaning() -> None:
    for each in fields(Settings):
        assert each.metadata["meaning"].endswith("."), each.name


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "ARCHIVE_PORT",
            "80a",
            "'80a' is not a whole number from 1 to 65535. Correct it, or unset it.",
        ),
        ("ARCHIVE_PORT", "0", "from 1 to 65535"),
        ("ARCHIVE_PORT", "65536", "from 1 to 65535"),
        ("ARCHIVE_PORT", "٨٠", "is not a whole number"),
        ("ARCHIVE_PORT", "", "'' is not a whole number"),
        ("ARCHIVE_PAGE_SIZE", "501", "from 1 to 500"),
        ("ARCHIVE_THREADS", "0", "from 1 to 64"),
        ("ARCHIVE_CACHE_BYTES", "-1", "is not a whole number"),
        ("ARCHIVE_ARTICLES", "", "ARCHIVE_ARTICLES is empty. Name a folder, or unset it."),
        ("ARCHIVE_PUBLIC_URL", "record.example", "does not begin with http:// or https://"),
        *(
            ("ARCHIVE_PUBLIC_URL", value, "is more than a host")
            for value in ("https://a.example/archive", "https://a.example?x", "https://u@a.example")
        ),
        *(
            ("ARCHIVE_ID_AUTHORITY", value, "is not a domain and a date. Write one such as record.")
            for value in ("record.example", "https://record.example,2026", "a..b,2026", "a,26")
        ),
        ("ARCHIVE_ID_AUTHORITY", "record.example,2026-13", "is not a domain and a date"),
        ("ARCHIVE_ADMIN_EMAIL", "record.example", "is not an email address"),
        ("ARCHIVE_ADMIN_EMAIL", "archive@localhost", "is not an email address"),
        ("ARCHIVE_PROT", "80", "is not a setting. Correct it, or unset it"),
    ],
)
def test_an_invalid_value_is_explained(name: str, value: str, words: str) -> None:
    with pytest.raises(ArchiveError) as raised:
        Settings.from_environ({name: value})

    assert raised.value.message.startswith(name)
    assert words in raised.value.message


def test_cache_size_zero_and_a_trailing_slash_are_valid() -> None:
    settings = Settings.from_environ(
        {"ARCHIVE_CACHE_BYTES": "0", "ARCHIVE_PUBLIC_URL": "https://record.example/"}
    )

    assert settings.cache_bytes == 0
    assert settings.public_url == "https://record.example"


@pytest.mark.parametrize(
    ("settings", "authority"),
    [
        (Settings(), ("archive.invalid", "2026")),
        (Settings(public_url="https://Record.example:8080/a"), ("record.example", "2026")),
        (Settings(id_authority="record.example,2026-11-24"), ("record.example", "2026-11-24")),
        (
            Settings(public_url="https://new.example", id_authority="old.example,2026"),
            ("old.example", "2026"),
        ),
    ],
)
def test_authority_of_permanent_ids(settings: Settings, authority: tuple[str, str]) -> None:
    assert settings.authority == authority


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("sqlite:///instance/archive.db", f"sqlite:///{ROOT}/instance/archive.db"),
        ("sqlite:////srv/archive.db", "sqlite:////srv/archive.db"),
        ("sqlite:///~/archive.db", f"sqlite:///{Path.home()}/archive.db"),
        ("sqlite://", "sqlite://"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql://localhost/archive", "postgresql://localhost/archive"),
    ],
)
def test_a_relative_database_is_in_the_project(url: str, absolute: str) -> None:
    assert Settings(database_url=url).absolute_database_url == absolute


def test_a_setting_of_an_earlier_version_is_ignored_with_a_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert Settings.from_environ({"ARCHIVE_CARDS": "instance/cards"}) == Settings()
    assert capsys.readouterr().err == (
        "ARCHIVE_CARDS is ignored: card images are now drawn on request "
        "and not stored in a folder. Unset it.\n"
    )


def test_relative_folders_are_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder does not matter."""
    monkeypatch.chdir("/")

    assert Settings().folder(Path("articles")) == ROOT / "articles"
    assert Settings().folder(Path("/srv/articles")) == Path("/srv/articles")
    assert Settings().folder(Path("~/articles")) == Path.home() / "articles"
