"""Check a Markdown text for what its writer did not mean, and for words that the page would lose.

The checks read the lines outside of code. `markup_checks` compares what came out with the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from archive.content.commonmark import DELIMITERS, HEADING, ITEM, RULE, outside_code
from archive.content.html_elements import ALLOWED, KNOWN, OPTIONAL_END, VOID
from archive.did_you_mean import quoted


class Finding(NamedTuple):
    """A fault at a line of the text, counted from 0."""

    line: int
    fault: str
    repair: str


_ESCAPE = "To print it as it is, write a backslash before it."

_TAG = re.compile(r"(?<!\\)<(/?)([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_COMMENT = re.compile(r"<!--")
_PICTURE = re.compile(r"(?<!\\)!\[[^\[\]]*\](?=[(\[])")

_LINK_TITLE = re.compile(r"(?<!\\)\]\([^()\s]+\s+[\"'(]")

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_MARKER = r"(?:[-+*]|[0-9]{1,9}[.)])"
_ODD_SPACE = re.compile(rf"[ \t>]*(?:{_MARKER}([{_SPACES}])|[ \t]*([{_SPACES}])\s*{_MARKER}\s)")
_BULLET = re.compile(r"[ \t>]*([•‣⁃◦●○▪▫■□·∙・➢►▶✓✔]|[－＋＊﹣−](?=\s)|[①-⑳])\s*\S")
_WIDE_NUMBER = re.compile(r"[ \t>]*([０-９]+\s?[．.）)、]|[0-9]+[．）])")
_DASH = re.compile(r"[ \t>]*([–—―]\s)\s*\S")
_NO_SPACE = re.compile(r"[ \t>]*([-+](?=[^\W\d_])|[0-9]{1,3}[.)](?=[^\W\d_]))")
_UNDERLINE = re.compile(r" {0,3}-+ *$")

_NOTE = re.compile(r"(?<!\\)\[\^([^\[\]]*)\]")
_NOTE_TEXT = re.compile(r"[ >]*\[\^([^\[\]]*)\]:")
_ADDRESS = re.compile(r"[ >]*\[([^\[\]^][^\[\]]*)\]: *\S*(?: +[\"'(].*[\"')])? *$")
_FULL_REFERENCE = re.compile(r"(?<!\\)\[([^\[\]^][^\[\]]*)\] ?\[([^\[\]^][^\[\]]*)?\]")
_BRACKETS = re.compile(r"(?<!\\)\[([^\[\]]+)\]")


def check_lines(text: str) -> list[Finding]:
    """Return the faults of a Markdown text, in the order of its lines."""
    lines, fence = outside_code(text)
    found = [
        *_elements(lines),
        *_pictures(lines),
        *_list_markers(lines),
        *_underlines(lines),
        *_notes(lines),
        *_references(lines),
    ]
    if fence is not None:
        fault = "the code that begins here has no end"
        found.append(Finding(fence, fault, "Write the same fence on a line of its own below it."))
    return sorted(found)


def _elements(lines: list[str]) -> Iterator[Finding]:
    """Find elements and comments that the page does not show, and elements without an end."""
    text = "\n".join(lines)
    for comment in _COMMENT.finditer(text):
        fault = "the page does not show a comment"
        yield Finding(text.count("\n", 0, comment.start()), fault, "Remove it.")
    opened: dict[str, list[int]] = {}
    line = end = 0
    for tag in _TAG.finditer(text):
        line += text.count("\n", end, tag.start())
        end = tag.start()
        name = tag[2].lower()
        if name in KNOWN:
            fault = f"the element '<{name}>' is not allowed, and its text may get lost"
            yield Finding(line, fault, f"Use Markdown. {_ESCAPE}")
        elif name in ALLOWED - VOID - OPTIONAL_END:
            if not tag[1]:
                opened.setdefault(name, []).append(line)
            elif opened.get(name):
                opened[name].pop()
            else:
                yield Finding(line, f"the element '</{name}>' has no beginning", _ESCAPE)
    for name, places in opened.items():
        for place in places:
            fault = f"the element '<{name}>' has no end"
            yield Finding(place, fault, f"Write '</{name}>' where it ends. {_ESCAPE}")


def _pictures(lines: list[str]) -> Iterator[Finding]:
    for number, line in enumerate(lines):
        if _PICTURE.search(line):
            repair = "Say in words what is on it, and link to it without the '!'."
            yield Finding(number, "pictures are not shown", repair)
        elif _LINK_TITLE.search(line):
            fault = "the page does not show the title of a link"
            yield Finding(number, fault, "Write it in the text.")


def _list_markers(lines: list[str]) -> Iterator[Finding]:
    """Find lines that look like items of a list, but are text."""
    plain = "Begin each item with '- ' or '1. '."
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else ""
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if space := _ODD_SPACE.match(line):
            sign = ord(space[1] or space[2])
            fault = f"the character U+{sign:04X} beside the marker keeps this from being a list"
            yield Finding(number, fault, "Write plain spaces.")
        elif marker := _BULLET.match(line) or _WIDE_NUMBER.match(line):
            yield Finding(number, f"'{marker[1].strip()}' does not begin a list", plain)
        elif (dash := _DASH.match(line)) and (
            not above.strip() or _DASH.match(above) or _DASH.match(below)
        ):
            yield Finding(number, f"'{dash[1].strip()}' does not begin a list", plain)
        elif (marker := _NO_SPACE.match(line)) and (
            not above.strip() or any(each.match(above) for each in (_NO_SPACE, ITEM))
        ):
            fault = f"there is no space after '{marker[1]}', so this is not a list"
            yield Finding(number, fault, f"Write a space. {_ESCAPE}")
    yield from _late_numbers(lines)


def _late_numbers(lines: list[str]) -> Iterator[Finding]:
    """Find a list below a line of text that does not begin with 1, and so is text."""
    in_list = False
    for number, line in enumerate(lines[:-1]):
        item, below = ITEM.match(line), ITEM.match(lines[number + 1])
        above = lines[number - 1] if number else ""
        if not line.strip():
            in_list = False
        elif item and item["number"] and not in_list and above.strip() and item["number"] != "1":
            if below and below["number"] == str(int(item["number"]) + 1):
                fault = "a list inside a paragraph begins with 1, so this is text"
                yield Finding(number, fault, "Put an empty line above it.")
        elif item:
            in_list = True


def _underlines(lines: list[str]) -> Iterator[Finding]:
    """Find hyphens that make a heading of the text above them."""
    for number, line in enumerate(lines[1:], 1):
        above = lines[number - 1]
        if not _UNDERLINE.match(line) or not above.strip() or "|" in above:
            continue
        if any(each.match(above) for each in (ITEM, HEADING, RULE, DELIMITERS)):
            continue
        if above.lstrip().startswith((">", "<")) or above.startswith(("    ", "\t", "  ")):
            continue
        fault = "the hyphens make a heading of the text above them"
        repair = "Put an empty line above them, or write '## ' before a heading."
        yield Finding(number, fault, repair)


def _notes(lines: list[str]) -> Iterator[Finding]:
    """Find footnotes without a text, texts without a footnote, and labels used twice."""
    texts: dict[str, int] = {}
    marks: dict[str, int] = {}
    for number, line in enumerate(lines):
        rest = line
        if text := _NOTE_TEXT.match(line):
            rest = line[text.end() :]
            if text[1] in texts:
                fault = f"the footnote '[^{text[1]}]' is already in another line of this text"
                yield Finding(number, fault, "Give each footnote a label of its own.")
            texts.setdefault(text[1], number)
        for mark in _NOTE.finditer(rest):
            marks.setdefault(mark[1], number)
    for label, number in marks.items():
        if label not in texts:
            repair = f"Write it on a line that begins with '[^{label}]: '."
            yield Finding(number, f"the footnote '[^{label}]' has no text", repair)
    for label, number in texts.items():
        if label not in marks:
            repair = f"Write '[^{label}]' where it belongs, or remove the footnote."
            yield Finding(number, f"nothing refers to the footnote '[^{label}]'", repair)


def _references(lines: list[str]) -> Iterator[Finding]:
    """Find links by label without an address, and addresses that no link uses."""
    addresses: dict[str, int] = {}
    rest: list[str] = []
    for number, line in enumerate(lines):
        address = _ADDRESS.match(line)
        rest.append("" if address else line)
        if address is None:
            continue
        label = _label(address[1])
        if label in addresses:
            fault = f"the label '[{address[1]}]' is already in another line of this text"
            yield Finding(number, fault, "Give each address a label of its own.")
        addresses.setdefault(label, number)
    used = Counter(_label(label) for label in _BRACKETS.findall("\n".join(rest)))
    for label, number in addresses.items():
        if label not in used:
            fault = f"no link uses '[{label}]', so the page does not show this line"
            yield Finding(number, fault, f"Remove it, or link to it. {_ESCAPE}")
    for number, line in enumerate(rest):
        for link in _FULL_REFERENCE.finditer(line):
            label = link[2] or link[1]
            if _label(label) not in addresses:
                fault = f"there is no address for the link {quoted(link[0])}"
                repair = f"Write it on a line such as '[{label}]: https://…'. {_ESCAPE}"
                yield Finding(number, fault, repair)


def _label(text: str) -> str:
    return " ".join(text.split()).lower()
