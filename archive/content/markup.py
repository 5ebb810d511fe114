"""Render Markdown to HTML that is safe to store and to show."""

from __future__ import annotations

import functools
import hashlib
import html
import re
import string
import threading
from dataclasses import dataclass

import markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.preprocessors import Preprocessor

from archive.content import sanitizer
from archive.content.commonmark import normalise
from archive.content.postprocess import HtmlPass, split_summary

MARKUP_VERSION = 2
"""Stored with the HTML. Raise it whenever rendering or sanitising changes."""

_HREF = re.compile(r"""<a\b[^<>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.I)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A digest, ready for the page."""

    summary_html: str
    """The content of the first paragraph; empty if the text begins with something else."""

    summary_text: str
    """The same as plain text."""

    body_html: str
    """The rest; its paragraphs and list items have the ids `p1`, `p2`, … and a number link."""

    text: str
    """The plain text of the rest, one line for each block, without the numbers."""

    paragraphs: int
    """How many paragraphs and list items are numbered."""

    links: tuple[str, ...] = ()
    """The addresses of the links as written, including those that the sanitiser removes."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page about the archive."""

    html: str
    text: str
    links: tuple[str, ...]


@functools.lru_cache(maxsize=128)  # the check of a file renders it, and then the load does
def render(text: str) -> Rendered:
    """Render an article's Markdown (CommonMark with tables and footnotes).

    Accepts any text and raises nothing. The number links take their accessible name from an
    element of the page with the id `paragraph-word`, which is in the reader's language.
    """
    converted, token = _convert(text)
    summary, rest = split_summary(sanitizer.ARTICLE.clean(converted))
    # Lists show many summaries on one page, where the ids of their footnotes would collide.
    head = HtmlPass(summary, token=token, notes=False)
    body = HtmlPass(rest, token=token, numbered=True)
    summary_text = " ".join(head.text.split())
    links = _links(converted, token)
    return Rendered(head.html, summary_text, body.html, body.text, body.paragraphs, links)


@functools.lru_cache(maxsize=16)
def render_page(text: str) -> RenderedPage:
    """Render a page about the archive: no numbers, and headings with ids made of their words."""
    converted, token = _convert(text)
    body = HtmlPass(sanitizer.PAGE.clean(converted), token=token, heading_ids=True)
    return RenderedPage(body.html, body.text, _links(converted, token))


def _links(converted: str, token: str) -> tuple[str, ...]:
    """Return the different addresses in HTML, without those of footnotes."""
    found = (html.unescape(next(filter(None, each), "")) for each in _HREF.findall(converted))
    return tuple(address for address in dict.fromkeys(found) if not address.endswith(token))


class _CommonMark(Preprocessor):
    """Rewrites the text, and keeps its code out of the way of all later steps."""

    def run(self, lines: list[str]) -> list[str]:
        return normalise("\n".join(lines), self._store).split("\n")

    def _store(self, code: str) -> str:
        escaped = html.escape(code, quote=False)
        return self.md.htmlStash.store(f"<pre><code>{escaped}\n</code></pre>")


class _Footnotes(FootnoteExtension):
    """Footnotes whose ids are numbers and end in a token that the author cannot know.

    Raw HTML in a text may have any id. The token is a hash of the text, so no text can contain its
    own token: an id that ends in it was made here.
    """

    token = ""

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802, A002 - the name is Python-Markdown's
        return super().makeFootnoteId(self._numbered(id))

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802, A002
        return super().makeFootnoteRefId(self._numbered(id), found)

    def _numbered(self, label: str) -> str:
        return f"{list(self.footnotes).index(label) + 1}-{self.token}"


class _Converter(threading.local):
    """One Markdown instance for each thread: creating one takes longer than using it."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.footnotes = _Footnotes(BACKLINK_TITLE="")
        extensions: list[str | Extension] = ["tables", "sane_lists"]
        self.markdown = markdown.Markdown(extensions=[*extensions, self.footnotes])
        self.markdown.ESCAPED_CHARS = list(string.punctuation)
        before_raw_html = 25
        self.markdown.preprocessors.register(
            _CommonMark(self.markdown), "commonmark", before_raw_html
        )


_converter = _Converter()


def _convert(text: str) -> tuple[str, str]:
    """Return the HTML that Python-Markdown makes, not yet safe, and the token of its footnotes."""
    token = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    _converter.footnotes.token = token
    _converter.markdown.reset()
    try:
        return _converter.markdown.convert(text), token
    except RecursionError:
        # `reset` does not clear the position inside deep nesting, so make a new instance.
        _converter.renew()
        blocks = text.split("\n\n")
        return "\n".join(f"<p>{html.escape(block)}</p>" for block in blocks), token
