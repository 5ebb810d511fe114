"""Articles of a list for Zotero: a ContextObject in a span (COinS)."""

from __future__ import annotations

from urllib.parse import quote

from archive.cite.bylines import authors
from archive.store.queries import ArticleRow
from archive.web.context import read_session
from archive.web.head import meta_tags


def coins(row: ArticleRow) -> str:
    """Return the ContextObject of a list's article, from which Zotero imports it (COinS).

    It uses the Dublin Core format, since the journal format turns everything into a journal
    article. There is no `rft.subject`: Zotero fails on it when it scans a page.
    """
    outlet = read_session().snapshot.labels["outlets"][row.outlet].name
    kind = meta_tags.zotero_type(row.kind)
    signed = authors(row.byline, row.credits)
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", kind),
        ("rft.title", row.title),
        ("rft.publisher" if kind == "report" else "rft.source", outlet),
        ("rft.date", meta_tags.date_for_zotero(row.published)),
        *(("rft.creator", name.inverted) for name in signed if name.is_person),
        ("rft.identifier", row.url),
        ("rft.language", row.language),
    ]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)
