"""Every path of the site is written in `archive.paths`, and each leads to something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import paths
from archive.config import ROOT, Settings
from archive.factory import create_app

PYTHON = sorted(path for path in (ROOT / "archive").glob("**/*.py") if path.name != "paths.py")
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))

CUTS = {"split", "rsplit", "partition", "rpartition", "strip", "lstrip", "rstrip", "replace"}
"""Methods of strings to which a slash is only a character."""

A_PATH = re.compile(r"/[a-z{<]")


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_writes_a_path_by_hand(path: Path) -> None:
    assert [f"line {line}: {text}" for line, text in _written_paths(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_writes_a_path_by_hand(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)

    assert re.findall(r"""(?:=|~ |== )["']/[^"'/]*["']|["']/[a-z{][^"']*["']""", text) == []


def test_a_path_in_a_module_is_seen() -> None:
    source = '''
"""/about/ in a docstring."""
@blueprint.get("/tags/")
def view(slug):
    a, b = f"/articles/{slug}/", Scope("/")
    return "a/b".split("/"), "/tags/"
'''

    assert sorted(_written_paths(source)) == [(5, "/"), (5, "/articles/"), (6, "/tags/")]


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        (paths.home(), "timeline.timeline"),
        (paths.period(2014), "timeline.year"),
        (paths.period(2014, 3), "timeline.month"),
        (paths.article("a-slug"), "articles.article"),
        (paths.article_file("a-slug", "csl.json"), "article_files.article_file"),
        (paths.citations("a-slug"), "citing.cite"),
        (paths.embed("a-slug"), "oembed.card"),
        (paths.collection("tags"), "indexes.index"),
        (paths.record("tags", "upr"), "authorities.tag"),
        (paths.record("outlets", "yonhap"), "authorities.outlet"),
        (paths.record("people", "a-person"), "authorities.person"),
        (paths.record("organisations", "an-organisation"), "authorities.organisation"),
        (paths.record("events", "an-event"), "authorities.event"),
        (paths.record("documents", "a-document"), "authorities.document"),
        (paths.vocabulary("ttl"), "skos.vocabulary"),
        (paths.term("upr", "jsonld"), "skos.term"),
        (paths.words(), "words.page"),
        (paths.word_counts(), "words.table"),
        (paths.search(), "search.search"),
        (paths.suggestions(), "suggestions.suggestions"),
        (paths.opensearch(), "opensearch.description"),
        (paths.feed("feed.atom"), "feeds.timeline"),
        (paths.about(), "about.page"),
        (paths.about("method"), "about.page"),
        (paths.data(), "data.page"),
        (paths.data_file("articles.csv"), "data.file"),
        (paths.api_page(), "api.readable"),
        (paths.api("openapi.json"), "api.openapi_document"),
        (paths.api("tags", "upr"), "api.tag"),
        (paths.oai(), "oai.oai"),
        (paths.oembed(), "oembed.oembed"),
        (paths.sitemap(), "sitemaps.sitemap"),
        (paths.sitemap(2), "sitemaps.part"),
        (paths.robots(), "robots.robots"),
        (paths.health(), "health.health"),
        (paths.social_card("0a1b"), "cards.archive_card"),
        (paths.social_card("0a1b", "tags", "upr"), "cards.record_card"),
        (paths.static("js/site.js"), "static"),
        (paths.static("css/site.css"), "assets.coloured"),
    ],
)
def test_path_leads_to_its_view(settings: Settings, path: str, endpoint: str) -> None:
    assert create_app(settings).url_map.bind("localhost").match(path)[0] == endpoint


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (paths.citations("a-slug", 2), paths.citations("a-slug")),
        (paths.words("defector"), paths.words()),
        (paths.api_page("not-found"), paths.api_page()),
        (paths.oembed_of("https://example.org/articles/a/", "xml"), paths.oembed()),
    ],
)
def test_place_on_a_page_is_under_its_path(path: str, page: str) -> None:
    assert re.split("[?#]", path)[0] == page


def _written_paths(source: str) -> Iterator[tuple[int, str]]:
    """The line and the text of every string that begins like a path of the site."""
    tree = ast.parse(source)
    harmless = {id(node) for part in ast.walk(tree) for node in _harmless(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in harmless:
            harmless |= {id(part) for part in node.values}
            first = node.values[0]
            text = first.value if isinstance(first, ast.Constant) else ""
        elif isinstance(node, ast.Constant) and id(node) not in harmless:
            text = node.value
        else:
            continue
        if isinstance(text, str) and (A_PATH.match(text) or (text == "/" and _is_call(node, tree))):
            yield node.lineno, text


def _harmless(node: ast.AST) -> Iterator[ast.AST]:
    """Strings below a node that are no paths written by hand: rules of routes, texts, cuts."""
    if isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            yield from ast.walk(decorator)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "add_url_rule":
            yield from ast.walk(node)
        elif node.func.attr in CUTS:
            yield from node.args
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ListAddress":
        yield from ast.walk(node)


def _is_call(node: ast.AST, tree: ast.AST) -> bool:
    """Whether a string is given to a function or class of the archive, as a path would be."""
    return any(
        node in [*each.args, *(keyword.value for keyword in each.keywords if keyword.arg == "path")]
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    )
