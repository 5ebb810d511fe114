"""Test front matter: its end, its values, and the YAML that is not allowed."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archive.content import frontmatter
from archive.content.frontmatter import parse_yaml, split
from archive.content.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

VISIBLE = st.text("ab :-[]{}'\"#&*!|>%@`?,.\\~é북한\U0001f600\n")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"))


@pytest.fixture(params=["libyaml", "PyYAML"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two parsers: the result without libyaml must be the same."""
    if request.param == "PyYAML":
        monkeypatch.setattr(frontmatter, "_LOADER", yaml.SafeLoader)


def plain(node: Node | None) -> object:
    """Return a node as ordinary Python values."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    if isinstance(node, MappingNode):
        return {name: plain(value) for name, value in node.fields.items()}
    return None


def messages(text: str) -> list[str]:
    """Return the problems of a YAML text."""
    return [str(problem) for problem in parse_yaml("x", text)[1]]


def test_split_gives_fields_body_and_lines() -> None:
    """Lines are those of the file, with the opening `---` as the first."""
    front, problems = split("x", "---\ntitle: A\ntags: [b,\n  c]\n--- \n\nBody\n---\n")

    assert problems == []
    assert front is not None
    assert plain(front.fields) == {"title": "A", "tags": ["b", "c"]}
    assert front.fields.lines == {"title": 2, "tags": 3}
    tags = front.fields.fields["tags"]
    assert isinstance(tags, SequenceNode)
    assert [item.line for item in tags.items] == [3, 4]
    assert (front.body, front.body_line) == ("\nBody\n---\n", 6)


@pytest.mark.parametrize("value", ["no", "yes", "null", "~", "1e3", "012", "2012-02-23", "1:30"])
def test_every_value_stays_text(value: str) -> None:
    """Every scalar stays the text in the file."""
    node, problems = parse_yaml("x", f"field: {value}")

    assert problems == []
    assert plain(node) == {"field": value}


def test_duplicate_fields_are_reported_and_the_first_is_kept() -> None:
    """A duplicate field is a fault with both lines, and the other fields are still read."""
    node, problems = parse_yaml("x", "a: 1\nb: 2\na: 3\n")

    assert plain(node) == {"a": "1", "b": "2"}
    assert [str(problem) for problem in problems] == [
        "x:3: a: the field is already in line 1. Keep one of the two."
    ]


def test_several_faults_are_reported_together() -> None:
    """Anchors, tags and duplicates do not hide each other."""
    assert messages("a: &x 1\nb: !y 2\nb: 3") == [
        "x:1: '&x' is a YAML anchor, which is not allowed. Put the whole value in quotation marks.",
        "x:2: a value that begins with '!' is a YAML tag, which is not allowed. "
        "Put the whole value in quotation marks.",
        "x:3: b: the field is already in line 2. Keep one of the two.",
    ]


def test_merge_keys_are_ordinary_names() -> None:
    """`<<` does not merge anything."""
    assert plain(parse_yaml("x", "<<: {a: b}")[0]) == {"<<": {"a": "b"}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: b: c",
            "x:1: the value contains a colon. Put the whole value in quotation marks.",
        ),
        ("a: 'b", "x:1: a quotation mark opens here and is not closed. Close it."),
        ("a: [b\nc: d", "x:1: a list opens here with '[' and is not closed. Close it with ']'."),
        ("a: {b: c", "x:1: a group opens here with '{' and is not closed. Close it with '}'."),
        ("a: @b", "x:1: a value cannot begin with '@'. Put the whole value in quotation marks."),
        ("a: *b*", "x:1: a value cannot begin with '*'. Put the whole value in quotation marks."),
        ("a: - b", "x:1: a value cannot begin with '- '. Put the whole value in quotation marks."),
        ("a: b\nword\nc: d", "x:2: this line has no colon. Write it as 'field: value'."),
        ("a:\n\tb: c", "x:2: the line is indented with a tab. Use spaces."),
        ("- a\nb: c", "x:2: this line does not belong to the list above. Check its indentation."),
        ("a: b\n...\nc", "x:3: text follows the end of the document. Remove the line '...'."),
        ("a: b\n---\nc: d", "x:2: a second document begins here. Remove the '---'."),
        (
            "a: b #c",
            "x:1: '#c' would be lost: after a space, '#' is a comment. "
            "Put the whole value in quotation marks.",
        ),
        (
            "[a]: b",
            "x:1: this value has no field name. Write it as 'field: value'.",
        ),
        (
            '"": b',
            "x:1: this value has no field name. Write it as 'field: value'.",
        ),
    ],
)
def test_syntax_errors_are_explained(text: str, message: str) -> None:
    """Errors of both parsers have the same message."""
    assert messages(text) == [message]


def test_comments_that_hide_nothing_are_allowed() -> None:
    """Comments on their own line and after lists hide no text."""
    assert messages("# a\na: b\n# c\nd: [e] # f\ng: 'h #i'\nj: k#l\n") == []


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 10_000, "{a: " * 10_000, "? " * 10_000])
def test_deep_nesting_is_refused_quickly(text: str) -> None:
    """No depth of nesting can exhaust the stack."""
    assert messages(text) == [
        "x:1: lists and fields are nested too deeply. Write plain values and simple lists."
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n"])
def test_empty_text_has_no_value(text: str) -> None:
    """A text without a document has no value and no problem."""
    assert parse_yaml("x", text) == (None, [])


@given(st.text() | st.text("ab:-[]{}'\"#&*!|>%@`?,\n \t", max_size=40))
def test_any_text_gives_a_value_or_problems(text: str) -> None:
    """Nothing is ever raised, and every problem has a place inside the text."""
    node, problems = parse_yaml("x", text)
    lines = len(text.splitlines()) + 1
    assert all(1 <= (problem.line or 1) <= lines for problem in problems)
    assert node is None or isinstance(node, ScalarNode | SequenceNode | MappingNode)

    front, problems = split("x", f"---\n{text}\n---\n")
    assert front is not None or problems


@given(st.dictionaries(VISIBLE.filter(bool), VISIBLE | st.lists(VISIBLE)))
def test_any_mapping_survives_a_round_trip(values: dict[str, str | list[str]]) -> None:
    """Whatever PyYAML writes as quoted strings is read as the same strings."""
    text = yaml.safe_dump(values, allow_unicode=True, default_style="'", width=10**6)
    # Empty lists and mappings keep their tag-free form; `default_style` tags nothing else.
    node, problems = parse_yaml("x", text)

    assert problems == []
    assert plain(node) == values
