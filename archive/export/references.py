"""An article as a reference: what a line of a bibliography and a record of Zotero are made from."""

from __future__ import annotations

from archive import paths
from archive.cite.bylines import authors
from archive.cite.names import Name
from archive.cite.reference import FORMS, Reference, authors_of
from archive.export.context import Context
from archive.store.queries import ArticleRow


def for_article(row: ArticleRow, context: Context) -> Reference:
    """The reference of an article, from a row with everything that a page shows of it.

    It has no address in the archive where the address of the site is not known.
    """
    labels = context.labels
    outlet = labels["outlets"][row.outlet]
    agency = labels["outlets"][row.agency].name if row.agency not in (None, row.outlet) else None
    kind = context.site.choice("outlets.kinds", outlet.group)
    return Reference(
        slug=row.slug,
        title=row.title,
        outlet=outlet.name,
        published=row.published,
        kind=row.kind,
        language=row.language,
        url=row.url,
        address=context.absolute(paths.article(row.slug)) if context.root else "",
        archive=context.name,
        authors=credited(row, context),
        agency=agency,
        place=outlet.country if kind.has_place else None,
        tags=tuple(labels["tags"][tag].name for tag in row.tags),
        summary=row.summary_text,
        checked=row.checked,
    )


def credited(row: ArticleRow, context: Context) -> tuple[Name, ...]:
    """Return the credited authors of an article; a row of a list is enough."""
    outlets = context.labels["outlets"]
    outlet, agency = outlets[row.outlet], outlets[row.agency or row.outlet]
    kind = context.site.choice("outlets.kinds", outlet.group)
    return authors_of(
        authors(row.byline, row.credits),
        agency=None if agency is outlet else agency.name,
        outlet=outlet.name,
        issues=row.kind in FORMS and not kind.prints_others,
    )
