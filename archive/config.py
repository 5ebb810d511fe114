"""Every setting of the archive: its name, its default and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from archive.problems import ArchiveError

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder, where relative paths in settings start, whatever folder one calls from."""

PREFIX = "ARCHIVE_"


def _setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings, each read from the environment variable `ARCHIVE_<NAME>`."""

    host: str = _setting("127.0.0.1", "The address the server listens on.")
    port: int = _setting(5000, "The port the server listens on, from 1 to 65535.")
    database_url: str = _setting(
        "sqlite:///instance/archive.db",
        "Where the loaded archive lies, as an SQLAlchemy address (SQLite or PostgreSQL).",
    )
    articles: Path = _setting(Path("articles"), "The folder of article files.")
    authorities: Path = _setting(Path("authorities"), "The folder of authority files.")
    about: Path = _setting(Path("about"), "The folder of the pages about the archive itself.")
    cards: str = _setting(
        "instance/cards", "The folder of the card images that a load makes; empty makes none."
    )
    public_url: str = _setting(
        "",
        "The address readers use, such as `https://record.example`; empty means the request's own.",
    )
    name: str = _setting("The Geneva Record", "The name of the archive, shown on every page.")
    subject: str = _setting(
        "How the United Nations’ human rights bodies were reported on North Koreans sent back "
        "from China",
        "What the archive is about, in one line: the heading of the front page.",
    )
    page_size: int = _setting(50, "How many articles stand on one page of a list.")
    cache_bytes: int = _setting(
        67_108_864, "How many bytes of finished pages one server process keeps; 0 keeps none."
    )
    threads: int = _setting(4, "How many requests the server answers at the same time.")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings that `environ` names; the others keep their defaults.

        Raises `ArchiveError` for a value of the wrong kind and for an unknown `ARCHIVE_` name.
        """
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        values: dict[str, Any] = {}
        for name, text in environ.items():
            if not name.startswith(PREFIX):
                continue
            if name not in known:
                raise ArchiveError(
                    f"{name}: there is no such setting. docs/configuration.md lists them all."
                )
            values[known[name].name] = _read(name, text, type(known[name].default))
        return cls(**values)

    def folder(self, path: Path) -> Path:
        """The absolute form of a folder that a setting names."""
        return ROOT / path.expanduser()

    @property
    def cards_folder(self) -> Path | None:
        """The folder of card images, if there is to be one."""
        return self.folder(Path(self.cards)) if self.cards else None

    @property
    def absolute_database_url(self) -> str:
        """The database address, with a relative SQLite file placed under the project's folder."""
        scheme = "sqlite:///"
        file = self.database_url.removeprefix(scheme)
        if file == self.database_url or file in ("", ":memory:"):
            return self.database_url
        return scheme + str(ROOT / Path(file).expanduser())


def _read(name: str, text: str, kind: type) -> Any:
    if kind is int:
        return _read_number(name, text)
    if issubclass(kind, Path):
        if not text:
            raise ArchiveError(f"{name} is empty. Name a folder, or unset it.")
        return Path(text)
    if name == PREFIX + "PUBLIC_URL":
        return _read_public_url(name, text)
    return text


def _read_number(name: str, text: str) -> int:
    lowest, highest = {
        PREFIX + "PORT": (1, 65_535),
        PREFIX + "PAGE_SIZE": (1, 500),
        PREFIX + "THREADS": (1, 64),
    }.get(name, (0, 2**40))
    if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
        raise ArchiveError(
            f"{name}: {text!r} is not a whole number from {lowest} to {highest}. Mend or unset it."
        )
    return int(text)


def _read_public_url(name: str, text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ArchiveError(f"{name}: {text!r} does not begin with http:// or https://. Mend it.")
    return text.rstrip("/")
