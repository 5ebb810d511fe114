"""What a reference says of an article, before any format: plain values, nothing guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from archive.cite.names import Name, names
from archive.edtf import Edtf, parse_date

Form = Literal["news", "notice", "report"]

FORMS: dict[str, Form] = {
    "press-release": "notice",
    "statement": "notice",
    "report": "report",
    "factsheet": "report",
}
"""How what is no piece of a newspaper is cited: as a notice on a body's site, or as a report."""

GENRES = {
    "editorial": "Editorial",
    "opinion": "Opinion",
    "analysis": "Analysis",
    "press-release": "Press release",
    "statement": "Statement",
    "factsheet": "Fact sheet",
}
"""What formats call a kind; news is the plain article and a report the plain report."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One article as a bibliography needs it. All texts are plain, with single spaces."""

    slug: str
    """The article's id, which is also its key in every format."""
    title: str
    """As published; one that the archive supplied stands in square brackets."""
    outlet: str
    """The name of the newspaper, agency, broadcaster or body that published it."""
    published: str
    """EDTF, level 1."""
    kind: str
    language: str
    """A BCP 47 tag."""
    url: str
    """The original's address."""
    address: str
    """The article's address in the archive; empty where that is not known."""
    archive: str
    """The archive's name."""
    authors: tuple[Name, ...] = ()
    """Who is credited: persons, else the agency of a story that another outlet carried, else the
    body that issued a statement or report; none for an unsigned piece."""
    agency: str | None = None
    """The news agency, where it is not the outlet itself."""
    place: str | None = None
    """Where the outlet is, as far as the archive knows: mostly a country."""
    tags: tuple[str, ...] = ()
    summary: str = ""
    checked: str | None = None
    """The day on which the original was last seen, as YYYY-MM-DD."""

    @property
    def supplied(self) -> bool:
        """Whether the title is the archive's and not the publisher's."""
        return self.title.startswith("[") and self.title.endswith("]")

    @property
    def form(self) -> Form:
        """What it is cited as, by which each format chooses its type."""
        return FORMS.get(self.kind, "news")

    @property
    def genre(self) -> str:
        """The word for its kind, or nothing for plain news and plain reports."""
        return GENRES.get(self.kind, "")

    @property
    def date(self) -> Edtf:
        """The date of publication, read."""
        return parse_date(self.published)

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known."""
        date = self.date
        day = date.earliest
        return (day.year, day.month, day.day)[: {"year": 1, "month": 2}.get(date.precision, 3)]

    @property
    def note(self) -> str:
        """What no field of a format has a place for: the agency of a signed story."""
        if self.agency and not any(author.literal == self.agency for author in self.authors):
            return f"A story of {self.agency}"
        return ""


def authors_of(
    byline: str | None, *, agency: str | None, outlet: str, issues: bool
) -> tuple[Name, ...]:
    """Who signs: the persons of the byline, else the agency, else an outlet that `issues` texts.

    `agency` is `None` for a story of the outlet's own. An outlet issues a statement or a report if
    it is a body; a newspaper that prints one does not.
    """
    signed = names(byline)
    if signed:
        return signed
    if agency:
        return (Name(literal=agency),)
    return (Name(literal=outlet),) if issues else ()


def one_line(text: str) -> str:
    """A text without line breaks and control characters, which no format has a form for."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).split())
