"""The search box of every page: with the keyboard, with the mouse, and without a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def type_into(page: Page, text: str) -> None:
    page.get_by_role("combobox").press_sequentially(text)
    page.get_by_role("option").first.wait_for()


def chosen(page: Page) -> str:
    """The suggestion that a screen reader would read: the one that the box points to."""
    pointed_at = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    if pointed_at is None:
        return ""
    option = page.locator(f"#{pointed_at}")
    assert option.get_attribute("aria-selected") == "true"
    return option.inner_text()


def test_a_suggestion_is_reached_and_opened_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    type_into(page, "sal")
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "true"
    page.locator(".status", has_text="Suggestions: ").wait_for(state="attached")

    page.keyboard.press("ArrowUp")
    last = chosen(page)
    page.keyboard.press("ArrowDown")
    assert chosen(page) == ""
    page.keyboard.press("ArrowDown")
    assert chosen(page).startswith("Salmón")
    assert chosen(page) != last
    assert box.input_value() == "sal"
    page.keyboard.press("Enter")

    page.wait_for_url("**/people/elizabeth-salmon/")


def test_escape_closes_the_list_and_enter_searches_for_what_was_typed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").focus()
    type_into(page, "laos")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox")
    assert page.get_by_role("listbox").is_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "laos"
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=laos")


def test_a_suggestion_of_an_earlier_text_is_never_opened(page: Page) -> None:
    """Typing on takes the choice back, though the answer to the longer text is still to come."""
    page.goto("/")
    page.get_by_role("combobox").focus()
    type_into(page, "darus")
    page.keyboard.press("ArrowDown")
    assert chosen(page)
    page.route("**/suggestions.json*", lambda route: None)

    page.keyboard.type("man laos")
    assert chosen(page) == ""
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=darusman+laos")


def test_failed_request_clears_old_suggestions(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").focus()
    type_into(page, "darus")

    page.route("**/suggestions.json*", lambda route: route.abort())
    page.keyboard.type("m")

    page.get_by_role("listbox", include_hidden=True).wait_for(state="hidden")
    assert page.get_by_role("option", include_hidden=True).count() == 0


def test_escape_cancels_a_pending_request(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").focus()
    with page.expect_request("**/suggestions.json*"):
        page.keyboard.type("china")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)

    assert page.get_by_role("listbox").is_hidden()


def test_the_list_closes_when_the_box_is_left(page: Page) -> None:
    page.goto("/search/")
    page.get_by_role("combobox").focus()
    type_into(page, "laos")

    page.keyboard.press("Tab")

    assert page.get_by_role("listbox").is_hidden()


def test_a_suggestion_is_opened_with_the_mouse(page: Page) -> None:
    page.goto("/tags/")
    page.get_by_role("combobox").focus()
    type_into(page, "강제북")

    option = page.get_by_role("option").first
    assert option.get_attribute("lang") == "ko"
    option.click()

    page.wait_for_url("**/tags/forced-repatriation/")


def test_typed_text_is_never_markup(page: Page) -> None:
    """Headlines come as text, whatever signs they have."""
    page.goto("/")
    page.get_by_role("combobox").focus()
    type_into(page, "N. Korea")

    assert page.locator("#suggestions li > :not(span)").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_open_list_fits_and_is_accessible(
    browser: Browser, site: str, from_npm: Callable[[str], Path], width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=site,
        bypass_csp=True,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    for address in ("/", "/search/"):
        page.goto(address)
        page.get_by_role("combobox").focus()
        type_into(page, "forced re")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        assert [violation["id"] for violation in found["violations"]] == []
    context.close()


def test_box_searches_without_a_script(page_without_script: Page) -> None:
    page = page_without_script
    page.goto("/tags/upr/")

    page.get_by_role("searchbox").fill("laos nine")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=laos+nine")
    assert page.locator(".hits li").count() > 0
