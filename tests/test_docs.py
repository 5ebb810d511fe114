"""What the documents say holds: settings, commands, fields, messages, links, examples."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient

import archive
from archive.config import PREFIX, RETIRED, ROOT, Settings
from archive.content import articles, authority_schema, pages
from archive.content.authorities import parse_removed
from archive.content.frontmatter import split
from archive.content.schema import Field, Table
from archive.content.yaml_nodes import ScalarNode, SequenceNode
from archive.load import check_files

DOCS = sorted((ROOT / "docs").glob("*.md"))
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS]
ABOUT = sorted((ROOT / "about").glob("*.md"))
README, AUTHORING, CONFIGURATION, ARCHITECTURE = (
    path.read_text("utf-8")
    for path in (
        ROOT / "README.md",
        ROOT / "docs" / "authoring.md",
        ROOT / "docs" / "configuration.md",
        ROOT / "docs" / "architecture.md",
    )
)
BY_FLASK = {"run", "shell", "routes"}
"""Commands that Flask itself brings along."""

FOLDERS = {"archive", "content", "load", "store", "web", "templates", "tests", "tools", "static"}
"""How the documents begin the path of a file of the program, from the root or from `archive/`."""

TABLES: dict[str, Table] = {
    "## The fields of an article": articles.FIELDS,
    "Each entry of `roles` has fields of its own:": authority_schema.TABLES["people"]["roles"].group
    or {},
    "## Removing an article": authority_schema.REMOVED_FIELDS,
    "## The lexicon": authority_schema.WORD_FIELDS,
    "## Pages about the archive": pages.FIELDS,
    **{f"### `{kind}.yaml`": table for kind, table in authority_schema.TABLES.items()},
}
"""The words above a table of `docs/authoring.md` → the fields that it describes."""


# Settings and commands


def test_every_setting_stands_in_the_docs_with_its_default_and_meaning() -> None:
    described = {row[0]: row[1:] for row in _rows(CONFIGURATION, "## Every setting")}

    assert described == {
        f"`{PREFIX}{each.name.upper()}`": [
            f"`{each.default}`" if str(each.default) else "empty",
            each.metadata["meaning"],
        ]
        for each in dataclasses.fields(Settings)
    }


@pytest.mark.parametrize("path", [*GUIDES, *ABOUT], ids=lambda path: path.name)
def test_documents_name_no_setting_that_is_none(path: Path) -> None:
    known = {PREFIX + each.name.upper() for each in dataclasses.fields(Settings)} | set(RETIRED)

    assert set(re.findall(r"ARCHIVE_[A-Z_]*[A-Z]", path.read_text("utf-8"))) <= known


def test_every_command_has_help_and_stands_in_the_docs(real_app: Flask) -> None:
    commands = _commands(real_app)
    assert {"load", "check"} <= commands.keys()
    for name, command in commands.items():
        assert command.help, f"flask {name} has no help"
        assert f"`flask {name}`" in README, f"README.md does not name flask {name}"
        for option in _options(command):
            assert option.help, f"flask {name} {option.opts[0]} has no help"
            assert f"`flask {name} {option.opts[0]}`" in README + AUTHORING


def test_documents_name_no_command_that_is_none(real_app: Flask) -> None:
    commands = _commands(real_app)
    for path in GUIDES:
        for name, option in re.findall(r"\bflask ([a-z]+)(?: (--[a-z-]+))?", _code_of(path)):
            assert name in commands, f"{path.name}: flask {name}"
            options = {text for each in _options(commands[name]) for text in each.opts}
            assert not option or option in options, f"{path.name}: flask {name} {option}"


def test_make_does_what_readme_says() -> None:
    """Every target that README names is in the Makefile, and every one there is in README."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)) - {"help"}

    assert set(re.findall(r"\bmake ([a-z]+)", _code_of(ROOT / "README.md"))) == targets


# Files, fields and messages


@pytest.mark.parametrize("above", TABLES)
def test_every_field_stands_in_the_docs(above: str) -> None:
    """In the order of the code, required or optional as there, with every value of a choice."""
    rows = _rows(AUTHORING, above)
    table = TABLES[above]

    assert [(row[0], row[1]) for row in rows] == [
        (f"`{name}`", "required" if field.example else "optional") for name, field in table.items()
    ]
    for row, field in zip(rows, table.values(), strict=True):
        assert not field.choices or f"`[{field.choices}]`" in row[2]
        for value in _choices(field):
            assert f"`{value}`" in row[2], f"{row[0]} may be {value}"


@pytest.mark.parametrize("above", TABLES)
def test_every_example_of_a_field_passes_its_check(above: str) -> None:
    table = TABLES[above]
    for name, _required, _meaning, example in _rows(AUTHORING, above):
        field = table[name.strip("`")]
        if field.check is None:
            continue
        front, problems = split("example", f"---\nfield: {example.strip('`')}\n---\n")
        assert front is not None, problems
        node = front.fields.fields["field"]
        assert isinstance(node, SequenceNode) == (field.many and not field.or_one), name
        for item in node.items if isinstance(node, SequenceNode) else [node]:
            assert isinstance(item, ScalarNode)
            field.check(item.text, datetime.date.today())


def test_forms_of_dates_are_dates() -> None:
    check = articles.FIELDS["event_date"].check
    forms = [form for row in _rows(AUTHORING, "## Dates") for form in _code(row[0])]
    assert check is not None
    assert len(forms) > 8
    for form in forms:
        assert check(form, datetime.date.today()).text == form


@pytest.mark.parametrize("name", ["README.md", "docs/authoring.md"])
def test_every_quoted_message_is_one_of_the_program(name: str) -> None:
    expected = {
        line
        for report in (ROOT / "tests" / "broken").glob("*/expected.txt")
        for line in report.read_text("utf-8").splitlines()
    }
    quoted = [line for block in _blocks(ROOT / name, "text") for line in block.splitlines()]

    assert quoted
    assert [line for line in quoted if line not in expected] == []


@pytest.mark.parametrize("name", ["README.md", "docs/authoring.md"])
def test_example_article_passes_the_check(name: str, tmp_path: Path) -> None:
    """Added to the real collection, the example of an article brings no problem."""
    (example,) = _blocks(ROOT / name, "markdown")
    for folder in ("articles", "authorities", "about"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / "articles" / "2012" / "an-example.md"
    assert not file.exists()
    file.write_text(example, "utf-8")

    problems = check_files(
        *(tmp_path / folder for folder in ("articles", "authorities", "about")),
        config=ROOT / "archive.toml",
        today=datetime.date.today(),
    )

    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_example_of_a_removed_article_passes_the_check() -> None:
    blocks = _blocks(ROOT / "docs" / "authoring.md", "yaml")
    example = next(block for block in blocks if "slug:" in block)

    parsed = parse_removed("authorities/removed.yaml", example.encode(), datetime.date.today())

    assert parsed.problems == []
    assert [each.record.slug for each in parsed.records if each.record] == ["an-example"]


# The program


def test_every_package_stands_in_architecture() -> None:
    modules = {path.relative_to(ROOT) for path in (ROOT / "archive").glob("**/*.py")}
    packages = {path.parent for path in modules if len(path.parts) > 2}
    top = {path for path in modules if len(path.parts) == 2 and path.name != "__init__.py"}
    named = set(re.findall(r"^\| `(archive/[a-z0-9_/.]+)` \|", ARCHITECTURE, re.MULTILINE))

    assert named == {path.as_posix() for path in packages | top}


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_named_files_and_names_exist(path: Path) -> None:
    """A module, a constant or a template that a document names can be found."""
    for words in re.findall(r"`([^`\n]+)`", path.read_text("utf-8")):
        if re.fullmatch(
            r"(archive|content|load|store|web|templates|tests|tools|static)/\S+", words
        ):
            if "<" not in words and "*" not in words:
                places = (ROOT / words, ROOT / "archive" / words)
                assert any(place.exists() for place in places), words
        elif re.fullmatch(r"[A-Z]+_[A-Z_]+", words) and not words.startswith(PREFIX):
            sources = [*(ROOT / "archive").glob("**/*.py"), *(ROOT / "tests").glob("**/*.py")]
            assert any(f"\n{words}" in each.read_text("utf-8") for each in sources), words


def test_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)

    assert newest is not None
    assert project["version"] == archive.__version__ == newest[1]


def test_changelog_tells_the_size_of_the_collection() -> None:
    """The collection may grow after a release, but never has less than the changelog says."""
    changelog = " ".join((ROOT / "CHANGELOG.md").read_text("utf-8").split())
    told = re.search(r"More than (\d+) articles from (\d{4}) to (\d{4})", changelog)
    files = list((ROOT / "articles").glob("*/*.md"))
    years = sorted(int(file.parent.name) for file in files)

    assert told is not None
    assert len(files) > int(told[1])
    assert years[0] == int(told[2])
    assert years[-1] >= int(told[3])


def test_what_readme_calls_missing_is_missing(real_client: FlaskClient) -> None:
    """Once it is there, it leaves the list in README.md."""
    for address, what in _rows(README, "## Not there yet", header=False):
        status = real_client.get(address.strip("`")).status_code
        assert status == 404, f"{what} is there now: take it out of “Not there yet” in README.md"


# Links


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in _links(path):
        file, _, anchor = target.partition("#")
        place = (path.parent / file).resolve() if file else path
        assert place.is_relative_to(ROOT), f"{target} leads out of the project"
        assert place.exists(), target
        if anchor:
            assert anchor in set(_anchors(place)), target


@pytest.mark.parametrize("path", ABOUT, ids=lambda path: path.name)
def test_links_of_the_pages_lead_to_pages(path: Path, real_client: FlaskClient) -> None:
    for target in _links(path):
        assert target.startswith("/"), f"{target}: a page of the site links as /…"
        answer = real_client.get(target, follow_redirects=True)
        assert answer.status_code == 200, target


@pytest.mark.parametrize("path", ABOUT, ids=lambda path: path.name)
def test_every_page_about_the_archive_is_shown(path: Path, real_client: FlaskClient) -> None:
    address = "/about/" if path.stem == "index" else f"/about/{path.stem}/"
    page = real_client.get(address).get_data(as_text=True)

    assert real_client.get(address).status_code == 200
    assert 'aria-current="page"' in page


@pytest.mark.parametrize(
    "path", [*GUIDES, *ABOUT, ROOT / "LICENSE", ROOT / "LICENSE-texts"], ids=lambda path: path.name
)
def test_documents_name_no_place_of_one_machine(path: Path) -> None:
    assert not re.findall(r"/(?:home|root|tmp|Users)/\S*", path.read_text("utf-8"))


def _commands(app: Flask) -> Mapping[str, click.Command]:
    return {name: each for name, each in app.cli.commands.items() if name not in BY_FLASK}


def _options(command: click.Command) -> list[click.Option]:
    return [each for each in command.params if isinstance(each, click.Option)]


def _choices(field: Field) -> tuple[str, ...]:
    """The values that a field may have: a few fixed ones, or those of a list in `archive.toml`."""
    if field.choices:
        collection, part = field.choices.split(".")
        return tuple(tomllib.loads((ROOT / "archive.toml").read_text("utf-8"))[collection][part])
    found = inspect.getclosurevars(field.check).nonlocals if field.check else {}
    options: tuple[str, ...] = found.get("options", ())
    return options


def _rows(text: str, above: str, *, header: bool = True) -> list[list[str]]:
    """The cells of the first table below some words."""
    assert above in text, above
    lines = text.partition(above)[2].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def _blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a document that are marked with a language."""
    pattern = rf"^```{language}\n(.*?)^```$"
    return re.findall(pattern, path.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def _code_of(path: Path) -> str:
    """Everything in a document that is set as code."""
    text = path.read_text("utf-8")
    fenced = re.findall(r"^```[a-z]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *_code(re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))])


def _links(path: Path) -> Iterator[str]:
    """Where a document's links and pictures lead, but for other sites."""
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield target


def _anchors(path: Path) -> Iterator[str]:
    """The anchors of headings, as code hosts make them."""
    for heading in re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
