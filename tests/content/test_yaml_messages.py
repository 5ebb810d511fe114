"""What the two parsers complain about, told in the same words and at the right line."""

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
def test_the_sign_that_no_value_begins_with_is_named(sign: str, loader: Any) -> None:
    assert explained(f"a: b\nc: {sign}", loader) == (
        1,
        f"a value cannot begin with '{sign}'",
        "Put the whole value in quotation marks.",
    )


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("a: b\nc: 'd\ne: f\n", 1, "a quotation mark opens here and does not close"),
        ('a: "b\n---\nc: d\n', 0, "a quotation mark opens here and does not close"),
        ("a: b\nc: [d,\n e\nf: g\n", 1, "a list opens here with '[' and does not close"),
        ("a: b\nc: {d: e\nf: g\n", 1, "a group opens here with '{' and does not close"),
        ("a: b\nword\nc: d\n", 1, "this line has no colon"),
    ],
)
def test_what_does_not_end_is_told_where_it_begins(
    text: str, line: int, fault: str, loader: Any
) -> None:
    """The parser gives up lines later, where the curator would look in vain."""
    assert explained(text, loader)[:2] == (line, fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: b: c", "a colon stands inside the value"),
        ("a: b\n  c: d", "a field begins inside the value above it"),
        ("a:\n\tb: c", "the line is indented with a tab"),
        ("\ta: b", "the line is indented with a tab"),
        ("a: 'b' c", "text follows the end of the value"),
        ('a: "b" c', "text follows the end of the value"),
        ("a: [b] c", "text follows the end of the value"),
        ('a: "\\q"', "a backslash in double quotation marks is a code"),
        ('a: "\\xzz"', "a backslash in double quotation marks is a code"),
        ("a: b\n- c", "this line does not fit the lines above it"),
    ],
)
def test_faults(text: str, fault: str, loader: Any) -> None:
    line, told, _ = explained(text, loader)

    assert (line, told) == (text.count("\n"), fault)


def test_a_character_that_yaml_refuses_has_no_place(loader: Any) -> None:
    assert explained("a: b\nc: \x01", loader) == (
        0,
        "a character here cannot stand in YAML",
        "Take it out.",
    )


@pytest.mark.parametrize("words", ["", "something nobody has heard of"])
def test_an_unknown_complaint_still_names_its_line(words: str) -> None:
    mark = yaml.Mark("x", 0, 1, 0, None, None)

    line, _, repair = explain(yaml.MarkedYAMLError(problem=words, problem_mark=mark), "a\nb\n")

    assert line == 1
    assert repair == "Check its quotation marks, colons and indentation."


def test_a_complaint_after_the_last_line_is_one_about_it() -> None:
    mark = yaml.Mark("x", 0, 9, 3, None, None)

    assert explain(yaml.MarkedYAMLError(problem="?", problem_mark=mark), "a\nb")[0] == 1
