"""How well search answers what was judged by reading: never worse than it was."""

from __future__ import annotations

from collections import Counter

import yaml

from archive.config import Settings
from archive.store.sessions import Database
from benchmarks.quality import QUERIES, language_of, measure


def test_search_answers_as_well_as_it_did(real_settings: Settings) -> None:
    judged = yaml.safe_load(QUERIES.read_text("utf-8"))
    reader = Database(real_settings.absolute_database_url)
    quality = measure(reader, judged)
    reader.close()

    languages = Counter(language_of(query["query"]) for query in judged)
    assert len(judged) >= 540
    assert languages["Korean"] >= languages["English"]
    assert quality.recall >= 0.97
    assert quality.mrr >= 0.97
    assert len(quality.misplaced) <= 47
    assert not quality.wrong


def test_articles_that_cannot_be_found_count_against_it(real_settings: Settings) -> None:
    judged = [
        {"query": "china", "kind": "word", "first": 5, "must": ["no-such-article"]},
        {"query": "china", "kind": "negative"},
        {"query": "china", "kind": "typo", "suggest": "chine"},
    ]
    reader = Database(real_settings.absolute_database_url)
    quality = measure(reader, judged)
    reader.close()

    assert (quality.recall, quality.mrr) == (0, 0)
    assert quality.misplaced == ["china"]
    assert quality.wrong == ["china", "china"]
