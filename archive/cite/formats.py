"""The formats of citation files, and how a file of any number of references is written.

    for text in formats.RIS.file(references):  # any iterable, one reference in memory at a time
        yield text

`file` joins the texts of the references with `head`, `separator` and `tail`. A file without
references is valid too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.cite import bibtex, csl, ris
from archive.cite.reference import Reference
from archive.messages import N_


class RecordError(Exception):
    """A reference that a format cannot write; the cause is the exception of the writer."""

    def __init__(self, slug: str, form: str) -> None:
        super().__init__(f"{slug} cannot be written as {form}")
        self.form = form


@dataclass(frozen=True, slots=True)
class Format:
    """One format of citation files."""

    suffix: str
    """The suffix of a file name, without its first dot: `csl.json`."""
    name: str
    """The name that readers know."""
    media_type: str
    text: Callable[[Reference], str]
    """Writes one reference in this format."""
    about: str
    """What the file of all references is, in English; pages pass it to `gettext`."""
    programs: tuple[str, ...]
    """Names of programs that read it."""
    head: str = ""
    separator: str = ""
    tail: str = ""

    def file(self, references: Iterable[Reference]) -> Iterator[str]:
        """Write a whole file in pieces, one for each reference.

        Raises `RecordError`, which names the reference that cannot be written. None is skipped.
        """
        yield self.head
        for number, reference in enumerate(references):
            try:
                text = self.text(reference)
            except Exception as error:
                raise RecordError(reference.slug, self.name) from error
            yield (self.separator if number else "") + text
        yield self.tail


RIS = Format(
    "ris",
    "RIS",
    "application/x-research-info-systems",
    ris.record,
    N_("Citations of all articles, for Zotero, EndNote and Mendeley."),
    ("Zotero", "EndNote", "Mendeley"),
)
BIBTEX = Format(
    "bib",
    "BibTeX",
    "application/x-bibtex",
    bibtex.entry,
    N_("Citations of all articles, for BibTeX and biblatex."),
    ("LaTeX",),
    separator="\n",
)
CSL = Format(
    "csl.json",
    "CSL-JSON",
    "application/vnd.citationstyles.csl+json",
    csl.text,
    N_("Citations of all articles as CSL-JSON, for Zotero and Pandoc."),
    ("Zotero", "Pandoc"),
    head="[\n",
    separator=",\n",
    tail="\n]\n",
)
FORMATS = (RIS, BIBTEX, CSL)
"""In the order in which pages offer them. Every page, header and file of `/data/` follows."""
