"""Queries are values: equal ones compare equal, and each has one canonical form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.facets import FACETS
from archive.store.facets.query import Query, Term

terms = st.builds(
    Term,
    st.sampled_from([facet.name for facet in FACETS]),
    st.sampled_from(["a", "b", "c"]),
    st.booleans(),
)


@given(st.lists(terms), st.randoms())
def test_the_order_and_repetition_of_terms_do_not_matter(drawn: list[Term], chance) -> None:
    shuffled = [*drawn, *drawn[:2]]
    chance.shuffle(shuffled)

    assert Query(tuple(drawn)) == Query(tuple(shuffled))
    assert hash(Query(tuple(drawn))) == hash(Query(tuple(shuffled)))
    assert list(Query(tuple(drawn)).pairs()) == list(Query(tuple(shuffled)).pairs())


@given(st.lists(terms), terms)
def test_adding_and_removing_a_term_changes_nothing(drawn: list[Term], term: Term) -> None:
    query = Query(tuple(drawn)).without(term)

    assert query.adding(term).without(term) == query
    assert term in query.adding(term).terms


def test_pairs_are_the_query_in_canonical_order() -> None:
    query = Query(
        (Term("outlet", "yonhap"), Term("tag", "upr", excluded=True), Term("tag", "china")),
        since="2012-03",
        until="2013",
        order="oldest",
    )

    assert list(query.pairs()) == [
        ("tag", "china"),
        ("tag", "-upr"),
        ("outlet", "yonhap"),
        ("from", "2012-03"),
        ("to", "2013"),
        ("order", "oldest"),
    ]


def test_values_are_read_by_facet_and_sign() -> None:
    query = Query((Term("tag", "b"), Term("tag", "a"), Term("tag", "c", excluded=True)))

    assert query.values("tag") == ("a", "b")
    assert query.values("tag", excluded=True) == ("c",)
    assert query.values("outlet") == ()
    assert query.without_included("tag").terms == (Term("tag", "c", excluded=True),)


def test_order_alone_is_an_empty_query() -> None:
    assert not Query(order="oldest")
    assert Query(since="2012")
    assert Query(month="2012")
    assert Query((Term("tag", "a"),))
    assert not Query(since="2012").between(None, None).ordered("oldest")
