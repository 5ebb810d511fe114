"""Every kind of page in a real browser: narrow and wide, light and dark, quiet, accessible."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.conftest import PAGES, REMOVED

pytestmark = pytest.mark.browser

WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_quiet_fit_and_accessible(
    browser: Browser, site: str, from_npm: Callable[[str], Path], width: int, scheme: Any
) -> None:
    """No error, no request to another host, no sideways scrolling, nothing that axe finds."""
    axe = from_npm("axe-core/axe.min.js").read_text("utf-8")
    # The policy of the pages forbids the checker as it forbids any foreign script.
    context = browser.new_context(
        base_url=site,
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    faults: list[str] = []
    _listen(page, site, faults)
    for name, address in PAGES.items():
        page.goto(address)
        if _scrolls_sideways(page):
            faults.append(f"{name}: scrolls sideways")
        page.evaluate(axe)
        faults += [f"{name}: {_violation(violation)}" for violation in _violations(page)]
    context.close()

    assert faults == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_removed_article_is_quiet_fits_and_is_accessible(
    browser: Browser, tiny_site: str, from_npm: Callable[[str], Path], width: int, scheme: Any
) -> None:
    """The status is 410; the page names the removed article and further links."""
    context = browser.new_context(
        base_url=tiny_site,
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    page, faults = context.new_page(), list[str]()
    _listen(page, tiny_site, faults)

    response = page.goto(REMOVED)
    assert response
    assert response.status == 410
    assert page.locator("h1").inner_text() == "This article was removed from the archive"
    page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
    faults += [_violation(violation) for violation in _violations(page)]
    assert faults == []
    assert not _scrolls_sideways(page)
    page.get_by_role("link", name="Go to the timeline").click()
    assert page.locator(".entry__title").count() > 0
    context.close()


def test_checker_reports_mistakes(page: Page, from_npm: Callable[[str], Path]) -> None:
    """This includes small targets, a rule that axe does not run by default."""
    page.set_content(
        "<html><body><style>a{display:block;font-size:6px}</style>"
        "<a href=/a>a</a><a href=/b>b</a><img src=x></body></html>"
    )
    page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))

    found = {violation["id"] for violation in _violations(page)}

    assert {"target-size", "image-alt", "html-has-lang"} <= found


@pytest.mark.parametrize("width", [320, 800, 1920])
def test_pages_fit(browser: Browser, site: str, width: int) -> None:
    """The widths are those that the accessibility test does not use."""
    page = browser.new_page(base_url=site, viewport={"width": width, "height": 640})

    sideways = [name for name in PAGES if page.goto(PAGES[name]) and _scrolls_sideways(page)]
    page.close()

    assert sideways == []


def test_forced_colours_keep_the_selection_visible(browser: Browser, site: str) -> None:
    """Columns by their fill, chips by a border, since both backgrounds are taken away."""
    context = browser.new_context(
        base_url=site, forced_colors="active", viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.goto("/tags/china/?from=2012&to=2013")

    column = ".chart__wide .chart__column"
    chosen = _fills(page, f"{column}--chosen .chart__part")
    others = _fills(
        page, f"{column}:not({column.split()[1]}--chosen) :is(.chart__whole, .chart__part)"
    )
    assert len(chosen) == len(others) == 1
    assert chosen != others
    # Both stand out from the canvas, and an event from a column.
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert canvas not in chosen | others
    constraint = page.locator(".constraints a").first
    assert constraint.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert constraint.evaluate("e => getComputedStyle(e).borderTopColor") != canvas
    context.close()


def test_the_content_policy_blocks_nothing_that_a_page_needs(page: Page, site: str) -> None:
    faults: list[str] = []
    _listen(page, site, faults)

    for address in PAGES.values():
        page.goto(address)

    assert faults == []


def test_pages_are_whole_without_javascript(browser: Browser, site: str) -> None:
    """Script-only elements are hidden, and nothing that a reader needs is missing."""
    with_script = browser.new_page(base_url=site)
    without = browser.new_context(base_url=site, java_script_enabled=False).new_page()

    for name, address in PAGES.items():
        with_script.goto(address)
        without.goto(address)
        with_script.evaluate(
            "for (const button of document.querySelectorAll('.share button')) button.hidden = true"
        )
        text = without.locator("main").inner_text()
        assert len(text) > 50, name
        # The script shows the buttons that it needs for copying.
        with_script.evaluate("for (const each of document.querySelectorAll('.copy')) each.remove()")
        assert text in with_script.locator("main").inner_text() or name in (
            "people",
            "people, filtered",
            "outlets by number",
            "documents by kind",
            "organisations, filtered, by letter",
            "tags",
            "outlets",
            "organisations",
            "events",
            "documents",
        ), name
    assert without.locator("[data-keys]").is_hidden()
    without.goto(PAGES["article"])
    assert without.locator(".share a").is_visible()
    assert without.locator(".share button:visible").count() == 0
    without.context.close()
    with_script.close()


def test_text_can_be_spaced_out_without_loss(page: Page) -> None:
    """WCAG 1.4.12: wider spacing neither cuts text off nor makes a page scroll sideways."""
    page.set_viewport_size({"width": 360, "height": 800})
    for name, address in PAGES.items():
        page.goto(address)
        page.evaluate(
            """() => { const s = new CSSStyleSheet();
            s.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; '
              + 'word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
            document.adoptedStyleSheets = [s]; }"""
        )
        assert not _scrolls_sideways(page), name


def test_print_is_a_clean_record(page: Page) -> None:
    """On paper: no navigation, no filters, and the addresses of the links written out."""
    page.goto(PAGES["article"])
    page.emulate_media(media="print")

    for hidden in (".bar__nav", ".skip"):
        assert not page.locator(hidden).is_visible(), hidden
    written = page.evaluate(
        "getComputedStyle(document.querySelector('.piece__original a'), '::after').content"
    )
    assert "donga.com" in written
    page.goto(PAGES["tag"])
    for hidden in (".filters", ".chart", ".list__order"):
        assert not page.locator(hidden).first.is_visible(), hidden
    dot = "getComputedStyle(document.querySelector('.point--article'), '::before')"
    assert page.evaluate(f"{dot}.printColorAdjust") == "exact"


def test_a_first_visit_is_light(page: Page) -> None:
    """At most 60 KB over the wire for the timeline, and one request that holds up drawing it."""
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}),
    )

    page.goto("/", wait_until="networkidle")
    blocking = page.evaluate(
        """() => performance.getEntriesByType('resource')
                 .filter(r => r.renderBlockingStatus === 'blocking').length"""
    )

    assert sum(sizes.values()) <= 60_000, sizes
    assert blocking == 1


def _listen(page: Page, site: str, faults: list[str]) -> None:
    def console(message: ConsoleMessage) -> None:
        # Chromium reports the status of an error page as an error of its own.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((site, "data:"))
            else faults.append(f"{page.url}: asks {request.url}")
        ),
    )


def _scrolls_sideways(page: Page) -> bool:
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide


def _fills(page: Page, selector: str) -> set[str]:
    """The colours that elements are filled with."""
    fills: list[str] = page.locator(selector).evaluate_all(
        "all => all.map(one => getComputedStyle(one).fill)"
    )
    return set(fills)


def _violations(page: Page) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return found["violations"]


def _violation(violation: dict[str, Any]) -> str:
    nodes = [", ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
    return f"{violation['id']} ({violation['help']}): {'; '.join(nodes)}"
