"""`Link` headers that tell a program what a page is, what describes it, and what it belongs to.

Signposting (signposting.org) over RFC 8288. They are a part of a page's head, and `HEAD` and `304`
carry them too. The pages of lists name no `rel="item"`: five hundred of them would be more than
many proxies accept in a header, and the JSON-LD has them all.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from archive.store.queries import ArticleRow
from archive.web import urls
from archive.web.context import site
from archive.web.head.json_ld import CONTEXT, work_type

Link = tuple[str, dict[str, str]]
"""A target, and the link's parameters with `rel` among them."""

ARTICLE_FORMATS = {
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "json": "application/json",
}
"""What describes an article under the address of its page, by suffix."""

TAG_FORMATS = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
"""What describes the vocabulary, or a term of it."""


def for_article(row: ArticleRow) -> list[Link]:
    """An article: its address, types and files, the timeline it is in, and the piece it digests.

    That piece is `via`, where our text comes from. It is not `original`: a digest is no memento.
    """
    return [
        (f"{CONTEXT}/AboutPage", {"rel": "type"}),
        (f"{CONTEXT}/{work_type(row.kind)}", {"rel": "type"}),
        *_described(ARTICLE_FORMATS, lambda suffix: urls.article_file(row.slug, suffix)),
        (urls.absolute(urls.home()), {"rel": "collection"}),
        (urls.absolute(urls.article(row.slug)), {"rel": "canonical"}),
        (row.url, {"rel": "via"}),
        *for_citations(row.slug),
    ]


def for_list() -> list[Link]:
    """A list of articles, such as a year."""
    return [(f"{CONTEXT}/CollectionPage", {"rel": "type"})]


def for_index(collection: str) -> list[Link]:
    """The index of a collection. That of the tags is described as SKOS."""
    return [
        *for_list(),
        *(_described(TAG_FORMATS, urls.vocabulary) if collection == "tags" else ()),
    ]


def for_record(collection: str, record_id: str) -> list[Link]:
    """An authority record with its coverage. A tag is described as SKOS."""
    links = for_list()
    if collection == "tags":
        links += _described(TAG_FORMATS, lambda suffix: urls.term(record_id, suffix))
    return [*links, (urls.absolute(urls.collection(collection)), {"rel": "collection"})]


def for_citations(slug: str) -> list[Link]:
    """The page of an article's citations. The article is to be cited, and not this page."""
    return [(urls.absolute(urls.article(slug)), {"rel": "cite-as"})]


def for_page() -> list[Link]:
    """Every page: its licence."""
    return [(site().licence.url, {"rel": "license"})]


def written(target: str, values: dict[str, str]) -> str:
    """A link as RFC 8288 writes it. What no header may hold of an address is encoded."""
    uri = quote(target, safe="%:/?#[]@!$&'()*+,;=~")
    return "; ".join([f"<{uri}>", *(f'{name}="{value}"' for name, value in values.items())])


def _described(formats: dict[str, str], path: Callable[[str], str]) -> list[Link]:
    return [
        (urls.absolute(path(suffix)), {"rel": "describedby", "type": kind})
        for suffix, kind in formats.items()
    ]
