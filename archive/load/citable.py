"""Check that an article can be written in every format of citations."""

from __future__ import annotations

from archive.cite import bylines
from archive.cite.formats import FORMATS, RecordError
from archive.cite.reference import Reference
from archive.content.records import Article
from archive.load.ingest import credits_of
from archive.problems import Problem


def check_citable(path: str, article: Article) -> list[Problem]:
    """Return a problem if a format fails: one article must not cut off a whole export."""
    try:
        reference = _reference(article)
        for form in FORMATS:
            for _piece in form.file([reference]):
                pass
    except RecordError as error:
        fault = f"the article cannot be written as {error.form}"
        return [Problem(path, None, None, fault, f"The reason is: {error.__cause__}.")]
    return []


def _reference(article: Article) -> Reference:
    """Make a reference of what the file says; ids take the place of names."""
    byline = article.byline if isinstance(article.byline, str) else None
    return Reference(
        slug=article.slug,
        title=article.title,
        outlet=article.outlet,
        published=article.published.text,
        kind=article.kind,
        language=article.language,
        url=article.url,
        address=article.slug,
        archive=article.slug,
        authors=bylines.authors(byline, credits_of(article)),
        agency=article.agency,
        tags=article.tags,
        checked=article.checked.text if article.checked else None,
    )
