"""BibTeX, read back by bibtexparser, with LaTeX converted to plain characters."""

from __future__ import annotations

import re
from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser import middlewares
from hypothesis import given

from archive.cite.bibtex import entry
from archive.cite.names import Name
from archive.cite.reference import Reference
from archive.cite.typography import curled
from tests.cite.samples import ALL, DATES, DEBATE, NOTICE, REPORT, TRICKY, spaced, with_text

SIGNS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    "{}": "",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


def read(reference: Reference) -> dict[str, str]:
    library = bibtexparser.parse_string(
        entry(reference), append_middleware=[middlewares.MonthIntMiddleware()]
    )
    assert library.failed_blocks == []
    (found,) = library.entries
    assert found.key == reference.slug
    return {"entry type": found.entry_type, **{f.key: str(f.value) for f in found.fields}}


def printed(value: str) -> str:
    """Return the text that LaTeX prints; commands not in `SIGNS` are a mistake."""
    pattern = "|".join(map(re.escape, SIGNS))
    rest = re.sub(pattern, "", value)
    assert not re.search(r"[\\{}~^&%$#_]", rest), value
    return re.sub(pattern, lambda found: SIGNS[found[0]], value)


def test_a_newspaper_article() -> None:
    assert read(DEBATE) == {
        "entry type": "article",
        "title": "{Council debates returns from China}",
        "author": "Kim, Hana and {Yonhap News Agency}",
        "journal": "The Korea Herald",
        "journaltitle": "The Korea Herald",
        "entrysubtype": "newspaper",
        "date": "2012-03-13",
        "year": "2012",
        "month": "3",
        "url": "https://herald.example.org/2012/council?a=1&b=50%25_x#y",
        "urldate": "2026-11-20",
        "langid": "english",
        "language": "english",
        "note": r"Digest in The Geneva Record, "
        r"\url{https://archive.example.org/articles/council-debates-returns/}",
        "keywords": r"UN Human Rights Council, China",
        "abstract": "The Council debated on 12 March 2012.",
    }


def test_issue_of_a_body() -> None:
    notice, report = read(NOTICE), read(REPORT)

    assert (notice["entry type"], notice["organization"]) == ("online", "Amnesty International")
    assert notice["titleaddon"] == notice["type"] == "Press release"
    assert "howpublished" not in notice
    assert notice["title"] == "{[Appeal for thirty people]}"
    assert entry(REPORT).startswith("@techreport{report,\n")
    assert report["institution"] == "Amnesty International"
    assert "urldate" not in report


@pytest.mark.parametrize("published", DATES)
def test_date_is_as_exact_as_known(published: str) -> None:
    parts, approximate, uncertain = DATES[published]
    found = read(replace(DEBATE, published=published))

    assert tuple(int(part) for part in found["date"].rstrip("~?%").split("-")) == parts
    sign = found["date"].lstrip("0123456789-")
    assert sign == {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (approximate, uncertain), ""
    )
    assert ("ca. " in found["year"], "?" in found["year"]) == (approximate, uncertain)
    assert ("month" in found) == (len(parts) > 1)


def test_languages_have_the_names_of_babel() -> None:
    assert read(replace(DEBATE, language="ko"))["langid"] == "korean"
    assert read(replace(DEBATE, language="zh-Hant"))["langid"] == "chinese"
    assert read(replace(DEBATE, language="mn"))["language"] == "mn"


def test_names_with_particles_and_suffixes() -> None:
    authors = (Name("van Gogh", "Vincent"), Name("Park", "Robert", "Jr."), Name("이", "정은"))

    assert read(replace(DEBATE, authors=authors))["author"] == (
        "van Gogh, Vincent and Park, Jr., Robert and 이, 정은"
    )


def test_address_cannot_end_its_value() -> None:
    found = read(replace(DEBATE, url="https://example.org/a{b}c\\d e"))

    assert found["url"] == "https://example.org/a%7Bb%7Dc%5Cd%20e"


@pytest.mark.parametrize(
    ("checked", "day"),
    [("2026-11-20", "2026-11-20"), ("2026-11~", "2026-11"), ("2026-11-XX", "2026-11")],
)
def test_the_day_of_access_has_the_parts_that_are_known(checked: str, day: str) -> None:
    assert read(replace(DEBATE, checked=checked))["urldate"] == day


def test_an_address_in_a_note_can_be_broken_and_is_not_cut_at_a_sign() -> None:
    note = read(replace(DEBATE, address="https://example.org/a%20b/#c_d"))["note"]

    assert note == r"Digest in The Geneva Record, \url{https://example.org/a\%20b/\#c_d}"
    assert read(replace(DEBATE, address=""))["note"] == "Digest in The Geneva Record"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('The "last" word', "The “last” word"),
        ("A 'first' of many", "A ‘first’ of many"),
        ("China's '90s", "China's '90s"),
    ],
)
def test_typed_quotation_marks_are_curled(typed: str, written: str) -> None:
    assert read(replace(DEBATE, title=typed))["title"] == f"{{{written}}}"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Returns -- again", "Returns -{}- again"),
        ("One---two", "One-{}-{}-two"),
        ("pre-war", "pre-war"),
        ("''so''", "'{}'so'{}'"),
        ("``so``, ,, <<x>>", "`{}`so`{}`, ,{}, <{}<x>{}>"),
        ("what?`", "what?{}`"),
    ],
)
def test_latex_ligatures_are_prevented(typed: str, written: str) -> None:
    assert read(replace(DEBATE, title=typed))["title"] == f"{{{written}}}"


def test_keyword_has_no_comma() -> None:
    """Biber splits keywords at every comma, even in braces."""
    tags = ("China", "Abductees, prisoners of war and detainees")

    assert read(replace(DEBATE, tags=tags))["keywords"].split(", ") == [
        "China",
        "Abductees prisoners of war and detainees",
    ]


def test_entries_differ_in_their_keys() -> None:
    text = "".join(map(entry, ALL))

    assert len(bibtexparser.parse_string(text).entries) == len(ALL)


@given(TRICKY)
def test_any_text_is_read_back(text: str) -> None:
    found = read(with_text(text))

    kept = spaced(text)
    assert printed(found["title"][1:-1]) == curled(kept)
    assert printed(found["journal"]) == printed(found["abstract"]) == curled(kept)
    assert printed(found.get("keywords", "")) == curled(spaced(text.replace(",", " ")))
