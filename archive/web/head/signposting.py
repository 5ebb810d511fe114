"""Signposting: `Link` headers that describe a page to programs.

See signposting.org and RFC 8288. The headers are also sent with `HEAD` and `304`. Lists have no
`rel="item"`: five hundred links would exceed the header limit of many proxies, and the JSON-LD has
all items.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from archive.cite.formats import FORMATS
from archive.store.queries import ArticleRow
from archive.web import urls
from archive.web.context import site
from archive.web.head.json_ld import CONTEXT
from archive.web.head.json_ld_things import work_type

Link = tuple[str, dict[str, str]]
"""A target, and the link's parameters including `rel`."""

ARTICLE_FORMATS = {
    **{form.suffix: form.media_type for form in FORMATS},
    "json": "application/json",
}
"""Files that describe an article under its address: suffix → media type."""

TAG_FORMATS = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
"""Files that describe the vocabulary or a term: suffix → media type."""


def for_article(row: ArticleRow) -> list[Link]:
    """Return the links of an article: its address, types, files, timeline, and the original.

    The original is `via`, the source of our text. It is not `original`: a digest is not a memento.
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
    """Return the links of a list of articles, such as a year."""
    return [(f"{CONTEXT}/CollectionPage", {"rel": "type"})]


def for_index(collection: str) -> list[Link]:
    """Return the links of an index. The index of tags is also described as SKOS."""
    return [
        *for_list(),
        *(_described(TAG_FORMATS, urls.vocabulary) if collection == "tags" else ()),
    ]


def for_record(collection: str, record_id: str) -> list[Link]:
    """Return the links of an authority record. A tag is also described as SKOS."""
    links = for_list()
    if collection == "tags":
        links += _described(TAG_FORMATS, lambda suffix: urls.term(record_id, suffix))
    return [*links, (urls.absolute(urls.collection(collection)), {"rel": "collection"})]


def for_citations(slug: str) -> list[Link]:
    """Return the links of an article's citation page. Its `cite-as` is the article."""
    return [(urls.absolute(urls.article(slug)), {"rel": "cite-as"})]


def for_page() -> list[Link]:
    """Return the links of any page: its licence."""
    return [(site().licence.url, {"rel": "license"})]


def written(target: str, values: dict[str, str]) -> str:
    """Write a link as in RFC 8288. Characters not allowed in a header are encoded."""
    uri = quote(target, safe="%:/?#[]@!$&'()*+,;=~")
    return "; ".join([f"<{uri}>", *(f'{name}="{value}"' for name, value in values.items())])


def _described(formats: dict[str, str], path: Callable[[str], str]) -> list[Link]:
    return [
        (urls.absolute(path(suffix)), {"rel": "describedby", "type": kind})
        for suffix, kind in formats.items()
    ]
