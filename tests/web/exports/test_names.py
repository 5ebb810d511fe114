"""What the files of lists are called."""

from __future__ import annotations

import pytest

from archive.store.facets.query import NEWEST, RELEVANCE, Query, Term
from archive.web.exports.names import list_name
from archive.web.http.file_names import disposition
from archive.web.lists.scope import Scope

TAG = Scope("/tags/upr/export.csv", Term("tag", "upr"))


@pytest.mark.parametrize(
    ("scope", "query", "name"),
    [
        (Scope("/export.csv"), Query(), "geneva-record.csv"),
        (TAG, Query(since="2012", until="2014"), "geneva-record-tag-upr-2012-2014.csv"),
        (TAG, Query(since="2012-03"), "geneva-record-tag-upr-2012-03-on.csv"),
        (TAG, Query(until="2012"), "geneva-record-tag-upr-to-2012.csv"),
        (TAG, Query(order=NEWEST), "geneva-record-tag-upr.csv"),
        (
            Scope("/timeline/2012/03/export.csv", month="2012-03"),
            Query((Term("outlet", "yonhap"), Term("kind", "news", True))),
            "geneva-record-2012-03-outlet-yonhap-not-kind-news.csv",
        ),
        (
            Scope("/search/export.csv", order=RELEVANCE),
            Query(text='"forced return" OR ../x'),
            "geneva-record-search-forced-return-or-x.csv",
        ),
        (Scope("/export.csv"), Query(text="탈북민"), "geneva-record-search-탈북민.csv"),
        # The list of a tag may be asked for the same tag once more.
        (TAG, Query((Term("tag", "upr"),)), "geneva-record-tag-upr.csv"),
        (TAG, Query((Term("tag", "upr", True),)), "geneva-record-tag-upr-not-tag-upr.csv"),
        (
            TAG,
            Query((Term("tag", "upr"), Term("tag", "china"))),
            "geneva-record-tag-upr-tag-china.csv",
        ),
    ],
)
def test_name_describes_the_content(scope: Scope, query: Query, name: str) -> None:
    assert list_name("The Geneva Record", scope, query, "csv") == name


def test_a_name_is_never_too_long() -> None:
    query = Query(tuple(Term("tag", f"a-tag-with-a-name-{n}") for n in range(20)), text="북" * 99)

    name = list_name("The Geneva Record", Scope("/export.csl.json"), query, "csl.json")

    assert len(name.encode()) <= 255
    assert name.endswith(".csl.json")


@pytest.mark.parametrize("scope", [Scope("/export.csv"), TAG])
def test_hangul_search_has_its_own_file_name(scope: Scope) -> None:
    """Also for programs that know no name but the one in ASCII."""
    names = [
        disposition(list_name("The Geneva Record", scope, query, "csv")).partition(";")[2]
        for query in (Query(), Query(text="탈북민"))
    ]
    whole, search = (name.partition(";")[0].strip() for name in names)

    assert "search" in search
    assert "search" not in whole
