"""Tasks of a first visitor, solved only by clicks from the front page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.web.files import expected, pieces

pytestmark = pytest.mark.browser


class Walk:
    """Clicks in a browser, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        page.goto("/")

    def click(self, role: str, name: str | re.Pattern[str], within: str = "main") -> None:
        """Click the first link or button of a name."""
        found = self.page.locator(within).get_by_role(role, name=name).first  # type: ignore[arg-type]
        found.click()
        self.page.wait_for_load_state()
        self.clicks += 1


def test_query_of_four_parts_takes_four_clicks(page: Page) -> None:
    """UPR and China, 2023 to 2024, the oldest first."""
    walk = Walk(page)
    everything = page.locator(".list__count").inner_text()

    walk.click("link", re.compile(r"^UPR\b"), ".filters")
    walk.click("link", re.compile(r"^China\b"), ".filters")
    page.get_by_label("from", exact=True).fill("2023")
    page.get_by_label("to", exact=True).fill("2024")
    walk.click("button", "Apply")
    walk.click("link", "oldest first")

    assert walk.clicks == 4
    asked = "/?tag=china&tag=upr&from=2023&to=2024&order=oldest"
    assert page.url.endswith(asked)
    slugs = [
        str(link.get_attribute("href")).split("/")[2]
        for link in page.locator(".list .entry__title a").all()
    ]
    assert slugs == expected(asked)
    assert slugs

    walk.click("link", "Remove all")
    assert page.url.endswith("/")
    assert page.locator(".list__count").inner_text() == everything


def test_first_report_of_the_recommendation_is_found(page: Page) -> None:
    """The page of the review shows its reports by day, and says which is of the day itself."""
    walk = Walk(page)

    walk.click("link", "Events", ".bar__nav")
    walk.click("link", "2024", ".index__jump")
    walk.click("link", "China: fourth Universal Periodic Review")

    assert walk.clicks == 3
    assert page.locator(".list__order").inner_text().startswith("Oldest first")
    days = {piece.slug: piece.published for piece in pieces()}
    told = [slug for slug in expected("/events/2024-china-upr-4/") if days[slug] >= "2024-01-23"]
    # What came earlier foretells the review; each card says how far off the day was.
    card = page.locator(".compare li").filter(has_text="the same day").first
    first = card.locator(".entry__title a").get_attribute("href")
    assert first == f"/articles/{told[0]}/"
    assert "The Korea Herald" in card.inner_text()


def test_definition_of_non_refoulement_is_found(page: Page) -> None:
    walk = Walk(page)

    walk.click("link", "Tags", ".bar__nav")
    walk.click("link", "Non-refoulement")

    assert walk.clicks == 2
    assert page.locator(".record__text").inner_text().startswith("The rule that nobody may be sent")


def test_document_of_the_rapporteur_is_found(page: Page) -> None:
    walk = Walk(page)

    walk.click("link", "People", ".bar__nav")
    walk.click("link", "Marzuki Darusman")

    assert walk.clicks == 2
    cited = page.locator(".facts .symbol").first
    assert cited.inner_text() == "A/HRC/19/65"
    box = cited.bounding_box()
    assert box
    assert box["y"] < 900


def test_paragraph_can_be_cited(page: Page) -> None:
    walk = Walk(page)

    walk.click("link", page.locator(".entry__title a").first.inner_text(), ".list")
    assert "paragraph" in page.locator(".citation__hint").inner_text()
    page.locator(".paragraph__number").first.click()

    assert page.url.endswith("#p1")
