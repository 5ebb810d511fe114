"""Words that only make a sentence of a query, and need not be found with its others."""

from __future__ import annotations

_WORDS = """
a an and are as at be been by can could did do does for from had has have he her his how i in into
is it its many me much my of on or our say says said she should so tell than that the their them
there these they this those to was we were what when where which who whom whose why will with would
you your about
"""

STOP_WORDS = frozenset(_WORDS.split())
"""Folded English words. None of them is left out of a phrase, or where nothing else is asked."""
