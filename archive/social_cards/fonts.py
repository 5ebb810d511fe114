"""Choose the font for each character of a card.

A font without a character would draw a box. So each character is drawn by the first font of a list
that has it, and a character that no font has is left out.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).with_name("fonts")

_CJK = {
    "ja": ("serif-japanese-bold.otf", "serif-cjk-bold.otf", "serif-chinese-bold.otf"),
    "zh": ("serif-chinese-bold.otf", "serif-cjk-bold.otf", "serif-japanese-bold.otf"),
}
_CJK_ELSE = ("serif-cjk-bold.otf", "serif-japanese-bold.otf", "serif-chinese-bold.otf")
"""The fallback for other languages: Korean forms of ideographs first."""


FINE = 3
"""Text is drawn this many times larger and then scaled down: glyphs can then start between pixels,
and the hinting of a machine does not change them."""

_UNITS = 1000


class Run(NamedTuple):
    """A part of a text that one font draws without kerning inside."""

    file: str
    text: str
    start: float
    """The start of the run, as a multiple of the font size."""


class Style(NamedTuple):
    """The fonts of a text."""

    first: str
    """The file of the main font; others draw the characters that it does not have."""

    language: str = "en"
    """The language, which decides the forms of ideographs."""

    def width(self, text: str) -> float:
        """Measure a text, as a multiple of the font size."""
        return _set(text, self)[1]

    def draw(self, mask: Image.Image, x: int, baseline: int, size: int, text: str) -> None:
        """Draw a line of text in white on a mask, from `x` to the right, on a baseline."""
        runs, width = _set(text, self)
        above, below = size * 5 // 4, size // 2
        line = Image.new("L", (int(width * size + size) * FINE, (above + below) * FINE))
        draw = ImageDraw.Draw(line)
        for run in runs:
            left = round(run.start * size * FINE)
            font = _font(run.file, size * FINE)
            draw.text((left, above * FINE), run.text, fill=255, font=font, anchor="ls")
        mask.paste(255, (x, baseline - above), line.reduce(FINE))


def lacking(text: str) -> str:
    """List the characters of a text that no font has."""
    return "".join(sign for sign in text if not _file(sign, Style("serif-bold.ttf")))


@lru_cache(maxsize=4096)
def _set(text: str, style: Style) -> tuple[list[Run], float]:
    """Split a text into runs and measure it.

    Characters that no font has are left out, and so are format characters such as soft hyphens and
    joiners: the fonts have visible pictures of them.
    """
    runs: list[Run] = []
    end = 0.0
    before = ""
    for sign in text:
        file = _file(sign, style)
        if file is None or unicodedata.category(sign) == "Cf":
            continue
        is_same = bool(runs) and runs[-1].file == file
        moved = _kerning(file).get(before + sign, 0) if is_same else 0
        if is_same and not moved:
            runs[-1] = Run(file, runs[-1].text + sign, runs[-1].start)
        else:
            end += moved / _UNITS
            runs.append(Run(file, sign, end))
        end += _advance(file, sign)
        before = sign
    return runs, end


@cache
def _file(sign: str, style: Style) -> str | None:
    sans = ("sans-cjk-regular.otf",) if style.first == "sans-regular.ttf" else ()
    cjk = _CJK.get(style.language.split("-")[0], _CJK_ELSE)
    return next((f for f in (style.first, *sans, *cjk) if sign in _characters(f)), None)


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout engine: the other one depends on what is installed.
    return ImageFont.truetype(FOLDER / file, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(file: str, sign: str) -> float:
    return _font(file, _UNITS).getlength(sign) / _UNITS


@cache
def _described() -> dict[str, dict[str, Any]]:
    described: dict[str, dict[str, Any]] = json.loads((FOLDER / "fonts.json").read_text("utf-8"))
    return described


@cache
def _characters(file: str) -> frozenset[str]:
    return frozenset(_described()[file]["characters"])


@cache
def _kerning(file: str) -> dict[str, int]:
    kerning: dict[str, int] = _described()[file]["kerning"]
    return kerning
