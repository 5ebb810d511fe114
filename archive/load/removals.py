"""Refuse a load that would remove much of the archive at once.

An emptied folder, a disk that is not mounted, or half of a copy looks like a curator who deleted
articles. The files can be put back. The deletions that harvesters were told of cannot be taken
back.
"""

from __future__ import annotations

from archive.problems import Problem, counted

MOST = 10
"""So many articles, or records of one file, may always be removed by one load."""

SHARE = 10
"""Beyond `MOST`, removing one in so many is refused."""


def check_removals(path: str, noun: str, gone: int, before: int) -> list[Problem]:
    """Return a problem if too many things of a file or folder are gone since the last load.

    `noun` is what one of them is called; `before` is how many there were.
    """
    if gone <= MOST or gone * SHARE < before:
        return []
    fault = f"{gone:,} of {counted(before, noun)} are gone since the last load"
    repair = (
        "Put the files back (is the disk mounted, is the copy complete?). If they were deleted on "
        "purpose, run `flask load --allow-removals`."
    )
    return [Problem(path, None, None, fault, repair)]
