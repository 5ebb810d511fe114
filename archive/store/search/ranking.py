"""Orders the articles that a query found by relevance.

The full-text index scores the texts: bm25 on SQLite, ts_rank on PostgreSQL. A headline counts more
than a digest, and the form typed more than other forms. If the whole query names an authority,
its articles get a bonus, and equal scores are ordered by how near they are to its date.

bm25 weighs a word by how many articles have it, and SQLite counts them again for each query. So a
very frequent word is scored here, from its stored bitmaps: by which texts have it, not by how
often.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pyroaring import BitMap

from archive.edtf import parse_date, sort_key
from archive.search.analysis import sequence
from archive.search.expansion import texts_of, typed, with_the_form_typed, words
from archive.search.query_tree import TEXTS, And, Node
from archive.store.authority_names import Ref
from archive.store.facets.index import FacetIndex
from archive.store.fulltext.base import HIGHEST_ID, WEIGHTS, DatePosition, Match, Ranking
from archive.store.fulltext.terms import STORED_TEXTS
from archive.store.search.lookup import TokenLookup
from archive.store.snapshot import Snapshot

MOST_RANKED = 2_000
"""How many of the newest matches are ordered by relevance. The rest follow by date."""

NAMED_BONUS = 0.15
"""The bonus for an article of an authority that the query names, as a share of the best score."""

MOST_COUNTED = 10_000
"""How many articles may be counted to score all words of a query, rarest first."""

_SATURATION = 1.2
"""bm25's k1: how quickly further occurrences of a word stop adding to the score."""


def ranked(
    snapshot: Snapshot,
    lookup: TokenLookup,
    tree: Node,
    expanded: Sequence[Ref],
    bits: BitMap,
) -> list[int]:
    """Order the newest `MOST_RANKED` of the ordinals that a query found, best first.

    `expanded` are the authorities that the query was expanded to. An article that mentions one by
    its full name scores higher.
    """
    index = snapshot.index
    window = bits[max(0, len(bits) - MOST_RANKED) :]
    if len(window) < 2:
        return list(window)
    total = _scores(index, lookup, _ranking(snapshot, tree, expanded, len(bits)), window)
    best = max(total.values()) or 1.0
    named, day = _named(snapshot, tree)
    for holding in named:
        for ordinal in holding & window:
            total[ordinal] += NAMED_BONUS * best / len(named)
    return sorted(
        window,
        key=lambda ordinal: (
            -total[ordinal],
            day and _days_from(day, index.keys[ordinal]),
            -ordinal,
        ),
    )


def _scores(
    index: FacetIndex, lookup: TokenLookup, ranking: Ranking, window: BitMap
) -> dict[int, float]:
    """Score the articles of a window by their texts: ordinal → score."""
    frequent: list[Match] = []
    if lookup.full_text.scores_by_counting and len(index) > MOST_COUNTED:
        ranking, frequent = _split(ranking, lookup)
    scores = lookup.full_text.scores(
        ranking,
        # Include every id of the first and last day: within a day, id order is not date order.
        DatePosition(index.keys[window[0]], 0),
        DatePosition(index.keys[window[-1]], HIGHEST_ID),
        [index.ids[ordinal] for ordinal in window],
    )
    total = {ordinal: scores.get(index.ids[ordinal], 0.0) for ordinal in window}
    for match in frequent:
        _add_score(total, match, window, lookup, len(index))
    return total


def _split(ranking: Ranking, lookup: TokenLookup) -> tuple[Ranking, list[Match]]:
    """Split off the matches that the full-text index would take too long to count."""
    clauses = (*ranking.required, *ranking.welcome)
    cost = {clause: _cost(clause, lookup) for clause in clauses}
    counted, left = set(), MOST_COUNTED
    for clause in sorted(cost, key=lambda clause: cost[clause]):
        left -= cost[clause]
        if left >= 0:
            counted.add(clause)
    frequent = [match for clause in cost if clause not in counted for match in clause]
    required = tuple(clause for clause in ranking.required if clause in counted)
    welcome = tuple(clause for clause in ranking.welcome if clause in counted)
    return Ranking(required, welcome), frequent


def _cost(clause: tuple[Match, ...], lookup: TokenLookup) -> int:
    """Return the highest number of articles that are counted to score a clause."""
    return sum(_most_with(match, lookup) for match in clause)


def _most_with(match: Match, lookup: TokenLookup) -> int:
    wanted = match.sequence
    if wanted.prefix and len(wanted.tokens) > 1:
        return MOST_COUNTED + 1  # SQLite would first merge every term with this prefix.
    if wanted.prefix:
        return len(lookup.holding(wanted, TEXTS))
    return min(map(lookup.articles_with, wanted.tokens))


def _add_score(
    total: dict[int, float], match: Match, window: BitMap, lookup: TokenLookup, articles: int
) -> None:
    """Add the score of a match to the articles of the window: bm25, each text counted once."""
    weights: dict[int, float] = {}
    for bits, weight in _weighted(match, window, lookup):
        for ordinal in bits & window:
            weights[ordinal] = weights.get(ordinal, 0.0) + weight
    # How many articles have a phrase is not known, so its share of the window is taken instead.
    share = (len(weights) + 0.5) / (len(window) + 1)
    if len(match.sequence.tokens) == 1:
        share = (len(lookup.holding(match.sequence, match.texts)) + 0.5) / (articles + 1)
    rarity = math.log1p((1 - share) / share)
    for ordinal, weight in weights.items():
        total[ordinal] += rarity * weight * (_SATURATION + 1) / (weight + _SATURATION)


def _weighted(match: Match, window: BitMap, lookup: TokenLookup) -> Iterator[tuple[BitMap, float]]:
    """Yield the articles with a match in a text, and the weight of that text."""
    wanted, texts = match
    if wanted.prefix:
        yield lookup.holding(wanted, texts), WEIGHTS["digest"]
        return
    if len(wanted.tokens) > 1:
        yield lookup.phrase_near(wanted, window), WEIGHTS["summary"]
        return
    yield lookup.holding(wanted, texts), WEIGHTS["digest"]
    for text in STORED_TEXTS[1:]:
        if text in texts:
            yield lookup.holding(wanted, (text,)), WEIGHTS[text]


def _ranking(snapshot: Snapshot, tree: Node, expanded: Sequence[Ref], total: int) -> Ranking:
    """List what the articles are scored by: the words, the whole query, and full names."""
    clauses = [
        tuple(Match(wanted, texts_of(leaf)) for wanted in with_the_form_typed(leaf))
        for leaf in words(tree)
    ]
    whole = sequence(typed(tree))
    phrases = [(Match(whole),)] if whole and len(clauses) > 1 else []
    names = (sequence(snapshot.labels[ref.collection][ref.id].name) for ref in expanded)
    phrases += [(Match(name),) for name in names if name]
    # If there are many articles, only those that match all clauses are scored. Otherwise the
    # database would have to score every article that matches any word.
    if total <= MOST_RANKED or not isinstance(tree, And):
        return Ranking((), (*clauses, *phrases))
    return Ranking(tuple(clauses), tuple(phrases))


def _named(snapshot: Snapshot, tree: Node) -> tuple[list[BitMap], int]:
    """Find the articles of each authority that the whole query names, and its day, or 0."""
    refs = snapshot.names.called(typed(tree))
    bits = [snapshot.index.holding(*ref) for ref in refs]
    dates = [date for ref in refs if (date := snapshot.labels[ref.collection][ref.id].date)]
    return bits, _days(sort_key(parse_date(dates[0], intervals=True))) if dates else 0


def _days_from(day: int, key: int) -> int:
    """Return the distance of an article from a day. Earlier articles are three times as far."""
    distance = _days(key) - day
    return distance if distance >= 0 else -3 * distance


def _days(key: int) -> int:
    """Turn a sort key into a number of days, close enough to compare distances."""
    return key // 10_000 * 372 + key // 100 % 100 * 31 + key % 100
