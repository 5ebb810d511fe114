"""Read a CSL style and its locale: macros, the layout of a bibliography, terms, date formats.

The files in `styles/` are those of the CSL project, unchanged; see the README beside them.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from archive.cite import capitals

FOLDER = Path(__file__).with_name("styles")

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FALLBACKS = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


class Style:
    """One style for one language."""

    def __init__(self, name: str, language: str) -> None:
        """Read `styles/<name>.csl` and `styles/locales-<language>.xml`."""
        root = _read(FOLDER / f"{name}.csl")
        bibliography = root.find("bibliography")
        layout = bibliography.find("layout") if bibliography is not None else None
        if bibliography is None or layout is None:
            raise ValueError(f"{name}.csl has no bibliography")
        self.layout = layout
        self.macros = {macro.get("name", ""): macro for macro in root.findall("macro")}
        self.options = {**root.attrib, **bibliography.attrib}
        self._terms: dict[tuple[str, str], tuple[str, str]] = {}
        self.dates: dict[str, ET.Element] = {}
        self.punctuation_in_quote = False
        is_mla = name == "modern-language-association"
        self.small_words = capitals.SMALL_WORDS_OF_MLA if is_mla else capitals.SMALL_WORDS
        """The words without a capital in titles; CSL has one list for all styles."""
        self.chosen: dict[tuple[ET.Element, frozenset[object]], list[ET.Element]] = {}
        """The processor's choice among the children of an element, for each kind of item."""
        # The style's own terms come last and win.
        self._take(_read(FOLDER / f"locales-{language}.xml"))
        for wanted in (None, language.split("-")[0], language):
            for locale in root.findall("locale"):
                if locale.get(_LANGUAGE) == wanted:
                    self._take(locale)

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str:
        """Look up a term of the locale in the nearest form; empty if there is no such term."""
        while (name, form) not in self._terms:
            if form not in _FALLBACKS:
                return ""
            form = _FALLBACKS[form]
        return self._terms[name, form][plural]

    def _take(self, locale: ET.Element) -> None:
        for term in locale.iterfind("terms/term"):
            text = term.text or ""
            numbers = term.findtext("single", text), term.findtext("multiple", text)
            self._terms[term.get("name", ""), term.get("form", "long")] = numbers
        for date in locale.iterfind("date"):
            self.dates[date.get("form", "")] = date
        for options in locale.iterfind("style-options"):
            self.punctuation_in_quote = options.get("punctuation-in-quote") == "true"


def _read(path: Path) -> ET.Element:
    """Parse a file and remove the namespace from its elements."""
    root = ET.parse(path).getroot()
    for element in root.iter():
        element.tag = element.tag.removeprefix(_NAMESPACE)
    return root
