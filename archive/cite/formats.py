"""The formats of citation files, each with all that a file of any number of references needs.

    for text in formats.RIS.file(references):  # any iterable, one reference in memory at a time
        yield text

`file` joins the texts of the references by `head`, `separator` and `tail`; a file of no reference
is a whole one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.cite import bibtex, csl, ris
from archive.cite.reference import Reference


@dataclass(frozen=True, slots=True)
class Format:
    """One format of citation files."""

    suffix: str
    """The end of a file's name, without the dot before it: `csl.json`."""
    name: str
    """What readers know it by."""
    media_type: str
    text: Callable[[Reference], str]
    """One reference in this format, to stand between `head` and `tail`."""
    head: str = ""
    separator: str = ""
    tail: str = ""

    def file(self, references: Iterable[Reference]) -> Iterator[str]:
        """A whole file in pieces, one for each reference."""
        yield self.head
        for number, reference in enumerate(references):
            yield (self.separator if number else "") + self.text(reference)
        yield self.tail


RIS = Format("ris", "RIS", "application/x-research-info-systems", ris.record)
BIBTEX = Format("bib", "BibTeX", "application/x-bibtex", bibtex.entry, separator="\n")
CSL = Format(
    "csl.json",
    "CSL-JSON",
    "application/vnd.citationstyles.csl+json",
    csl.text,
    head="[\n",
    separator=",\n",
    tail="\n]\n",
)
FORMATS = (RIS, BIBTEX, CSL)
