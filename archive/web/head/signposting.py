"""`Link` headers that tell a program what a page is, what describes it, and what it belongs to.

Signposting (signposting.org) over RFC 8288. A page's view posts its links; `headers` adds them to
the response, where `HEAD` and `304` carry them too. The lists of our pages name no `rel="item"`:
five hundred of them would be more than many proxies let a header be, and the JSON-LD has them all.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import g, request

from archive.web.head.json_ld import CONTEXT, work_type
from archive.web.head.meta_tags import LICENCE, absolute

Link = tuple[str, dict[str, str]]
"""A target, and the link's parameters with `rel` among them."""

ARTICLE_FORMATS = {
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".json": "application/json",
}
"""What describes an article under the address of its page, by suffix."""

TAG_FORMATS = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
"""What describes the vocabulary, or a term of it."""


def post(links: list[Link]) -> None:
    """Give the response of this request some links."""
    g.setdefault("signposts", []).extend(links)


def posted() -> list[str]:
    """What was posted for this request, each as the value of a `Link` header."""
    return [written(target, values) for target, values in g.get("signposts", [])]


def for_article(row: Any) -> list[Link]:
    """An article: its address, types and files, the timeline it is in, and the piece it digests.

    That piece is `via`, where our text comes from. It is not `original`: a digest is no memento.
    """
    path = f"/articles/{row.slug}"
    return [
        (f"{CONTEXT}/AboutPage", {"rel": "type"}),
        (f"{CONTEXT}/{work_type(row.kind)}", {"rel": "type"}),
        *_described(path, ARTICLE_FORMATS),
        (absolute("/"), {"rel": "collection"}),
        (absolute(f"{path}/"), {"rel": "canonical"}),
        (row.url, {"rel": "via"}),
    ]


def for_list(path: str) -> list[Link]:
    """A list of articles or an index at the path of its page; terms are described as SKOS."""
    links: list[Link] = [(f"{CONTEXT}/CollectionPage", {"rel": "type"})]
    above, _slash, below = path.strip("/").partition("/")
    if above == "tags":
        links += _described(path.rstrip("/"), TAG_FORMATS)
    if below and above != "timeline":
        links.append((absolute(f"/{above}/"), {"rel": "collection"}))
    return links


def for_page() -> list[Link]:
    """Every page: its licence, and for an article the address to cite it by."""
    links: list[Link] = [(LICENCE, {"rel": "license"})]
    if request.path.startswith("/articles/"):
        # The page of an article's citations is not what is to be cited.
        links.append((absolute(request.path.removesuffix("cite/")), {"rel": "cite-as"}))
    return links


def written(target: str, values: dict[str, str]) -> str:
    """A link as RFC 8288 writes it. What no header may hold of an address is encoded."""
    uri = quote(target, safe="%:/?#[]@!$&'()*+,;=~")
    return "; ".join([f"<{uri}>", *(f'{name}="{value}"' for name, value in values.items())])


def _described(path: str, formats: dict[str, str]) -> list[Link]:
    return [
        (absolute(path + suffix), {"rel": "describedby", "type": kind})
        for suffix, kind in formats.items()
    ]
