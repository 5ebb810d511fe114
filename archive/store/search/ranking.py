"""The order of relevance: which of the articles that a query found answer it best.

The full-text index scores the texts: bm25 on SQLite, ts_rank on PostgreSQL, a headline counting
more than a digest and the form typed more than another. An article gains a little if it carries
what the whole query names; what was cited or reported about that comes in the order of time.

bm25 weighs a word by how many articles hold it, and SQLite counts them anew for each query. A
word of very many articles is therefore scored here, from its stored bitmaps: by which texts have
it, not how often.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Protocol

from pyroaring import BitMap

from archive.edtf import parse_date, sort_key
from archive.search.analysis import TokenSequence, sequence
from archive.search.expansion import texts_of, typed, with_the_form_typed, words
from archive.search.query_tree import TEXTS, And, Node
from archive.store.authority_names import Ref
from archive.store.fulltext.base import HIGHEST_ID, WEIGHTS, FullText, Match, Place, Ranking
from archive.store.fulltext.terms import STORED_TEXTS
from archive.store.snapshot import Snapshot

MOST_RANKED = 2_000
"""Articles that are ordered by relevance: the newest that match. The rest follow by date."""

NAMED_BONUS = 0.15
"""How much of the best score an article gains that carries what the query calls by name."""

MOST_COUNTED = 10_000
"""Articles that are counted to score the words of a query, all together, the rarest first."""

_SATURATION = 1.2
"""bm25's k1: how soon more of the same word counts no more."""


class Holdings(Protocol):
    """What holds a sequence of tokens, as `TextSearch` knows it."""

    def holding(self, wanted: TokenSequence, texts: tuple[str, ...]) -> BitMap:
        """The ordinals of the articles with a sequence in some texts."""

    def articles_with(self, token: str) -> int:
        """How many articles have a token in any text."""

    def phrase_near(self, wanted: TokenSequence, window: BitMap) -> BitMap:
        """The articles with a phrase, looked for where some articles stand."""


def ranked(
    snapshot: Snapshot,
    full_text: FullText,
    holdings: Holdings,
    tree: Node,
    also: Sequence[Ref],
    bits: BitMap,
) -> list[int]:
    """The newest `MOST_RANKED` of the ordinals that a query found, best first.

    `also` are authorities that were searched for beside the words: their names raise an article.
    """
    index = snapshot.index
    window = bits[max(0, len(bits) - MOST_RANKED) :]
    if len(window) < 2:
        return list(window)
    places = [Place(index.keys[ordinal], index.ids[ordinal]) for ordinal in window]
    ranking = _ranking(snapshot, tree, also, len(bits))
    frequent: list[Match] = []
    if full_text.scores_by_counting and len(index) > MOST_COUNTED:
        ranking, frequent = _apart(ranking, holdings)
    scores = full_text.scores(
        ranking,
        # Of one day all ids count, as their order is not that of the ordinals.
        Place(places[0].sort_key, 0),
        Place(places[-1].sort_key, HIGHEST_ID),
        [place.id for place in places],
    )
    total = {
        ordinal: scores.get(place.id, 0.0) for ordinal, place in zip(window, places, strict=True)
    }
    for match in frequent:
        _add_score(total, match, window, holdings, len(index))
    best = max(total.values())
    named, day = _named(snapshot, tree)
    for ordinal in named & window:
        total[ordinal] += NAMED_BONUS * best
    return sorted(
        window,
        key=lambda ordinal: (
            -total[ordinal],
            day and _days_from(day, index.keys[ordinal]),
            -ordinal,
        ),
    )


def _apart(ranking: Ranking, holdings: Holdings) -> tuple[Ranking, list[Match]]:
    """What the full-text index is to score, and the matches that it would count for too long."""
    clauses = (*ranking.required, *ranking.welcome)
    cost = {clause: _cost(clause, holdings) for clause in clauses}
    counted, left = set(), MOST_COUNTED
    for clause in sorted(cost, key=lambda clause: cost[clause]):
        left -= cost[clause]
        if left >= 0:
            counted.add(clause)
    frequent = [match for clause in cost if clause not in counted for match in clause]
    required = tuple(clause for clause in ranking.required if clause in counted)
    welcome = tuple(clause for clause in ranking.welcome if clause in counted)
    return Ranking(required, welcome), frequent


def _cost(clause: tuple[Match, ...], holdings: Holdings) -> int:
    """How many articles are counted to score a clause, at most."""
    return sum(_most_with(match, holdings) for match in clause)


def _most_with(match: Match, holdings: Holdings) -> int:
    wanted = match.sequence
    if wanted.prefix and len(wanted.tokens) > 1:
        return MOST_COUNTED + 1  # Whatever begins so, the index would put together first.
    if wanted.prefix:
        return len(holdings.holding(wanted, TEXTS))
    return min(map(holdings.articles_with, wanted.tokens))


def _add_score(
    total: dict[int, float], match: Match, window: BitMap, holdings: Holdings, articles: int
) -> None:
    """Add what a match is worth to the articles of the window: bm25 with each text counted once."""
    weights: dict[int, float] = {}
    for bits, weight in _weighted(match, window, holdings):
        for ordinal in bits & window:
            weights[ordinal] = weights.get(ordinal, 0.0) + weight
    # Of a phrase it is not known how many articles have it: it is as rare as it is here.
    share = (len(weights) + 0.5) / (len(window) + 1)
    if len(match.sequence.tokens) == 1:
        share = (len(holdings.holding(match.sequence, match.texts)) + 0.5) / (articles + 1)
    rarity = math.log1p((1 - share) / share)
    for ordinal, weight in weights.items():
        total[ordinal] += rarity * weight * (_SATURATION + 1) / (weight + _SATURATION)


def _weighted(match: Match, window: BitMap, holdings: Holdings) -> Iterator[tuple[BitMap, float]]:
    """Articles with a match in a text, and what that text counts."""
    wanted, texts = match
    if wanted.prefix:
        yield holdings.holding(wanted, texts), WEIGHTS["digest"]
        return
    if len(wanted.tokens) > 1:
        yield holdings.phrase_near(wanted, window), WEIGHTS["summary"]
        return
    yield holdings.holding(wanted, texts), WEIGHTS["digest"]
    for text in STORED_TEXTS[1:]:
        if text in texts:
            yield holdings.holding(wanted, (text,)), WEIGHTS[text]


def _ranking(snapshot: Snapshot, tree: Node, also: Sequence[Ref], total: int) -> Ranking:
    clauses = [
        tuple(Match(wanted, texts_of(leaf)) for wanted in with_the_form_typed(leaf))
        for leaf in words(tree)
    ]
    whole = sequence(typed(tree))
    phrases = [(Match(whole),)] if whole and len(clauses) > 1 else []
    names = (sequence(snapshot.labels[ref.collection][ref.id].name) for ref in also)
    phrases += [(Match(name),) for name in names if name]
    # Few answers are scored by whatever they match; of many, only those that match it all,
    # as the database would otherwise have to score what matches any word.
    if total <= MOST_RANKED or not isinstance(tree, And):
        return Ranking((), (*clauses, *phrases))
    return Ranking(tuple(clauses), tuple(phrases))


def _named(snapshot: Snapshot, tree: Node) -> tuple[BitMap, int]:
    """The articles of what the whole query names, and its day if that is an event or so."""
    refs = snapshot.names.called(typed(tree))
    bits = BitMap.union(BitMap(), *(snapshot.index.holding(*ref) for ref in refs))
    dates = [date for ref in refs if (date := snapshot.labels[ref.collection][ref.id].date)]
    return bits, _days(sort_key(parse_date(dates[0], intervals=True))) if dates else 0


def _days_from(day: int, key: int) -> int:
    """How far an article is from a day; what came out before it is the further away."""
    distance = _days(key) - day
    return distance if distance >= 0 else -3 * distance


def _days(key: int) -> int:
    """A sort key as a number of days, near enough to compare distances."""
    return key // 10_000 * 372 + key // 100 % 100 * 31 + key % 100
