"""Render Markdown to HTML that is safe to store and to show."""

from __future__ import annotations

import hashlib
import html
import threading
from dataclasses import dataclass

import markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension

from archive.content import sanitizer
from archive.content.postprocess import HtmlPass, split_summary

MARKUP_VERSION = 1
"""Stored with the HTML. Raise it whenever rendering or sanitising changes."""


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


def render(text: str) -> Rendered:
    """Render an article's Markdown (Python-Markdown with tables, footnotes and fenced code).

    Accepts any text and raises nothing. The number links take their accessible name from an
    element of the page with the id `paragraph-word`, which is in the reader's language.
    """
    converted, token = _convert(text)
    summary, rest = split_summary(sanitizer.ARTICLE.clean(converted))
    # Lists show many summaries on one page, where the ids of their footnotes would collide.
    head = HtmlPass(summary, token=token, notes=False)
    body = HtmlPass(rest, token=token, numbered=True)
    summary_text = " ".join(head.text.split())
    return Rendered(head.html, summary_text, body.html, body.text, body.paragraphs)


def render_page(text: str) -> str:
    """Render a page about the archive: no numbers, and headings with ids made of their words."""
    converted, token = _convert(text)
    return HtmlPass(sanitizer.PAGE.clean(converted), token=token, heading_ids=True).html


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
        extensions: list[str | Extension] = ["tables", "fenced_code", "sane_lists"]
        self.markdown = markdown.Markdown(extensions=[*extensions, self.footnotes])


_converter = _Converter()


def _convert(text: str) -> tuple[str, str]:
    """Return the HTML that Python-Markdown makes, not yet safe, and the token of its footnotes."""
    token = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    _converter.footnotes.token = token
    _converter.markdown.reset()
    try:
        return _converter.markdown.convert(text), token
    except RecursionError:
        # Lists nested some hundred levels deep, which nobody writes by hand. `reset` does not clear
        # the position inside them, so make a new instance.
        _converter.renew()
        blocks = text.split("\n\n")
        return "\n".join(f"<p>{html.escape(block)}</p>" for block in blocks), token
