"""Read the fields of a record as a table of fields declares them."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.characters import code_point
from archive.content.limits import MOST_PROBLEMS
from archive.content.results import Reference
from archive.content.validators import Check, FieldError, identifier, to_identifier
from archive.content.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from archive.did_you_mean import did_you_mean, nearest, quoted
from archive.problems import Problem

LONGEST_TEXT = 5_000
"""The most characters of any value: ten times the longest one here."""

LONGEST_LIST = 500
"""The most values of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a record: one checked text, a list of texts, or a list of groups of fields."""

    check: Check | None = None
    """The check of the text, or of each text of a list; `None` only with `kind` or `group`."""

    example: str = ""
    """A value for the message about a missing field. A field with an example is required."""

    many: bool = False
    """Whether the field is a list of different values, at least one."""

    or_one: bool = False
    """Whether one text may take the place of the list. The entries may be texts or groups."""

    kind: str | None = None
    """The kind of record that the value names by its id; `integrity` checks that it exists."""

    choices: str | None = None
    """The list in `archive.toml` that the value has to be in, such as `tags.groups`."""

    group: Mapping[str, Field] | None = None
    """The fields of each entry of a list, such as the roles of a person."""

    record: type | None = None
    """The class of an entry of `group`."""

    attribute: str | None = None
    """The attribute of the record if it differs from the field: `from` is `start`."""


Table = Mapping[str, Field]
"""Name → field, in the order of the documentation."""

Choices = Mapping[str, Collection[str]]
"""Name of a list in `archive.toml` → the ids in it."""


@dataclass(slots=True)
class RecordParser:
    """Reads the fields of the records in one file, and collects problems and references."""

    path: str
    today: datetime.date
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    choices: Choices | None = None
    """The lists of allowed values; `None` if they are not known, and then any value is accepted."""

    def read(self, node: MappingNode, table: Table) -> dict[str, Any]:
        """Return the valid values, and add a problem for each other field.

        The keys are attributes of the record: if there are no problems, pass them to its class.
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
        """Add an error of this file."""
        self.problems.append(Problem(self.path, line, name, fault, repair))

    def check_file_name(self, slug: str) -> None:
        """Add an error unless the file's name without `.md` is a valid slug."""
        try:
            identifier(slug, self.today)
        except FieldError as error:
            valid = to_identifier(slug)
            repair = f"Rename it to {valid}.md." if valid else error.repair
            self.report(None, None, f"the file's name: {error.fault}", repair)

    def _unknown(self, name: str, line: int, table: Table) -> None:
        if name.strip() in table:
            self._odd_space(line, name.strip(), name, "the name of the field")
            return
        # A guess takes time, and a file with so many faults needs something else.
        best = nearest(name, table) if len(self.problems) < MOST_PROBLEMS else None
        repair = "Remove it, or see the fields in docs/authoring.md."
        shown = quoted(name)[1:-1]
        self.report(line, shown, "unknown field", f"Did you mean '{best}'?" if best else repair)

    def _value(self, name: str, line: int, node: Node, spec: Field) -> Any:
        """Return the value of one field; `None` if it has a problem."""
        if isinstance(node, ScalarNode) and node.is_comment:
            return None
        if isinstance(node, ScalarNode) and not node.text.strip():
            repair = "Add a value." if spec.example else "Add a value, or remove the line."
            self.report(line, name, "the field has no value", repair)
            return None
        if not spec.many or (spec.or_one and not isinstance(node, SequenceNode)):
            return self._single(name, line, node, spec)
        if not isinstance(node, SequenceNode):
            self.report(line, name, "this must be a list", _as_list(name, node, spec))
            return None
        if not node.items:
            repair = "Add a value." if spec.example else "Add a value, or remove the line."
            self.report(line, name, "the list is empty", repair)
            return None
        return self._list(name, node, spec)

    def _single(self, name: str, line: int, node: Node, spec: Field) -> Any:
        if isinstance(node, SequenceNode):
            repair = "Write one value. If it begins with a bracket, put it in quotation marks."
            self.report(line, name, "this is a list, but the field takes one value", repair)
            return None
        if isinstance(node, MappingNode):
            repair = "Write the value on the same line as the field."
            if spec.or_one:
                repair = "Write one value, or begin each entry on a line with '- '."
            self.report(line, name, "these are fields, but the field takes one value", repair)
            return None
        return self._text(name, line, node.text, spec)

    def _odd_space(self, line: int, name: str, text: str, where: str) -> bool:
        """Report white space that looks like a space and is none, at an end of a text."""
        for end, side in ((text[:1], "before"), (text[-1:], "after")):
            if end.isspace() and end not in " \t\n":
                sign = f"{unicodedata.name(end, 'white space').lower()}, {code_point(end)}"
                fault = f"there is a {sign}, {side} {where}"
                self.report(line, name, fault, "Replace it with a plain space.")
                return True
        return False

    def _text(self, name: str, line: int, text: str, spec: Field) -> Any:
        text = text.strip("\n")  # a folded value, `title: >`, ends with one
        if self._odd_space(line, name, text, "the value"):
            return None
        if spec.kind is not None:
            self.references.append(Reference(spec.kind, text, name, line))
            return text
        assert spec.check is not None
        try:
            if len(text) > LONGEST_TEXT:
                fault = f"the text is longer than {LONGEST_TEXT:,} characters"
                raise FieldError(fault, "Shorten it.")
            value = spec.check(text, self.today)
            self._check_choice(text, spec.choices)
        except FieldError as error:
            self.report(line, name, error.fault, error.repair)
            return None
        return value

    def _check_choice(self, text: str, name: str | None) -> None:
        """Raise `FieldError` for a value that is not in its list."""
        if name is None or self.choices is None:
            return
        options = self.choices.get(name, ())
        if text not in options:
            listed = f"Use one of: {', '.join(options)}." if options else "The list is empty."
            listed = did_you_mean(text, options, listed)
            repair = f"{listed} To allow another value, add it to [{name}] in archive.toml."
            raise FieldError(f"{quoted(text)} is not an allowed value", repair)

    def _list(self, name: str, node: SequenceNode, spec: Field) -> tuple[Any, ...]:
        if len(node.items) > LONGEST_LIST:
            fault = f"the list has more than {LONGEST_LIST} values"
            self.report(node.line, name, fault, "Shorten it.")
            return ()
        values = []
        seen: set[str] = set()
        for item in node.items:
            value = self._item(name, item, spec)
            if value is None:
                continue
            if isinstance(item, ScalarNode) and item.text in seen:
                fault = f"{quoted(item.text)} is in the list twice"
                self.report(item.line, name, fault, "Remove one.")
                continue
            if isinstance(item, ScalarNode):
                seen.add(item.text)
            values.append(value)
        return tuple(values)

    def _item(self, name: str, item: Node, spec: Field) -> Any:
        is_text = spec.or_one and isinstance(item, ScalarNode)
        if spec.group is not None and spec.record is not None and not is_text:
            return self._entry(name, item, spec.group, spec.record)
        if not isinstance(item, ScalarNode):
            fault = "an entry of the list is not plain text"
            repair = "If it contains brackets or a colon, put it in quotation marks."
            self.report(item.line, name, fault, repair)
            return None
        if item.is_comment:
            return None
        if not item.text.strip():
            self.report(item.line, name, "the list has an empty value", "Remove it.")
            return None
        return self._text(name, item.line, item.text, spec)

    def _entry(self, name: str, item: Node, group: Table, record: type) -> Any:
        if not isinstance(item, MappingNode):
            wanted = ", ".join(group)
            self.report(item.line, name, "this entry has no fields", f"Write its fields: {wanted}.")
            return None
        before = len(self.problems)
        values = self.read(item, group)
        return record(**values) if len(self.problems) == before else None


def _as_list(name: str, node: Node, spec: Field) -> str:
    if isinstance(node, ScalarNode) and spec.group is None and "\n" not in node.text:
        return f"Write '{name}: [{' '.join(node.text.split())}]'."
    return f"Write each entry of '{name}' on a line that begins with '- '."
