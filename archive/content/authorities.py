"""Read authority files: lists of tags, outlets, people and so on, removed articles, words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, TypeVar

from archive.content.authority_schema import REMOVED_FIELDS, TABLES, WORD_FIELDS
from archive.content.decode import decode, has_errors
from archive.content.frontmatter import parse_yaml
from archive.content.lexicon_checks import check_forms
from archive.content.limits import MAX_AUTHORITY_BYTES, first_problems
from archive.content.records import AUTHORITY_KINDS, Authority, Document, LexiconWord, Removed
from archive.content.results import Parsed, ParsedFile
from archive.content.schema import Choices, RecordParser, Table
from archive.content.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from archive.did_you_mean import quoted
from archive.problems import Problem

T = TypeVar("T")


def parse_authorities(
    kind: str, path: str, data: bytes, *, today: datetime.date, choices: Choices | None = None
) -> ParsedFile[Authority]:
    """Read `authorities/<kind>.yaml`; `kind` is a key of `AUTHORITY_KINDS`.

    `choices` are the lists of `archive.toml`; without them any kind and group is accepted.

    The result has a problem for each fault of the file itself. Whether the ids that its records
    name exist is checked in `integrity`.
    """
    root, problems = _read(path, data)
    if not isinstance(root, SequenceNode):
        if root is not None or not has_errors(problems):
            problems.append(_no_list(path, root))
        return ParsedFile([], problems, None)
    table, record = TABLES[kind], AUTHORITY_KINDS[kind]
    parsed = _records(path, root, problems, today, table, record, "id", choices)
    if kind == "documents":
        parsed.problems.extend(_same_symbol(path, parsed.records))
    return parsed


def parse_removed(path: str, data: bytes, today: datetime.date) -> ParsedFile[Removed]:
    """Read `authorities/removed.yaml`, the tombstones; it may contain only comments."""
    return _optional(path, data, today, REMOVED_FIELDS, Removed, "slug")


def parse_words(path: str, data: bytes, *, today: datetime.date) -> ParsedFile[LexiconWord]:
    """Read `authorities/words.yaml`, the lexicon; it may contain only comments."""
    parsed = _optional(path, data, today, WORD_FIELDS, LexiconWord, "id")
    parsed.problems.extend(check_forms(path, parsed.records))
    return parsed


def _optional(
    path: str, data: bytes, today: datetime.date, table: Table, record: type[T], key: str
) -> ParsedFile[T]:
    """Read an optional file, which may be empty."""
    root, problems = _read(path, data)
    if root is None:
        return ParsedFile([], problems, None if has_errors(problems) else frozenset())
    if not isinstance(root, SequenceNode):
        return ParsedFile([], [*problems, _no_list(path, root)], None)
    return _records(path, root, problems, today, table, record, key)


def _read(path: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    text, problems = decode(path, data, max_bytes=MAX_AUTHORITY_BYTES)
    if text is None:
        return None, problems
    root, found = parse_yaml(path, text)
    return root, [*problems, *found]


def _no_list(path: str, root: Node | None) -> Problem:
    fault = "the file is empty" if root is None else "the file is not a list of records"
    repair = "Write records that begin with '- id: …', or [] if there are none."
    return Problem(path, None if root is None else root.line, None, fault, repair)


def _records(
    path: str,
    root: SequenceNode,
    problems: list[Problem],
    today: datetime.date,
    table: Table,
    record: type[T],
    key: str,
    choices: Choices | None = None,
) -> ParsedFile[T]:
    """Read each entry with `table`; `key` is the field that identifies a record."""
    records: list[Parsed[T]] = []
    first: dict[str, int] = {}
    for item in root.items:
        reader = RecordParser(path, today, choices=choices)
        entry = _record(reader, item, table, record)
        problems.extend(reader.problems)
        if entry.record is not None:
            records.append(entry)
        id_node = item.fields.get(key) if isinstance(item, MappingNode) else None
        if not isinstance(id_node, ScalarNode) or not id_node.text:
            continue
        if id_node.text in first:
            fault = f"{quoted(id_node.text)} is already in line {first[id_node.text]}"
            problems.append(
                Problem(path, id_node.line, key, fault, "Rename one record, or merge the two.")
            )
        first.setdefault(id_node.text, id_node.line)
    return ParsedFile(records, first_problems(path, problems), frozenset(first))


def _record(reader: RecordParser, item: Node, table: Table, record: type[T]) -> Parsed[T]:
    if not isinstance(item, MappingNode):
        repair = f"Write a record that begins with '- {next(iter(table))}: …'."
        reader.report(item.line, None, "the entry is not a record", repair)
        return Parsed(None, reader.problems)
    values: dict[str, Any] = reader.read(item, table)
    made = None if has_errors(reader.problems) else record(**values)
    return Parsed(made, reader.problems, reader.references, item.lines)


def _same_symbol(path: str, records: Iterable[Parsed[Authority]]) -> list[Problem]:
    """Find symbols that two documents share: a symbol has to lead to one document."""
    problems = []
    first: dict[str, str] = {}
    for entry in records:
        document = entry.record
        if not isinstance(document, Document) or document.symbol is None:
            continue
        key = document.symbol.casefold()
        if key in first:
            fault = f"{quoted(document.symbol)} is also the symbol of '{first[key]}'"
            line = entry.lines["symbol"]
            problems.append(Problem(path, line, "symbol", fault, "Correct one of the two."))
        first.setdefault(key, document.id)
    return problems
