"""Cards as pictures."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from archive.config import ROOT
from archive.site import Accent
from archive.social_cards.card import Card, for_archive, for_article, for_event, for_tag
from archive.social_cards.drawing import (
    HEADLINE_SIZES,
    HEIGHT,
    LEFT,
    RIGHT,
    SPINE,
    TOP,
    WIDTH,
    draw,
    set_headline,
)
from archive.social_cards.fonts import Style

SITE = "The Geneva Record"
ARTICLE = for_article(
    title="U.N. fears nine North Korean defectors sent home by China",
    language="en",
    outlet="Reuters",
    published="2013-05-31",
    site=SITE,
)
EVENT = for_event(title="Laos hands over nine young North Koreans", date="2013-05-10", site=SITE)
TAG = for_tag(
    label="Non-refoulement", label_ko="강제송환금지 원칙", definition="A rule.", site=SITE
)
ARCHIVE = for_archive(subject="How it was reported", site=SITE)
LONG = replace(ARTICLE, headline="Expressing the sense of Congress that " * 40)
EMPTY = replace(ARTICLE, headline="", source="", detail="", site="")
UNDRAWABLE = replace(ARTICLE, headline="خبر", language="ar")
CARDS = [ARTICLE, EVENT, TAG, ARCHIVE, LONG, EMPTY, UNDRAWABLE]

PAPER, ACCENT = (0xFB, 0xFA, 0xF6), tuple(bytes.fromhex(Accent().light[1:]))


def picture(card: Card) -> Image.Image:
    return Image.open(BytesIO(draw(card))).convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Return the share of a box that is not background."""
    part = image.crop(box)
    paper = Image.new("RGB", part.size, PAPER)
    seen = ImageChops.difference(part, paper).convert("L").point(lambda level: 255 * (level > 0))
    return seen.histogram()[255] / (part.width * part.height)


@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_a_small_png_of_the_usual_size(card: Card) -> None:
    data = draw(card)
    image = Image.open(BytesIO(data))

    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 50_000
    colours = image.convert("RGB").getcolors()
    assert colours is not None
    assert len(colours) <= 16


@pytest.mark.parametrize("card", CARDS)
def test_nothing_is_drawn_outside_of_the_margins(card: Card) -> None:
    image = picture(card)

    for box in (
        (0, 0, SPINE - 26, HEIGHT),
        (SPINE + 26, 0, LEFT - 4, HEIGHT),
        (RIGHT + 4, 0, WIDTH, HEIGHT),
        (SPINE + 26, HEIGHT - 56, WIDTH, HEIGHT),
        (SPINE + 26, 0, WIDTH, 56),
    ):
        assert inked(image, box) == 0


def test_headline_is_drawn() -> None:
    box = (LEFT, TOP, RIGHT, 440)

    assert inked(picture(ARTICLE), box) > 0.05
    assert inked(picture(replace(ARTICLE, headline="")), box) == 0
    assert inked(picture(UNDRAWABLE), box) == 0


def test_every_line_of_the_card_is_drawn() -> None:
    whole = picture(ARTICLE)
    for field in ("headline", "source", "detail", "site"):
        without = picture(replace(ARTICLE, **{field: ""}))
        assert ImageChops.difference(whole, without).getbbox() is not None


def test_the_same_card_is_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib\n"
        "from archive.social_cards.card import Card\n"
        "from archive.social_cards.drawing import draw\n"
        f"print(hashlib.sha256(draw({TAG!r})).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == hashlib.sha256(draw(TAG)).hexdigest()


def test_marks_differ_for_articles_and_events() -> None:
    """A filled dot for an article, an open diamond for an event, as on the timeline."""
    middles = {}
    for card in (ARTICLE, EVENT):
        image = picture(card)
        column = [image.getpixel((SPINE, y)) for y in range(HEIGHT)]
        accented = [y for y, colour in enumerate(column) if colour == ACCENT]
        middle = (accented[0] + accented[-1]) // 2
        middles[card.mark] = column[middle]
        assert TOP < middle < TOP + HEADLINE_SIZES[0]
    assert middles == {"article": ACCENT, "event": PAPER}


@pytest.mark.parametrize(("card", "marks"), [(ARTICLE, 1), (EVENT, 1), (TAG, 3), (ARCHIVE, 4)])
def test_number_of_marks(card: Card, marks: int) -> None:
    image = picture(card)
    # At the left edge of dot and diamond alike there is one run of colour for each mark.
    column = [image.getpixel((SPINE - 14, y)) != PAPER for y in range(HEIGHT)]
    runs = sum(now and not before for before, now in zip([False, *column], column, strict=False))

    assert runs == marks


def test_short_headlines_are_large_and_long_ones_smaller() -> None:
    style = Style("serif-bold.ttf")
    sizes = [
        set_headline(headline, style, 260)[0]
        for headline in ("OHCHR / DPRK", ARTICLE.headline, ARTICLE.headline * 3, LONG.headline)
    ]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == HEADLINE_SIZES[0]
    assert sizes[-1] == HEADLINE_SIZES[-1]
    assert set_headline(LONG.headline, style, 260)[1].lines[-1].endswith("…")


def test_even_lines_are_preferred_to_large_ones() -> None:
    _, broken = set_headline(
        "China: second Universal Periodic Review", Style("serif-bold.ttf"), 300
    )

    assert broken.lines == ["China: second Universal", "Periodic Review"]
