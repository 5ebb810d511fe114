"""The bibliographic data of an article, independent of any format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from archive.cite.names import Name
from archive.edtf import Edtf, parse_date
from archive.titles import is_supplied

Form = Literal["news", "notice", "report"]

FORMS: dict[str, Form] = {
    "press-release": "notice",
    "statement": "notice",
    "report": "report",
    "factsheet": "report",
}
"""The form of kinds other than newspaper articles: a notice on a body's site, or a report."""

GENRES = {
    "editorial": "Editorial",
    "opinion": "Opinion",
    "analysis": "Analysis",
    "press-release": "Press release",
    "statement": "Statement",
    "factsheet": "Fact sheet",
}
"""The name of a kind in formats; news and reports need none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One article for a bibliography. All texts are plain, with single spaces."""

    slug: str
    """The article's id, which is its key in every format."""
    title: str
    """The published title; a title that the archive supplied is in square brackets."""
    outlet: str
    """The name of the newspaper, agency, broadcaster or body that published it."""
    published: str
    """EDTF, level 1."""
    kind: str
    language: str
    """A BCP 47 tag."""
    url: str
    """The address of the original."""
    address: str
    """The address of the article in the archive; empty if unknown."""
    archive: str
    """The name of the archive."""
    authors: tuple[Name, ...] = ()
    """The credited authors: persons, else the agency of a story that another outlet printed, else
    the body that issued a statement or report; empty for an unsigned article."""
    agency: str | None = None
    """The news agency, if it is not the outlet itself."""
    place: str | None = None
    """The place of the newspaper if known, mostly a country."""
    tags: tuple[str, ...] = ()
    summary: str = ""
    checked: str | None = None
    """The day on which a curator last saw the original (EDTF), as exact as it is known."""

    @property
    def supplied(self) -> bool:
        """Whether the archive supplied the title."""
        return is_supplied(self.title)

    @property
    def form(self) -> Form:
        """Return the form of the article, from which each format chooses its type."""
        return FORMS.get(self.kind, "news")

    @property
    def genre(self) -> str:
        """The word for the kind; empty for plain news and plain reports."""
        return GENRES.get(self.kind, "")

    @property
    def date(self) -> Edtf:
        """The parsed date of publication."""
        return parse_date(self.published)

    @property
    def date_parts(self) -> tuple[int, ...]:
        """The known parts of year, month and day."""
        return known_parts(self.date)

    @property
    def checked_parts(self) -> tuple[int, ...]:
        """The known parts of the day of access; empty if there is none."""
        return known_parts(parse_date(self.checked)) if self.checked else ()

    @property
    def newspaper_place(self) -> str:
        """The place, which distinguishes newspapers of the same name; empty for other forms."""
        return (self.place or "") if self.form == "news" else ""

    @property
    def note(self) -> str:
        """Information that formats have no field for: the agency of a signed story."""
        if self.agency and not any(author.literal == self.agency for author in self.authors):
            return f"A story of {self.agency}"
        return ""

    @property
    def digest(self) -> str:
        """The sentence that says who has a digest of the article, without its address."""
        return f"Digest in {self.archive}"


def known_parts(date: Edtf) -> tuple[int, ...]:
    """Return the known parts of year, month and day."""
    day = date.earliest
    return (day.year, day.month, day.day)[: {"year": 1, "month": 2}.get(date.precision, 3)]


def authors_of(
    signed: tuple[Name, ...], *, agency: str | None, outlet: str, issues: bool
) -> tuple[Name, ...]:
    """List the authors: the persons of the byline, else the agency, else the outlet if it `issues`.

    `agency` is `None` for a story by the outlet itself. A body issues its statements and reports; a
    newspaper that prints them does not.
    """
    if signed:
        return signed
    if agency:
        return (Name(literal=agency),)
    return (Name(literal=outlet),) if issues else ()


def one_line(text: str) -> str:
    """Remove line breaks and control characters, which formats cannot express."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).split())
