"""Process sanitised HTML: paragraph numbers, heading levels, footnote ids, plain text."""

from __future__ import annotations

import html
import re

# nh3 writes every tag in small letters and every attribute in double quotation marks, and escapes
# `<`, `>` and `"` in text. So a regular expression can parse its output.
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_HEADING = re.compile(r"<h([1-6])[ >]")

_VOID = ("br", "hr")
_INLINE = ("em", "strong", "code", "a", "sup", "del", "cite", "q", "abbr", "span")
_CELLS = ("td", "th", "caption")
_LOWEST_HEADING = 4
_IDS_OF_THE_PAGE = ("main", "keys", "keys-title")  # of `templates/base.html`

_NUMBER = (
    '<a class="paragraph__number" id="n{n}" href="#p{n}" aria-labelledby="paragraph-word n{n}">'
    "{n}</a> "
)


def split_summary(sanitised: str) -> tuple[str, str]:
    """Split HTML into the content of its first paragraph and the rest.

    The first part is empty if the text does not begin with a paragraph.
    """
    sanitised = sanitised.strip()
    start = _TAG.match(sanitised)
    if start is None or start[2] != "p":
        return "", sanitised
    depth = 0
    for tag in _TAG.finditer(sanitised):
        if tag[2] == "p":
            depth += -1 if tag[1] else 1
        if depth == 0:
            return sanitised[start.end() : tag.start()].strip(), sanitised[tag.end() :].strip()
    return "", sanitised


class HtmlPass:
    """One pass over HTML; its results are `html`, `text` and `paragraphs`.

    `token` marks the ids of footnotes. Every other id is dropped, so that no text can use an id
    that the page or a paragraph needs. With `numbered`, paragraphs and list items get the ids
    `p1`, `p2`, … and a link to themselves. With `heading_ids`, headings get ids made of their
    words. Without `notes`, references to footnotes are left out.
    """

    def __init__(
        self,
        sanitised: str,
        *,
        token: str,
        numbered: bool = False,
        heading_ids: bool = False,
        notes: bool = True,
    ) -> None:
        self.paragraphs = 0
        self._token = token
        self._numbered = numbered
        self._heading_ids = heading_ids
        self._notes = notes
        self._out: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._marks: list[str] = []
        self._heading_start = (0, 0)
        self._slugs: dict[str, int] = {}
        self._seen_ids = set(_IDS_OF_THE_PAGE)
        # The page has the only h1, so the highest heading of the text becomes an h2.
        self._shift = 2 - min((int(level) for level in _HEADING.findall(sanitised)), default=2)
        self._run(sanitised)
        self.html = "".join(self._out).strip()
        self.text = _plain("".join(self._words))

    def _run(self, sanitised: str) -> None:
        pieces = _TAG.split(sanitised)
        self._text(pieces[0])
        for slash, name, attributes, text in zip(*(pieces[n::4] for n in range(1, 5)), strict=True):
            if name not in _INLINE:
                self._words.append("\n")
            if slash:
                self._end(name)
            else:
                self._start(name, dict(_ATTRIBUTE.findall(attributes)))
            self._text(text)

    def _text(self, text: str) -> None:
        if "note-ref" in self._marks and not self._notes:
            return
        self._out.append(text)
        # The number of a footnote and the arrow back are links, not words of the text.
        if "note-ref" not in self._marks and "note-back" not in self._marks:
            self._words.append(html.unescape(text))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        mark = self._resolve(name, attributes)
        if name == "a" and attributes.get("href", "").lower().startswith("http"):
            # Do not tell other sites who follows a link: `noreferrer`, which implies noopener.
            attributes["rel"] = "external noreferrer"
        number = self._numbered and self._counts(name, mark)
        if number:
            self.paragraphs += 1
            attributes["id"] = f"p{self.paragraphs}"
        if name not in _VOID:
            self._open.append(name)
            self._marks.append(mark)
        if "note-ref" in self._marks and not self._notes:
            return
        if _level(name):
            self._heading_start = (len(self._out), len(self._words))
        self._out.append(_tag(self._renamed(name), attributes))
        if number:
            self._out.append(_NUMBER.format(n=self.paragraphs))

    def _end(self, name: str) -> None:
        hidden = "note-ref" in self._marks and not self._notes
        self._open.pop()
        self._marks.pop()
        if hidden:
            return
        if self._heading_ids and _level(name):
            self._name_heading()
        self._out.append(f"</{self._renamed(name)}>")

    def _resolve(self, name: str, attributes: dict[str, str]) -> str:
        """Keep the ids and links of footnotes, without the token; return the mark's kind."""
        suffix = f"-{self._token}"
        id_, href = attributes.pop("id", ""), attributes.get("href", "")
        if href.endswith(suffix):
            attributes["href"] = href.removesuffix(suffix)
        if id_.endswith(suffix):
            attributes["id"] = id_.removesuffix(suffix)
            return {"sup": "note-ref", "li": "note"}.get(name, "")
        return "note-back" if href.endswith(suffix) and href.startswith("#fnref") else ""

    def _counts(self, name: str, mark: str) -> bool:
        """Tell whether an element gets a paragraph number."""
        if name not in ("p", "li") or mark == "note" or "note" in self._marks:
            return False
        if any(cell in self._open for cell in _CELLS):
            return False
        return name == "li" or not self._open or self._open[-1] != "li"

    def _renamed(self, name: str) -> str:
        level = _level(name)
        return f"h{min(level + self._shift, _LOWEST_HEADING)}" if level else name

    def _name_heading(self) -> None:
        """Add an id made of its words to the heading that ends here."""
        place, words = self._heading_start
        slug = re.sub(r"\W+", "-", "".join(self._words[words:]).lower()).strip("-") or "section"
        count = self._slugs.get(slug, 0) + 1
        unique = slug if count == 1 else f"{slug}-{count}"
        while unique in self._seen_ids:
            count += 1
            unique = f"{slug}-{count}"
        self._slugs[slug] = count
        self._seen_ids.add(unique)
        self._out[place] = self._out[place][:-1] + f' id="{html.escape(unique)}">'


def _level(name: str) -> int:
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = (f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{''.join(written)}>"


def _plain(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
