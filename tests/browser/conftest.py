"""A real server, a real browser, and the checkers that come from npm.

Tests are skipped, with the reason, if a tool that they need is missing; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tools.running import running_site

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

PAGES = {
    "timeline": "/",
    "timeline, second page": "/?page=2",
    "filtered timeline": "/?tag=china&tag=upr&from=2023&to=2024&order=oldest",
    "one of several outlets": "/?outlet=korea-herald&outlet=yonhap",
    "excluded": "/?tag=-china",
    "data": "/data/",
    "search": "/search/",
    "results": "/search/?q=non-refoulement+Laos",
    "results for a mistake": "/search/?q=%28china+foo%3Abar+OR",
    "empty": "/?tag=laos&tag=upr&outlet=the-asian",
    "year": "/timeline/2012/",
    "month": "/timeline/2012/03/",
    "article": "/articles/2012-03-14-dong-a-ilbo-un-body-raises-awareness/",
    "article in Korean": "/articles/2013-05-30-rfa-korean-un-worried-nine-orphans/",
    "article in Japanese": "/articles/2022-03-18-yonhap-ja-1500-detained-in-china/",
    "card of an article": "/embed/articles/2013-05-30-rfa-korean-un-worried-nine-orphans/",
    "article of a month": "/articles/2012-02-the-asian-seoul-urges-china-at-un/",
    "API": "/api/",
    "citations": "/articles/2023-02-27-rfa-korean-salmon-letter-to-china/cite/",
    "tags": "/tags/",
    "tag": "/tags/non-refoulement/",
    "outlets": "/outlets/",
    "outlet": "/outlets/yonhap/",
    "people": "/people/",
    "people, filtered": "/people/?tag=upr",
    "outlets by number": "/outlets/?by=articles",
    "documents by kind": "/documents/?by=kind",
    "organisations, filtered, by letter": "/organisations/?tag=upr&by=letter",
    "person": "/people/marzuki-darusman/",
    "organisations": "/organisations/",
    "organisation": "/organisations/unhrc/",
    "events": "/events/",
    "event": "/events/2013-laos-nine/",
    "documents": "/documents/",
    "document": "/documents/a-hrc-19-65/",
    "words": "/words/",
    "words, filtered": "/words/?tag=upr",
    "about": "/about/",
    "not found": "/tags/uppr/",
    "bad question": "/?tag=uprr&from=2012-13",
}
"""One address for each kind of page."""

REMOVED = "/articles/withdrawn-report/"
"""An article removed from the tiny collection; the real collection has none."""


def unavailable(what: str) -> NoReturn:
    """Skip a test whose tool is missing; in CI, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}, and in CI it has to be there.")
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    for name in (os.environ.get("TEST_BROWSER"), "chromium", "chromium-browser"):
        if name and (found := shutil.which(name)):
            return found
    unavailable("There is no Chromium (Debian's package chromium, or TEST_BROWSER)")


@pytest.fixture(scope="session")
def java() -> str:
    """The path of a Java runtime."""
    found = shutil.which("java")
    # On macOS, a program of this name only says where to get Java.
    if found and subprocess.run([found, "-version"], capture_output=True).returncode == 0:
        return found
    unavailable("There is no Java")


@pytest.fixture(scope="session")
def from_npm() -> Callable[[str], Path]:
    """Return a file from an npm package in package.json."""

    def find(name: str) -> Path:
        file = HERE / "node_modules" / name
        if not file.exists():
            unavailable(f"{name} is not installed (npm ci in tests/browser)")
        return file

    return find


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the real server, serving the project's own collection."""
    with running_site() as address:
        yield address


@pytest.fixture(scope="session")
def tiny_site() -> Iterator[str]:
    """The address of a real server of the tiny collection, which has a removed article."""
    with running_site(HERE.parent / "base") as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of a desktop browser, with addresses relative to the site."""
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_script(browser: Browser, site: str) -> Iterator[Page]:
    """The same without JavaScript."""
    context = browser.new_context(
        base_url=site, viewport={"width": 1440, "height": 900}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()
