"""Make the fonts of the card images from Debian's Noto fonts: `python -m tools.card_fonts`.

It needs the packages `fonts-noto-core` and `fonts-noto-cjk`, and takes a few minutes. Its output is
in the repository; run it only to change the set of characters.

The fonts are subsets without layout tables: `archive.social_cards.fonts` places every glyph itself,
so a card is the same on every machine. Only the kerning of Latin pairs is kept, in `fonts.json`,
with the characters of each font.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from archive.config import ROOT

TARGET = ROOT / "archive" / "social_cards" / "fonts"
NOTO = Path("/usr/share/fonts")
CJK = NOTO / "opentype/noto/NotoSerifCJK-Bold.ttc"
SANS_CJK = NOTO / "opentype/noto/NotoSansCJK-Regular.ttc"
JAPANESE, KOREAN, CHINESE = 0, 1, 2
"""Indexes of the faces in the font collection: the same glyphs, mapped to other characters."""

LATIN_FACES = ("Serif-Bold", "Sans-Regular", "Sans-Bold")
LATIN = {
    *range(0x20, 0x250),  # Latin with all accents of European languages
    *range(0x370, 0x530),  # Greek and Cyrillic
    *range(0x1E00, 0x1F00),  # Vietnamese and transcriptions
    *range(0x2000, 0x2070),  # dashes, quotation marks
    *range(0x20A0, 0x20C0),  # currencies
    *range(0x2100, 0x2150),  # №, ™
}
KERNED = {*range(0x21, 0x7F), *range(0x2018, 0x201F)}
"""No spaces or dashes: so a line is as wide as the parts between its possible breaks."""
HANGUL = {*range(0xAC00, 0xD7A4), *range(0x3131, 0x318F)}
KANA_AND_SIGNS = {*range(0x3000, 0x3100), *range(0xFF01, 0xFFEF), *range(0x2460, 0x2474)}


def main() -> None:
    """Write every font, and the data that `archive.social_cards` needs."""
    _write_latin()
    _write_all_cjk()
    (TARGET / "fonts.json").write_text(
        json.dumps(_described(), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def _write_latin() -> None:
    for name in LATIN_FACES:
        font = _noto(name)
        _reduce(font, LATIN)
        _write(font, name.lower())


def _write_all_cjk() -> None:
    korean, japanese, chinese = (
        TTFont(CJK, fontNumber=number).getBestCmap() for number in (KOREAN, JAPANESE, CHINESE)
    )
    general = HANGUL | KANA_AND_SIGNS | _encoded("euc_kr") | _encoded("euc_jp", last=0xCF)
    _write_cjk(KOREAN, general, "serif-cjk-bold")
    _write_cjk(KOREAN, map(ord, "年月日년월일"), "sans-cjk-regular", SANS_CJK)
    _write_cjk(
        JAPANESE,
        (c for c in general if japanese.get(c) != korean.get(c)),
        "serif-japanese-bold",
    )
    _write_cjk(
        CHINESE,
        (
            c
            for c in _encoded("gb2312", last=0xD7)
            if chinese.get(c) != korean.get(c) or c not in general
        ),
        "serif-chinese-bold",
    )


def _described() -> dict[str, dict[str, Any]]:
    """Return file → its characters, and the kerning of pairs in thousandths of the size."""
    kerning = {f"{name.lower()}.ttf": _kerning(_noto(name)) for name in LATIN_FACES}
    return {
        file.name: {
            "characters": "".join(map(chr, sorted(TTFont(file).getBestCmap()))),
            "kerning": kerning.get(file.name, {}),
        }
        for file in sorted(TARGET.glob("*.?tf"))
    }


def _noto(name: str) -> TTFont:
    return TTFont(NOTO / f"truetype/noto/Noto{name}.ttf")


def _encoded(encoding: str, *, last: int = 0xFE) -> set[int]:
    """Return the two-byte characters of an encoding up to a row of its table, without Latin."""
    found = set()
    for row in range(0xA1, last + 1):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode(encoding)))
            except UnicodeDecodeError:
                continue
    return found - LATIN


def _write_cjk(number: int, characters: Iterable[int], name: str, source: Path = CJK) -> None:
    font = TTFont(source, fontNumber=number)
    _reduce(font, set(characters))
    _write(font, name)


def _reduce(font: TTFont, characters: set[int]) -> None:
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def _write(font: TTFont, name: str) -> None:
    """Write a subset under its own name, as the licence requires; the original's credits stay."""
    family = "Record " + name.replace("-", " ").title()
    for record in font["name"].names:
        if record.nameID in (1, 3, 4):
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "")
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    file = TARGET / f"{name}{'.otf' if 'CFF ' in font else '.ttf'}"
    font.save(file)
    print(f"{file.name}: {len(font.getBestCmap()):,} characters, {file.stat().st_size:,} bytes")


def _kerning(font: TTFont) -> dict[str, int]:
    """Return pairs of the commonest characters → their kerning in thousandths of the size."""
    glyphs = {name: chr(code) for code, name in font.getBestCmap().items() if code in KERNED}
    table = font["GPOS"].table
    numbers = {
        number
        for feature in table.FeatureList.FeatureRecord
        if feature.FeatureTag == "kern"
        for number in feature.Feature.LookupListIndex
    }
    pairs: dict[str, int] = {}
    for number in sorted(numbers):
        for part in table.LookupList.Lookup[number].SubTable:
            part = getattr(part, "ExtSubTable", part)
            if part.LookupType != 2:
                continue
            for first in set(part.Coverage.glyphs).intersection(glyphs):
                for second in glyphs:
                    moved = _moved(part, first, second)
                    if moved is not None:
                        pairs.setdefault(glyphs[first] + glyphs[second], moved)
    scale = 1000 / font["head"].unitsPerEm
    return {pair: round(pairs[pair] * scale) for pair in sorted(pairs) if pairs[pair]}


def _moved(part: Any, first: str, second: str) -> int | None:
    """Return the kerning of a pair in one subtable; `None` if the subtable does not have it."""
    if part.Format == 1:
        pairs = part.PairSet[part.Coverage.glyphs.index(first)]
        for record in pairs.PairValueRecord:
            if record.SecondGlyph == second:
                return record.Value1.XAdvance if record.Value1 else 0
        return None
    row = part.ClassDef1.classDefs.get(first, 0)
    column = part.ClassDef2.classDefs.get(second, 0)
    value = part.Class1Record[row].Class2Record[column].Value1
    return getattr(value, "XAdvance", 0) if value else 0


if __name__ == "__main__":
    main()
