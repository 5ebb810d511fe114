"""Split one name into family and given name, if that is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from archive.cite import bodies, korean


@dataclass(frozen=True, slots=True)
class Name:
    """One author: a person with `family` and `given`, or anybody else with `literal`."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    """Jr., III."""
    literal: str = ""
    """A name that is not split: of a body, a team, or a person with one name."""
    native: str = ""
    """The name in its original script, if the byline has both."""
    family_first: bool = False
    """Whether the family name is printed first, as in Korean names."""
    whole: str = ""
    """The name as printed, if neither order of its parts gives it."""
    is_body: bool = field(default=False, compare=False)
    """Whether the author is known to be a body. A literal name may also be a person's."""

    @property
    def is_person(self) -> bool:
        """Whether the author is a person, with a family name."""
        return bool(self.family)

    @property
    def inverted(self) -> str:
        """Return the catalogue name: "Kim, So-hyun", "Park, Robert, Jr."; literal names stay."""
        if self.literal:
            return self.literal
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def printed(self) -> str:
        """The name in its printed order; Hangul has no space."""
        if self.literal or self.whole:
            return self.literal or self.whole
        if _HANGUL.search(self.family):
            return self.family + self.given
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in (*parts, self.suffix) if part)


def person(text: str) -> Name:
    """Split the name of a person. A name of one word stays whole, and so do other scripts."""
    text = " ".join(text.split())
    for pattern in (_NATIVE_FIRST, _LATIN_FIRST):
        if found := pattern.fullmatch(text):
            return replace(person(found["latin"]), native=found["native"])
    if _HANGUL.search(text):
        return _hangul(text)
    words = text.split()
    if len(words) == 1 or not is_latin(text):
        return Name(literal=text)
    return _by_capitals(words) or _korean(words) or _western(words)


def inverted(family: str, given: str) -> Name:
    """Make a person of the two parts of a name; the order of printing is the Korean one or not."""
    words = [*family.split(), *given.split()]
    is_first = bool(_HANGUL.search(family)) or not is_latin(family)
    if len(family.split()) == 1 and is_latin(family) and len(words) > 1:
        is_first = korean.is_family_first(words)
    *rest, last = given.split() or [""]
    suffix = last if SUFFIX.fullmatch(last) and rest else ""
    given = " ".join(rest) if suffix else given
    return Name(family, given, suffix=suffix, family_first=is_first)


def is_person(text: str) -> bool:
    """Return whether a text can be the name of one person: two to five words with capitals."""
    if _HANGUL.search(text):
        return bool(re.fullmatch("[가-힣]{2,5}", text.replace(" ", "")))
    words = text.split()
    if not 2 <= len(words) <= 5 or bodies.is_body(text) or bodies.is_place(text):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words)


def is_latin(text: str) -> bool:
    """Return whether a text is written in Latin letters alone."""
    return all(
        ord(sign) < 0x2B0 or 0x300 <= ord(sign) < 0x370 or 0x1E00 <= ord(sign) < 0x2070
        for sign in text
    )


def _korean(words: list[str]) -> Name | None:
    if korean.is_family_first(words):
        return Name(words[0], " ".join(words[1:]), family_first=True)
    if len(words) > 2 and "-" in words[-1] and korean.is_family_first(words[-2:]):
        # "Theresa Kim Hwa-young": a baptismal name before a Korean one.
        given = " ".join([*words[:-2], words[-1]])
        return Name(words[-2], given, whole=" ".join(words))
    return None


def _by_capitals(words: list[str]) -> Name | None:
    """Take a family name that alone is in capitals, as in "KIM Min-su" and "Jane DOE"."""
    are_capitals = [_is_capitals(word) for word in words]
    number = sum(are_capitals)
    if number in (0, len(words)):
        return None
    if all(are_capitals[:number]) and (number > 1 or len(words[0]) > 2 or _is_korean(words[0])):
        return Name(" ".join(words[:number]), " ".join(words[number:]), family_first=True)
    if all(are_capitals[-number:]):
        return Name(" ".join(words[-number:]), " ".join(words[:-number]))
    return None


def _is_capitals(word: str) -> bool:
    is_initials = "." in word or SUFFIX.fullmatch(word) is not None
    return word.isupper() and not is_initials and sum(map(str.isalpha, word)) > 1


def _is_korean(word: str) -> bool:
    return korean.plain(word) in korean.FAMILIES


def _hangul(text: str) -> Name:
    bare = text.replace(" ", "")
    if not re.fullmatch(r"[가-힣]{2,5}", bare):
        return Name(literal=text)
    length = 2 if len(bare) > 2 and bare[:2] in _LONG_FAMILIES else 1
    return Name(bare[:length], bare[length:], family_first=True)


def _western(words: list[str]) -> Name:
    suffix = ""
    if len(words) > 2 and SUFFIX.fullmatch(words[-1]):
        *words, suffix = words
    start = len(words) - 1
    if start > 1 and words[start - 1] in ("y", "e", "i"):
        start -= 2  # "Ortega y Gasset" is one family name.
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    start = max(start, 1)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix=suffix)


_HANGUL = re.compile(r"[가-힣]")
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
_NATIVE_FIRST = re.compile(r"(?P<native>[^\x00-\u024f][^()]*?)\s*\((?P<latin>[A-Za-z][^()]*)\)")
_LATIN_FIRST = re.compile(
    r"(?P<latin>[A-Za-z][^()]*?)\s*\((?P<native>[\u1100-\u11ff\u3040-\uffdc][^()]*)\)"
)
_LONG_FAMILIES = frozenset(("남궁", "황보", "제갈", "사공", "선우", "독고", "서문", "동방"))
_PARTICLES = frozenset(
    """
    al bin da de del della den der di do dos du el ibn la le ten ter van von y e i zu
    """.split()  # noqa: SIM905
)
