"""Who imports whom: the code and the table in `docs/architecture.md` say the same."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from archive.config import ROOT

ARCHITECTURE = ROOT / "docs" / "architecture.md"
MODULES = [ROOT / "app.py", *sorted((ROOT / "archive").glob("**/*.py"))]

FREE = sys.stdlib_module_names | {"_typeshed"}
"""What any module may import. `_typeshed` holds types of the standard library and never runs."""

DEVELOPMENT = [
    path
    for folder in ("tests", "benchmarks", "tools")
    for path in sorted((ROOT / folder).glob("**/*.py"))
]

NEVER_IMPORTED = {
    "requirements.txt": {"psycopg"},  # SQLAlchemy finds the driver by the database's address.
    "requirements-dev.txt": {
        "coverage",
        "cssselect",  # lxml imports it when a test selects by CSS.
        "mypy",
        "pytest-xdist",
        "ruff",
        "types-markdown",
        "types-pyyaml",
    },
}
"""Packages that no module imports: commands, plugins, types for mypy, a database driver."""

COLUMNS = (
    "unit",
    "may import of the archive",
    "but not",
    "other packages",
    "inside functions only",
)


@dataclass(frozen=True)
class Unit:
    """One row of the table: a module or package and what it may import."""

    name: str
    archive: frozenset[str]
    never: frozenset[str]
    packages: frozenset[str]
    late: frozenset[str]

    def may_import(self, module: str, *, late: bool) -> bool:
        """Whether an import is allowed, `late` being one inside a function."""
        if any(_within(module, name) for name in self.never):
            return False
        allowed = self.archive | self.packages | (self.late if late else frozenset())
        return module.split(".")[0] in FREE or any(_within(module, name) for name in allowed)


class Import(NamedTuple):
    """One name that a module imports, and where."""

    module: str
    line: int
    late: bool


def _read_table() -> dict[str, Unit]:
    section = ARCHITECTURE.read_text("utf-8").split("## Who may import whom")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    header = tuple(cell.strip() for cell in lines[0].strip("|").split("|"))
    assert header == COLUMNS
    units = {}
    for line in lines[2:]:
        cells = [frozenset(re.findall(r"`([^`]+)`", cell)) for cell in line[1:-1].split("|")]
        (name,) = cells[0]
        units[name] = Unit(name, *cells[1:])
    return units


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _unit_of(module: str) -> Unit | None:
    fitting = [unit for name, unit in UNITS.items() if _within(module, name)]
    return max(fitting, key=lambda unit: len(unit.name), default=None)


def _imports(source: str) -> Iterator[Import]:
    """Everything a module imports, each name of `from package import name` for itself."""
    tree = ast.parse(source)
    late = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the whole name of the module"
            names = [_imported(node.module or "", alias.name) for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(name, node.lineno, id(node) in late)


def _imported(package: str, name: str) -> str:
    """`from archive.web import dates` imports a module, `… import Filter` only a name of one."""
    path = ROOT.joinpath(*package.split("."), name)
    is_module = path.is_dir() or path.with_suffix(".py").exists()
    return f"{package}.{name}" if is_module else package


UNITS = _read_table()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_imports_only_what_the_table_allows(path: Path) -> None:
    unit = _unit_of(_name(path))
    if _name(path) == "archive":
        assert list(_imports(path.read_text("utf-8"))) == [], "The package itself imports nothing."
        return
    assert unit is not None, f"{_name(path)} stands in no row of the table of imports."

    forbidden = [
        f"{_name(path)}:{each.line} imports {each.module}"
        + (", which only a function may" if unit.may_import(each.module, late=True) else "")
        for each in _imports(path.read_text("utf-8"))
        if not unit.may_import(each.module, late=each.late)
    ]

    assert forbidden == []


def test_every_row_has_its_modules() -> None:
    modules = {_name(path) for path in MODULES}

    assert [name for name in UNITS if not any(_within(m, name) for m in modules)] == []


def test_table_grants_nothing_that_no_module_uses() -> None:
    """A package from outside that went out of use leaves the table as well."""
    used: dict[str, set[str]] = {name: set() for name in UNITS}
    for path in MODULES:
        unit = _unit_of(_name(path))
        if unit is not None:
            used[unit.name] |= {
                each.module.split(".")[0] for each in _imports(path.read_text("utf-8"))
            }

    assert {
        name: unused for name, unit in UNITS.items() if (unused := unit.packages - used[name])
    } == {}


def test_table_keeps_the_promises_of_the_design() -> None:
    """The rules that the table may never give up, whatever else it comes to allow."""
    of_web = ("archive.content", "archive.load", "sqlalchemy", "markdown")
    for unit, forbidden in {
        **{name: of_web for name in UNITS if _within(name, "archive.web")},
        "archive.content": ("archive.store", "archive.web", "archive.load", "flask", "sqlalchemy"),
        "archive.store": ("archive.content", "archive.web", "archive.load", "flask"),
        "archive.load": ("archive.web", "flask"),
    }.items():
        for module in forbidden:
            assert not UNITS[unit].may_import(module, late=True), f"{unit} may import {module}"
    for name, unit in UNITS.items():
        meets_both = all(
            unit.may_import(side, late=True) for side in ("archive.content", "archive.store")
        )
        assert meets_both == (name == "archive.load"), name
        assert unit.may_import("archive.factory", late=True) == (name == "app"), name


def _required(name: str) -> dict[str, str]:
    """The packages that a file of requirements names, with their bounds."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    found = (re.match(r"([\w.-]+)(?:\[[\w,]+\])?(.*)", line) for line in lines)
    return {_normal(each[1]): each[2] for each in found if each and not each[0].startswith("-")}


def _normal(distribution: str) -> str:
    """The name of a package as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _distributions(paths: list[Path]) -> set[str]:
    """The packages that some modules import, by the names under which they are installed."""
    names = {each.module.split(".")[0] for p in paths for each in _imports(p.read_text("utf-8"))}
    names -= {*FREE, "app", "archive", "benchmarks", "tests", "tools"}
    installed = importlib.metadata.packages_distributions()
    return {_normal(installed[name][0]) for name in names}


def test_requirements_name_what_is_imported() -> None:
    """A fresh clone installs every package that the code imports, and no other."""
    runs = _required("requirements.txt")
    checks = _required("requirements-dev.txt")

    imported = _distributions(MODULES)
    assert set(runs) - NEVER_IMPORTED["requirements.txt"] == imported
    assert set(checks) - NEVER_IMPORTED["requirements-dev.txt"] == (
        _distributions(DEVELOPMENT) - imported
    )


def test_requirements_of_the_program_are_bounded() -> None:
    """A new major version waits until somebody has looked at it."""
    bounds = _required("requirements.txt")

    assert [name for name, bound in bounds.items() if not re.search(r">=.+,<", bound)] == []


def test_modules_import_each_other_in_no_ring() -> None:
    """Imports inside functions count as well: they only hide a ring."""
    modules = {_name(path) for path in MODULES}
    graph = {
        _name(path): {each.module for each in _imports(path.read_text("utf-8"))} & modules
        for path in MODULES
    }

    assert _rings(graph) == []


def test_rooms_of_the_site_import_each_other_in_no_ring() -> None:
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        unit = _unit_of(_name(path))
        if unit is not None:
            met = {_unit_of(each.module) for each in _imports(path.read_text("utf-8"))}
            others = {each.name for each in met if each is not None} - {unit.name}
            graph.setdefault(unit.name, set()).update(others)

    assert _rings(graph) == []


def test_a_ring_is_found() -> None:
    assert _rings({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == [["a", "b", "c"]]
    assert _rings({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def _rings(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of nodes that all reach each other."""
    reach = {node: _reached(node, graph) for node in graph}
    groups = {
        frozenset(other for other in reach[node] if node in reach[other])
        for node in graph
        if node in reach[node]
    }
    return sorted(sorted(group) for group in groups)


def _reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def test_an_import_inside_a_function_is_seen() -> None:
    source = "import os\n\ndef f():\n    from archive.load import check\n    import flask.cli\n"

    assert list(_imports(source)) == [
        Import("os", 1, False),
        Import("archive.load", 4, True),
        Import("flask.cli", 5, True),
    ]
    assert UNITS["archive.cli"].may_import("archive.load", late=True)
    assert not UNITS["archive.cli"].may_import("archive.load", late=False)
    assert not UNITS["archive.web"].may_import("archive.store.writer", late=True)
