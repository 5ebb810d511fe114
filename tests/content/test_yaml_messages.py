"""Test the messages for errors of both parsers: the same words, the right line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from archive.content.yaml_messages import explain

LOADERS = [getattr(yaml, "CLoader", yaml.SafeLoader), yaml.SafeLoader]


@pytest.fixture(params=LOADERS, ids=["libyaml", "PyYAML"])
def loader(request: pytest.FixtureRequest) -> Any:
    return request.param


def explained(text: str, loader: Any) -> tuple[int, str, str]:
    with pytest.raises(yaml.YAMLError) as caught:
        list(yaml.parse(text, loader))
    return explain(caught.value, text)


@pytest.mark.parametrize("sign", "@`%*&")
def test_a_forbidden_first_character_is_named(sign: str, loader: Any) -> None:
    assert explained(f"a: b\nc: {sign}", loader) == (
        1,
        f"a value cannot begin with '{sign}'",
        "Put the whole value in quotation marks.",
    )


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("a: b\nc: 'd\ne: f\n", 1, "a quotation mark opens here and is not closed"),
        ('a: "b\n---\nc: d\n', 0, "a quotation mark opens here and is not closed"),
        ("a: b\nc: [d,\n e\nf: g\n", 1, "a list opens here with '[' and is not closed"),
        ("a: b\nc: {d: e\nf: g\n", 1, "a group opens here with '{' and is not closed"),
        ("a: b\nword\nc: d\n", 1, "this line has no colon"),
    ],
)
def test_an_unclosed_value_is_reported_where_it_begins(
    text: str, line: int, fault: str, loader: Any
) -> None:
    """The parser stops some lines later, where the curator would not find the fault."""
    assert explained(text, loader)[:2] == (line, fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: b: c", "the value contains a colon"),
        ("a: b\n  c: d", "a field begins inside the value above it"),
        ("a:\n\tb: c", "the line is indented with a tab"),
        ("\ta: b", "the line is indented with a tab"),
        ("a: 'b' c", "text follows the end of the value"),
        ('a: "b" c', "text follows the end of the value"),
        ("a: [b] c", "text follows the end of the value"),
        ('a: "\\q"', "a backslash in double quotation marks begins an escape code"),
        ('a: "\\xzz"', "a backslash in double quotation marks begins an escape code"),
        ("a: b\n- c", "this line does not fit the lines above it"),
    ],
)
def test_faults(text: str, fault: str, loader: Any) -> None:
    line, told, _ = explained(text, loader)

    assert (line, told) == (text.count("\n"), fault)


def test_a_forbidden_character_has_no_line(loader: Any) -> None:
    assert explained("a: b\nc: \x01", loader) == (
        0,
        "YAML does not allow a character in this file",
        "Remove it.",
    )


@pytest.mark.parametrize("words", ["", "something nobody has heard of"])
def test_an_unknown_error_still_names_its_line(words: str) -> None:
    mark = yaml.Mark("x", 0, 1, 0, None, None)

    line, _, repair = explain(yaml.MarkedYAMLError(problem=words, problem_mark=mark), "a\nb\n")

    assert line == 1
    assert repair == "Check its quotation marks, colons and indentation."


def test_an_error_after_the_last_line_is_reported_there() -> None:
    mark = yaml.Mark("x", 0, 9, 3, None, None)

    assert explain(yaml.MarkedYAMLError(problem="?", problem_mark=mark), "a\nb")[0] == 1
