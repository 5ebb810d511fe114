"""The fonts have the declared characters; other characters are not drawn as boxes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFont

from archive.social_cards import fonts
from archive.social_cards.fonts import FOLDER, Style, lacking

FILES = sorted(FOLDER.glob("*.?tf"))
SERIF = Style("serif-bold.ttf")


def picture(text: str, style: Style = SERIF) -> Image.Image:
    mask = Image.new("L", (900, 100))
    style.draw(mask, 10, 70, 48, text)
    return mask


def is_same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_description_lists_the_characters_of_each_font(file: Path) -> None:
    assert fonts._characters(file.name) == {chr(code) for code in TTFont(file).getBestCmap()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_fonts_keep_their_licence_and_have_their_own_name(file: Path) -> None:
    """The Open Font License asks for both."""
    names = TTFont(file)["name"]

    assert "SIL Open Font License" in names.getDebugName(13)
    for number in (1, 4, 6):
        assert names.getDebugName(number).startswith("Record")
    assert file.name in (FOLDER / "OFL.txt").read_text("utf-8")
    owner = names.getDebugName(0).replace("©", "Copyright")
    assert owner in (FOLDER / "OFL.txt").read_text("utf-8")


def test_fonts_are_small_enough_for_a_repository() -> None:
    assert sum(file.stat().st_size for file in FILES) < 6_200_000


def test_fonts_have_every_character_of_the_headlines() -> None:
    letters = "".join(
        chr(code)
        for first, last in (
            (0x20, 0x7E),
            (0xA0, 0x17F),
            (0x391, 0x3C9),
            (0x410, 0x44F),
            (0xAC00, 0xD7A3),
            (0x3131, 0x3163),
            (0x3041, 0x3096),
            (0x30A1, 0x30FE),
            (0x3001, 0x3011),
            (0xFF01, 0xFF5E),
        )
        for code in range(first, last + 1)
        if unicodedata.name(chr(code), "")
    )
    ideographs = "".join(
        bytes((row, cell)).decode(encoding, "ignore")
        for encoding, first, last in (("euc_kr", 0xCA, 0xFD), ("euc_jp", 0xB0, 0xCE))
        for row in range(first, last + 1)
        for cell in range(0xA1, 0xFF)
    )

    assert len(ideographs) > 7_000
    assert lacking(letters + ideographs + "“”‘’–—…·「」«»€№→") == ""


def test_unknown_characters_are_left_out() -> None:
    assert lacking("aخ😀b") == "خ😀"
    assert is_same(picture("aخ😀b"), picture("ab"))
    assert SERIF.width("aخ😀b") == SERIF.width("ab")
    assert picture("خ😀").getbbox() is None


@pytest.mark.parametrize("sign", "Aéñ№Я유뷁の恐連北−→")
def test_no_character_is_drawn_as_missing_glyph(sign: str) -> None:
    drawn = picture(sign).getbbox()
    assert drawn is not None
    for file in FILES:
        font = ImageFont.truetype(file, 48, layout_engine=ImageFont.Layout.BASIC)
        box = Image.new("L", (900, 100))
        box.paste(255, (0, 0), _glyph(font, "\U0010fffd"))
        assert not is_same(picture(sign).crop(drawn), box.crop(box.getbbox()))


def _glyph(font: ImageFont.FreeTypeFont, sign: str) -> Image.Image:
    mask = Image.new("L", (900, 100))
    ImageDraw.Draw(mask).text((10, 70), sign, fill=255, font=font, anchor="ls")
    return mask


def test_accents_are_drawn() -> None:
    for plain, accented in ("eé", "nñ", "oö", "aǎ", "ий"):
        assert not is_same(picture(plain), picture(accented))


def test_ideographs_have_the_forms_of_their_language() -> None:
    forms = [picture("海", Style("serif-bold.ttf", language)) for language in ("ko", "ja", "zh")]

    assert not any(is_same(forms[a], forms[b]) for a, b in ((0, 1), (0, 2), (1, 2)))
    assert is_same(forms[2], picture("海", Style("serif-bold.ttf", "zh-Hans")))


def test_pairs_are_kerned() -> None:
    assert SERIF.width("AV") < SERIF.width("A") + SERIF.width("V")
    assert SERIF.width("A V") == pytest.approx(sum(map(SERIF.width, ("A", " ", "V"))))


def test_a_text_is_as_wide_as_what_is_drawn() -> None:
    text = "UN human rights body raises 유엔"
    box = picture(text).getbbox()

    assert box is not None
    assert SERIF.width(text) * 48 == pytest.approx(box[2] - 10, abs=4)


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u200e", "\u2060"])
def test_a_sign_without_a_shape_is_not_drawn(sign: str) -> None:
    assert Style("serif-bold.ttf").width(f"Zwang{sign}s") == Style("serif-bold.ttf").width("Zwangs")
