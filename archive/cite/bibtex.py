"""Write BibTeX, with the fields of biblatex and the classic ones.

`entry(reference)` gives one entry that ends with a line break. `formats.BIBTEX` writes files, one
entry after the other. The key is the article's slug, so it is unique.

Neither format has a type for newspaper articles: they are `@article` with `entrysubtype`, as the
manual of biblatex says. A report is `@techreport` with its own `type`, which biblatex reads as
`@report`. A press release or a statement is `@online`, which classic styles print as `@misc`.
`date` is the EDTF text, which biblatex understands; `year` and `month` are for the classic styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.cite.names import Name
from archive.cite.reference import Reference, one_line
from archive.cite.typography import curled

TYPES = {"news": "article", "notice": "online", "report": "techreport"}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "ru": "russian",
    "zh": "chinese",
}
"""BCP 47 tag → the name in babel and polyglossia, for `langid`."""

_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        # BibTeX counts escaped braces too when it looks for the end of a value.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_LIGATURES = re.compile(r"([-'`,<>])(?=\1)|[?!](?=`)")
"""Characters that LaTeX joins with the next one: two hyphens become a dash."""
_UNSAFE = re.compile(r"[\s{}\\^`|<>\"]")


def entry(reference: Reference) -> str:
    """Write a reference as a BibTeX entry."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{TYPES[reference.form]}{{{reference.slug},\n{fields}}}\n"


def escaped(text: str) -> str:
    """Escape the special characters of LaTeX in a text.

    Typed quotation marks are curled: LaTeX prints a typed one as a closing mark at both ends.
    """
    return _LIGATURES.sub(r"\g<0>{}", curled(one_line(text)).translate(_ESCAPES))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield names and values; the values have their braces."""
    texts = {
        # Biber splits keywords at every comma, even inside braces.
        "keywords": ", ".join(
            filter(None, (one_line(t.replace(",", " ")) for t in reference.tags))
        ),
        "abstract": reference.summary,
    }
    # Double braces keep capitals that styles would change to small letters.
    yield "title", f"{{{{{escaped(reference.title)}}}}}"
    if reference.authors:
        yield "author", f"{{{' and '.join(map(_author, reference.authors))}}}"
    yield from _publication(reference)
    yield "date", f"{{{_edtf(reference)}}}"
    yield "year", f"{{{_year(reference)}}}"
    if len(reference.date_parts) > 1:
        yield "month", _MONTHS[reference.date_parts[1] - 1]
    yield "url", f"{{{_address(reference.url)}}}"
    if reference.checked_parts:
        yield "urldate", f"{{{_iso(reference.checked_parts)}}}"
    yield from _language(reference.language)
    yield "note", f"{{{_note(reference)}}}"
    for name, text in texts.items():
        if text:
            yield name, f"{{{escaped(text)}}}"


def _publication(reference: Reference) -> Iterator[tuple[str, str]]:
    outlet = f"{{{escaped(reference.outlet)}}}"
    if reference.form == "news":
        yield "journal", outlet
        yield "journaltitle", outlet
        yield "entrysubtype", "{newspaper}"
    elif reference.form == "notice":
        yield "organization", outlet
        # `titleaddon` is what biblatex prints of a web page, `type` is what Zotero reads.
        yield "titleaddon", f"{{{escaped(reference.genre)}}}"
        yield "type", f"{{{escaped(reference.genre)}}}"
    else:
        yield "institution", outlet
        yield "type", f"{{{escaped(reference.genre or 'Report')}}}"


def _language(tag: str) -> Iterator[tuple[str, str]]:
    """Yield `langid`, by which biblatex hyphenates, and `language`, which others read."""
    name = _LANGUAGES.get(tag.split("-")[0])
    if name:
        yield "langid", f"{{{name}}}"
    yield "language", f"{{{name or tag}}}"


def _author(name: Name) -> str:
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(escaped(part) for part in parts if part)


def _note(reference: Reference) -> str:
    """The note as LaTeX; only in `\\url` can an address be broken at the end of a line."""
    genre = reference.genre if reference.form == "news" else ""
    text = escaped(". ".join(filter(None, (genre, reference.note, reference.digest))))
    address = re.sub("([%#])", r"\\\1", _address(reference.address))
    return f"{text}, \\url{{{address}}}" if address else text


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _edtf(reference: Reference) -> str:
    """The known parts of a date, without `XX` for unknown parts and with the mark of doubt."""
    date = reference.date
    doubt = (date.approximate, date.uncertain)
    return _iso(reference.date_parts) + {
        (True, True): "%",
        (True, False): "~",
        (False, True): "?",
    }.get(doubt, "")


def _year(reference: Reference) -> str:
    about = "ca. " if reference.date.approximate else ""
    return f"{about}{reference.date_parts[0]}{'?' if reference.date.uncertain else ''}"


def _address(url: str) -> str:
    """Escape an address: only characters that no address should have, since `url` is verbatim."""
    return _UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)
