"""What a request has at hand: the settings, and one reading of the database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from flask import Flask, current_app, g

from archive.config import Settings
from archive.store.sessions import Reader, Reading


def init_app(app: Flask, settings: Settings, reader: Reader) -> None:
    """Attach settings and reader to the application and close each request's reading."""
    app.extensions["archive.settings"] = settings
    app.extensions["archive.reader"] = reader
    app.teardown_request(_close)


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.extensions["archive.settings"]
    return found


def reading() -> Reading:
    """This request's view of the database; opened at the first call, one load for all of it."""
    if "reading" not in g:
        stack = ExitStack()
        reader: Reader = current_app.extensions["archive.reader"]
        g.reading = stack.enter_context(reader.open())
        g.reading_stack = stack
    found: Reading = g.reading
    return found


def hold_reading() -> Callable[[], None]:
    """Keep this request's reading open beyond its end. Gives what closes it, to be called once."""
    reading()
    stack: ExitStack = g.pop("reading_stack")
    return stack.close


def _close(error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("reading_stack", None)
    if stack is not None:
        g.pop("reading", None)
        stack.close()
