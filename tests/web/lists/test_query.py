"""Addresses of lists: the canonical form, and suggestions for bad addresses."""

from __future__ import annotations

import re
from itertools import permutations
from urllib.parse import parse_qsl, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from archive.config import Settings
from archive.store.facets.query import Query, Term
from archive.web.context import read_session
from archive.web.http.request import BadQuery
from archive.web.lists.query import MOST_TERMS, canonical_url, read_query
from archive.web.lists.scope import Scope
from tests.web.files import expected, pieces, questions
from tests.web.page_parsing import Page, arrive, listed, open_page, parse

CANONICAL = "/?tag=china&tag=-north-korea&kind=news&kind=statement&from=2012&to=2013&order=oldest"


def test_any_order_of_parameters_redirects_to_the_canonical_address(client: FlaskClient) -> None:
    pairs = CANONICAL.removeprefix("/?").split("&")
    for shuffled in list(permutations(pairs))[::37]:
        address = "/?" + "&".join(shuffled)
        if address != CANONICAL:
            redirected_once(client, address, CANONICAL)

    assert client.get(CANONICAL).status_code == 200


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/?tag=china&tag=china", "/?tag=china"),
        ("/?from=2012&from=2012", "/?from=2012"),
        ("/?tag=china&from=&to=", "/?tag=china"),
        ("/?from=&to=", "/"),
        ("/?&&tag=china&", "/?tag=china"),
        ("/?tag", "/"),
        ("/?tag=%63hina", "/?tag=china"),
        ("/?tag=china&page=1", "/?tag=china"),
        ("/?page=01", "/"),
        ("/?order=newest", "/"),
        ("/?kind=press-release", None),
        ("/events/2012-council-session/?order=oldest", "/events/2012-council-session/"),
        ("/people/?order=oldest&tag=china", "/people/?tag=china"),
        ("/people/?page=2", "/people/"),
        ("/timeline/2012/?order=newest&from=2012-02", "/timeline/2012/?from=2012-02"),
        ("/tags/china/?tag=unhrc&tag=-unhrc&x=", "/tags/china/?tag=unhrc&tag=-unhrc"),
    ],
)
def test_other_spellings_redirect_once(
    client: FlaskClient, address: str, canonical: str | None
) -> None:
    """Duplicated, empty, default and percent-encoded parameters are other spellings."""
    if canonical is None:
        assert client.get(address).status_code == 400
    else:
        redirected_once(client, address, canonical)


def test_events_begin_with_the_oldest_report(client: FlaskClient) -> None:
    """There `newest` is not the default order."""
    page = open_page(client, "/events/2012-council-session/?order=newest")

    assert page.links("link[rel=canonical]")[0].endswith("?order=newest")


@settings(max_examples=150)
@given(data=st.data(), address=questions())
def test_shuffled_query_redirects_to_the_same_address(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    """Shuffling, repeating and padding parameters changes nothing, and one redirect is enough."""
    canonical = arrive(real_client, address)
    path, _, query = canonical.partition("?")
    pairs = query.split("&") if query else []
    again = data.draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else []
    empty = data.draw(st.lists(st.sampled_from(["tag=", "from=", "order=", "x="]), max_size=2))
    mixed = data.draw(st.permutations([*pairs, *again, *empty]))
    other = path + "?" + "&".join(mixed) if mixed else path

    response = real_client.get(other)

    if other == canonical:
        assert response.status_code == 200
    else:
        redirected_once(real_client, other, canonical)


@given(address=questions())
def test_canonical_address_is_stable(real_client: FlaskClient, address: str) -> None:
    page = open_page(real_client, arrive(real_client, address))

    (canonical,) = page.links("link[rel=canonical]")

    assert canonical == "http://localhost" + page.address


@given(address=questions())
def test_written_query_is_read_back(real_app: Flask, address: str) -> None:
    """`read_query` reverses `Scope.url`, for both default orders of a scope."""
    path, _, query = address.partition("?")
    for order in ("newest", "oldest"):
        scope = Scope(path, order=order)
        with real_app.test_request_context(address):
            snapshot = read_session().snapshot
            asked = read_query(MultiDict(parse_qsl(query)), scope, snapshot)
            written = canonical_url(asked, scope)
            again = read_query(MultiDict(parse_qsl(written.partition("?")[2])), scope, snapshot)
        assert again == asked
        assert canonical_url(again, scope) == written


def test_range_form_keeps_the_query(client: FlaskClient) -> None:
    """The submitted form leads to the same query with the new range."""
    page = open_page(client, "/?tag=china&kind=statement&order=oldest")
    form = page.one("form.range")
    fields = [(i.get("name"), i.get("value") or "") for i in form.cssselect("input")]
    sent = [(name, "2012" if name == "from" else value) for name, value in fields]

    redirected_once(
        client,
        f"{form.get('action')}?{urlencode(sent)}",
        "/?tag=china&kind=statement&from=2012&order=oldest",
    )


@settings(max_examples=25)
@given(address=questions())
def test_unchanged_form_returns_the_same_list(real_client: FlaskClient, address: str) -> None:
    page = open_page(real_client, arrive(real_client, address))
    form = page.one("form.range")
    fields = [(i.get("name"), i.get("value") or "") for i in form.cssselect("input")]

    assert form.get("method") == "get"
    assert arrive(real_client, f"{form.get('action')}?{urlencode(fields)}") == page.address


BAD = [
    ("/?taag=china", "There is no filter “taag”.", "/?tag=china"),
    ("/?zzz=china", "There is no filter “zzz”.", "/"),
    ("/?=china", "There is no filter “”.", "/"),
    ("/?tag=chna", "The archive has no tag “chna”.", "/?tag=china"),
    ("/?tag=-chna", "The archive has no tag “chna”.", "/?tag=-china"),
    ("/?tag=-", "The archive has no tag “”.", "/"),
    ("/?tag=CHINA", "The archive has no tag “CHINA”.", "/"),
    ("/?kind=nws&tag=china", "The archive has no kind “nws”.", "/?tag=china&kind=news"),
    ("/?language=xx", "The archive has no language “xx”.", "/"),
    ("/?outlet=yonhp", "The archive has no outlet “yonhp”.", "/?outlet=yonhap"),
    ("/?person=king", "The archive has no person “king”.", "/"),
    ("/?order=random", "There is no sort order “random”.", "/?order=oldest"),
    ("/?order=oldest&order=newest", "“order” appears more than once.", "/"),
    ("/?page=0", "There is no page “0”.", "/"),
    ("/?page=-1", "There is no page “-1”.", "/"),
    ("/?page=one&tag=china", "There is no page “one”.", "/?tag=china"),
    ("/?page=٣", "There is no page “٣”.", "/"),
    ("/?page=99999999999999999999", "There is no page “99999999999999999999”.", "/"),
    ("/?page=2&page=3", "“page” appears more than once.", "/"),
    ("/?from=2012&from=2013&to=2014", "“from” appears more than once.", "/?to=2014"),
    ("/?from=March", "“March” is not a date.", "/"),
    ("/?from=2012-13", "“2012-13” is not a date.", "/"),
    ("/?from=2012-02-30", "“2012-02-30” is not a date.", "/"),
    ("/?from=2012~", "“2012~” is not a date.", "/"),
    ("/?to=2012-XX", "“2012-XX” is not a date.", "/"),
    ("/?to=2012/2013", "“2012/2013” is not a date.", "/"),
    ("/?from=0001", "“0001” is not a date.", "/"),
    ("/?from=2014&to=2012", "The range ends before it begins.", "/?from=2012&to=2014"),
    (
        "/?tag=china&from=2012-03-02&to=2012-03-01",
        "The range ends before it begins.",
        "/?tag=china&from=2012-03-01&to=2012-03-02",
    ),
    ("/tags/china/?kind=nws", "The archive has no kind “nws”.", "/tags/china/?kind=news"),
    ("/timeline/2012/?tag=chna", "The archive has no tag “chna”.", "/timeline/2012/?tag=china"),
    ("/people/?tag=chna", "The archive has no tag “chna”.", "/people/?tag=china"),
    ("/?tag=%00", "The archive has no tag “”.", "/"),
    ("/?tag=%zz", "The archive has no tag “%zz”.", "/"),
    ("/?tag=%3Cscript%3Ealert(1)%3C/script%3E", "“<script>alert(1)</script>”", "/"),
    ("/?tag=" + "x" * 5000, "The archive has no tag “" + "x" * 79 + "…”.", "/"),
    ("/?" + "y" * 5000 + "=1", "There is no filter “" + "y" * 79 + "…”.", "/"),
]


@pytest.mark.parametrize(("address", "fault", "suggestion"), BAD, ids=[b[0][:60] for b in BAD])
def test_bad_query_gets_suggestions(
    client: FlaskClient, address: str, fault: str, suggestion: str
) -> None:
    """400, what is wrong, and the nearest valid query among links that all work."""
    page = open_page(client, address, status=400)

    assert page.text("h1") == "This address is not valid"
    assert fault in page.text("main")
    assert suggestion in page.links("main a")
    assert not page.all("main script")
    all_links_work(client, page)


def test_bad_query_names_both_mistakes(client: FlaskClient) -> None:
    page = open_page(client, "/?tag=chna&kind=nws&outlet=yonhap", status=400)

    assert "no tag “chna”" in page.text("main")
    assert "no kind “nws”" in page.text("main")
    assert page.links("main li a") == [
        "/?tag=china&outlet=yonhap",
        "/?outlet=yonhap&kind=news",
        "/?outlet=yonhap",
    ]


@pytest.mark.parametrize("query", ["tag=%FF%FE", "tag=\xff\xfe"])
def test_invalid_utf_8_is_answered(client: FlaskClient, query: str) -> None:
    """The test sends raw bytes: a test client would escape them."""
    response = client.get("/", environ_overrides={"QUERY_STRING": query})

    assert response.status_code == 400
    assert "has no tag “\ufffd\ufffd”" in parse(query, response).text("main")


def test_too_many_filters(real_client: FlaskClient) -> None:
    """As many as are allowed still work; one more is refused with the first of them offered."""
    tags = sorted({tag for piece in pieces() for tag in piece.values("tag")})
    most = "/?" + "&".join(f"tag={tag}" for tag in tags[:MOST_TERMS])
    assert real_client.get(most).status_code == 200

    page = open_page(real_client, f"{most}&tag={tags[MOST_TERMS]}", status=400)

    assert f"the limit is {MOST_TERMS}" in page.text("main")
    assert most in page.links("main a")
    all_links_work(real_client, page)


def test_thousands_of_parameters_are_not_even_read(real_client: FlaskClient) -> None:
    """Suggestions for each of them would take the server minutes."""
    address = "/?" + "&".join(f"document=a-hrc-{number}" for number in range(4000))

    page = open_page(real_client, address, status=400)

    assert f"the limit is {MOST_TERMS}" in page.text("main")
    assert len(page.text("main")) < 400
    all_links_work(real_client, page)


def test_page_after_the_last_is_404(small_pages: FlaskClient) -> None:
    """The error page links to the last page."""
    page = open_page(small_pages, "/?page=3", status=404)

    assert "There is no page 3. The list has 2 pages." in page.text("main")
    assert "/?page=2" in page.links("main a")
    all_links_work(small_pages, page)

    page = open_page(small_pages, "/?kind=analysis&page=2", status=404)
    assert "There is no page 2. The list has 1 page." in page.text("main")
    assert "/?kind=analysis" in page.links("main a")


VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["china", "-upr", "2012", "2024-02-30", "oldest", "2", "--", "en", "%", "~"]),
)
NAMES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["tag", "outlet", "kind", "event", "from", "to", "order", "page", "q"]),
)


@settings(max_examples=200)
@given(
    path=st.sampled_from(
        ["/", "/tags/china/", "/timeline/2012/", "/timeline/2012/03/", "/people/"]
    ),
    pairs=st.lists(st.tuples(NAMES, VALUES), max_size=5),
)
def test_any_query_is_answered_or_explained(
    real_client: FlaskClient, path: str, pairs: list[tuple[str, str]]
) -> None:
    """Any query gets a list, or an error page with working links."""
    address = arrive(real_client, f"{path}?{urlencode(pairs)}")

    response = real_client.get(address)

    assert response.status_code in (200, 400, 404)
    if response.status_code == 200:
        asked = dict(parse_qsl(address.partition("?")[2]))
        if "q" not in asked and path != "/people/":
            before = (int(asked.get("page", 1)) - 1) * Settings().page_size
            assert listed(real_client, address) == expected(address)[before:]
    else:
        all_links_work(real_client, open_page(real_client, address, status=response.status_code))


def test_suggestions_for_bad_query_are_valid(app: Flask) -> None:
    """A suggestion that would be bad for another reason is not offered."""
    args = MultiDict([("frm", "nonsense")])
    with app.test_request_context("/"), pytest.raises(BadQuery) as caught:
        read_query(args, Scope("/"), read_session().snapshot)

    assert caught.value.suggestions == [("Show the page without this filter", "/")]


def test_scope_writes_paths_and_values_that_need_escaping() -> None:
    query = Query(terms=(Term("tag", "a&b=c d/é"),))

    url = Scope("/tags/ü x/").url(query, 2)

    assert url == "/tags/%C3%BC%20x/?tag=a%26b%3Dc+d%2F%C3%A9&page=2"


def redirected_once(client: FlaskClient, address: str, target: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.location) == (308, target), address
    assert client.get(target).status_code == 200


def all_links_work(client: FlaskClient, page: Page) -> None:
    links = [link for link in page.links("main a") if not re.match(r"https?:", link)]
    assert links
    for link in links:
        # An index has no order, so one that is offered there leads on to the index itself.
        assert client.get(arrive(client, link)).status_code == 200, f"{link} on {page.address}"
