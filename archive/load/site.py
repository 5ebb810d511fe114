"""Reads what an archive says of itself, for a load and for a check."""

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
    """The content of `archive.toml`; `sources` is that file, or empty if there is none."""
    for source in sources:
        if (data := take(source)) is not None:
            found = read_site_file(source.path, data)
            icon = found.data.get("icon")
            if icon and not (ROOT / "static" / icon).is_file():
                fault = f"there is no file static/{icon}"
                found.problems.append(
                    Problem(source.path, None, "icon", fault, "Put it there, or correct the name.")
                )
            return found
    return SiteFile(is_whole=False)


def choices_of(site: SiteFile) -> Choices | None:
    """The ids of every list; `None` for a file with errors, whose lists may not be whole."""
    if site.problems or not site.is_whole:
        return None
    choices = site_in(site.data, "en").choices
    return {name: tuple(choices[name]) for name in CHOICES}


def stored(data: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """The values of the file with the settings that come before them, as a load keeps them."""
    given = {"name": settings.name, "subject": settings.subject}
    return {**data, SETTINGS: {key: text for key, text in given.items() if text}}


def of_the_file(site: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the file alone, out of what a load kept."""
    return {key: value for key, value in site.items() if key != SETTINGS}


def name_problem(path: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Problem]:
    """A warning for a name or subject that is another than in the last load, with no new file.

    It was or is set in one terminal alone.
    """
    return [
        Problem(
            path,
            None,
            key,
            f"this load and the one before differ in the {key}, though the file is the same",
            f"Set {PREFIX}{key.upper()} for all programs alike, or better write it here.",
            severity="warning",
        )
        for key in ("name", "subject")
        if before[SETTINGS].get(key) != now[SETTINGS].get(key)
    ]
