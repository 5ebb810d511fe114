"""Sharing an article: its address copied, mailed, handed to the device, and its card framed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PAGES

pytestmark = pytest.mark.browser

ARTICLE = PAGES["article"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which another site serves it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_address_of_an_article_is_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(ARTICLE)

    page.get_by_role("button", name="Copy link").click()
    page.locator(".status", has_text="copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("link[rel=canonical]").get_attribute("href")
    context.close()


def test_mail_names_the_article_and_its_address(page: Page) -> None:
    page.goto(ARTICLE)
    href = page.get_by_role("link", name="Send by email").get_attribute("href")

    assert href
    assert href.startswith("mailto:?")
    fields = parse_qs(urlsplit(href).query, strict_parsing=True)
    assert fields["subject"] == [page.locator("h1").inner_text()]
    headline, where, address = fields["body"][0].split("\r\n")
    assert headline == page.locator("h1").inner_text()
    assert where == "The Dong-A Ilbo, 14 March 2012"
    assert urlsplit(address).path == ARTICLE


@pytest.mark.parametrize("can_share", [True, False])
def test_share_button_uses_the_device(page: Page, can_share: bool) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'share', { configurable: true, value: %s });"
        % ("async (what) => { window.shared = what; }" if can_share else "undefined")
    )
    page.goto(ARTICLE)
    button = page.get_by_role("button", name="Share…")

    assert button.is_visible() == can_share
    if can_share:
        button.click()
        shared = page.evaluate("window.shared")
        assert shared["title"] == page.locator("h1").inner_text()
        assert urlsplit(shared["url"]).path == ARTICLE


def test_a_card_is_framed_by_another_site_and_a_page_is_not(
    browser: Browser, site: str, elsewhere: tuple[Path, str]
) -> None:
    folder, address = elsewhere
    sandbox = "allow-popups allow-popups-to-escape-sandbox"
    (folder / "index.html").write_text(
        f'<!doctype html><iframe src="{site}/embed{ARTICLE}" width="600" height="300" '
        f'sandbox="{sandbox}"></iframe><iframe src="{site}{ARTICLE}"></iframe>'
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    card, whole = page.frames[1:]

    assert card.locator("h1").inner_text().startswith("UN human rights body")
    fits = "document.documentElement.scrollHeight <= innerHeight"
    assert card.evaluate(fits)
    assert not whole.url.startswith(site)
    with context.expect_page() as opened:
        card.locator("h1 a").click()
    assert urlsplit(opened.value.url).path == ARTICLE
    opened.value.locator("button", has_text="Copy link").wait_for()
    context.close()
