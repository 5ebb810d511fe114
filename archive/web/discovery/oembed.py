"""oEmbed 1.0: the embed for a pasted address of an article, and the page inside it."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archive.store import queries
from archive.store.queries import ArticleRow
from archive.web import urls
from archive.web.context import read_session, site
from archive.web.head import signposting
from archive.web.http.missing import redirect_or_gone
from archive.web.http.request import arguments, keep_to
from archive.web.i18n import gettext as _
from archive.web.xml import add, root, written

blueprint = Blueprint("oembed", __name__)

WIDTH, HEIGHT = 600, 300
"""The size of the card in CSS pixels, unless the request asks for less."""

NARROW, TALL = 480, 400
"""A card narrower than `NARROW` gets the height `TALL`."""

CACHE_SECONDS = 86_400

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "frame-ancestors *",
    )
)
"""The Content-Security-Policy of a card: any site may frame it, and it runs no scripts."""


ORDINARY_PORTS = {"http": 80, "https": 443}


class Refusal(Exception):
    """A request that cannot be answered: the status, and the reason in words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@blueprint.get("/oembed")
def oembed() -> Response:
    """Return the embed of an article, given the article's address."""
    given = arguments()
    try:
        form = given.get("format") or "json"
        if form not in ("json", "xml"):
            raise Refusal(501, _("The format must be json or xml."))
        article = _article_at(given.get("url", ""))
        size = _size(given.get("maxwidth"), given.get("maxheight"))
    except Refusal as refusal:
        response = Response(refusal.reason + "\n", refusal.status, mimetype="text/plain")
    else:
        answer = _answer(article, *size)
        response = jsonify(answer) if form == "json" else _xml(answer)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/embed/articles/<slug>/")
def card(slug: str) -> Response:
    """Show the card: a page without scripts that other sites may frame."""
    row = queries.article(read_session().connection, slug)
    if row is None:
        redirect_or_gone(slug, urls.embed)
    keep_to(urls.embed(slug))
    outlet = read_session().snapshot.labels["outlets"][row.outlet]
    response = make_response(render_template("embed.html", article=row, outlet=outlet))
    for target, parameters in signposting.for_page():
        response.headers.add("Link", signposting.written(target, parameters))
    return response


@blueprint.after_request
def allow_frames(response: AnyResponse) -> AnyResponse:
    """Let any site frame the card, and what is said of a card that does not exist."""
    if request.endpoint == "oembed.card":
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _article_at(url: str) -> Any:
    """Return the article at an address, also by a former slug. Raise `Refusal` if there is none."""
    if not url:
        raise Refusal(400, _("The parameter “url” is missing."))
    slug = _slug_in(url)
    connection = read_session().connection
    row = queries.article(connection, slug) if slug else None
    if row is None and slug and (today := queries.alias(connection, slug)):
        row = queries.article(connection, today)
    if row is None:
        raise Refusal(404, _("The archive has no article at this address."))
    return row


def _slug_in(url: str) -> str | None:
    """Return the slug in an address on this site, by its public host or the request's host."""
    try:
        parts = urlsplit(url)
        here = {_place(urls.root_url()), _place(urls.requested_root())}
        is_ours = parts.scheme in ORDINARY_PORTS and _place(url) in here
    except ValueError:
        return None
    path = unquote(parts.path).rstrip("/") + "/"
    slug = path.split("/")[-2] if path != "/" else ""
    is_article = path == urlsplit(urls.root_url()).path + urls.article(slug)
    return slug if is_ours and is_article and "\0" not in slug else None


def _place(url: str) -> tuple[str | None, int | None]:
    """Return host and port; http and https count as the same, each with its default port."""
    parts = urlsplit(url)
    ordinary = ORDINARY_PORTS.get(parts.scheme)
    return parts.hostname, None if parts.port in (None, ordinary) else parts.port


def _size(maxwidth: str | None, maxheight: str | None) -> tuple[int, int]:
    most_width, most_height = _number("maxwidth", maxwidth), _number("maxheight", maxheight)
    width = min(WIDTH, most_width or WIDTH)
    height = TALL if width < NARROW else HEIGHT
    return width, min(height, most_height or height)


def _number(name: str, text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) > 0):
        raise Refusal(400, _("“%(name)s” must be a whole number of pixels.", name=name))
    return int(text)


def _answer(article: ArticleRow, width: int, height: int) -> dict[str, str | int]:
    outlet = read_session().snapshot.labels["outlets"][article.outlet]
    frame = {
        "src": urls.absolute(urls.embed(article.slug)),
        "title": f"{article.title} — {site().name}",
        "width": width,
        "height": height,
        "frameborder": 0,
        "loading": "lazy",
        "referrerpolicy": "no-referrer",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    attributes = " ".join(f'{name}="{escape(str(value))}"' for name, value in frame.items())
    return {
        "version": "1.0",
        "type": "rich",
        "title": article.title,
        "author_name": outlet.name,
        "author_url": urls.absolute(urls.record("outlets", outlet.id)),
        "provider_name": site().name,
        "provider_url": urls.absolute(urls.home()),
        "cache_age": CACHE_SECONDS,
        "html": f"<iframe {attributes}></iframe>",
        "width": width,
        "height": height,
    }


def _xml(answer: dict[str, str | int]) -> Response:
    top = root("oembed", {})
    for name, value in answer.items():
        add(top, name, str(value))
    return Response(written(top, indented=False), mimetype="text/xml")
