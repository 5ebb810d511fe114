"""A CSL processor for one entry of a bibliography, as text with italics.

It supports the part of CSL 1.0.2 that entries of newspaper articles and reports need: no citations
in the text, no sorting, no disambiguation, no ordinals, no name particles.
`tests/cite/test_processor.py` compares it with citeproc-js.

It differs from CSL in four points. A title in square brackets, which the archive supplied, gets no
quotation marks. An address at the start of a sentence gets no capital. A name in Hangul is one word
without comma and initials. A date may have a `mark`, a format such as `ca. {}`, for its first
printed part.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.cite import capitals, typography
from archive.cite.style import Style
from archive.cite.typography import Run, join

_NAME_OPTIONS = {
    "and": "and",
    "delimiter": "name-delimiter",
    "delimiter-precedes-et-al": "delimiter-precedes-et-al",
    "delimiter-precedes-last": "delimiter-precedes-last",
    "et-al-min": "et-al-min",
    "et-al-use-first": "et-al-use-first",
    "et-al-use-last": "et-al-use-last",
    "form": "name-form",
    "initialize": "initialize",
    "initialize-with": "initialize-with",
    "name-as-sort-order": "name-as-sort-order",
    "sort-separator": "sort-separator",
}
"""An attribute of `name` → the inherited attribute of the style or bibliography."""


_HANGUL = re.compile(r"[가-힣]")
_NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(\s*[-–,&]\s*[A-Za-z]*\d+[A-Za-z]*)*")


class Piece(NamedTuple):
    """The output of an element."""

    text: str = ""
    called: bool = False
    """Whether the element used a variable."""
    found: bool = False
    """Whether one of its variables had a value."""


def entry(style: Style, item: dict[str, Any]) -> tuple[Run, ...]:
    """Write a CSL-JSON item as an entry of a bibliography in a style."""
    return _Entry(style, item).runs()


class _Entry:
    """The processing of one item by a style."""

    def __init__(self, style: Style, item: dict[str, Any]) -> None:
        self._style = style
        self._item = item
        self._kind = frozenset(
            (name, _is_circa(value), _NUMERIC.fullmatch(str(value)) is not None)
            for name, value in item.items()
            if value
        ) | {(str(item["type"]), False, False)}
        """All facts that conditions test: items with equal facts use the same branches."""
        self._english = str(item.get("language", "en")).startswith("en")
        self._printed: set[str] = set()
        """The variables printed so far."""
        self._substituted: set[str] = set()
        """Variables printed instead of a missing author; they are not printed again."""

    def runs(self) -> tuple[Run, ...]:
        layout = self._style.layout
        text = _affixed(layout, self._joined(layout).text)
        marks = [
            (self._style.term(f"open-{kind}"), self._style.term(f"close-{kind}"))
            for kind in ("quote", "inner-quote")
        ]
        return typography.finished(text, *marks, inside=self._style.punctuation_in_quote)

    def _joined(self, parent: ET.Element, delimiter: str = "") -> Piece:
        text, called, found = "", False, False
        for child in self._chosen(parent):
            piece = self._render(child)
            called |= piece.called
            found |= piece.found
            if piece.text:
                text = join(join(text, delimiter) if text else "", piece.text)
        return Piece(text, called, found)

    def _chosen(self, parent: ET.Element) -> list[ET.Element]:
        """Return the children of an element, with each `choose` replaced by its chosen branch."""
        key = parent, self._kind
        children = self._style.chosen.get(key)
        if children is None:
            children = self._style.chosen[key] = list(self._choose(parent))
        return children

    def _choose(self, parent: ET.Element) -> Iterator[ET.Element]:
        for child in parent:
            if child.tag != "choose":
                yield child
                continue
            for branch in child:
                if branch.tag == "else" or self._holds(branch):
                    yield from self._choose(branch)
                    break

    def _render(self, element: ET.Element) -> Piece:
        match element.tag:
            case "text":
                return self._text(element)
            case "group":
                return self._group(element)
            case "names":
                return self._names(element, element)
            case "date":
                return self._date(element)
            case "number":
                return self._variable(element, element.get("variable", ""))
            case "label":
                return self._label(element)
        raise ValueError(f"the processor does not know <{element.tag}>")

    # Conditions

    def _holds(self, branch: ET.Element) -> bool:
        results = [
            self._answer(kind, value)
            for kind, values in branch.attrib.items()
            if kind != "match"
            for value in values.split()
        ]
        match branch.get("match", "all"):
            case "any":
                return any(results)
            case "none":
                return not any(results)
        return all(results)

    def _answer(self, kind: str, value: str) -> bool:
        """Test one part of a condition. An entry has no locator and no position."""
        match kind:
            case "type":
                return bool(self._item["type"] == value)
            case "variable":
                return bool(self._item.get(value))
            case "is-numeric":
                return _NUMERIC.fullmatch(str(self._item.get(value, ""))) is not None
            case "is-uncertain-date":
                return _is_circa(self._item.get(value))
        return False

    # Output

    def _group(self, element: ET.Element) -> Piece:
        piece = self._joined(element, element.get("delimiter", ""))
        if piece.called and not piece.found:
            return Piece("", called=True)
        return piece._replace(text=self._formatted(element, piece.text))

    def _text(self, element: ET.Element) -> Piece:
        if variable := element.get("variable"):
            return self._variable(element, variable)
        if macro := element.get("macro"):
            piece = self._joined(self._style.macros[macro])
            return piece._replace(text=self._formatted(element, piece.text))
        plural = element.get("plural") == "true"
        text = element.get("value") or self._style.term(
            element.get("term", ""), element.get("form", "long"), plural=plural
        )
        return Piece(self._formatted(element, text))

    def _variable(self, element: ET.Element, variable: str) -> Piece:
        value = self._item.get(variable, "")
        if element.get("form") == "short":
            value = self._item.get(f"{variable}-short", value)
        if not value or variable in self._substituted:
            return Piece("", called=True)
        self._printed.add(variable)
        text = typography.marked(str(value))
        if variable == "title":
            text = f"{typography.TITLE}{text}{typography.END_TITLE}"
        text = self._formatted(element, text)
        return Piece(text, called=True, found=True)

    def _label(self, element: ET.Element) -> Piece:
        variable = element.get("variable", "")
        if not self._item.get(variable):
            return Piece("", called=True)
        return Piece(
            self._formatted(element, self._style.term(variable, element.get("form", "long")))
        )

    def _date(self, element: ET.Element) -> Piece:
        variable = element.get("variable", "")
        value = self._item.get(variable) or {}
        (parts, *_end) = value.get("date-parts") or [[]]
        if variable in self._substituted:
            return Piece("", called=True)
        text = value.get("literal") or self._date_text(element, parts)
        if text and variable not in self._printed:
            text = value.get("mark", "{}").format(text)
            self._printed.add(variable)
        return Piece(self._formatted(element, text), called=True, found=bool(text))

    def _date_text(self, element: ET.Element, parts: list[int]) -> str:
        own = {part.get("name"): part for part in element}
        source = self._style.dates[element.get("form", "")] if element.get("form") else element
        wanted = element.get("date-parts", "year-month-day").split("-")
        values = dict(zip(("year", "month", "day"), parts, strict=False))
        shown = [
            (part.attrib | (own[name].attrib if name in own else {}), values[name])
            for part in source
            if (name := part.get("name", "")) in values and name in wanted
        ]
        text = ""
        for number, (options, value) in enumerate(shown):
            last = number == len(shown) - 1
            text = join(text, source.get("delimiter", "") if text else "")
            text = join(text, self._date_part(options, value, last=last))
        return text

    def _date_part(self, options: dict[str, str], value: int, *, last: bool) -> str:
        form = options.get("form", "long" if options["name"] == "month" else "numeric")
        if options["name"] == "month" and not form.startswith("numeric"):
            text = self._style.term(f"month-{value:02}", form)
        elif form == "numeric-leading-zeros":
            text = f"{value:02}"
        else:
            text = str(value)
        if options.get("strip-periods") == "true":
            text = text.replace(".", "")
        # An unknown part is left out together with its prefix.
        suffix = options.get("suffix", "")
        return options.get("prefix", "") + text + ("" if last and suffix.isspace() else suffix)

    # Names

    def _names(self, element: ET.Element, model: ET.Element) -> Piece:
        """Print names. `model` has the `name` and `label` to use: a substitute may have neither."""
        texts = []
        for variable in element.get("variable", "").split():
            people = self._item.get(variable)
            if people and variable not in self._substituted:
                self._printed.add(variable)
                texts.append(typography.apostrophes(self._people(variable, people, model)))
        if texts:
            delimiter = element.get("delimiter", self._style.options.get("names-delimiter", ""))
            return Piece(_affixed(element, delimiter.join(texts)), called=True, found=True)
        substitute = element.find("substitute")
        for child in self._chosen(substitute) if substitute is not None else []:
            before, self._printed = self._printed, set()
            if child.tag == "names":
                piece = self._names(child, child if len(child) else model)
            else:
                piece = self._render(child)
            printed, self._printed = self._printed, before | self._printed
            if piece.text:
                self._substituted |= printed
                return Piece(_affixed(element, piece.text), called=True, found=True)
        return Piece("", called=True)

    def _people(self, variable: str, people: list[dict[str, str]], model: ET.Element) -> str:
        name = model.find("name")
        attributes = name.attrib if name is not None else {}
        options = {
            own: self._style.options[inherited]
            for own, inherited in _NAME_OPTIONS.items()
            if inherited in self._style.options
        }
        options |= attributes
        text = ""
        et_al = model.find("et-al")
        options["et-al-style"] = (et_al.get("font-style") if et_al is not None else None) or ""
        for child in model:
            if child.tag == "name":
                text = join(text, _affixed(child, self._listed(people, options)))
            elif child.tag == "label":
                term = self._style.term(variable, child.get("form", "long"), plural=len(people) > 1)
                text = join(text, self._formatted(child, term))
        return text if name is not None else join(text, self._listed(people, options))

    def _listed(self, people: list[dict[str, str]], options: dict[str, str]) -> str:
        most, first = int(options.get("et-al-min", 0)), int(options.get("et-al-use-first", 1))
        names = [
            typography.isolated(self._name(person, options, first=not number))
            for number, person in enumerate(people)
        ]
        delimiter = options.get("delimiter", ", ")
        if most and len(names) >= most and first < len(names):
            shown = delimiter.join(names[:first])
            if options.get("et-al-use-last") == "true":
                return f"{shown}{delimiter}… {names[-1]}"
            always = options.get("delimiter-precedes-et-al") == "always" or first > 1
            term = typography.styled(self._style.term("et-al"), options.get("et-al-style"))
            return f"{shown}{delimiter if always else ' '}{term}"
        if len(names) < 2:
            return names[0]
        word = {"text": self._style.term("and"), "symbol": "&"}.get(options.get("and", ""))
        if not word:
            return delimiter.join(names)
        # Between two names there is a comma if the first name is inverted.
        inverted = len(names) > 2 or "literal" not in people[0]
        precedes = options.get("delimiter-precedes-last", "contextual")
        always = precedes in ("always", "after-inverted-name") and inverted
        with_comma = always or (precedes == "contextual" and len(names) > 2)
        between = f"{delimiter}{word} " if with_comma else f" {word} "
        return delimiter.join(names[:-1]) + between + names[-1]

    def _name(self, person: dict[str, str], options: dict[str, str], *, first: bool) -> str:
        if "literal" in person:
            return person["literal"]
        family, given, suffix = (person.get(part, "") for part in ("family", "given", "suffix"))
        if _HANGUL.search(family):
            return family + given
        if options.get("form") == "short":
            return family
        if "initialize-with" in options and options.get("initialize") != "false":
            hyphens = self._style.options.get("initialize-with-hyphen") != "false"
            given = initials(given, options["initialize-with"], hyphens=hyphens)
            suffix = suffix if "." in options["initialize-with"] else suffix.rstrip(".")
        order = options.get("name-as-sort-order")
        if order == "all" or (order == "first" and first):
            separator = options.get("sort-separator", ", ")
            return separator.join(part for part in (family, given, suffix) if part)
        return " ".join(part for part in (given, family, suffix) if part)

    def _formatted(self, element: ET.Element, text: str) -> str:
        """Apply the case, the quotation marks and the affixes of an element to a text."""
        if not text:
            return ""
        if element.get("strip-periods") == "true":
            text = text.replace(".", "")
        if case := element.get("text-case"):
            small = self._style.small_words
            text = capitals.cased(text, case, english=self._english, small=small)
        text = typography.styled(text, element.get("font-style"))
        if element.get("quotes") == "true":
            text = typography.quoted(text)
        return _affixed(element, text)


def initials(given: str, mark: str, *, hyphens: bool) -> str:
    """Abbreviate given names: "Robert R." as "R. R."; "Jean-Luc" as "J.-L.", without hyphens "JL".

    A small letter after a hyphen gets no initial: "Seung-yeon" is "S." in APA style. Without
    hyphens it is "SY", as in the style of the National Library of Medicine.
    """
    out = ""
    for word in given.replace(".", " ").split():
        parts = [part for part in word.split("-") if part]
        if hyphens:
            parts = parts[:1] + [part for part in parts[1:] if part[0].isupper()]
        between = f"{mark.strip()}-" if hyphens else mark
        out += between.join(part[0].upper() for part in parts) + mark
    return out.strip()


def _is_circa(value: object) -> bool:
    return isinstance(value, dict) and bool(value.get("circa"))


def _affixed(element: ET.Element, text: str) -> str:
    if not text:
        return ""
    return join(join(element.get("prefix", ""), text), element.get("suffix", ""))
