"""`/robots.txt`: everything may be read, but for combinations of filters, which have no end.

A page is kept out of search engines in one of two ways. What has one parameter too many for an
index of its own says `noindex` itself, and has to be fetched for that to be seen. What has two or
more parameters is not to be fetched at all, and its `noindex` is for robots that read no rules.
"""

from __future__ import annotations

from flask import Blueprint, Response

from archive.web import urls
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

AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "ClaudeBot",
    "DuckAssistBot",
    "GPTBot",
    "Google-Extended",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
    "cohere-ai",
    "meta-externalagent",
    "meta-externalfetcher",
)
"""Crawlers that gather texts for language models, by the names their operators gave them."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """The rules, once for all robots and once for those of language models."""
    rules = [f"{rule}: {path}" for rule, path in RULES]
    lines = [
        "# " + _("The archive wants to be read, by people and by programs."),
        "User-agent: *",
        *rules,
        "",
        "# " + _("Crawlers of language models are welcome too: digests are CC BY 4.0."),
        *(f"User-agent: {name}" for name in AI_CRAWLERS),
        *rules,
        "",
        f"Sitemap: {urls.absolute(urls.sitemap())}",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
