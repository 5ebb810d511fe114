"""Reading styles and locales."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.cite.citations import STYLES, CitationStyle
from archive.cite.style import FOLDER, Style

EDITIONS = {
    "chicago": "Chicago Manual of Style 18th edition (notes and bibliography)",
    "apa": "APA Style 7th edition",
    "mla": "MLA Handbook 9th edition (in-text citations)",
    "harvard": "Cite Them Right 12th edition (author-date/Harvard)",
    "vancouver": "NLM/Vancouver: Citing Medicine 2nd edition (citation-sequence)",
    "oscola": "OSCOLA 4th edition",
}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_styles_have_the_editions_in_their_names(style: CitationStyle) -> None:
    root = ElementTree.parse(FOLDER / f"{style.file}.csl").getroot()
    title = root.findtext("{*}info/{*}title", "")

    assert title == EDITIONS[style.id]
    assert re.search(r"\d+", style.name)[0] in title  # type: ignore[index]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.[cx]*l")), ids=lambda path: path.name)
def test_every_file_states_its_licence(path: Path) -> None:
    assert "creativecommons.org/licenses/by-sa/3.0" in path.read_text("utf-8")
    assert path.suffix == ".xml" or f"`{path.name}`" in (FOLDER / "README.md").read_text("utf-8")


def test_terms_fall_back_to_a_longer_form() -> None:
    english = Style("apa", "en-US")

    assert english.term("month-03") == "March"
    assert english.term("month-09", "short") == "Sept."
    assert english.term("accessed", "short") == english.term("accessed") != ""
    assert english.term("no such term", "verb-short") == ""
    assert english.term("page", "short", plural=True) == "pp."


def test_the_words_of_a_style_win_over_those_of_its_locale() -> None:
    assert Style("apa", "en-US").term("circa", "short") == "ca."
    assert Style("oscola", "en-GB").term("et-al") == "and others"


def test_quotation_marks_and_full_stops_are_those_of_the_country() -> None:
    american, british = Style("apa", "en-US"), Style("oscola", "en-GB")

    assert (american.punctuation_in_quote, british.punctuation_in_quote) == (True, False)
    assert (american.term("open-quote"), british.term("open-quote")) == ("“", "‘")


def test_a_style_without_a_bibliography_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare.csl").write_text("<style xmlns='http://purl.org/net/xbiblio/csl'/>", "utf-8")
    monkeypatch.setattr("archive.cite.style.FOLDER", tmp_path)

    with pytest.raises(ValueError, match="no bibliography"):
        Style("bare", "en-US")
