"""How to cite an article, or one paragraph of its digest: `/articles/<slug>/cite/`."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, Response

from archive.cite.citations import STYLES, Citation, CitationStyle, citations
from archive.cite.formats import FORMATS
from archive.store import queries
from archive.store.queries import ArticleRow
from archive.web import article_references, labels, urls
from archive.web.context import read_session
from archive.web.exports import articles
from archive.web.head import head, json_ld, signposting
from archive.web.http.missing import redirect_or_gone
from archive.web.http.request import keep_to
from archive.web.i18n import gettext as _

blueprint = Blueprint("citing", __name__)


class Cited(NamedTuple):
    """A citation of an article in one style."""

    style: CitationStyle
    runs: Citation


@blueprint.get("/articles/<slug>/cite/")
def cite(slug: str) -> Response:
    """Show the citations of the article and of each paragraph in every style."""
    row = queries.article(read_session().connection, slug)
    if row is None:
        redirect_or_gone(slug, urls.citations)
    keep_to(urls.citations(slug))
    whole, *paragraphs = for_article(row, row.paragraphs)
    title = _("How to cite: %(title)s", title=row.title)
    path = urls.citations(slug)
    above = [json_ld.Breadcrumb(row.title, urls.article(slug))]
    data = json_ld.for_page(title, title, path, above)
    links = signposting.for_citations(slug)
    return head.show(
        "cite.html",
        head.for_page(
            title, title, path, data=data, links=links, link_tags=head.for_zotero(), noindex=True
        ),
        article=row,
        whole=whole,
        paragraphs=paragraphs,
        files=articles.FILES,
        programs=[(form.name, labels.listed(form.programs)) for form in FORMATS],
    )


def for_article(row: ArticleRow, paragraphs: int = 0) -> list[list[Cited]]:
    """Return the citations of an article in all styles, then those of its paragraphs."""
    found = citations(article_references.for_article(row), paragraphs)
    return [[Cited(style, each[style.id]) for style in STYLES] for each in found]
