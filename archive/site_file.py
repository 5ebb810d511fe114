"""Read and check `archive.toml`, and report faults with their lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.characters import code_point, forbidden, remove_invisible
from archive.did_you_mean import did_you_mean, quoted
from archive.problems import Problem
from archive.site import CHOICES, EXAMPLES, FALLBACK, LEXICON

Path = tuple[str, ...]
"""The keys that lead to a value: `("tags", "groups", "theme")`."""

Check = Callable[[Any], Any]
"""Takes a value, returns it, or raises `Wrong`."""


class Wrong(ValueError):
    """The value is not valid."""

    def __init__(self, fault: str, repair: str) -> None:
        super().__init__(fault)
        self.fault, self.repair = fault, repair


@dataclass(slots=True)
class SiteFile:
    """The valid values of the file, and its problems."""

    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_whole: bool = True
    """Whether the file exists and could be read."""


def read_site_file(path: str, data: bytes) -> SiteFile:
    """Check the bytes of an `archive.toml`. `path` is the file as the curator knows it.

    Finds all problems in one pass. The result does not have values with a problem.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem(path, line, None, "the file is not UTF-8", "Save it as UTF-8.")
        return SiteFile(problems=[problem])
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return SiteFile(problems=[_syntax_problem(path, text, error)])
    reader = _Reader(path, dict(_lines(text)))
    values = reader.table((), tree, _KEYS)
    reader.missing((), tree, ("name", "subject", "licence"))
    reader.missing(("licence",), tree.get("licence"), ("name", "url"))
    return SiteFile(values, sorted(reader.problems, key=lambda problem: problem.sort_key))


class _Reader:
    """Reads tables and collects their problems."""

    def __init__(self, path: str, lines: Mapping[Path, int]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []

    def table(self, place: Path, tree: Any, keys: Mapping[str, Any]) -> dict[str, Any]:
        """Return the valid values of a table with fixed keys."""
        if not isinstance(tree, dict):
            self._report(place, *_no_table(place))
            return {}
        found = {}
        for key, value in tree.items():
            here = (*place, key)
            if key not in keys:
                repair = did_you_mean(key, keys, f"The keys here are: {', '.join(keys)}.")
                self._report(here, "unknown key", repair)
                continue
            value = self._value(here, value, keys[key])
            if value is not None:
                found[key] = value
        return found

    def missing(self, place: Path, tree: Any, keys: tuple[str, ...]) -> None:
        """Report required keys that are missing."""
        for key in keys:
            if isinstance(tree, dict) and key not in tree:
                line = f"[{key}]" if isinstance(_KEYS.get(key), dict) else f'{key} = "…"'
                self._report((*place, key), "the key is missing", f"Add a line '{line}'.")

    def _value(self, place: Path, value: Any, wanted: Any) -> Any:
        if wanted is _LIST:
            return self._choices(place, value)
        if isinstance(wanted, dict):
            return self.table(place, value, wanted)
        try:
            return wanted(value)
        except Wrong as error:
            self._report(place, error.fault, error.repair)
            return None

    def _choices(self, place: Path, tree: Any) -> dict[str, Any]:
        """Return a list of kinds, groups or bodies: id → its names by language."""
        if not isinstance(tree, dict):
            self._report(place, *_no_table(place))
            return {}
        found = {}
        for key, entry in tree.items():
            before = len(self.problems)
            entry = self._choice((*place, key), entry)
            if len(self.problems) == before:
                found[key] = entry
        return found

    def _choice(self, place: Path, entry: Any) -> Any:
        key = place[-1]
        if not isinstance(entry, dict):
            repair = f"Write {_toml_key(key)} = {{ en = {_TWO_NAMES} }}."
            self._report(place, "this must be a table of names by language", repair)
            return None
        flags = _FLAGS if place[:2] == ("outlets", "kinds") else ()
        if FALLBACK not in entry:
            repair = f"Add {FALLBACK} = {_TWO_NAMES}."
            self._report(place, "the English names are missing", repair)
        for part, value in entry.items():
            self._part((*place, part), value, flags)
        return entry

    def _part(self, place: Path, value: Any, flags: tuple[str, ...]) -> None:
        key = place[-1]
        if key in flags:
            check: Check = _flag
        elif _LANGUAGE.fullmatch(key):
            check = _names
        else:
            options = (*flags, FALLBACK)
            repair = did_you_mean(key, options, "Write a language such as en, or remove it.")
            self._report(place, "unknown key", repair)
            return
        try:
            check(value)
        except Wrong as error:
            self._report(place, error.fault, error.repair)

    def _report(self, place: Path, fault: str, repair: str) -> None:
        line = next((self.lines[p] for p in _upwards(place) if p in self.lines), None)
        name = ".".join(_toml_key(key) for key in place)
        self.problems.append(Problem(self.path, line, name, fault, repair))


def _no_table(place: Path) -> tuple[str, str]:
    return "this must be a table", f"Write [{'.'.join(place)}] above its keys."


def _upwards(place: Path) -> Iterator[Path]:
    """List a path and those of the tables around it, the innermost first."""
    return (place[:end] for end in range(len(place), 0, -1))


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else quoted(key)


def _syntax_problem(path: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    fault, _at, place = str(error).partition(" (at ")
    found = re.match(r"line (\d+)", place)
    line = int(found[1]) if found else max(text.rstrip("\n").count("\n") + 1, 1)
    fault = f"the file is not valid TOML: {fault[:1].lower()}{fault[1:]}"
    return Problem(path, line, None, fault, "See the example in docs/configuration.md.")


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """Find the line of every key and table of a valid TOML text.

    A statement ends with the first line that makes it valid TOML by itself: with an open bracket
    or quotation mark it goes on.
    """
    table: Path = ()
    start, lines = 0, text.split("\n")
    for number in range(len(lines)):
        try:
            tree = tomllib.loads("\n".join(lines[start : number + 1]))
        except tomllib.TOMLDecodeError:
            continue
        is_table = lines[start].lstrip().startswith("[")
        if is_table:
            table = _longest(tree)
        for place in _paths(tree, () if is_table else table):
            yield place, start + 1
        start = number + 1


def _longest(tree: Any) -> Path:
    """Return the path in the line of a table."""
    place: Path = ()
    while isinstance(tree, dict) and tree:
        key, tree = next(iter(tree.items()))
        place = (*place, key)
    return place


def _paths(tree: Any, place: Path) -> Iterator[Path]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield (*place, key)
            yield from _paths(value, (*place, key))


def _line(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("this must be text", 'Write it in quotation marks: "…".')
    if not value.strip() or "\n" in value:
        raise Wrong("this must be one line of text", "Write one, or remove the key.")
    # TOML has escapes, so the value is checked and not the text of the file.
    if hidden := [code_point(sign) for sign in (*forbidden(value), *remove_invisible(value)[1])]:
        raise Wrong(f"this contains a character that nobody can see ({hidden[0]})", "Remove it.")
    return value


def _words(value: Any) -> str | dict[str, str]:
    """Check a text, or a table with a text for each language."""
    if not isinstance(value, dict):
        return _line(value)
    for language, text in value.items():
        if not _LANGUAGE.fullmatch(language):
            raise Wrong(f"{quoted(language)} is not a language", "Write a tag such as en or ko.")
        _line(text)
    if FALLBACK not in value:
        raise Wrong("the English text is missing", f'Add {FALLBACK} = "…".')
    return value


def _names(value: Any) -> str | list[str]:
    """Check a name: one text, or the name of a single one and the heading of a list."""
    if isinstance(value, list):
        if len(value) != 2:
            repair = f"Write {_TWO_NAMES}."
            raise Wrong(f"the list must have two names, but has {len(value)}", repair)
        return [_line(each) for each in value]
    return _line(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{quoted(str(value))} is neither true nor false", "Write true or false.")
    return value


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise Wrong(f"{quoted(str(value))} is not a colour", 'Write one such as "#0a5c8a".')
    return value.lower()


def _url(value: Any) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"\\]+", _line(value)):
        repair = "Write the whole address, beginning with https:// or http://."
        raise Wrong(f"{quoted(value)} is not a web address", repair)
    return str(value)


def _contact(value: Any) -> str:
    if re.fullmatch(r"[^\s@:/]+@([^\s@.]+\.)+[^\s@.]+", _line(value)):
        return str(value)
    try:
        return _url(value)
    except Wrong:
        repair = "Write one such as archive@record.example or https://record.example/contact."
        raise Wrong(
            f"{quoted(value)} is neither an email address nor a web address", repair
        ) from None


def _languages(value: Any) -> list[str]:
    if not isinstance(value, list) or not value:
        raise Wrong("this must be a list of languages", f'Write one such as ["{FALLBACK}", "ko"].')
    for tag in value:
        if not isinstance(tag, str) or not _LANGUAGE.fullmatch(tag):
            raise Wrong(f"{quoted(str(tag))} is not a language", "Write a tag such as en or ko.")
    return value


def _icon(value: Any) -> str:
    if not re.fullmatch(r"(?!.*\.\.)[\w-][\w./-]*\.svg", _line(value)):
        repair = 'Name a file in the folder static, such as "img/icon.svg".'
        raise Wrong(f"{quoted(value)} is not an SVG file", repair)
    return str(value)


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_TWO_NAMES = '["singular", "Heading in the plural"]'
_LIST = object()
"""Marks a table whose keys the curator chooses."""
_FLAGS = ("place", "press")
"""The keys of an outlet kind besides its names."""
_KEYS: dict[str, Any] = {
    "name": _words,
    "subject": _words,
    "sentence": _words,
    "languages": _languages,
    "contact": _contact,
    "icon": _icon,
    "licence": {"name": _words, "url": _url, "spdx": _line},
    "colours": {"light": _colour, "dark": _colour},
    "search": dict.fromkeys(EXAMPLES, _line),
    "lexicon": dict.fromkeys(LEXICON, _words),
}
for _name in CHOICES:
    _KEYS.setdefault(_name.split(".")[0], {})[_name.split(".")[1]] = _LIST
