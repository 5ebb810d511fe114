"""Articles of a list for Zotero: a ContextObject in a span (COinS)."""

from __future__ import annotations

from urllib.parse import quote

from archive.export.references import credited
from archive.store.queries import ArticleRow
from archive.web.article_data import context_of_request
from archive.web.head import meta_tags


def coins(row: ArticleRow) -> str:
    """Return the ContextObject of a list's article, from which Zotero imports it (COinS).

    It uses the Dublin Core format, since the journal format turns everything into a journal
    article. Zotero reads the elements in `parseContextObject` of its OpenURL code; `rft.aucorp` is
    an author with a single name.
    """
    context = context_of_request()
    outlet, tags = context.labels["outlets"][row.outlet].name, context.labels["tags"]
    kind = meta_tags.zotero_type(row.kind)
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", kind),
        ("rft.title", row.title),
        ("rft.publisher" if kind == "report" else "rft.source", outlet),
        ("rft.date", meta_tags.date_for_zotero(row.published)),
        *(
            ("rft.creator" if name.is_person else "rft.aucorp", name.inverted)
            for name in credited(row, context)
        ),
        ("rft.identifier", row.url),
        ("rft.language", row.language),
        *(("rft.subject", tags[tag].name) for tag in row.tags),
    ]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)
