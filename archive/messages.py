"""Messages that are written in one place and translated in another."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name is gettext's
    """Mark a message for translators and return it unchanged.

    Tables of plain data use this: whoever shows such a message passes it to `gettext`
    ("Deferred translations" in the documentation of Python's `gettext`). Babel finds `N_` by name.
    """
    return message
