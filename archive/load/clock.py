"""Choose the time of a load, which never goes backwards."""

from __future__ import annotations

import datetime

from archive.problems import Problem

FORMAT = "%Y-%m-%dT%H:%M:%SZ"
"""How times are stored: UTC, RFC 3339."""

TOLERANCE = datetime.timedelta(hours=1)
"""How far in the future the last load may be without a warning."""


def time_of_load(
    last: str | None, clock: datetime.datetime | None = None
) -> tuple[str, list[Problem]]:
    """Return the time to store for a load, and a warning if the clock of the machine seems wrong.

    `last` is the time of the load before. After a load by a fast clock, times count on from it, one
    second for each load: a `Last-Modified` or a time of a change that went backwards would hide
    every change from readers and harvesters who ask what is newer.
    """
    now = (clock or datetime.datetime.now(datetime.UTC)).replace(microsecond=0)
    if last is None:
        return now.strftime(FORMAT), []
    before = datetime.datetime.strptime(last, FORMAT).replace(tzinfo=datetime.UTC)
    if now >= before:
        return now.strftime(FORMAT), []
    fault = f"has the time {last}, which is in the future"
    repair = "Check the clock of this machine. Until that time, each load counts on by one second."
    problem = Problem("the last load", None, None, fault, repair, severity="warning")
    later = before + datetime.timedelta(seconds=1)
    return later.strftime(FORMAT), [problem] if before - now > TOLERANCE else []
