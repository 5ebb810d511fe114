"""The order of relevance: which of the articles that a question found answer it best.

The full-text index scores the texts: bm25 on SQLite, ts_rank on PostgreSQL, a headline counting
more than a digest and the form typed more than another. An article gains a little if it carries
what the whole question names; what was cited or reported about that comes in the order of time.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyroaring import BitMap

from archive.edtf import parse_date, sort_key
from archive.search.matching import texts_of, typed, with_the_form_typed, words
from archive.search.tokens import sequence
from archive.search.tree import And, Node
from archive.store.fulltext import FullText, Match, Place, Ranking
from archive.store.names import Ref
from archive.store.snapshot import Snapshot

MOST_RANKED = 2_000
"""Articles that are ordered by relevance: the newest that match. The rest follow by date."""

NAMED_BONUS = 0.15
"""How much of the best score an article gains that carries what the question calls by name."""

_HIGHEST_ID = (1 << 32) - 1


def ranked(
    full_text: FullText, snapshot: Snapshot, tree: Node, also: Sequence[Ref], bits: BitMap
) -> list[int]:
    """The newest `MOST_RANKED` of the ranks that a question found, best first.

    `also` are authorities that were searched for beside the words: their names raise an article.
    """
    index = snapshot.index
    window = bits[max(0, len(bits) - MOST_RANKED) :]
    if len(window) < 2:
        return list(window)
    places = [Place(index.keys[rank], index.ids[rank]) for rank in window]
    scores = full_text.scores(
        _ranking(snapshot, tree, also, len(bits)),
        # Of one day all ids count, as their order is not that of the ranks.
        Place(places[0].sort_key, 0),
        Place(places[-1].sort_key, _HIGHEST_ID),
        [place.id for place in places],
    )
    best = max(scores.values(), default=0.0)
    named, day = _named(snapshot, tree)
    total = {
        rank: scores.get(place.id, 0.0) + NAMED_BONUS * best * (rank in named)
        for rank, place in zip(window, places, strict=True)
    }
    return sorted(
        window, key=lambda rank: (-total[rank], day and _days_from(day, index.keys[rank]), -rank)
    )


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
    """The articles of what the whole question names, and its day if that is an event or so."""
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
