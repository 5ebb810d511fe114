"""A reference, or one paragraph of a digest, as text in each of six styles.

The original is what is cited; the archive stands behind it as the place where a digest of it is
kept. The styles have no place for a digest, so the words about it are ours, in each style's own
manner; all before them is what the style makes of the CSL-JSON.

Where a style's file prints less than its handbook asks for, it is given another item: other types
and variables, by `_ADAPTED`. The files of the styles are left as they are. They also know one mark
of doubt for `~` and `?`, and some none, so each style has its marks here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from archive.cite import csl, processor
from archive.cite.reference import Reference
from archive.cite.style import Style


class Doubt(NamedTuple):
    """How a style prints dates that are not certain, each a format of the date's text."""

    about: str
    """EDTF's `~`."""
    uncertain: str
    """EDTF's `?`, as `about` in styles with one form for both."""
    both: str
    """EDTF's `%`."""


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """One of the six styles."""

    id: str
    name: str
    """What readers know it by, with its edition."""
    file: str
    """The file in `styles/`, without its end."""
    language: str
    digest: str
    """What is said of the archive's digest; `place` is the archive with the paragraph."""
    doubt: Doubt
    whole_names: bool = False
    """Prints given names in full, so that Korean names can stay in their own order."""
    once: str = ""
    """What is left out where a body is author and publisher in one, by the style's handbook."""


STYLES = (
    CitationStyle(
        "chicago",
        "Chicago, 18th edition",
        "chicago-notes-bibliography",
        "en-US",
        " Digest in {place}, {address}.",
        Doubt("[ca. {}]", "[{}?]", "[ca. {}?]"),
        whole_names=True,
    ),
    CitationStyle(
        "apa",
        "APA, 7th edition",
        "apa",
        "en-US",
        " [Digest in {place}: {address}]",
        Doubt("ca. {}", "ca. {}", "ca. {}"),
        once="outlet",
    ),
    CitationStyle(
        "mla",
        "MLA, 9th edition",
        "modern-language-association",
        "en-US",
        " Digest in {place}, {address}.",
        Doubt("circa {}", "[{}?]", "[circa {}?]"),
        whole_names=True,
        once="author",
    ),
    CitationStyle(
        "harvard",
        "Harvard (Cite Them Right, 12th edition)",
        "harvard-cite-them-right",
        "en-GB",
        " Digest in {place}. Available at: {address}.",
        Doubt("c. {}", "c. {}", "c. {}"),
        once="outlet",
    ),
    CitationStyle(
        "vancouver",
        "Vancouver (Citing Medicine, 2nd edition)",
        "nlm-citation-sequence",
        "en-US",
        " [Digest in {place}: {address}]",
        Doubt("[ca. {}]", "[{}?]", "[ca. {}?]"),
        once="outlet",
    ),
    CitationStyle(
        "oscola",
        "OSCOLA, 4th edition",
        "oscola",
        "en-GB",
        "; digest in {place} <{address}>",
        # OSCOLA prints no full stop in an abbreviation.
        Doubt("c {}", "c {}", "c {}"),
    ),
)


def citation(reference: Reference, style: CitationStyle, paragraph: int | None = None) -> str:
    """A reference in a style, or with its number one paragraph of the archive's digest."""
    text = processor.entry(_read(style.file, style.language), _item(reference, style))
    return text.removeprefix(". ") + _digest(reference, style, paragraph)


def citations(reference: Reference, paragraphs: int = 0) -> list[dict[str, str]]:
    """All styles, by their ids: first for the whole article, then for each of its paragraphs."""
    texts = {style.id: citation(reference, style) for style in STYLES}
    whole = {style.id: _digest(reference, style, None) for style in STYLES}
    return [texts] + [
        {
            style.id: texts[style.id].removesuffix(whole[style.id])
            + _digest(reference, style, number)
            for style in STYLES
        }
        for number in range(1, paragraphs + 1)
    ]


def _item(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """What a style gets of the CSL-JSON: the archive is not where the original is."""
    item = csl.item(reference)
    for name in ("archive", "archive_location", "abstract", "keyword", "note"):
        item.pop(name, None)
    if [author.literal for author in reference.authors] == [reference.outlet]:
        left_out = {"author": ("author",), "outlet": ("container-title", "publisher"), "": ()}
        for name in left_out[style.once]:
            item.pop(name, None)
    if style.whole_names and "author" in item:
        item["author"] = [
            {"literal": f"{name.printed} {name.native}".strip()} if name.family_first else author
            for name, author in zip(reference.authors, item["author"], strict=True)
        ]
    if style.id in _ADAPTED:
        item |= _ADAPTED[style.id](reference, style)
    item["issued"] = _marked(item["issued"], reference, style)
    return item


def _marked(issued: dict[str, Any], reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """The date with the style's own mark in place of the `circa` that stands for any doubt."""
    issued.pop("circa", None)
    match reference.date.approximate, reference.date.uncertain:
        case True, False:
            issued["mark"] = style.doubt.about
        case False, True:
            issued["mark"] = style.doubt.uncertain
        case True, True:
            issued["mark"] = style.doubt.both
    return issued


def _for_harvard(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """A notice has its medium and its day behind the title: "[Press release]. 13 January".

    The style prints the day of newspapers alone, and the publisher of a web page where the
    handbook has the day. The outlet is the container of a notice, so the publisher is free.
    """
    if reference.form != "notice":
        return {}
    _year, *rest = reference.date_parts
    day = " ".join([*map(str, rest[1:]), *(_month(style, month) for month in rest[:1])])
    return {"medium": reference.genre, "publisher": day}


def _for_vancouver(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """The whole date, which the style has for pieces of serials alone.

    A notice is one, since a web page in it also begins with the name of its site. A report needs
    its publisher, which no serial has: its day is put into a date that is printed as it stands.
    """
    if reference.form == "notice":
        return {"type": "post-weblog"}
    if reference.form == "report" and len(reference.date_parts) == 3:
        year, month, day = reference.date_parts
        text = f"{year} {_month(style, month, 'short').rstrip('.')} {day}"
        return {"issued": {"literal": text}}
    return {}


def _for_oscola(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """An editorial that no person signs has "Editorial" as its author (OSCOLA 4, 3.4.9)."""
    signed = any(author.is_person for author in reference.authors)
    if reference.kind != "editorial" or signed:
        return {}
    return {"author": [{"literal": "Editorial"}]}


_ADAPTED: dict[str, Callable[[Reference, CitationStyle], dict[str, Any]]] = {
    "harvard": _for_harvard,
    "vancouver": _for_vancouver,
    "oscola": _for_oscola,
}
"""What a style gets in place of, or besides, the values that all get."""


def _month(style: CitationStyle, month: int, form: str = "long") -> str:
    return _read(style.file, style.language).term(f"month-{month:02}", form)


def _digest(reference: Reference, style: CitationStyle, paragraph: int | None) -> str:
    place, address = reference.archive, reference.address
    if paragraph is not None:
        place += f", para {paragraph}" if style.id == "oscola" else f", para. {paragraph}"
        address += f"#p{paragraph}"
    return style.digest.format(place=place, address=address)


@lru_cache(maxsize=len(STYLES))
def _read(file: str, language: str) -> Style:
    """Parsed when it is first asked for, and kept."""
    return Style(file, language)
