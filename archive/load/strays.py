"""Tell which files of editors, systems and people do not belong to the archive, but do no harm."""

from __future__ import annotations

import re

NOTES = frozenset(("readme", "licence", "license", "note", "notes", "todo", "changelog"))
"""The names, without their ending, of texts that people leave beside files for each other."""

_NOTE_ENDINGS = frozenset(("", "md", "markdown", "txt", "rst", "org", "html"))

_MADE_BY_PROGRAMS = re.compile(
    r"""
      .*~ | \#.*\# | ~\$.*                          # editors and word processors
    | .*\.(bak|backup|old|orig|rej|save|swp|swo|swn|tmp|temp|part|partial|crdownload|lock|lnk|url)
    | (ehthumbs(_vista)?|thumbs)\.db(:encryptable)? | desktop\.ini | icon\r?    # desktops
    | __macosx | __pycache__ | @eadir | \#recycle | \#snapshot
    | \$recycle\.bin | recycler | system\ volume\ information | lost\+found
    | 4913 | ___jb_(tmp|old)___ | nohup\.out
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def is_made_by_a_program(name: str) -> bool:
    """Whether a program made a file or folder of this name for itself. It is ignored."""
    return name.startswith(".") or _MADE_BY_PROGRAMS.fullmatch(name) is not None


def is_a_note(name: str, *, is_a_place_for_texts: bool) -> bool:
    """Whether a file of this name is for other people: `README.md`, `notes.txt`.

    In a place for texts, a Markdown file in small letters is a text.
    """
    stem, _, ending = name.partition(".")
    if stem.lower() not in NOTES or ending.lower() not in _NOTE_ENDINGS:
        return False
    return not (is_a_place_for_texts and ending == "md" and name == name.lower())
