"""The fields of a record, read by a table that says what each may hold."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.content.results import Reference
from archive.content.validators import Check, FieldError
from archive.content.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from archive.did_you_mean import did_you_mean, nearest, quoted
from archive.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What one field may hold: one checked text, a list of them, or a list of groups of fields."""

    check: Check | None = None
    """The check of the text, or of each text of a list; `None` only with `group`."""

    example: str = ""
    """A value for the message about a missing field. A field with an example is required."""

    many: bool = False
    """A list of different values, at least one."""

    kind: str | None = None
    """The kind of record whose id this is."""

    choices: str | None = None
    """The list of `archive.toml` that the value is from, such as `tags.groups`."""

    group: Mapping[str, Field] | None = None
    """The fields of each entry of a list, such as the roles of a person."""

    record: type | None = None
    """What an entry of `group` becomes."""

    attribute: str | None = None
    """The attribute of the record, where the file has another word: `from` is `start`."""


Table = Mapping[str, Field]
"""Field name → what it may hold, in the order of the documentation."""

Choices = Mapping[str, Collection[str]]
"""Name of a list of `archive.toml` → the ids in it."""


@dataclass(slots=True)
class RecordParser:
    """Reads the fields of one file's records and gathers what is wrong with them."""

    path: str
    today: datetime.date
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    choices: Choices | None = None
    """The lists to choose from; `None` when they are not known, and then nothing is refused."""

    def read(self, node: MappingNode, table: Table) -> dict[str, Any]:
        """The values of the fields that are right; everything else becomes a problem.

        The keys are attributes of the record, ready for its constructor once there are no problems.
        """
        values: dict[str, Any] = {}
        for name, content in node.fields.items():
            if name not in table:
                self._unknown(name, node.lines[name], table)
                continue
            value = self._value(name, node.lines[name], content, table[name])
            if value is not None:
                values[table[name].attribute or name] = value
        for name, spec in table.items():
            if spec.example and name not in node.fields:
                repair = f"Add a line such as '{name}: {spec.example}'."
                self.report(node.line, name, "the field is missing", repair)
        return values

    def report(self, line: int | None, name: str | None, fault: str, repair: str) -> None:
        """Note an error in this file."""
        self.problems.append(Problem(self.path, line, name, fault, repair))

    def _unknown(self, name: str, line: int, table: Table) -> None:
        best = nearest(name, table)
        repair = "Take it out, or see the fields in docs/authoring.md."
        shown = quoted(name)[1:-1]
        self.report(line, shown, "unknown field", f"Did you mean '{best}'?" if best else repair)

    def _value(self, name: str, line: int, node: Node, spec: Field) -> Any:
        """The value of one field, or `None` after a problem."""
        if isinstance(node, ScalarNode) and not node.text.strip():
            repair = "Write one." if spec.example else "Write one or take the line out."
            self.report(line, name, "the field has no value", repair)
            return None
        if not spec.many:
            return self._single(name, line, node, spec)
        if not isinstance(node, SequenceNode):
            self.report(line, name, "a list is wanted", _as_list(name, node, spec))
            return None
        if not node.items:
            repair = "Name at least one." if spec.example else "Fill it or take the line out."
            self.report(line, name, "the list is empty", repair)
            return None
        return self._list(name, node, spec)

    def _single(self, name: str, line: int, node: Node, spec: Field) -> Any:
        if isinstance(node, SequenceNode):
            repair = "Write one value; in quotation marks if it begins with a bracket."
            self.report(line, name, "one value is wanted, and this is a list", repair)
            return None
        if isinstance(node, MappingNode):
            repair = "Write the value on the line of the field."
            self.report(line, name, "one value is wanted, and these are fields", repair)
            return None
        return self._text(name, line, node.text, spec)

    def _text(self, name: str, line: int, text: str, spec: Field) -> Any:
        assert spec.check is not None
        try:
            value = spec.check(text, self.today)
            self._check_choice(text, spec.choices)
        except FieldError as error:
            self.report(line, name, error.fault, error.repair)
            return None
        if spec.kind is not None:
            self.references.append(Reference(spec.kind, text, name, line))
        return value

    def _check_choice(self, text: str, name: str | None) -> None:
        """Raise `FieldError` for a value that is not in its list."""
        if name is None or self.choices is None:
            return
        options = self.choices.get(name, ())
        if text not in options:
            listed = f"Write one of: {', '.join(options)}." if options else "There are none yet."
            repair = f"{did_you_mean(text, options, listed)} The list is [{name}] in archive.toml."
            raise FieldError(f"{quoted(text)} is not one of the values", repair)

    def _list(self, name: str, node: SequenceNode, spec: Field) -> tuple[Any, ...]:
        values = []
        seen: set[str] = set()
        for item in node.items:
            value = self._item(name, item, spec)
            if value is None:
                continue
            if isinstance(item, ScalarNode) and item.text in seen:
                fault = f"{quoted(item.text)} stands in the list twice"
                self.report(item.line, name, fault, "Take one out.")
                continue
            if isinstance(item, ScalarNode):
                seen.add(item.text)
            values.append(value)
        return tuple(values)

    def _item(self, name: str, item: Node, spec: Field) -> Any:
        if spec.group is not None and spec.record is not None:
            return self._entry(name, item, spec.group, spec.record)
        if not isinstance(item, ScalarNode):
            fault = "a plain value is wanted in the list"
            self.report(item.line, name, fault, "Put it in quotation marks if it holds brackets.")
            return None
        if not item.text.strip():
            self.report(item.line, name, "a value of the list is empty", "Take it out.")
            return None
        return self._text(name, item.line, item.text, spec)

    def _entry(self, name: str, item: Node, group: Table, record: type) -> Any:
        if not isinstance(item, MappingNode):
            wanted = ", ".join(group)
            self.report(item.line, name, "an entry is wanted here", f"Write its fields: {wanted}.")
            return None
        before = len(self.problems)
        values = self.read(item, group)
        return record(**values) if len(self.problems) == before else None


def _as_list(name: str, node: Node, spec: Field) -> str:
    if isinstance(node, ScalarNode) and spec.group is None and "\n" not in node.text:
        return f"Write '{name}: [{' '.join(node.text.split())}]'."
    return f"Write each entry of '{name}' on a line that begins with '- '."
