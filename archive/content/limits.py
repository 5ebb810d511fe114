"""Bound the size of files, and the time that a text takes to render."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.problems import Problem, Severity

MAX_TEXT_BYTES = 65_536
"""The largest article or page, 64 KiB: thirty times the longest digest here."""

MAX_AUTHORITY_BYTES = 16 * 1_048_576
"""The largest authority file, enough for some thirty thousand records."""

MOST_PROBLEMS = 100
"""How many problems of one file are reported one by one."""

_MOST_WORK = 2_000_000
_MOST_BLOCKS = 2_500
_BLANK = re.compile(r"\n(?=[ \t>]*\n|[ \t>]*(?:[-+*]|[0-9]{1,9}[.)]) )")
# Signs for which Python-Markdown searches the rest of the paragraph.
_SEARCHED = re.compile(r"[\[\]!<&*_`\\:]")


def size_problem(path: str, size: int, most: int) -> Problem | None:
    """Return a problem if a file is too large to be read."""
    if size <= most:
        return None
    limit = f"{most // 1_048_576} MiB" if most >= 1_048_576 else f"{most // 1024} KiB"
    return Problem(path, None, None, f"the file is larger than {limit}", "Shorten it, or split it.")


def work_problem(path: str, text: str, first_line: int) -> Problem | None:
    """Return a problem if a Markdown text could take seconds to render.

    The time grows with the number of special signs in a paragraph times its length. A text that
    somebody wrote is far below the limit.
    """
    start, work, blocks = 0, 0, text.count("\n")
    for end in [*(match.start() for match in _BLANK.finditer(text)), len(text)]:
        block = text[start:end]
        work += len(_SEARCHED.findall(block)) * len(block)
        if work > _MOST_WORK:
            line = first_line + text.count("\n", 0, start) + block.count("\n", 0, 1)
            fault = "this paragraph has too many brackets and other special characters"
            return Problem(path, line, None, fault, "Shorten it, or split it.")
        start = end + 1
    if blocks > _MOST_BLOCKS:
        fault = f"the text has more than {_MOST_BLOCKS:,} lines"
        return Problem(path, first_line, None, fault, "Shorten it, or split it.")
    return None


def first_problems(path: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the first hundred problems of a file, and one that counts the others."""
    rest = problems[MOST_PROBLEMS:]
    if not rest:
        return list(problems)
    fault = f"{len(rest):,} more problems were found in this file"
    severity: Severity = "error" if any(each.severity == "error" for each in rest) else "warning"
    more = Problem(path, None, None, fault, "Correct the ones above first.", severity)
    return [*problems[:MOST_PROBLEMS], more]
