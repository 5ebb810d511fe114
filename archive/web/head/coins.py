"""An article of a list as Zotero reads it: a ContextObject in a span (COinS)."""

from __future__ import annotations

from urllib.parse import quote

from archive.cite.names import names
from archive.store.queries import ArticleRow
from archive.web.context import read_session
from archive.web.head import meta_tags


def coins(row: ArticleRow) -> str:
    """A row of a list as a ContextObject in a span (COinS), by which Zotero offers the article.

    In the format for Dublin Core, since the one for journals makes journal articles of all. No
    `rft.subject`: Zotero fails at it when it looks through a page.
    """
    outlet = read_session().snapshot.labels["outlets"][row.outlet].name
    kind = meta_tags.zotero_type(row.kind)
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", kind),
        ("rft.title", row.title),
        ("rft.publisher" if kind == "report" else "rft.source", outlet),
        ("rft.date", meta_tags.date_for_zotero(row.published)),
        *(("rft.creator", name.inverted) for name in names(row.byline) if name.is_person),
        ("rft.identifier", row.url),
        ("rft.language", row.language),
    ]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)
