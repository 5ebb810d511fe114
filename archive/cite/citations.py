"""Cite an article, or one paragraph of its digest, in six styles.

A citation names the original, and then the archive as the place of a digest. Styles have no words
for a digest, so these words are ours, in the manner of each style. The text before them is what the
style makes of the CSL-JSON.

Some style files print less than their handbook asks for. These styles get other types and variables
(`_ADAPTED`); the files are not changed. CSL has one mark of doubt for both `~` and `?`, and some
styles print no mark, so the marks of each style are here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from archive.cite import csl, processor
from archive.cite.reference import Reference
from archive.cite.style import Style
from archive.cite.typography import Run


class Doubt(NamedTuple):
    """How a style prints uncertain dates; each field is a format for the text of the date."""

    about: str
    """EDTF's `~`."""
    uncertain: str
    """EDTF's `?`; the same as `about` in styles with one form for both."""
    both: str
    """EDTF's `%`."""


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """One of the six styles."""

    id: str
    name: str
    """The name that readers know, with the edition."""
    file: str
    """The name of the file in `styles/`, without its suffix."""
    language: str
    digest: str
    """The words about the archive's digest; `place` is the archive with the paragraph."""
    doubt: Doubt
    whole_names: bool = False
    """Whether given names are printed in full; Korean names then keep their own order."""
    once: str = ""
    """The part that the handbook leaves out when a body is both author and publisher."""


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
        # OSCOLA prints no full stops in abbreviations.
        Doubt("c {}", "c {}", "c {}"),
    ),
)


Citation = tuple[Run, ...]
"""A citation in parts that look the same from their beginning to their end."""


def citation(reference: Reference, style: CitationStyle, paragraph: int | None = None) -> Citation:
    """Cite an article in a style, or one paragraph of its digest by its number."""
    return (*_original(reference, style), _digest(reference, style, paragraph))


def citations(reference: Reference, paragraphs: int = 0) -> list[dict[str, Citation]]:
    """Cite an article in every style, by style id: first the whole article, then each paragraph."""
    originals = {style: _original(reference, style) for style in STYLES}
    return [
        {
            style.id: (*original, _digest(reference, style, number or None))
            for style, original in originals.items()
        }
        for number in range(paragraphs + 1)
    ]


def _original(reference: Reference, style: CitationStyle) -> Citation:
    """Cite the original, without the archive."""
    first, *others = processor.entry(_read(style.file, style.language), _item(reference, style))
    return (first._replace(text=first.text.removeprefix(". ")), *others)


def _item(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """Adapt the CSL-JSON to a style, without the archive: the original is elsewhere."""
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
    """Replace `circa`, which means any doubt, with the style's own mark."""
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
    """Print the medium and the day of a notice after its title: "[Press release]. 13 January".

    The style prints a day only for newspapers, and prints the publisher of a web page where the
    handbook has the day. The outlet is the container of a notice, so the publisher is free.
    """
    if reference.form != "notice":
        return {}
    _year, *rest = reference.date_parts
    day = " ".join([*map(str, rest[1:]), *(_month(style, month) for month in rest[:1])])
    return {"medium": reference.genre, "publisher": day}


def _for_vancouver(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """Print the whole date, which the style does only for articles in serials.

    A notice becomes such an article, since a web page in this style also begins with the name of
    its site. A report needs its publisher, which a serial has not, so it gets a literal date.
    """
    if reference.form == "notice":
        return {"type": "post-weblog"}
    if reference.form == "report" and len(reference.date_parts) == 3:
        year, month, day = reference.date_parts
        text = f"{year} {_month(style, month, 'short').rstrip('.')} {day}"
        return {"issued": {"literal": text}}
    return {}


def _for_oscola(reference: Reference, style: CitationStyle) -> dict[str, Any]:
    """Give "Editorial" as the author of an unsigned editorial (OSCOLA 4, 3.4.9)."""
    signed = any(author.is_person for author in reference.authors)
    if reference.kind != "editorial" or signed:
        return {}
    return {"author": [{"literal": "Editorial"}]}


_ADAPTED: dict[str, Callable[[Reference, CitationStyle], dict[str, Any]]] = {
    "harvard": _for_harvard,
    "vancouver": _for_vancouver,
    "oscola": _for_oscola,
}
"""Style → the function that adapts its item."""


def _month(style: CitationStyle, month: int, form: str = "long") -> str:
    return _read(style.file, style.language).term(f"month-{month:02}", form)


def _digest(reference: Reference, style: CitationStyle, paragraph: int | None) -> Run:
    place, address = reference.archive, reference.address
    if paragraph is not None:
        place += f", para {paragraph}" if style.id == "oscola" else f", para. {paragraph}"
        address += f"#p{paragraph}"
    return Run(style.digest.format(place=place, address=address))


@lru_cache(maxsize=len(STYLES))
def _read(file: str, language: str) -> Style:
    """Parse a style once, when it is first used."""
    return Style(file, language)
