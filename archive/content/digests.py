"""Check the Markdown of an article or page: how it is written, and what the page shows of it."""

from __future__ import annotations

from collections.abc import Iterable

from archive.characters import is_visible
from archive.content.limits import work_problem
from archive.content.markdown_checks import Finding, check_lines
from archive.content.markup import render, render_page
from archive.content.markup_checks import check_characters, check_links, check_words, line_with
from archive.problems import Problem


def check_digest(path: str, text: str, first_line: int) -> list[Problem]:
    """Return the problems of an article's Markdown, which begins at `first_line` of its file."""
    if too_much := work_problem(path, text, first_line):
        return [too_much]
    body = text.strip("\n")
    rendered = render(body)
    shown = f"{rendered.summary_html}\n{rendered.body_html}"
    found = [
        *check_lines(body),
        *check_links(body, rendered.links, shown, in_site=False),
        *check_characters(body, shown),
    ]
    # With another fault that is the cause, a missing word would be a second message.
    found += [] if found else check_words(body, f"{rendered.summary_text}\n{rendered.text}")
    first_line += _empty_lines(text)
    problems = _problems(path, found, first_line)
    if not is_visible(f"{rendered.summary_text}{rendered.text}"):
        fault = "the text has no visible character"
        return [*problems, Problem(path, first_line, None, fault, "Write a text.")]
    if not rendered.paragraphs:
        fault, repair = "there is nothing below the summary", "Add the points of the article."
        problems.append(Problem(path, first_line, None, fault, repair, "warning"))
    return problems


def check_page(path: str, text: str, first_line: int) -> list[Problem]:
    """Return the problems of the Markdown of a page about the archive."""
    if too_much := work_problem(path, text, first_line):
        return [too_much]
    body = text.strip("\n")
    rendered = render_page(body)
    found = [
        *check_lines(body),
        *check_links(body, rendered.links, rendered.html, in_site=True),
        *check_characters(body, rendered.html),
    ]
    found += [] if found else check_words(body, rendered.text)
    return _problems(path, found, first_line + _empty_lines(text))


def links_in_site(text: str, first_line: int) -> list[tuple[str, int]]:
    """Return the links of a page to other pages of the archive, each with its line."""
    body = text.strip("\n")
    first_line += _empty_lines(text)
    links = render_page(body).links
    return [(link, first_line + line_with(body, link)) for link in links if link.startswith("/")]


def _empty_lines(text: str) -> int:
    return len(text) - len(text.lstrip("\n"))


def _problems(path: str, found: Iterable[Finding], first_line: int) -> list[Problem]:
    return [
        Problem(path, first_line + each.line, None, each.fault, each.repair)
        for each in dict.fromkeys(found)
    ]
