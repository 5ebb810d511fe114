"""Find the persons in a byline, and split their names into family and given name if that is safe.

Korean names begin with the family name, in Hangul and mostly also in Latin letters ("Kim So-hyun"),
but some newspapers print the given name first ("Jooheon Kim"). Korean family names are few, so a
list of them is enough to find the family name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


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

    @property
    def is_person(self) -> bool:
        """Whether the author is a person, with a family name."""
        return bool(self.family)

    @property
    def inverted(self) -> str:
        """The name for catalogues: "Kim, So-hyun", "Park, Robert, Jr."; literal names stay."""
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


def names(byline: str | None) -> tuple[Name, ...]:
    """List the authors in a byline, in its order; an empty list for no byline."""
    if not byline:
        return ()
    text = re.sub(r"^by\s+", "", " ".join(byline.split()), flags=re.IGNORECASE)
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        if part and _SUFFIX.fullmatch(part) and parts:
            parts[-1] += f" {part}"
        elif part:
            parts.append(part)
    return tuple(_name(part) for part in parts)


def _name(text: str) -> Name:
    text = text.strip()
    if found := _WITH_LATIN.fullmatch(text):
        return replace(_name(found["latin"]), native=_bare(found["native"]))
    if _HANGUL.search(text):
        return _hangul(text)
    words = text.split()
    if len(words) == 1 or not _is_latin(text) or any(word.lower() in _BODIES for word in words):
        return Name(literal=text)
    if _is_family_first(words):
        return Name(words[0], " ".join(words[1:]), family_first=True)
    if len(words) > 2 and _is_family_first(words[1:]):
        # "Theresa Kim Hwa-young": a baptismal name before a Korean one.
        return Name(words[1], f"{words[0]} {' '.join(words[2:])}", whole=text)
    return _western(words)


def _hangul(text: str) -> Name:
    bare = _bare(text)
    if not re.fullmatch(r"[가-힣]{2,5}", bare) or re.search(_KOREAN_BODIES, bare):
        return Name(literal=text)
    length = 2 if len(bare) > 2 and bare[:2] in _LONG_FAMILIES else 1
    return Name(bare[:length], bare[length:], family_first=True)


def _bare(text: str) -> str:
    """Remove the word for reporter or correspondent after a Korean name."""
    return re.sub(r"\s*(?:특파원|통신원|인턴기자|기자)$", "", text.strip())


def _is_family_first(words: list[str]) -> bool:
    """Whether words are a Korean name in Korean order: "Kim So-hyun", "Park Boram", "Ban Ki Moon".

    "Young-Sik Kim", "Robert King" and "Young Kim" are not; "Lee Myers" has no Korean given name.
    Nor is "Jeong Eun Lee", since Lee is no part of a given name.
    """
    first, *given = words
    if first.lower() not in _FAMILIES or not 1 <= len(given) <= 2:
        return False
    if len(given) == 2:
        if given[1].lower() in _NEVER_GIVEN:
            return False
        return all(_ONE_SYLLABLE.fullmatch(word) for word in given)
    if _WITH_HYPHEN.fullmatch(given[0]):
        return True
    return given[0].lower() not in _FAMILIES and bool(_SYLLABLES.fullmatch(given[0]))


def _western(words: list[str]) -> Name:
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        *words, suffix = words
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix=suffix)


def _is_latin(text: str) -> bool:
    return all(ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x2070 for sign in text)


def _set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HANGUL = re.compile(r"[가-힣]")
_BETWEEN = re.compile(r"\s*(?:,\s*and\b|,|;|&|·|ㆍ|、|\s/\s|\band\b)\s*")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?D)\.?")
_WITH_LATIN = re.compile(r"(?P<native>[^\x00-\u024f][^()]*?)\s*\((?P<latin>[A-Za-z][^()]*)\)")
_WITH_HYPHEN = re.compile(r"[A-Z][a-z]+-[A-Za-z][a-z]+")

_SYLLABLE = (
    r"(?:gg|kk|tt|dd|bb|pp|ss|jj|ch|g|k|n|d|t|r|l|m|b|p|s|sh|j|h)?y?w?"
    r"(?:ae|ya|yae|eo|ye|yeo|oe|wa|wae|wo|we|wi|eu|ui|ee|oo|ou|ai|a|e|i|o|u)"
    r"(?:ng|ck|k|g|n|t|l|m|b|p|h)?"
)
"""A syllable in the usual romanisations of Korean."""

_ONE_SYLLABLE = re.compile(_SYLLABLE, re.IGNORECASE)
_SYLLABLES = re.compile(f"(?:{_SYLLABLE}){{1,2}}", re.IGNORECASE)

_FAMILIES = _set_of(
    """
    ahn an bae baek ban bang byeon byun cha chae cheon cho choe choi chon chu chun chung do
    eom eun gang gil go gong goo gu gwak gwon ha ham han heo hong huh hur hwang hwangbo
    hyeon hyun im in jang jegal jeon jeong ji jin jo joo ju jun jung kang kil kim ko koh
    kong koo ku kwak kwon lee lim ma maeng min moon mun myung na nam namgung namkoong no noh
    oh ok paik pak park pyeon pyo pyun rhee rho roh ryoo ryou ryu seo seok seol seon seonwoo
    shim shin sim sin so sohn son song suh sung sunwoo tak uhm um wang won woo wu yang yeo
    yeom yi yim yoo yoon you yu yuk yum yun
    """
)
"""Korean family names in their usual romanisations."""

_NEVER_GIVEN = _set_of("kim lee rhee park pak choi choe")
"""Family names that are no syllable of a given name."""

_LONG_FAMILIES = frozenset(("남궁", "황보", "제갈", "사공", "선우", "독고", "서문", "동방"))

_BODIES = _set_of(
    """
    agency board bureau commission committee correspondent correspondents council daily desk
    editor editorial editors government herald international ministry monitoring nations
    network news newspaper newsroom office organisation organization post press report
    reporter reporters service staff team times tribune watch writer writers
    """
)
"""Words that are never part of a person's name."""

_KOREAN_BODIES = "뉴스|팀|편집|신문|방송|통신|온라인|연합|취재"
_PARTICLES = _set_of(
    """
    al bin da de del della den der di dos du el ibn la le ten ter van von
    """
)
