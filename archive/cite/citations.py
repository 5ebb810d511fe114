"""A reference, or one paragraph of a digest, as text in each of six styles.

The original is what is cited; the archive stands behind it as the place where a digest of it is
kept. The styles have no place for a digest, so the words about it are ours, in each style's own
manner; all before them is what the style makes of the CSL-JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.cite import csl, processor
from archive.cite.reference import Reference
from archive.cite.style import Style


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
        whole_names=True,
    ),
    CitationStyle(
        "apa", "APA, 7th edition", "apa", "en-US", " [Digest in {place}: {address}]", once="outlet"
    ),
    CitationStyle(
        "mla",
        "MLA, 9th edition",
        "modern-language-association",
        "en-US",
        " Digest in {place}, {address}.",
        whole_names=True,
        once="author",
    ),
    CitationStyle(
        "harvard",
        "Harvard (Cite Them Right, 12th edition)",
        "harvard-cite-them-right",
        "en-GB",
        " Digest in {place}. Available at: {address}.",
        once="outlet",
    ),
    CitationStyle(
        "vancouver",
        "Vancouver (Citing Medicine, 2nd edition)",
        "nlm-citation-sequence",
        "en-US",
        " [Digest in {place}: {address}]",
        once="outlet",
    ),
    CitationStyle(
        "oscola", "OSCOLA, 4th edition", "oscola", "en-GB", "; digest in {place} <{address}>"
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
    return item


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
