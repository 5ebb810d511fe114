"""Rewrite the blocks of a Markdown text so that Python-Markdown reads them as CommonMark does.

Python-Markdown needs four spaces for whatever belongs to a list item, an empty line above a list
or table, and fenced code outside of lists. CommonMark (https://spec.commonmark.org/0.31.2/) and
most editors do not. `normalise` parses the blocks as CommonMark does and writes them as
Python-Markdown needs them. Code is given to `stash`, because nothing in it may be changed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence

from archive.content.html_elements import ALLOWED, BLOCKS, KNOWN

Stash = Callable[[str], str]
"""Takes the lines of a code block, and returns a placeholder for a paragraph of its own."""

MAX_DEPTH = 12
"""How deep lists and quotations may nest; what is deeper is read as text."""

FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$")
ITEM = re.compile(r" {0,3}(?P<marker>[-+*]|(?P<number>[0-9]{1,9})[.)])(?P<space> +|$)(?P<rest>.*)")
NOTE = re.compile(r" {0,3}(\[\^[^\]\s][^\]]*\]:)(?: +|$)(.*)")
HEADING = re.compile(r" {0,3}(#{1,6})(?: +(.*?))?(?: +#+)? *$")
RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
DELIMITERS = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_QUOTE = re.compile(r" {0,3}> ?")
_BLOCK_HTML = re.compile(r" {0,3}</?(?:" + "|".join(sorted(BLOCKS)) + r")(?:[\s/>]|$)", re.I)
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(?:.*?[^`])\1(?!`)", re.S)
_CONTAINERS = re.compile(r"^(?:\s|>|[-+*] |[0-9]{1,9}[.)] )+")
# What may begin with '<': a tag of HTML, or an address.
_TAG = re.compile(
    r"\\?<(?!/?(?:" + "|".join(sorted(ALLOWED | KNOWN)) + r")(?:[\s/][^<>]*)?>"
    r"|!--|(?:https?|ftp|mailto):[^\s<>]+>|[\w.+-]+@[\w.-]+>)",
    re.I,
)


def normalise(text: str, stash: Stash) -> str:
    """Return `text` in the form that Python-Markdown reads as CommonMark reads the original."""
    return "\n".join(_Blocks(text.expandtabs(4).split("\n"), stash, 0).out)


def outside_code(text: str) -> tuple[list[str], int | None]:
    """Return the lines of a text without the code in them, for checks of its Markdown.

    The second value is the place of a fence that is not closed.
    """
    lines: list[str] = []
    fence, opened = "", None
    for place, line in enumerate(text.split("\n")):
        before, fence = fence, _fence_after(fence, _CONTAINERS.sub("", line))
        lines.append("" if before or fence else line)
        opened = (opened if before else place) if fence else None
    return _without_spans("\n".join(lines)).split("\n"), opened


def _without_spans(text: str) -> str:
    blocks = re.split(r"(\n[ \t]*\n)", text)
    return "".join(_CODE_SPAN.sub(lambda m: "\n" * m[0].count("\n"), block) for block in blocks)


class _Blocks:
    """The blocks of a document, a list item or a quotation; `out` has the lines for it."""

    def __init__(self, lines: Sequence[str], stash: Stash, depth: int) -> None:
        self.out: list[str] = []
        self._lines = lines
        self._stash = stash
        self._depth = depth
        self._paragraph: list[str] = []
        self._list = ""
        self._is_loose = False  # whether the last item of the list has several blocks
        place = 0
        while place < len(lines):
            place = self._block(place)
        self._end_paragraph()

    def _block(self, place: int) -> int:
        """Write the block or the line of a paragraph at `place`; return the place after it."""
        line = self._lines[place]
        if not line.strip():
            self._end_paragraph()
            self.out.append("")
            return place + 1
        if (item := ITEM.match(line)) and not RULE.match(line) and self._begins_list(item):
            return self._item(place, item)
        if not self._paragraph:
            if self._list:
                self._separate()
            if line.startswith("    "):
                return self._indented_code(place)
            if note := NOTE.match(line):
                return self._inside(place, 4, note[1], note[2])
        return self._other(place, line)

    def _other(self, place: int, line: str) -> int:
        if fence := FENCE.match(line):
            return self._fenced_code(place, fence)
        if _QUOTE.match(line) and self._depth < MAX_DEPTH:
            return self._quotation(place)
        if self._paragraph and UNDERLINE.match(line):
            return self._underlined(place, line)
        if heading := HEADING.match(line):
            self._separate()
            words = re.sub(r"#$", r"\\#", heading[2] or "")
            self.out += [f"{heading[1]} {_escaped([words])[0]}", ""]
            return place + 1
        if RULE.match(line):
            self._separate()
            self.out += ["---", ""]
            return place + 1
        if not self._paragraph and _BLOCK_HTML.match(line):
            return self._html(place)
        if self._is_table(place):
            return self._table(place)
        if note := NOTE.match(line):
            return self._inside(place, 4, note[1], note[2])
        self._paragraph.append(line.lstrip(" "))
        return place + 1

    def _begins_list(self, item: re.Match[str]) -> bool:
        """Tell whether a marker begins an item: inside a paragraph only some do."""
        if self._depth >= MAX_DEPTH:
            return False
        return not self._paragraph or (bool(item["rest"]) and item["number"] in (None, "1"))

    def _item(self, place: int, item: re.Match[str]) -> int:
        kind = "1" if item["number"] else item["marker"]
        first = not self._list
        if first and self._paragraph and self._depth and not self.out:
            self._end_paragraph()  # the list below the first line of an item stays close to it
        elif self._paragraph or (self._list and self._list != kind):
            self._separate()
        elif self._list and self._is_loose and self.out[-1].strip():
            self.out.append("")
        self._list = kind
        marker = f"{item['number']}." if item["number"] else item["marker"]
        spaces, rest = len(item["space"]), item["rest"]
        if spaces > 4 and rest:
            spaces, rest = 1, " " * (spaces - 1) + rest
        offset = item.start("space") + (spaces if rest else 1)
        end = self._inside(place, offset, marker, rest)
        self._list = kind
        return end

    def _inside(self, place: int, offset: int, marker: str, rest: str) -> int:
        """Write the item or note that begins at `place`; its other lines are indented."""
        if marker.startswith("["):
            self._separate()
        inner, end = [rest], place + 1
        fence = "code" if rest.startswith("    ") else ""
        while end < len(self._lines):
            fence = _fence_after(fence, inner[-1])
            line = self._lines[end]
            blank = not line.strip()
            if not blank and not line.startswith(" " * offset):
                if fence or not inner[-1].strip() or self._interrupts(line):
                    break
                line = " " * offset + self._as_text(line)
            inner.append(line[offset:])
            end += 1
        while len(inner) > 1 and not inner[-1].strip():
            inner.pop()
            end -= 1
        lines = _trimmed(_Blocks(inner, self._stash, self._depth + 1).out)
        self._is_loose = "" in lines
        self.out.append(f"{marker} {lines[0]}")
        self.out += [f"    {line}" if line else "" for line in lines[1:]]
        return end

    def _interrupts(self, line: str) -> bool:
        """Tell whether a line below a paragraph begins another block."""
        item = ITEM.match(line)
        return bool(
            (item and item["rest"])
            or NOTE.match(line)
            or FENCE.match(line)
            or _QUOTE.match(line)
            or HEADING.match(line)
            or RULE.match(line)
        )

    def _as_text(self, line: str) -> str:
        """Return a line that continues a paragraph, so that it cannot begin another block."""
        words = line.lstrip(" ")
        begins = self._interrupts(words) or UNDERLINE.match(words)
        return f"\\{words}" if begins and words[0] in string.punctuation else words

    def _indented_code(self, place: int) -> int:
        end, last = place, place
        while end < len(self._lines):
            if self._lines[end].strip():
                if not self._lines[end].startswith("    "):
                    break
                last = end
            end += 1
        self._code([line[4:] for line in self._lines[place : last + 1]])
        return last + 1

    def _fenced_code(self, place: int, fence: re.Match[str]) -> int:
        end, indent = place + 1, len(self._lines[place]) - len(self._lines[place].lstrip(" "))
        code = []
        while end < len(self._lines):
            closing = FENCE.match(self._lines[end])
            if closing and closing[1].startswith(fence[1]) and not closing[2].strip():
                end += 1
                break
            code.append(re.sub(f"^ {{0,{indent}}}", "", self._lines[end]))
            end += 1
        self._code(code)
        return end

    def _code(self, lines: Sequence[str]) -> None:
        self._separate()
        self.out += [self._stash("\n".join(lines)), ""]

    def _quotation(self, place: int) -> int:
        end, inner, fence = place, [], ""
        while end < len(self._lines) and (line := self._lines[end]).strip():
            if mark := _QUOTE.match(line):
                inner.append(line[mark.end() :])
            elif fence or not inner[-1].strip() or self._interrupts(line):
                break
            else:
                inner.append(self._as_text(line))
            fence = _fence_after(fence, inner[-1])
            end += 1
        self._separate()
        lines = _trimmed(_Blocks(inner, self._stash, self._depth + 1).out)
        self.out += [*(f"> {line}" if line else ">" for line in lines), ""]
        return end

    def _underlined(self, place: int, line: str) -> int:
        words = re.sub(r"#$", r"\\#", " ".join(_escaped(self._paragraph)).strip())
        self._paragraph = []
        self._separate()
        self.out += [f"{'#' if '=' in line else '##'} {words}", ""]
        return place + 1

    def _html(self, place: int) -> int:
        self._separate()
        end = place
        while end < len(self._lines) and self._lines[end].strip():
            end += 1
        self.out += [*_escaped(self._lines[place:end]), ""]
        return end

    def _is_table(self, place: int) -> bool:
        below = self._lines[place + 1 : place + 2]
        return (
            bool(below)
            and "|" in self._lines[place]
            and "|" in below[0]
            and bool(DELIMITERS.match(below[0]))
        )

    def _table(self, place: int) -> int:
        self._separate()
        end = place
        while end < len(self._lines) and self._lines[end].strip():
            if end > place + 1 and self._interrupts(self._lines[end]):
                break
            end += 1
        rows = [_first_of_paragraph(line.strip(" ")) for line in self._lines[place:end]]
        self.out += [*_escaped(rows), ""]
        return end

    def _separate(self) -> None:
        """End the paragraph or list above, with an empty line below it."""
        self._end_paragraph()
        self._list = ""
        if self.out and self.out[-1].strip():
            self.out.append("")

    def _end_paragraph(self) -> None:
        lines, self._paragraph = self._paragraph, []
        lines = _escaped(lines)
        self.out += [_first_of_paragraph(line) for line in lines[:1]]
        # A space in front keeps Python-Markdown from seeing a heading in `#25`.
        self.out += [f" {line}" if line.startswith("#") else line for line in lines[1:]]


def _trimmed(lines: list[str]) -> list[str]:
    """Return lines without empty ones at both ends, but at least one."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else [""]


def _fence_after(fence: str, line: str) -> str:
    """Return the code fence that is open below `line`, if `fence` was open above it."""
    found = FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) and not found[2].strip() else fence


def _first_of_paragraph(line: str) -> str:
    """Escape the marker of a heading, list or quotation that is text, such as that of `#25`."""
    if line.startswith(("#", ">")) or (ITEM.match(line) and line[0] in "-+*"):
        return f"\\{line}"
    return re.sub(r"^([0-9]{1,9})([.)])", r"\1\\\2", line) if ITEM.match(line) else line


def _escaped(lines: Sequence[str]) -> list[str]:
    """Write `<` as an entity where it begins neither an element of HTML nor an address."""
    text = "\n".join(lines)
    if "<" not in text and "\\\n" not in text:
        return list(lines)
    pieces, end = [], 0
    for span in _CODE_SPAN.finditer(text):
        pieces += [_escaped_text(text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*pieces, _escaped_text(text[end:])]).split("\n")


def _escaped_text(text: str) -> str:
    """Escape `<`, and write a backslash at the end of a line as the two spaces of a line break."""
    return _TAG.sub("&lt;", re.sub(r"(?<!\\)\\\n", "  \n", text))
