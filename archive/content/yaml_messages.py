"""Explain YAML syntax errors to the person who wrote the file."""

from __future__ import annotations

import re
import unicodedata

import yaml

_MARKS = "Put the whole value in quotation marks."
_SINGLE_MARKS = "Put the whole value in single quotation marks, and double each ' inside it."
_CHECK = "Check its quotation marks, colons and indentation."
_BACKSLASH = "a backslash in double quotation marks begins an escape code"
_SINGLE = "Use single quotation marks."

_SENTENCES = (
    ("mapping values are not allowed", "the value contains a colon", _MARKS),
    ("cannot start any token", "a value cannot begin with {character}", _MARKS),
    ("violates indentation", "the line is indented with a tab", "Use spaces."),
    ("unexpected end of stream", "a quotation mark opens here and is not closed", "Close it."),
    ("unexpected document", "a quotation mark opens here and is not closed", "Close it."),
    ("',' or ']'", "a list opens here with '[' and is not closed", "Close it with ']'."),
    ("',' or '}'", "a group opens here with '{{' and is not closed", "Close it with '}}'."),
    ("expected ':'", "this line has no colon", "Write it as 'field: value'."),
    ("sequence entries are not allowed", "a value cannot begin with '- '", _MARKS),
    ("unknown escape", _BACKSLASH, _SINGLE),
    ("hexadecimal", _BACKSLASH, _SINGLE),
    ("hexdecimal", _BACKSLASH, _SINGLE),
    ("alphabetic or numeric", "a value cannot begin with {character}", _MARKS),
    ("comment or line break", "text follows '|' or '>' on the same line", _MARKS),
    ("chomping or indentation", "text follows '|' or '>' on the same line", _MARKS),
    ("node content", "a value cannot begin with {character}", _MARKS),
    ("block collection", "this line does not belong to the list above", "Check its indentation."),
    # libyaml has a limit of its own since version 0.2.6.
    (
        "maximum nesting depth",
        "lists and fields are nested too deeply",
        "Write plain values and simple lists.",
    ),
    ("document start", "text follows the end of the document", "Remove the line '...'."),
)
"""Words in the error message of libyaml or PyYAML → the fault and the repair."""

_FIELD = re.compile(r" *(?:- +)?([A-Za-z_]{1,40})[^\S ]*(?:(：)|:(?!//)(.))")
"""The start of a line that looks like a field, and the character where YAML wants a space."""

_LOOK_BACK = 3
"""How many lines to search for the field that the parser took for text."""

_OPENING = ("end of stream", "unexpected document", "',' or", "expected ':'", "alphabetic")
"""Errors whose cause is where a value began, not where the parser stopped."""


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Return the line (counted from 0), the fault and the repair for an error of the parser."""
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None)
    complaint = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}"
    opening = getattr(error, "context_mark", None)
    if opening is not None and any(words in complaint for words in _OPENING):
        mark = opening
    if mark is None:
        return 0, "YAML does not allow a character in this file", "Remove it."
    line = min(int(mark.line), len(lines) - 1)
    character = f"'{lines[line][mark.column : mark.column + 1]}'"
    if "mapping values" in complaint or "expected ':'" in complaint:
        for number in range(line, max(line - _LOOK_BACK, -1), -1):
            if colon := _colon_fault(lines[number]):
                return number, *colon
    if "mapping values" in complaint and ":" not in lines[line][: mark.column]:
        return line, "a field begins inside the value above it", "Check the indentation."
    for words, fault, repair in _SENTENCES:
        if words in complaint:
            if character == "'\t'":
                return line, "the line is indented with a tab", "Use spaces."
            return line, fault.format(character=character), repair.format()
    if lines[line][: mark.column].rstrip().endswith(("'", '"', "]", "}")):
        return line, "text follows the end of the value", _SINGLE_MARKS
    return line, "this line does not fit the lines above it", _CHECK


def _colon_fault(line: str) -> tuple[str, str] | None:
    """Return the fault and the repair for a field whose colon YAML does not see."""
    field = _FIELD.match(line)
    if field is None or field[3] == " ":
        return None
    repair = f"Write '{field[1]}: ' with a plain colon and a plain space."
    if field[2]:
        return "there is a full-width colon after the field", repair
    if field[3].isspace():
        name = unicodedata.name(field[3], "a white space").lower()
        return f"there is a {name}, U+{ord(field[3]):04X}, after the colon", repair
    return "there is no space after the colon", repair
