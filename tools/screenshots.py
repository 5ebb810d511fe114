"""Take a screenshot of each kind of page in four widths, light and dark; print two as PDF.

Run by `make screenshots`. The pictures are written to `screenshots/`, which git ignores.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.running import ROOT, chromium, running_site

PAGES = {
    "timeline": "/",
    "filtered": "/?tag=china&tag=upr&from=2023&to=2024&order=oldest",
    "empty": "/?tag=laos&tag=upr&outlet=the-asian",
    "year": "/timeline/2012/",
    "month": "/timeline/2012/03/",
    "article": "/articles/2012-03-14-dong-a-ilbo-un-body-raises-awareness/",
    "article-korean": "/articles/2013-05-30-rfa-korean-un-worried-nine-orphans/",
    "event": "/events/2013-laos-nine/",
    "tag": "/tags/non-refoulement/",
    "document": "/documents/a-hrc-19-65/",
    "person": "/people/marzuki-darusman/",
    "outlet": "/outlets/dong-a-ilbo/",
    "organisation": "/organisations/unhrc/",
    "people": "/people/",
    "words": "/words/",
    "tags": "/tags/",
    "outlets-by-number": "/outlets/?by=articles",
    "documents": "/documents/",
    "search": "/search/?q=non-refoulement+Laos",
    "about": "/about/method/",
    "api": "/api/",
    "error": "/?tag=uprr",
    "not-found": "/tags/uppr/",
}
WIDTHS = (360, 800, 1440, 1920)
SCHEMES = ("light", "dark")
PRINTED = ("article", "year")


def main(folder: Path = ROOT / "screenshots") -> int:
    """Take the pictures. Return the exit status: 1 if a page scrolls sideways."""
    folder.mkdir(exist_ok=True)
    sideways: list[str] = []
    with running_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for width in WIDTHS:
            for scheme in SCHEMES:
                sideways += _take(browser, address, folder, width, scheme)
        _print(browser, address, folder)
        browser.close()
    for page in sideways:
        print(f"{page} scrolls sideways.")
    count = len(PAGES) * len(WIDTHS) * len(SCHEMES)
    print(f"{count} pictures and {len(PRINTED)} prints in {folder}")
    return 1 if sideways else 0


def _take(browser: Browser, address: str, folder: Path, width: int, scheme: str) -> list[str]:
    height = 900 if width > 500 else 780
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    sideways = []
    for name, path in PAGES.items():
        page.goto(address + path)
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            sideways.append(f"{path} at {width} px")
    context.close()
    return sideways


def _print(browser: Browser, address: str, folder: Path) -> None:
    page = browser.new_page()
    for name in PRINTED:
        page.goto(address + PAGES[name])
        page.pdf(
            path=folder / f"{name}.pdf",
            format="A4",
            margin={"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"},
        )
    page.close()


if __name__ == "__main__":
    sys.exit(main())
