"""Read and check the arguments of a request by the rules of OAI-PMH 2.0."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import parse_qsl

from flask import request

from archive.store.facets.changes import TimeSpan

PREFIX = "oai_dc"
"""The one metadata format."""

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 65_536
"""The largest body of a POST request."""

ALWAYS = TimeSpan("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")


class OaiError(Exception):
    """An error in a request, with one of the protocol's codes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_arguments() -> tuple[str, dict[str, str]]:
    """Return the verb of the request and its other arguments. Raise `OaiError` for bad ones."""
    pairs = _pairs()
    times = Counter(name for name, _value in pairs)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in _ARGUMENTS:
        fault = "There has to be one verb" if len(verbs) != 1 else "There is no such verb"
        raise OaiError("badVerb", f"{fault}: {', '.join(_ARGUMENTS)} are those of the protocol.")
    (verb,) = verbs
    given = {name: value for name, value in pairs if name != "verb"}
    required, optional = _ARGUMENTS[verb]
    for name in given:
        if times[name] > 1:
            raise _bad(f"The argument {_shown(name)} stands more than once.")
        if name not in required + optional:
            raise _bad(f"{verb} has no argument {_shown(name)}.")
    if "resumptionToken" in given:
        if len(given) > 1:
            raise _bad("With resumptionToken there can be no other argument.")
        return verb, given
    for name in required:
        if name not in given:
            raise _bad(f"{verb} needs the argument {name}.")
    if not _PREFIX.fullmatch(given.get("metadataPrefix", PREFIX)):
        # The schema does not allow this value in `<request>`.
        raise _bad(f"{_shown(given['metadataPrefix'])} cannot be a metadataPrefix.")
    return verb, given


def check_prefix(arguments: Mapping[str, str]) -> None:
    """Raise `OaiError` for an unknown metadata format."""
    if arguments["metadataPrefix"] != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"The only metadataPrefix is {PREFIX}.")


def span_of(arguments: Mapping[str, str]) -> TimeSpan:
    """Return the period between `from` and `until`. Raise `OaiError` for bad dates."""
    texts = {name: arguments[name] for name in ("from", "until") if name in arguments}
    for name, text in texts.items():
        if not _is_time(text):
            raise _bad(f"{name} is no day (2026-01-31) and no time (2026-01-31T12:00:00Z) in UTC.")
    if len({len(text) for text in texts.values()}) > 1:
        raise _bad("from and until are not of the same granularity.")
    since, until = texts.get("from"), texts.get("until")
    if since and until and since > until:
        raise _bad("from is later than until.")
    if since and len(since) == _DAY:
        since += "T00:00:00Z"
    if until and len(until) == _DAY:
        until += "T23:59:59Z"
    return TimeSpan(since or ALWAYS.since, until or ALWAYS.until)


def check_set(spec: str) -> None:
    """Raise `OaiError` for a set name that the protocol's syntax does not allow."""
    if not _SET.fullmatch(spec):
        raise _bad(f"{_shown(spec)} cannot be a set.")


def _pairs() -> list[tuple[str, str]]:
    """Return all arguments with repetitions, from the address or the submitted form."""
    if request.method != "POST":
        data = request.query_string
    else:
        request.max_content_length = MOST_BYTES
        data = request.get_data() if request.mimetype == FORM else b""
        data = b"&".join(part for part in (request.query_string, data) if part)
    return parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True)


def _is_time(text: str) -> bool:
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _bad(message: str) -> OaiError:
    return OaiError("badArgument", message)


def _shown(text: str) -> str:
    return repr(text[:60])


_DAY = len("2026-01-31")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
"""The type `metadataPrefixType` of the protocol's schema."""

_SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
"""The type `setSpecType` of the protocol's schema."""

_LIST = ("metadataPrefix",), ("from", "until", "set", "resumptionToken")
_ARGUMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ("resumptionToken",)),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
    "GetRecord": (("identifier", "metadataPrefix"), ()),
}
"""Verb → required arguments, optional arguments."""
