"""Draw a card: 1200 × 630 pixels, in the colours and shapes of the site."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from archive.social_cards.card import Card, Mark
from archive.social_cards.fonts import FINE, Style
from archive.social_cards.lines import Broken, break_lines

WIDTH, HEIGHT = 1200, 630


class Ink(NamedTuple):
    """A colour of the site's light theme, and the number of shades between it and the paper."""

    colour: tuple[int, int, int]
    steps: int


# Sixteen colours with the paper, so that a pixel takes four bits.
PAPER = (0xFB, 0xFA, 0xF6)
INK = Ink((0x1D, 0x1B, 0x17), 7)
SOFT = Ink((0x5B, 0x56, 0x4C), 4)
RULE = Ink((0xCF, 0xC8, 0xB8), 1)
ACCENT_STEPS = 3

SPINE = 104
LEFT, RIGHT = 168, 1112
SITE_BASELINE, SITE_SIZE = 96, 30
TOP = 178
"""The top of the capitals of a headline, in pixels."""
LAST_BASELINE, SMALL_SIZE, SMALL_LEADING = 556, 31, 44
GAP = 46
"""The free space between the headline and the foot, in pixels."""

HEADLINE_SIZES = (84, 76, 70, 64, 58, 52, 46, 42, 38, 34, 32)
SMALLER = 0.7
"""How far a headline may shrink to get even lines."""
LEADING = 1.22
CAPITALS, DESCENT = 0.714, 0.24
"""The height of capitals and the depth of descenders, as parts of the font size."""

DOT, DIAMOND = 15, 19
"""Half the width of each mark."""
AIR = 7
"""The gap between a mark and the line, as on the site."""

_MARKS: dict[Mark, str] = {"article": "●", "event": "◇", "tag": "●●●", "archive": "●●◇●"}
"""The mark on the spine, next to the first line of the headline."""


def draw(card: Card) -> bytes:
    """Draw a card as PNG; the same card gives the same bytes."""
    accent = Ink(_rgb(card.accent), ACCENT_STEPS)
    masks = {ink: Image.new("L", (WIDTH, HEIGHT)) for ink in (RULE, INK, SOFT, accent)}
    style = Style("serif-bold.ttf", card.language)
    style.draw(masks[INK], LEFT, SITE_BASELINE, SITE_SIZE, card.site)
    end = _draw_foot(card, masks[INK], masks[SOFT])
    size = _draw_headline(card, style, masks[INK], end - GAP)
    masks[RULE].paste(255, (SPINE - 1, 0, SPINE + 2, HEIGHT))
    middle = _baseline(size, 0) - round(CAPITALS * size / 2)
    step = 2 * (DOT + AIR) if card.mark == "tag" else round(LEADING * size)
    for number, mark in enumerate(_MARKS[card.mark]):
        _draw_mark(mark, middle + number * step, masks[RULE], masks[accent])
    return _png(masks)


def set_headline(headline: str, style: Style, height: int) -> tuple[int, Broken]:
    """Choose the font size and the lines of a headline: as large as fits, and even if possible."""
    largest: tuple[int, Broken] | None = None
    for size in HEADLINE_SIZES:
        room = height - (CAPITALS + DESCENT) * size
        most = 1 + max(0, int(room / (LEADING * size)))
        broken = break_lines(headline, (RIGHT - LEFT) / size, most, style.width)
        if largest and size < largest[0] * SMALLER:
            return largest
        if broken.is_even:
            return size, broken
        if broken.is_whole:
            largest = largest or (size, broken)
    return largest or (size, broken)


def _draw_headline(card: Card, style: Style, mask: Image.Image, bottom: int) -> int:
    """Draw the headline and return its font size."""
    size, broken = set_headline(card.headline, style, bottom - TOP)
    for number, line in enumerate(broken.lines):
        style.draw(mask, LEFT, _baseline(size, number), size, line)
    return size


def _baseline(size: int, line: int) -> int:
    return TOP + round(CAPITALS * size) + round(line * LEADING * size)


def _draw_foot(card: Card, ink: Image.Image, soft: Image.Image) -> int:
    """Draw the lines below the headline, from the bottom up, and return their top."""
    baseline = LAST_BASELINE
    for text, face, mask, most in (
        (card.detail, "sans-regular.ttf", soft, 3),
        (card.source, "sans-bold.ttf", ink, 1),
    ):
        style = Style(face, card.language)
        broken = break_lines(text, (RIGHT - LEFT) / SMALL_SIZE, most, style.width)
        for line in reversed(broken.lines):
            style.draw(mask, LEFT, baseline, SMALL_SIZE, line)
            baseline -= SMALL_LEADING
    return baseline + SMALL_LEADING - SMALL_SIZE


def _draw_mark(mark: str, middle: int, rule: Image.Image, accent: Image.Image) -> None:
    half = (DOT if mark == "●" else DIAMOND) + AIR
    rule.paste(0, (SPINE - 1, middle - half, SPINE + 2, middle + half + 1))
    fine = Image.new("L", (64 * FINE, 64 * FINE))
    shape, centre = ImageDraw.Draw(fine), 32 * FINE
    if mark == "●":
        shape.circle((centre, centre), DOT * FINE, fill=255)
    else:
        for radius, fill in ((DIAMOND, 255), (DIAMOND - 7, 0)):
            shape.regular_polygon((centre, centre, radius * FINE), 4, rotation=45, fill=fill)
    accent.paste(255, (SPINE - 32, middle - 32), fine.reduce(FINE))


def _png(masks: dict[Ink, Image.Image]) -> bytes:
    page = Image.new("P", (WIDTH, HEIGHT), 0)
    palette, first = list(PAPER), 1
    for ink, mask in masks.items():
        palette += _shades(ink)
        box = mask.getbbox()
        if box:
            # A mask value from 0 to 255 → the paper, or one of the ink's own shades.
            steps = [round(level / 255 * ink.steps) for level in range(256)]
            part = mask.crop(box)
            colours = part.point([step and first + step - 1 for step in steps])
            page.paste(colours, box, part.point([255 if step else 0 for step in steps]))
        first += ink.steps
    page.putpalette(palette)
    file = BytesIO()
    page.save(file, "PNG", bits=4, compress_level=4)
    return file.getvalue()


def _rgb(colour: str) -> tuple[int, int, int]:
    """The parts of a colour such as `#0a5c8a`."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _shades(ink: Ink) -> list[int]:
    return [
        round(paper + (full - paper) * step / ink.steps)
        for step in range(1, ink.steps + 1)
        for paper, full in zip(PAPER, ink.colour, strict=True)
    ]
