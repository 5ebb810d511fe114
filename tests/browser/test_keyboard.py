"""The site with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ENOUGH_TABS = 250

WHAT_HIDES_THE_FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const name = `${at.tagName} “${(at.innerText ?? at.textContent).trim().slice(0, 40)}”`;
  if (at === document.body) return "";
  // A column of the chart draws the outline in its own picture.
  const column = at.querySelector(".chart__slot"), style = getComputedStyle(column ?? at);
  const [kind, width] = column
    ? [style.stroke, style.strokeWidth]
    : [style.outlineStyle, style.outlineWidth];
  if (kind === "none" || parseFloat(width) < 2) return `${name}: no outline`;
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${name}: out of sight`;
  // A link that is broken over two lines has a box for each.
  const seen = [...at.getClientRects()].some(({x, y, width, height}) => {
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top && (at.contains(top) || top.contains(at));
  });
  return seen ? "" : `${name}: covered`;
}"""
"""Return why the focused element is not visible; empty if it is."""


def test_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")
    assert _focused(page) == "Skip to content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_filter_is_set_and_removed_and_an_article_opened_and_left(page: Page) -> None:
    page.goto("/")

    _tab_to(page, "Special rapporteur")
    assert _outline_is_visible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?tag=special-rapporteur")
    assert page.locator("h1").inner_text() == "Articles tagged Special rapporteur"

    _tab_to(page, "Remove filter:")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/"))

    title = page.locator(".entry__title a").first.inner_text()
    _tab_to(page, title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert page.locator("h1").inner_text() == title

    page.go_back()
    assert page.url.endswith("/")


@pytest.mark.parametrize("address", ["/", "/tags/upr/", "/events/2013-laos-nine/", "/people/"])
def test_every_tab_stop_is_visible(page: Page, address: str) -> None:
    """The first hundred stops each have an outline, lie in the window, and are not covered."""
    page.goto(address)
    faults = []
    for _ in range(100):
        page.keyboard.press("Tab")
        if fault := page.evaluate(WHAT_HIDES_THE_FOCUS):
            faults.append(fault)

    assert faults == []


def test_a_paragraph_is_reached_and_its_address_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/articles/2012-03-14-dong-a-ilbo-un-body-raises-awareness/")

    page.locator("#n3").focus()
    page.keyboard.press("Enter")
    page.locator(".status", has_text="copied").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith("#p3")
    context.close()


def test_copied_citation_equals_the_visible_text(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/articles/2012-03-14-dong-a-ilbo-un-body-raises-awareness/")

    page.get_by_text("Other styles").click()
    page.get_by_role("button", name="Copy APA").focus()
    page.keyboard.press("Enter")
    page.locator(".status", has_text="Citation copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite-apa").inner_text()
    assert "(2012, March 14)" in copied
    context.close()


def test_copied_citation_keeps_its_italics_as_html(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/articles/2012-03-14-dong-a-ilbo-un-body-raises-awareness/")

    page.get_by_role("button", name="Copy Chicago").focus()
    page.keyboard.press("Enter")
    page.locator(".status", has_text="Citation copied").wait_for()

    html = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html'))"
        ".then((blob) => blob.text())"
    )
    name = page.locator("#cite-chicago i").inner_text()
    assert name
    assert f"<i>{name}</i>" in html
    assert "<i>" not in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_j_and_k_move_through_a_list_until_they_are_switched_off(page: Page) -> None:
    page.goto("/")
    titles = page.locator(".entry__title a").all_inner_texts()

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert _focused(page) == titles[1]
    page.keyboard.press("k")
    assert _focused(page) == titles[0]

    page.keyboard.press("?")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert _focused(page) != titles[1]


def test_an_index_is_narrowed_while_typing(page: Page) -> None:
    page.goto("/people/")

    page.get_by_label("Find in this list").fill("salmon")

    page.locator(".status", has_text="1 shown").wait_for()
    assert page.locator(".index__list a:visible").all_inner_texts() == ["Elizabeth Salmón"]


def test_phone_filter_is_added_and_removed_with_the_keyboard(browser: Browser, site: str) -> None:
    """The focus is always visible: no sticky year or month covers it."""
    page = browser.new_page(base_url=site, viewport={"width": 360, "height": 640})
    page.goto("/")

    _walk_to(page, "Filter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#filters")
    _walk_to(page, "UPR")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?tag=upr")

    _walk_to(page, "Remove filter: UPR")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/"))
    assert page.locator(".constraints").count() == 0
    page.close()


@pytest.mark.parametrize("address", ["/", "/tags/upr/", "/events/2013-laos-nine/", "/people/"])
def test_phone_tab_stops_are_visible_both_ways(browser: Browser, site: str, address: str) -> None:
    """Going backwards, a bar at the top could cover the focused element."""
    page = browser.new_page(base_url=site, viewport={"width": 360, "height": 640})
    page.goto(address)
    faults = []
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 50:
        page.keyboard.press(key)
        if fault := page.evaluate(WHAT_HIDES_THE_FOCUS):
            faults.append(f"{key}: {fault}")
    page.close()

    assert faults == []


def test_an_index_is_arranged_with_the_keyboard(page: Page) -> None:
    page.goto("/outlets/?tag=upr")

    _walk_to(page, "by number of articles")
    page.keyboard.press("Enter")

    page.wait_for_url("**/outlets/?tag=upr&by=articles")
    numbers = [int(number) for number in page.locator(".index__list b").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator(".index__grouping [aria-current]").inner_text() == "by number of articles"


def test_phone_filters_open_without_a_script(browser: Browser, site: str) -> None:
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto("/tags/upr/")
    value = page.locator(".filters__add").first
    assert not value.is_visible()

    page.get_by_role("link", name="Filter", exact=True).click()
    assert value.is_visible()
    value.click()

    assert "?" in page.url
    assert page.locator(".constraints a").first.is_visible()
    context.close()


def _tab_to(page: Page, words: str) -> None:
    for _ in range(ENOUGH_TABS):
        page.keyboard.press("Tab")
        if _focused(page).startswith(words):
            return
    pytest.fail(f"“{words}” is not reached with the keyboard.")


def _walk_to(page: Page, words: str) -> None:
    """Like `_tab_to`; every stop on the way must be seen."""
    for _ in range(ENOUGH_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(WHAT_HIDES_THE_FOCUS) == ""
        if _focused(page).startswith(words):
            return
    pytest.fail(f"“{words}” is not reached with the keyboard.")


def _focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


def _outline_is_visible(page: Page) -> bool:
    width: str = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    return float(width.removesuffix("px")) >= 2


@pytest.mark.parametrize(
    "address", ["/", "/tags/china/", "/events/2013-laos-nine/", "/search/?q=laos"]
)
def test_the_filters_before_a_list_can_be_skipped(page: Page, address: str) -> None:
    page.goto(address)

    _tab_to(page, "Skip to the list")
    assert _outline_is_visible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**#list")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('#list') !== null")


def test_a_search_from_the_menu_to_an_article_without_script(page_without_script: Page) -> None:
    page = page_without_script
    page.goto("/")

    _tab_to(page, "Search")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    for _press in range(ENOUGH_TABS):
        page.keyboard.press("Tab")
        if page.locator("main input[name=q]:focus").count():
            break
    page.keyboard.type("non-refoulement laos")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=non-refoulement+laos")
    title = page.locator(".hits .entry__title a").first.inner_text()
    _tab_to(page, "Skip to the list")
    page.keyboard.press("Enter")
    _tab_to(page, title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
