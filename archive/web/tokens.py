"""Opaque continuation tokens: the start of the next part of a list, as text for an address.

A token contains all of its state as JSON in URL-safe base64 (RFC 4648, section 5, without padding).
The server stores nothing, so tokens survive a restart. They are not signed: the code that reads one
must check its values.
"""

from __future__ import annotations

import base64
import json
from typing import Any


class BadToken(ValueError):
    """A text that is not a token of this archive."""


def write(*values: Any) -> str:
    """Write values as a token. They must be JSON values."""
    text = json.dumps(values, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(token: str) -> list[Any]:
    """Read the values of a token. Raise `BadToken` for any text that `write` does not return."""
    try:
        data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        values = json.loads(data)
        if isinstance(values, list) and write(*values) == token:
            return values
    except (ValueError, RecursionError):
        pass
    raise BadToken(token)
