"""Sanitise HTML: allow a few tags, attributes and links, and remove everything else."""

from __future__ import annotations

import nh3

from archive.content.html_elements import ALLOWED

# Ids pass here. `postprocess`, the next step, drops them unless Python-Markdown's footnotes made
# them, which only that step can tell.
_ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "abbr": {"title"},
}


def _in_page(url: str) -> str | None:
    return url if url.startswith("#") else None


def _in_site(url: str) -> str | None:
    # `//host` and `/\host` lead to another site, even with a tab or line end in between, because
    # browsers remove those (URL Standard, "basic URL parser", step 3).
    leads_out = url.startswith(("//", "/\\")) or any(sign in url for sign in "\t\n\r")
    return url if url.startswith(("#", "/")) and not leads_out else None


def _cleaner(relative: nh3.UrlRelative) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative=relative,
        link_rel=None,
    )


ARTICLE = _cleaner(_in_page)
"""Sanitises a digest: links lead to the web, to mail, or to a place on the same page."""

PAGE = _cleaner(_in_site)
"""Sanitises a page about the archive: links may also lead to other pages of the archive."""
