"""`/robots.txt`: everything may be read, but for combinations of filters, which have no end.

A page is kept out of search engines in one of two ways. What has one parameter too many for an
index of its own says `noindex` itself, and has to be fetched for that to be seen. What has two or
more parameters is not to be fetched at all, and its `noindex` is for robots that read no rules.
"""

from __future__ import annotations

from flask import Blueprint, Response

from archive.web import urls
from archive.web.context import site
from archive.web.i18n import gettext as _

blueprint = Blueprint("robots", __name__)

RULES = (
    # The longest rule that fits an address counts (RFC 9309, section 2.2.2).
    ("Allow", urls.home()),
    ("Disallow", "/*?*&"),
    # Later pages of a list. Those of a combination are linked from its first page alone.
    ("Allow", "/*?*&page="),
    # A range of dates is one filter.
    ("Allow", f"{urls.home()}?from=*&to="),
    ("Allow", f"{urls.oembed()}?"),
    ("Allow", f"{urls.oai()}?"),
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Give the rules, which are the same for every robot."""
    lines = [
        "# " + _("The archive wants to be read, by people and by programs."),
        "# "
        + _(
            "Crawlers of language models are welcome too: digests are under %(licence)s.",
            licence=site().licence.name,
        ),
        "User-agent: *",
        *(f"{rule}: {path}" for rule, path in RULES),
        "",
        f"Sitemap: {urls.absolute(urls.sitemap())}",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
