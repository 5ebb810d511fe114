"""Draw the program's own icon for clients that cannot show an SVG."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

SIZES = (16, 32, 48)

_SIDE = 32
"""The side of the icon's own coordinates, which are those of `static/img/icon.svg`."""

_SCALE = 12
_PAPER = "#fbfaf6"


def draw(colour: str) -> bytes:
    """Return the icon in a colour such as `#34566e`, as an ICO file with all sizes."""
    image = Image.new("RGBA", (_SIDE * _SCALE, _SIDE * _SCALE))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(_scaled(0, 0, 32, 32), 5 * _SCALE, fill=colour)
    pen.rectangle(_scaled(15, 4, 17, 28), fill=_PAPER)
    pen.ellipse(_scaled(12, 6, 20, 14), fill=_PAPER)
    for half, fill in ((6.4, _PAPER), (3.6, colour)):
        pen.polygon(_scaled(16, 22 - half, 16 + half, 22, 16, 22 + half, 16 - half, 22), fill=fill)
    file = BytesIO()
    image.resize((48, 48), Image.Resampling.LANCZOS).save(
        file, "ICO", sizes=[(size, size) for size in SIZES]
    )
    return file.getvalue()


def _scaled(*values: float) -> list[float]:
    return [value * _SCALE for value in values]
