"""Declare the settings of the archive: name, default, meaning and check of each."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.problems import ArchiveError

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder, independent of the current folder."""

PREFIX = "ARCHIVE_"


NO_DOMAIN = "archive.invalid"
"""The domain in permanent ids if no domain is known. The host of a request cannot be used: an
archive may have several hosts, and an id must never change."""

FIRST_YEAR = "2026"
"""The year in permanent ids without a setting: the year in which the program first made ids."""


RETIRED = {
    "ARCHIVE_CARDS": "card images are now drawn on request and not stored in a folder",
}
"""Settings of earlier versions, which are ignored with this reason."""

Check = Callable[[str, str], Any]
"""Takes the name and text of a variable, returns its value, or raises `ArchiveError`."""


def _text(_name: str, text: str) -> str:
    return text


def _folder(name: str, text: str) -> Path:
    if not text:
        raise ArchiveError(f"{name} is empty. Name a folder, or unset it.")
    return Path(text)


def _number(lowest: int, highest: int) -> Check:
    def check(name: str, text: str) -> int:
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            raise ArchiveError(
                f"{name}: {text!r} is not a whole number from {lowest} to {highest}. "
                "Correct it, or unset it."
            )
        return int(text)

    return check


def _public_url(name: str, text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ArchiveError(
            f"{name}: {text!r} does not begin with http:// or https://. Correct it, or unset it."
        )
    host, _slash, rest = text.rstrip("/").partition("://")[2].partition("/")
    if rest or not host or re.search(r"[?#@\s]", host):
        raise ArchiveError(
            f"{name}: {text!r} is more than a host. Links on pages begin at the root of a host: "
            "write one such as https://record.example."
        )
    return text.rstrip("/")


def _authority(name: str, text: str) -> str:
    if text and not _AUTHORITY.fullmatch(text):
        raise ArchiveError(
            f"{name}: {text!r} is not a domain and a date. Write one such as record.example,2026."
        )
    return text


def _email(name: str, text: str) -> str:
    if text and not re.fullmatch(r"[^\s@]+@([^\s@.]+\.)+[^\s@.]+", text):
        raise ArchiveError(
            f"{name}: {text!r} is not an email address. Write one such as archive@record.example."
        )
    return text


_AUTHORITY = re.compile(
    r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*,"
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
)
"""RFC 4151, section 2.1, without e-mail addresses."""


def _setting(default: Any, meaning: str, check: Check = _text) -> Any:
    return field(default=default, metadata={"meaning": meaning, "check": check})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings, each read from the environment variable `ARCHIVE_<NAME>`."""

    host: str = _setting("127.0.0.1", "The address the server listens on.")
    port: int = _setting(
        5000, "The port the server listens on, from 1 to 65535.", _number(1, 65_535)
    )
    database_url: str = _setting(
        "sqlite:///instance/archive.db",
        "The database, as an SQLAlchemy URL (SQLite or PostgreSQL).",
    )
    config: Path = _setting(
        Path("archive.toml"),
        "The file that describes the archive; relative folders are in the same folder.",
        _folder,
    )
    articles: Path = _setting(Path("articles"), "The folder of article files.", _folder)
    authorities: Path = _setting(Path("authorities"), "The folder of authority files.", _folder)
    about: Path = _setting(Path("about"), "The folder of the pages about the archive.", _folder)
    public_url: str = _setting(
        "",
        "The address of the site, such as `https://record.example`; empty means the request's own.",
        _public_url,
    )
    id_authority: str = _setting(
        "",
        "The authority in permanent ids: a domain and a year in which you owned it, such as "
        "`record.example,2026`; empty means the host of the public address.",
        _authority,
    )
    admin_email: str = _setting(
        "",
        "The email address for operators of harvesters (OAI-PMH); empty means `postmaster` at the "
        "domain of the permanent ids.",
        _email,
    )
    name: str = _setting("", "The name of the archive; empty means the name in `archive.toml`.")
    subject: str = _setting(
        "", "The subject of the archive, in one line; empty means the subject in `archive.toml`."
    )
    release: str = _setting(
        "instance/data",
        "The folder for the files of `/data/`, made after each load; empty means no files.",
    )
    page_size: int = _setting(50, "How many articles a page of a list shows.", _number(1, 500))
    cache_bytes: int = _setting(
        67_108_864,
        "The size of the page cache of one server process, in bytes; 0 means no cache.",
        _number(0, 2**40),
    )
    threads: int = _setting(
        4, "How many requests the server answers at the same time.", _number(1, 64)
    )

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from `environ`; settings that are not there keep their defaults.

        Raises `ArchiveError` for an invalid value and for an unknown `ARCHIVE_` name.
        """
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        values: dict[str, Any] = {}
        for name, text in environ.items():
            if not name.startswith(PREFIX):
                continue
            if name in RETIRED:
                print(f"{name} is ignored: {RETIRED[name]}. Unset it.", file=sys.stderr)
                continue
            if name not in known:
                raise ArchiveError(
                    f"{name} is not a setting. Correct it, or unset it; "
                    "docs/configuration.md lists all settings."
                )
            setting = known[name]
            values[setting.name] = setting.metadata["check"](name, text)
        return cls(**values)

    @property
    def authority(self) -> tuple[str, str]:
        """The domain in permanent ids, and a date on which the archive owned it (RFC 4151)."""
        if self.id_authority:
            domain, _comma, date = self.id_authority.partition(",")
            return domain, date
        return urlsplit(self.public_url).hostname or NO_DOMAIN, FIRST_YEAR

    @property
    def config_file(self) -> Path:
        """The path of `archive.toml`."""
        return ROOT / self.config.expanduser()

    @property
    def home(self) -> Path:
        """The folder of `archive.toml`; relative paths in settings start there."""
        return self.config_file.parent

    def folder(self, path: Path) -> Path:
        """Make the path of a folder in a setting absolute."""
        return self.home / path.expanduser()

    @property
    def absolute_database_url(self) -> str:
        """The database URL; the path of a relative SQLite file starts in the archive's folder."""
        scheme = "sqlite:///"
        file = self.database_url.removeprefix(scheme)
        if file == self.database_url or file in ("", ":memory:"):
            return self.database_url
        return scheme + str(self.home / Path(file).expanduser())
