"""Every word that the interface shows goes through gettext, and `pybabel extract` finds it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from archive.config import ROOT

TEMPLATES = sorted((ROOT / "templates").glob("**/*.html"))

GETTEXT = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2}
"""The functions that look a message up, and how many of their first arguments are texts."""

ALLOWED = {
    "CC BY 4.0": "The licence's own name, the same in every language.",
    "Turtle": "The name of a format.",
    "JSON-LD": "The name of a format.",
    "unAPI": "The name of a protocol. Its specification requires this title.",
}
"""Literal words that may stand in a template, with the reason."""

SHOWN_ATTRIBUTES = {
    *("alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext"),
    *("label", "placeholder", "title"),
}
"""Attributes whose value a reader sees or hears."""

SHOWN_META = {"description", "og:title", "og:description", "twitter:title", "twitter:description"}
"""`<meta>` elements whose content is shown by others."""

EXPRESSION = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where a template prints the value of an expression."""

environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_text_between_tags_goes_through_gettext(template: Path) -> None:
    """Neither the text of elements nor a shown attribute holds words of its own."""
    page = _ShownText()
    page.feed(_without_code(template.read_text("utf-8")))
    page.close()

    assert [words for words in page.found if _has_words(words)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_words_in_expressions_go_through_gettext(template: Path) -> None:
    """No `{{ "Words" }}`, no words handed to a macro, and no message made of a variable."""
    assert list(_words_in_code(_tree(template))) == []


def test_a_word_outside_gettext_is_found() -> None:
    """The checks above can fail: each of these holds the one word they look for."""
    for source in (
        "<p>Found</p>",
        "<p>{% if x %}Found{% endif %}</p>",
        '<a href="/" title="Found">{{ x }}</a>',
        '<a {% if x %}aria-label="Found {{ y }}"{% endif %}></a>',
        '<meta name="description" content="{{ x }}, Found">',
    ):
        page = _ShownText()
        page.feed(_without_code(source))
        page.close()
        assert any("Found" in words for words in page.found), source
    for source in (
        '{{ "found" }}',
        '{{ x if y else "found" }}',
        '{{ x ~ "found" }}',
        '{{ x or "found" }}',
        '{{ hidden("Found it") }}',
        '{% set x = "Found it" %}',
        "{{ _(found) }}",
    ):
        found = list(_words_in_code(environment.parse(source)))
        assert any("found" in words.lower() for words in found), source


def test_extraction_finds_every_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the templates and the pages' modules look up is in the catalogue for translators."""
    catalogue = tmp_path / "messages.pot"
    monkeypatch.chdir(ROOT)
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", "-F", "babel.cfg", "-o", str(catalogue), "."]
    )
    with catalogue.open("rb") as file:
        extracted = {
            text
            for message in read_po(file)
            for text in ([message.id] if isinstance(message.id, str) else message.id)
        }

    asked = {text for path in TEMPLATES for text in _messages(_tree(path))}
    asked.update(_python_messages())
    assert len(asked) > 50
    assert asked - extracted == set()
    assert {
        "Skip to content",
        "Timeline",
        "%(number)s articles",
        "MMMM y",
        "The earliest day that the date can mean.",
    } <= extracted


class _ShownText(HTMLParser):
    """Gathers what a reader gets to see or hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_key = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_key = tag == "kbd"
        values = dict(attrs)
        self.found += [values[name] or "" for name in SHOWN_ATTRIBUTES & values.keys()]
        if tag == "meta" and (values.get("name") or values.get("property")) in SHOWN_META:
            self.found.append(values.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_key = False

    def handle_data(self, data: str) -> None:
        # What is printed on a key of the keyboard is no word of ours.
        if self.cdata_elem is None and not self._in_key:
            self.found.append(data)


def _without_code(source: str) -> str:
    """The template's own text: expressions become one sign, statements and comments nothing."""
    text: list[str] = []
    for _, kind, value in environment.lex(source):
        if kind == "data":
            text.append(value)
        elif kind == "variable_begin":
            text.append(EXPRESSION)
    return "".join(text)


def _has_words(text: str) -> bool:
    # A macro may give one attribute, such as `lang`, to stand in a tag elsewhere.
    text = re.sub(f'[a-z-]+="{EXPRESSION}"', "", text)
    for words in ALLOWED:
        text = text.replace(words, "")
    return any(character.isalpha() for character in text)


def _tree(template: Path) -> nodes.Template:
    return environment.parse(template.read_text("utf-8"))


def _words_in_code(tree: nodes.Node) -> Iterator[str]:
    """Words that the template's expressions would show without looking them up."""
    for output in tree.find_all(nodes.Output):
        for expression in output.nodes:
            for text in _shown(expression):
                if _has_words(text):
                    yield text
    messages = {id(text) for call in _calls(tree) for text in _texts(call)}
    for constant in tree.find_all(nodes.Const):
        text = constant.value
        if isinstance(text, str) and id(constant) not in messages and _looks_like_words(text):
            yield text
    for call in _calls(tree):
        for text in _texts(call):
            if not isinstance(text, nodes.Const):
                yield f"{_name(call)}({getattr(text, 'name', 'an expression')})"


def _shown(expression: nodes.Node) -> Iterator[str]:
    """The constants that an expression may print as they are."""
    if isinstance(expression, nodes.Const):
        if isinstance(expression.value, str):
            yield expression.value
    elif isinstance(expression, nodes.CondExpr):
        yield from _shown(expression.expr1)
        if expression.expr2 is not None:
            yield from _shown(expression.expr2)
    elif isinstance(expression, nodes.Concat):
        for part in expression.nodes:
            yield from _shown(part)
    elif isinstance(expression, nodes.BinExpr):
        yield from _shown(expression.left)
        yield from _shown(expression.right)
    elif isinstance(expression, nodes.Filter) and expression.name in ("default", "d"):
        for argument in expression.args:
            yield from _shown(argument)


def _looks_like_words(text: str) -> bool:
    """A capital or two words, which no class, path or name of a collection has."""
    return _has_words(text) and bool(re.match(r"[^\W\d_a-z]", text) or re.search(r"\w \w", text))


def _calls(tree: nodes.Node) -> Iterator[nodes.Call]:
    for call in tree.find_all(nodes.Call):
        if _name(call) in GETTEXT:
            yield call


def _name(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


def _texts(call: nodes.Call) -> list[nodes.Expr]:
    return call.args[: GETTEXT[_name(call)]]


def _messages(tree: nodes.Node) -> Iterator[str]:
    for call in _calls(tree):
        # The first argument of pgettext is the context.
        for text in _texts(call)[_name(call) == "pgettext" :]:
            if isinstance(text, nodes.Const):
                yield text.value


def _python_messages() -> Iterator[str]:
    for path in (ROOT / "archive").glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            name = node.func.id
            for text in node.args[name == "pgettext" : GETTEXT.get(name, 0)]:
                if isinstance(text, ast.Constant):
                    yield text.value
