"""Compare a rendered text with its Markdown: links, hidden characters, and words that are gone."""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from archive.characters import code_point, forbidden, remove_invisible
from archive.content.html_elements import ALLOWED, KNOWN
from archive.content.markdown_checks import Finding
from archive.content.validators import FieldError, url
from archive.did_you_mean import quoted

_WORD = re.compile(r"[^\W_]+")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_SIGNS = str.maketrans("", "", "*_`\\~")
# Marks that Python-Markdown uses for itself. They are in its output only where it went wrong.
_OWN_MARKS = re.compile("klzzwxh|wzxhzdk|[\x02\x03]")
_IDS = re.compile(r' id="([^"]*)"')

_MOST_WORDS = 100
_MARKER = r"(?:[\s>]|[-+*]\s)*"
_SYNTAX = (
    (re.compile(rf"^{_MARKER}(?:`{{3,}}[^`]*|~{{3,}}.*)$", re.M), ""),  # the fence of code
    (re.compile(rf"^{_MARKER}(?:[0-9]{{1,9}}[.)]\s+)+", re.M), ""),  # the numbers of a list
    (re.compile(r"^[ >]*\[[^\[\]^][^\[\]]*\]: *\S*", re.M), ""),  # the address of a label
    (re.compile(r"\[\^[^\[\]]*\]:?"), " "),  # a footnote
    (re.compile(r"\]\(\s*<?[^\s<>]*"), "] "),  # the address of a link
    (re.compile(r"\] ?\[[^\[\]]*\]"), "]"),  # the label of a link
    (re.compile(rf"</?(?:{'|'.join(sorted(ALLOWED | KNOWN))})(?:[\s/][^<>]*)?>", re.I), " "),
    (_ENTITY, " "),
)


def check_words(text: str, page: str) -> Iterator[Finding]:
    """Find words of the Markdown `text` that the plain text of its `page` does not have."""
    source, shown = _words(_without_syntax(text)), _words(page)
    missing = list(Counter(source) - Counter(shown))
    if not missing:
        return
    lines = text.split("\n")
    # Words that markup separates may be one word on the page, as in `re**turn**`.
    letters, shown_letters = "".join(source), "".join(shown)
    for word in missing[:_MOST_WORDS]:
        if letters.count(word) <= shown_letters.count(word):
            continue
        number = next((n for n, line in enumerate(lines) if word in _words(line)), 0)
        fault = f"the word {quoted(word)} would not be on the page"
        yield Finding(number, fault, "Write the line in another way.")


def _without_syntax(text: str) -> str:
    for pattern, instead in _SYNTAX:
        text = pattern.sub(instead, text)
    return text


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_SIGNS))


def check_characters(text: str, rendered: str) -> Iterator[Finding]:
    """Find characters in the HTML that the file may not have: entities make them."""
    signs = [*forbidden(rendered), *remove_invisible(rendered)[1]]
    if _OWN_MARKS.search(rendered):
        number = next(
            (n for n, line in enumerate(text.split("\n")) if re.search(r"[\]*_]", line)), 0
        )
        yield Finding(number, "the text cannot be rendered", "Check its brackets, stars and links.")
    for sign in signs:
        if sign in "\x02\x03":
            continue
        number = next((n for n, line in enumerate(text.split("\n")) if _makes(line, sign)), 0)
        fault = f"an entity makes the character {code_point(sign)}, which is not allowed"
        yield Finding(number, fault, "Remove it.")


def _makes(line: str, sign: str) -> bool:
    return any(_character(entity) == sign for entity in _ENTITY.findall(line))


def _character(entity: str) -> str:
    """Return the character of an entity; `html.unescape` leaves out the forbidden ones."""
    if not entity.startswith("&#"):
        return html.unescape(entity)
    digits = entity[2:-1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(number) if number < 0x110000 else ""


def check_links(
    text: str, links: Iterable[str], rendered: str, *, in_site: bool
) -> Iterator[Finding]:
    """Find links that lead nowhere; `links` are the addresses before the HTML is sanitised."""
    ids = {html.unescape(id_) for id_ in _IDS.findall(rendered)}
    for target in links:
        if (fault := _link_fault(target, ids, in_site=in_site)) is None:
            continue
        number = line_with(text, target)
        yield Finding(number, f"the link to {quoted(target)} {fault[0]}", fault[1])


def line_with(text: str, target: str) -> int:
    """Return the line of a text, counted from 0, that has an address; 0 if none has it."""
    plain = (html.unescape(line) for line in text.split("\n"))
    found = (n for n, line in enumerate(plain) if f"({target}" in line or f": {target}" in line)
    return next(found, next((n for n, line in enumerate(text.split("\n")) if target in line), 0))


def _link_fault(target: str, ids: set[str], *, in_site: bool) -> tuple[str, str] | None:
    if not target:
        return "has no address", "Write it, or remove the link."
    if target.startswith("#"):
        known = target[1:] in ids
        return None if known else ("leads to no place on this page", "Correct it, or remove it.")
    scheme = target.partition(":")[0].lower()
    if scheme in ("http", "https"):
        try:
            url(target, datetime.date.max)
        except FieldError as error:
            return "is not a web address", error.repair
        return None
    if scheme == "mailto" and "@" in target:
        return None
    if in_site and target.startswith("/") and not target.startswith(("//", "/\\")):
        return None
    if in_site:
        where = "Begin it with https://, mailto:, '#' or '/'."
    else:
        where = "Link to the web (https://), to mail, or to a place on this page (#p1)."
    return "leads nowhere", where
