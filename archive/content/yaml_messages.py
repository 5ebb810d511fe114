"""libyaml's complaints in words for the person who wrote the file."""

from __future__ import annotations

import yaml

_MARKS = "Put the whole value in quotation marks."
_SINGLE_MARKS = "Put all of it in single quotation marks, and write '' for one inside."
_CHECK = "Check its quotation marks, colons and indentation."

_SENTENCES = (
    ("mapping values are not allowed", "a colon stands inside the value", _MARKS),
    ("cannot start any token", "a value cannot begin with {character}", _MARKS),
    ("violates indentation", "the line is indented with a tab", "Use spaces."),
    ("unexpected end of stream", "a quotation mark opens here and does not close", "Close it."),
    ("unexpected document", "a quotation mark opens here and does not close", "Close it."),
    ("',' or ']'", "a list opens here with '[' and does not close", "Close it with ']'."),
    ("',' or '}'", "a group opens here with '{{' and does not close", "Close it with '}}'."),
    ("expected ':'", "this line has no colon", "Write it as 'field: value'."),
    ("sequence entries are not allowed", "a value cannot begin with '- '", _MARKS),
    ("unknown escape", "a backslash in double quotation marks is a code", "Use single marks."),
    ("hexadecimal", "a backslash in double quotation marks is a code", "Use single marks."),
    ("hexdecimal", "a backslash in double quotation marks is a code", "Use single marks."),
    ("alphabetic or numeric", "a value cannot begin with {character}", _MARKS),
    ("comment or line break", "text follows '|' or '>' on the same line", _MARKS),
    ("chomping or indentation", "text follows '|' or '>' on the same line", _MARKS),
    ("node content", "a value cannot begin with {character}", _MARKS),
    ("block collection", "this line does not belong to the list above", "Check its indentation."),
    # libyaml gives up by itself at a depth of its own, from 0.2.6 on.
    (
        "maximum nesting depth",
        "lists and fields are nested too deep",
        "Write plain values and simple lists.",
    ),
    ("document start", "text follows the end of the document", "Take out the line '...'."),
)
"""Words of the complaint (libyaml's or PyYAML's) → the fault and the repair."""

_OPENING = ("end of stream", "unexpected document", "',' or", "expected ':'", "alphabetic")
"""Complaints whose cause lies where the thing began, not where the parser gave up."""


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """The line (from 0), the fault and the repair that an error of the parser amounts to."""
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None)
    complaint = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}"
    opening = getattr(error, "context_mark", None)
    if opening is not None and any(words in complaint for words in _OPENING):
        mark = opening
    if mark is None:
        return 0, "a character here cannot stand in YAML", "Take it out."
    line = min(int(mark.line), len(lines) - 1)
    character = f"'{lines[line][mark.column : mark.column + 1]}'"
    if "mapping values" in complaint and ":" not in lines[line][: mark.column]:
        return line, "a field begins inside the value above it", "Check where the lines begin."
    for words, fault, repair in _SENTENCES:
        if words in complaint:
            if character == "'\t'":
                return line, "the line is indented with a tab", "Use spaces."
            return line, fault.format(character=character), repair.format()
    if lines[line][: mark.column].rstrip().endswith(("'", '"', "]", "}")):
        return line, "text follows the end of the value", _SINGLE_MARKS
    return line, "this line does not fit the lines above it", _CHECK
