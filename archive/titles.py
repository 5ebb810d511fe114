"""Tell a headline that the archive supplied from one that was published."""

from __future__ import annotations


def is_supplied(title: str) -> bool:
    """Return whether one pair of square brackets holds the whole headline.

    "[Appeal for thirty people]" was supplied. "[Exclusive] Seven held [Video]" was not, since its
    first bracket closes before the end.
    """
    if not title.startswith("["):
        return False
    depth = 0
    for place, sign in enumerate(title):
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            return place == len(title) - 1
    return False
