"""The content of a card, and its hash."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from archive.social_cards import card as cards
from archive.social_cards.card import Card, for_archive, for_article, for_event, for_tag

CARD = for_article(
    title="Council debates returns",
    language="en",
    outlet="The Korea Herald",
    published="2012-03-14",
    site="The Geneva Record",
)


def test_article_card_has_outlet_and_date_in_the_language_of_its_headline() -> None:
    card = for_article(
        title="유엔, 안전 우려", language="ko", outlet="RFA", published="2013-05-30", site="S"
    )

    assert (card.mark, card.headline, card.source, card.detail) == (
        "article",
        "유엔, 안전 우려",
        "RFA",
        "2013년 5월 30일",
    )


def test_event_card_has_its_date() -> None:
    card = for_event(title="Refugee Convention adopted", date="1951-07-28", site="S")

    assert (card.mark, card.source, card.detail) == ("event", "", "28 July 1951")


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ("A rule. It stands in article 33.", "A rule."),
        ("Not the Council (UNHRC). A 1995 agreement.", "Not the Council (UNHRC)."),
        ("What Mr. Darusman said. More.", "What Mr. Darusman said."),
        ("A body of the U.N. in Geneva", "A body of the U.N. in Geneva"),
    ],
)
def test_tag_card_has_the_first_sentence_of_its_definition(definition: str, said: str) -> None:
    card = for_tag(label="Children", label_ko="아동", definition=definition, site="S")

    assert (card.headline, card.source, card.detail) == ("Children", "아동", said)


def test_archive_card_has_the_subject() -> None:
    card = for_archive(subject="How it was reported", site="S")

    assert (card.mark, card.headline, card.site) == ("archive", "How it was reported", "S")


def test_every_drawn_field_changes_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    others = [replace(CARD, **{each.name: "event"}) for each in fields(Card)]
    monkeypatch.setattr(cards, "CARDS_VERSION", cards.CARDS_VERSION + 1)
    later = CARD.digest
    monkeypatch.undo()

    digests = {CARD.digest, later, *(card.digest for card in others)}

    assert len(digests) == len(fields(Card)) + 2


def test_hash_separates_fields() -> None:
    one, other = replace(CARD, source="AB", detail="C"), replace(CARD, source="A", detail="BC")

    assert one.digest != other.digest


def test_hash_is_the_same_in_every_process() -> None:
    """Shared addresses contain it: a new value gives every image a new address."""
    assert replace(CARD).digest == CARD.digest == "2a64d5ad16fe27415e46"


@pytest.mark.parametrize(
    ("title", "language", "headline", "detail"),
    [
        ("تقرير عن اللاجئين", "ar", "The Gazette", "14 March 2012"),
        ("تقرير UNHCR عن 7 لاجئين (2013)", "ar", "The Gazette", "14 March 2012"),
        ("हिन्दी में समाचार", "hi", "The Gazette", "14 March 2012"),
        ("2012: 7", "en", "2012: 7", "14 March 2012"),
        ("북송 중단", "ko", "북송 중단", "2012년 3월 14일"),
        ("脱北者 送還", "ja", "脱北者 送還", "2012年3月14日"),
    ],
)
def test_headline_in_a_script_without_a_font_gives_place_to_the_outlet(
    title: str, language: str, headline: str, detail: str
) -> None:
    card = for_article(
        title=title, language=language, outlet="The Gazette", published="2012-03-14", site="Archive"
    )

    assert (card.headline, card.detail) == (headline, detail)
