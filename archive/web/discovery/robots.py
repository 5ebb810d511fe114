"""`/robots.txt`: allow everything except combinations of filters, which are endless.

There are two ways to keep a page out of search engines. A page with one parameter says `noindex`
itself, and must be fetched for that to be seen. A page with two or more parameters must not be
fetched at all; its `noindex` is for robots that do not read these rules.
"""

from __future__ import annotations

from flask import Blueprint, Response

from archive.web import urls
from archive.web.context import site
from archive.web.i18n import gettext as _

blueprint = Blueprint("robots", __name__)

RULES = (
    # The longest matching rule applies (RFC 9309, section 2.2.2).
    ("Allow", urls.home()),
    ("Disallow", "/*?*&"),
    # Later pages of a list. Those of a combination are linked only from its first page.
    ("Allow", "/*?*&page="),
    # A date range is one filter.
    ("Allow", f"{urls.home()}?from=*&to="),
    ("Allow", f"{urls.oembed()}?"),
    # Longer than the rule against combinations, so that no parser finds a tie.
    ("Allow", f"{urls.oai()}?verb="),
    ("Allow", f"{urls.api_page()}*?"),
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Return the rules, which are the same for every robot."""
    lines = [
        "# " + _("People and programs are welcome to read this archive."),
        "# "
        + _(
            "Crawlers for language models are welcome too: digests are licensed under %(licence)s.",
            licence=site().licence.name,
        ),
        "User-agent: *",
        *(f"{rule}: {path}" for rule, path in RULES),
        "",
        f"Sitemap: {urls.absolute(urls.sitemap())}",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
