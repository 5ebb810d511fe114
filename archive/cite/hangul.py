"""Find the names in a byline in Hangul."""

from __future__ import annotations

import re

from archive.cite.names import Name, person


def is_hangul(text: str) -> bool:
    """Return whether a text has Hangul."""
    return re.search("[가-힣]", text) is not None


def is_place(text: str) -> bool:
    """Return whether a text is a city that bylines often name."""
    return text.strip() in _PLACES


def bare(text: str) -> str:
    """Take the word for reporter or correspondent off the end of a name."""
    return re.sub(rf"\s*(?:{_ROLE})$", "", text.strip()) or text


def without_credit(text: str) -> str:
    """Take "글·사진" (words and pictures) and the like off the beginning."""
    return _PREFIX.sub("", text)


def names(text: str) -> list[Name]:
    """List the persons in a text without signs between them, else the whole text as one name."""
    words = [short for word in text.split() if (short := _without_role(word))]
    if words and len(words[0]) == 1 and len(words) > 1:
        words[:2] = [words[0] + words[1]]  # A family name that has a space behind it.
    people = [word for word in words if _is_name(word, is_only=len(words) == 1)]
    rest = [word for word in words if word not in people]
    if (
        people
        and (len(people) == 1 or not rest)
        and not any(_BODY.search(word) for word in rest[1:])
    ):
        return [person(word) for word in people]
    return [Name(literal=text)]


def _without_role(word: str) -> str:
    """Take a role off a word; of a word that is only a role nothing is left."""
    return "" if re.fullmatch(rf"(?:[가-힣]{{2,4}})?(?:{_ROLE_WORD})", word) else bare(word)


def _is_name(word: str, *, is_only: bool) -> bool:
    if not re.fullmatch("[가-힣]{2,5}", word) or _BODY.search(word) or is_place(word):
        return False
    return is_only or (len(word) <= 4 and word[0] in _FAMILIES)


_ROLE = "특파원|통신원|인턴기자|선임기자|객원기자|전문기자|사진기자|기자"
_ROLE_WORD = (
    f"{_ROLE}|논설위원|연구위원|편집위원|전문위원|편집장|편집인|주필|국장|부장|차장|팀장|앵커|리포터|에디터"
    "|칼럼니스트|평론가|변호사|작가|인턴|교수|박사|소장|대표|대사|연구원|선임|객원"
)
_CREDIT = "(?:글|사진|취재|정리|영상)"
_PREFIX = re.compile(rf"^(?:[가-힣]+\s*=\s*|{_CREDIT}(?:[·ㆍ,/]\s*{_CREDIT})*\s+)+(?=[가-힣])")
_BODY = re.compile(
    "뉴스|팀$|편집|신문|방송|통신|온라인|연합|취재|일보|위원회|센터|협회|재단|연대|대학|정부|국제"
)
_PLACES = frozenset(
    """
    서울 부산 대구 인천 광주 대전 울산 세종 수원 제주 평양 판문점 베이징 북경 상하이
    상해 선양 심양 단둥 옌지 도쿄 동경 오사카 워싱턴 뉴욕 유엔본부 런던 파리 베를린
    제네바 브뤼셀 모스크바 방콕 하노이 홍콩 타이베이 싱가포르 시드니 빈 로마 마드리드
    """.split()  # noqa: SIM905
)
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주"
    "우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹"
    "제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당"
    "리림라량려련렴로룡륙독"
)
