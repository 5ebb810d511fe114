"""Read `archive.toml` for a load or a check, and combine it with settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from archive.config import PREFIX, ROOT, Settings
from archive.content.schema import Choices
from archive.load.discover import Source
from archive.problems import Problem
from archive.site import CHOICES, SETTINGS, site_in
from archive.site_file import SiteFile, read_site_file


def read_site(sources: list[Source], take: Callable[[Source], bytes | None]) -> SiteFile:
    """Read `archive.toml`; `sources` is that file, or empty if it does not exist."""
    for source in sources:
        if (data := take(source)) is not None:
            found = read_site_file(source.path, data)
            icon = found.data.get("icon")
            if icon and not (ROOT / "static" / icon).is_file():
                fault = f"there is no file static/{icon}"
                found.problems.append(
                    Problem(source.path, None, "icon", fault, "Add the file, or correct the name.")
                )
            return found
    return SiteFile(is_whole=False)


def choices_of(site: SiteFile) -> Choices | None:
    """Return the ids of every list; `None` for a file with errors, which may be incomplete."""
    if site.problems or not site.is_whole:
        return None
    choices = site_in(site.data, "en").choices
    return {name: tuple(choices[name]) for name in CHOICES}


def stored(data: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """Return the values to store: those of the file, and the settings that replace them."""
    given = {"name": settings.name, "subject": settings.subject}
    return {**data, SETTINGS: {key: text for key, text in given.items() if text}}


def of_the_file(site: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the file alone, from those that a load stored."""
    return {key: value for key, value in site.items() if key != SETTINGS}


def name_problem(path: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Problem]:
    """Warn if the name or subject differs from the last load, although the file is the same.

    The cause is a setting that was made in only one terminal.
    """
    return [
        Problem(
            path,
            None,
            key,
            f"the {key} differs from the last load, although the file is the same",
            f"Set {PREFIX}{key.upper()} for every program, or better write the {key} here.",
            severity="warning",
        )
        for key in ("name", "subject")
        if before[SETTINGS].get(key) != now[SETTINGS].get(key)
    ]
