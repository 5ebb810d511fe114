"""Read a byline: find its authors, and leave out what they are, where, and for whom they write.

A byline is written for readers, so these are rules for what newspapers usually print. A curator
who knows better lists the authors in the front matter, and `authors` takes them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.cite import bodies, hangul
from archive.cite.names import SUFFIX, Name, inverted, is_latin, is_person, person

Credit = str | Mapping[str, str]
"""One author of the front matter: a text, or `person`, `body`, or `family` with `given`."""


def authors(byline: str | None, entries: Sequence[Credit]) -> tuple[Name, ...]:
    """List the authors of an article: the entries of its front matter, else those of its byline."""
    return tuple(map(_credited, entries)) or names(byline)


def printed(entries: Iterable[Credit]) -> str:
    """Write listed authors as one text, in the order of printing."""
    return ", ".join(
        credit if isinstance(credit, str) else credit.get("person") or _credited(credit).printed
        for credit in entries
    )


def names(byline: str | None) -> tuple[Name, ...]:
    """List the authors in a byline, in its order; an empty list for no byline."""
    text = _cleaned(byline or "")
    if not text:
        return (Name(literal=" ".join(byline.split())),) if byline and byline.strip() else ()
    found: list[Name] = []
    for chunk in _chunks(_merged(list(_parts(text)))):
        found += chunk.names(found)
    return tuple(found) or (Name(literal=text),)


def _credited(credit: Credit) -> Name:
    if isinstance(credit, str):
        (first, *others) = names(credit)
        return Name(literal=credit) if others else first
    if "body" in credit:
        return Name(literal=credit["body"], is_body=True)
    if "family" in credit:
        name = inverted(credit["family"], credit.get("given", ""))
        return replace(name, whole=credit.get("person", "")) if "person" in credit else name
    return person(credit["person"])


@dataclass(slots=True)
class _Part:
    """A piece of a byline, and the sign or word before it."""

    text: str
    sign: str = ""

    @property
    def is_and(self) -> bool:
        return self.sign.strip(" ,").lower() not in (
            "",
            "/",
            "-",
            "–",
            "—",
            "with",
            "avec",
            "con",
            "mit",
        )


@dataclass(slots=True)
class _Chunk:
    """An author with what commas and slashes add to the name."""

    parts: list[_Part] = field(default_factory=list)

    def names(self, before: list[Name]) -> list[Name]:
        """List the authors; `before` has those of earlier chunks."""
        found: list[Name] = []
        parts = [part.text for part in self.parts]
        while parts:
            text = parts.pop(0)
            if found and SUFFIX.fullmatch(text) and found[-1].is_person:
                found[-1] = replace(found[-1], suffix=text)
            elif parts and _is_family_and_given(text, parts[0]):
                found.append(inverted(text, parts.pop(0)))
            elif hangul.is_hangul(text) and "(" not in text:
                found += hangul.names(text)
            else:
                found += self._name(text, [*before, *found], is_first=text == self.parts[0].text)
        return found

    def _name(self, text: str, before: list[Name], *, is_first: bool) -> list[Name]:
        bare = _without_addition(text)
        if is_person(bare) or ("(" in bare and not bodies.is_body(bare)):
            return [person(bare)]
        follows_person = any(name.is_person for name in before)
        joins = is_first and self.parts[0].is_and
        is_addition = bodies.is_place(bare) or bodies.is_role(bare) or bare.islower()
        if before and is_addition and (bare.islower() or not (joins and _is_named_staff(bare))):
            return []
        if follows_person and not joins:
            return []
        return [Name(literal=bare, is_body=True) if bodies.is_body(bare) else person(bare)]


def _is_named_staff(text: str) -> bool:
    """Whether a role names a body, as in "Reuters Staff"."""
    return bodies.is_agency(text.split()[0])


def _cleaned(byline: str) -> str:
    """Take out addresses, handles, "By", and brackets that have no second form of the name."""
    text = " ".join(_ADDRESSES.sub(" ", byline).split())
    text = _BRACKETS.sub(_bracket, text)
    text = re.sub(r"\s*[([<][\s)\]>]*[)\]>]", "", text)
    text = _OTHER_ROLES.sub("", hangul.without_credit(" ".join(text.split())))
    text = _BY.sub("", text)
    text = text.strip(" ,;:/|–—-·=")
    last = text.rsplit(" ", 1)[-1]
    is_stop = text.endswith(".") and len(last) > 3 and not SUFFIX.fullmatch(last)
    return text.rstrip(".") if is_stop and last.count(".") == 1 else text


def _bracket(found: re.Match[str]) -> str:
    """Keep a name in another script, and the abbreviation of a body."""
    inside = found[1].strip()
    before = re.split(r"[,;/·]|\band\b", found.string[: found.start()])[-1].strip()
    if not found.string[: found.start()].strip() and not found.string[found.end() :].strip():
        return inside
    is_second = is_latin(inside) != is_latin(before) if before else False
    is_name = is_second and not bodies.is_body(inside) and not hangul.is_place(inside)
    if is_name and not (hangul.is_hangul(inside) and not hangul.names(inside)[0].is_person):
        return f" ({hangul.bare(inside)})"
    return found[0] if before and bodies.is_body(before) else " "


def _parts(text: str) -> Iterator[_Part]:
    """Cut a text at every sign that may stand between two authors."""
    sign = ""
    for number, piece in enumerate(_SIGNS.split(text)):
        if number % 2:
            sign += piece
        elif piece.strip():
            yield _Part(piece.strip(), sign)
            sign = ""


def _merged(parts: list[_Part]) -> list[_Part]:
    """Put together again what is one name: "Ministry of Culture, Sports and Tourism"."""
    merged: list[_Part] = []
    for part in parts:
        before = merged[-1] if merged else None
        if before and part.sign.strip() not in _HARD and _goes_on(before.text, part):
            before.text += part.sign + part.text
        else:
            merged.append(part)
    return merged


def _goes_on(before: str, part: _Part) -> bool:
    word = part.sign.strip(" ,").lower()
    if word in ("y", "e", "i") and " " not in part.text and " " in before:
        return not bodies.is_body(part.text)  # "Ortega y Gasset"
    if word in ("with", "mit", "con", "avec"):
        return " " not in before and not bodies.is_body(before) and not hangul.is_hangul(before)
    if bodies.is_unfinished(before) or bodies.goes_on(before, part.text):
        return True
    if word == "&" and " " not in before + part.text:
        return True
    if word or not bodies.is_body(before) or bodies.is_agency(before) or bodies.is_role(before):
        return False
    text = part.text
    return not (is_person(text) or bodies.is_role(text) or bodies.has_head(text))


def _chunks(parts: list[_Part]) -> Iterator[_Chunk]:
    """Gather each author with the parts behind a comma or slash."""
    chunk = _Chunk()
    for part in parts:
        if part.is_and and chunk.parts:
            yield chunk
            chunk = _Chunk()
        chunk.parts.append(part)
    yield chunk


def _is_family_and_given(family: str, given: str) -> bool:
    """Whether two parts with a comma between them are "Doe" and "Jane"."""
    words = given.split()
    is_one = len(family.split()) == 1 or family.split()[0].islower() or _DOUBLE.match(family)
    if not is_one or not 1 <= len(words) <= 3 or not (is_latin(family) and is_latin(given)):
        return False
    if SUFFIX.fullmatch(given) or not all(word[0].isupper() for word in words):
        return False
    if any(map(_is_other, (family, given))):
        return False
    return not (len(words) > 1 and person(given).family_first)


def _is_other(text: str) -> bool:
    if text.isupper() and not bodies.is_known_agency(text):
        return bodies.is_place(text)  # "DOE, JANE"
    return bodies.is_body(text) or bodies.is_place(text)


def _without_addition(text: str) -> str:
    """Take off a title, a role, a place or an outlet: "Jane Doe in Lisbon" is Jane Doe."""
    text = _TITLES.sub("", text)
    found = _PLACE.search(text)
    before = text[: found.start()] if found else ""
    if bodies.is_agency(before) or is_person(before):
        return before
    if before and not bodies.has_head(before) and _without_addition(before) != before:
        return _without_addition(before)
    words = text.split()
    for start, end in _edges(words):
        rest = " ".join(words[start:end])
        if is_person(rest):
            return rest
    return text


def _edges(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words that roles and agencies leave, at the end and at the beginning."""
    end = len(words)
    while end > 2 and _is_no_name(words[end - 1]):
        end -= 1
        yield 0, end
    start = 0
    while start < len(words) - 2 and _is_no_name(words[start]):
        start += 1
        yield start, len(words)


def _is_no_name(word: str) -> bool:
    return bodies.is_role_word(word) or bodies.is_known_agency(word)


_ADDRESSES = re.compile(r"[(<\[]?\s*(?:\S+@[\w-]+\.[\w.-]+|(?<!\w)@\w+|https?://\S+)\s*[)>\]]?")
_BY = re.compile(
    r"^(?:(?:story |reported |reporting |written |words |text )?by:?|par|por"
    r"|von(?=\s+\S+\s+\S))\s+",
    re.IGNORECASE,
)
_DOUBLE = re.compile(r"(?:\S+[eo]z|Garc[ií]a|Ruiz|Díaz) \S+$")
"""Two family names, as in "García Márquez, Gabriel"."""
_OTHER_ROLES = re.compile(r"(?:本报|本報|新华社)?(?:记者|記者|特派員|編集委員)\s*")
_BRACKETS = re.compile(r"\s*[(\[（［]([^()\[\]（）［］]*)[)\]）］]")
_TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor)\.?\s+)+(?=\S+\s+\S)")
_PLACE = re.compile(r"\s+(?:in|at|from|of|for|en|à|aus|reporting|writing|special)\s+.*$")

_AND = r"\b(?:[Aa]nd|AND|[Uu]nd|UND|et|ET|y|Y|e|og|och|with|WITH|avec|con|mit|и)\b"
_HARD = frozenset(("-", "–", "—", ";", "|", "·", "ㆍ", "•", "‧", "、", "；", "，", "/"))
_SIGNS = re.compile(
    rf"(\s+[-–—]\s+|\s*[;|ㆍ•‧、；，/]\s*|(?<![\u3040-\u30ff\u4e00-\u9fff])\s*·\s*|\s*,\s*|\s+&\s+|\s+{_AND}\s+)"
)
"""What stands between two authors. A dot between Chinese signs is a part of a foreign name."""
