"""Split YAML front matter from the Markdown below it, and read it without guessing types.

The format is YAML 1.1 as libyaml reads it, without anchors, aliases, tags and directives. YAML 1.1
and 1.2 agree on this part if every scalar is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from archive.content.decode import decode, scalar
from archive.content.yaml_messages import explain
from archive.content.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from archive.did_you_mean import quoted
from archive.problems import Problem

# Some builds of PyYAML do not have libyaml; PyYAML's own parser makes the same events, slower.
_LOADER: Any = getattr(yaml, "CLoader", yaml.SafeLoader)

MAX_DEPTH = 8
"""How deep lists and fields may nest. The deepest real value, a person's role, is at level 4."""

# The line ends that libyaml knows: text may come here without `decode`, which normalises them.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_QUOTE_IT = "Put the whole value in quotation marks."


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two parts of a file."""

    fields: MappingNode
    body: str
    """Everything below the closing `---`, unchanged."""

    body_line: int
    """The line of the file on which the body begins."""


def read_front_matter(path: str, data: bytes) -> tuple[FrontMatter | None, list[Problem]]:
    """Decode the bytes of a file and split its text; the problems are those of both steps."""
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    front, found = split(path, text)
    return front, [*problems, *found]


def split(path: str, text: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Split decoded text at its two `---` lines, and read the YAML between them.

    Returns `None` and the problems if the front matter cannot be read. With duplicate fields,
    anchors or tags it returns the front matter and the problems, so that the other fields can be
    checked too.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        fault = "the file does not begin with front matter"
        return None, [Problem(path, 1, None, fault, "Write '---' as the first line.")]
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if end is None:
        fault = "the front matter has no end"
        return None, [
            Problem(path, 1, None, fault, "Write '---' on a line of its own below the fields.")
        ]
    node, problems = parse_yaml(path, "\n".join(lines[1:end]), first_line=2)
    if node is None and not problems:
        node = MappingNode({}, {}, 1)
    if node is not None and not isinstance(node, MappingNode):
        fault = "the front matter has no fields"
        repair = "Write lines such as 'title: The headline'."
        return None, [*problems, Problem(path, node.line, None, fault, repair)]
    if node is None:
        return None, problems
    return FrontMatter(node, "\n".join(lines[end + 1 :]), end + 2), problems


def parse_yaml(path: str, text: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document into nodes; `first_line` is the line of the file where it begins.

    Returns `None` without problems for a text that is empty or only has comments. Returns `None`
    with a problem if reading had to stop: at a syntax error, an alias, a second document, or deep
    nesting.
    """
    builder = _Builder(path, text, first_line)
    try:
        return builder.document(), builder.problems
    except yaml.YAMLError as error:
        line, fault, repair = explain(error, text)
        problem = Problem(path, line + first_line, None, fault, repair)
    except UnicodeEncodeError:
        problem = Problem(path, None, None, "the text is not Unicode", "Save the file as UTF-8.")
    except _RefusalError as refusal:
        problem = refusal.problem
    return None, [*builder.problems, problem]


class _RefusalError(Exception):
    """A fault after which reading the rest of the document would be of no use."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Builder:
    """Makes nodes from the events of one document."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._first_line = first_line
        self._events: Iterator[Any] = iter(yaml.parse(text, _LOADER))
        # Needed only if a '#' could hide text, as in few files.
        self._source = _BREAK.split(text) if " #" in text or "\t#" in text else None

    def document(self) -> Node | None:
        """Return the only document of the stream, or `None` for an empty stream."""
        root: Node | None = None
        for number, event in enumerate(self._documents()):
            if number:
                raise self._refusal(event, "a second document begins here", "Remove the '---'.")
            if event.version or event.tags:
                raise self._refusal(event, "YAML directives are not allowed", "Remove this line.")
            root = self._node(next(self._events), 0)
        return root

    def _documents(self) -> Iterator[Any]:
        return (event for event in self._events if isinstance(event, yaml.DocumentStartEvent))

    def _node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            fault = "lists and fields are nested too deeply"
            raise self._refusal(event, fault, "Write plain values and simple lists.")
        if isinstance(event, yaml.AliasEvent):
            fault = f"'*{event.anchor}' is a YAML alias, which is not allowed"
            raise self._refusal(event, fault, "Write out the value, or put it in quotation marks.")
        self._check_decoration(event)
        if isinstance(event, yaml.ScalarEvent):
            line = self._line(event)
            text, problems = scalar(self._path, line, event.value)
            self.problems += problems
            return ScalarNode(text, line, is_comment=self._check_comment(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _check_decoration(self, event: Any) -> None:
        if event.anchor:
            self._report(event, f"'&{event.anchor}' is a YAML anchor, which is not allowed")
        if event.tag:
            self._report(event, "a value that begins with '!' is a YAML tag, which is not allowed")

    def _check_comment(self, event: Any) -> bool:
        """Refuse `title: Resolution #25`, which YAML would silently cut to `Resolution`.

        Tells whether the whole value is a comment: `title: #StopReturns`.
        """
        if self._source is None or event.style:
            return False
        rest = self._source[event.end_mark.line][event.end_mark.column :]
        if not rest.lstrip(" \t").startswith("#"):
            return False
        self._report(event, f"{quoted(rest)} would be lost: after a space, '#' is a comment")
        return not event.value

    def _sequence(self, start: Any, depth: int) -> SequenceNode:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return SequenceNode(tuple(items), self._line(start))

    def _mapping(self, start: Any, depth: int) -> MappingNode:
        node = MappingNode({}, {}, self._line(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, ScalarNode) or not key.text:
                fault, repair = "this value has no field name", "Write it as 'field: value'."
                self.problems.append(Problem(self._path, key.line, None, fault, repair))
            elif key.text in node.fields:
                self._report_duplicate(key, node.lines[key.text])
            else:
                node.fields[key.text] = value
                node.lines[key.text] = key.line
        return node

    def _report_duplicate(self, key: ScalarNode, first: int) -> None:
        fault = f"the field is already in line {first}"
        name = quoted(key.text)[1:-1]
        self.problems.append(Problem(self._path, key.line, name, fault, "Keep one of the two."))

    def _report(self, event: Any, fault: str) -> None:
        self.problems.append(Problem(self._path, self._line(event), None, fault, _QUOTE_IT))

    def _refusal(self, event: Any, fault: str, repair: str) -> _RefusalError:
        return _RefusalError(Problem(self._path, self._line(event), None, fault, repair))

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self._first_line
