"""Recognise Korean names in Latin letters, in the spellings of the South and of the North.

Korean names begin with the family name ("Kim So-hyun"), but some newspapers print the given name
first ("Jooheon Kim"). Korean family names are few, so a list tells the two orders apart.
"""

from __future__ import annotations

import re
import unicodedata


def is_family_first(words: list[str]) -> bool:
    """Return whether words are a Korean name in Korean order: "Kim So-hyun", "Ri Song Min".

    "Young-Sik Kim", "Robert King" and "Jeong Eun Lee" are not. In "Park Jin" both words are family
    names, and the order of the text decides.
    """
    first, *given = map(plain, words)
    if first not in FAMILIES or not 1 <= len(given) <= 2:
        return False
    if given[-1] in _SELDOM_GIVEN and (given[-1] in _NEVER_GIVEN or first not in _SELDOM_GIVEN):
        return False
    if len(given) == 2:
        return all(_ONE_SYLLABLE.fullmatch(word) for word in given)
    if "-" in given[0]:
        return is_given_name(words[1])
    return bool(_SYLLABLES.fullmatch(given[0])) and not given[0].endswith(_WESTERN_ENDS)


def is_given_name(word: str) -> bool:
    """Return whether a word is two Korean syllables with a hyphen: "So-hyun", "CHOL-SU"."""
    parts = plain(word).split("-")
    return len(parts) == 2 and all(_LOOSE_SYLLABLE.fullmatch(part) for part in parts)


def plain(word: str) -> str:
    """A word in small letters, without the signs of the McCune–Reischauer spelling: "Ch'oe"."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return re.sub("[\u0300-\u036f'’ʼ‘`]", "", letters)


def _set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INITIAL = "(?:gg|kk|tt|dd|bb|pp|ss|jj|ch|kh|th|ph|jh|gh|wh|rh|sh|g|k|n|d|t|r|l|m|b|p|s|j|h|z)?"
_VOWEL = (
    "y?w?(?:yae|yeo|wae|eui|heui|ae|ya|eo|ye|oe|wa|wo|we|wi|eu|ui|ue|ee|oo|ou|ai|ay|oi|ow"
    "|a|e|i|o|u)"
)
_SYLLABLE = f"{_INITIAL}{_VOWEL}(?:ng|ck|k|g|n|t|l|m|b|p|h)?"
"""A syllable in the usual romanisations of Korean."""

_ONE_SYLLABLE = re.compile(_SYLLABLE)
_SYLLABLES = re.compile(f"(?:{_SYLLABLE}){{1,2}}")
_LOOSE_SYLLABLE = re.compile(
    f"{_INITIAL}{_VOWEL}(?:hng|ng|ck|hn|hm|ll|rl|k|g|n|t|l|m|b|p|h|r|s|d)?"
)
"""A syllable in rarer spellings too, such as "Chull"; a hyphen beside it makes it likely."""
_WESTERN_ENDS = ("son", "ton", "ley", "den")

FAMILIES = _set_of(
    """
    ahn an bae baek bahk bai baik bak ban bang bark bhang bin bok bong boo bu byeon byon byun
    cha chae chai chang che cheon cheong chey chi chin cho choe choi chon chong choo choung choy
    chu chun chung chyung dang do doh dokgo dong eo eoh eom eum eun gal gang ghim gil gim go
    gong goo gu gwag gwak gwon gye gyeon ha hah hahm hahn ham han heo heu ho hoang hong hu huh
    hur hwang hwangbo hyeon hyon hyun ihm ihn im in jahng jang je jee jegal jeh jeon jeong
    jeoung jeun jhe jhun ji jin jo jon jong joo joung ju jun jung kal kang keum khang khim kho
    khu kil kim ko koh kong koo kook ku kuk kum kwack kwag kwak kweon kwon kye kym lee leem leom
    li lim lyu ma maeng mah meng min mo moh mok moon mun myeong myong myoung myung na nah nam
    namgoong namgung namkoong namkung nham nho no noh o ock oh ohm ok om ong oo ou pae paek
    paeng pai paik pak pan pang park phyo pi po pok pong pu pyeon pyo pyon pyun ra rah ree rhee
    rho rhyu ri rie rim ro roh ryang rye ryeom ryo ryom ryong ryoo ryou ryu sa sagong sah sang
    seo seok seol seomun seon seong seonu seonwoo sheen shim shin si sihn sim sin so soh sohn
    sok sol son song sonu su suh suk sul sun sung sunwoo sur tae tai tak tang thae thak to tokko
    tong tu u uh uhm uhn um wang we wee weon wi wie won woo wu yang ye yeh yeo yeom yeon yeum yi
    yim yin yo yom yon yong yoo yook yoon you youm youn yu yuh yuk yum yun yune
    """
)
"""Korean family names in their usual romanisations, South and North."""

_NEVER_GIVEN = _set_of("kim lee rhee park pak choi choe")
"""Family names that are no syllable of a given name."""

_SELDOM_GIVEN = _NEVER_GIVEN | _set_of(
    """
    ahn bae baek ban chang cho choo chung han heo hong huh hwang jang jeong kang koo kwak kwon
    lim noh oh paik ri roh ryu shim shin sohn yang yoo yoon
    """
)
"""Family names that are seldom the last syllable of a given name: "Jin Kang" is a Kang."""
