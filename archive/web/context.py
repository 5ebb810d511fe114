"""What a request can use: the settings, and one read session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from flask import Flask, current_app, g

from archive.config import Settings
from archive.problems import DatabaseMissing
from archive.site import Site, named, site_in
from archive.site_file import read_site_file
from archive.store.sessions import Database, ReadSession
from archive.web import i18n


def init_app(app: Flask, settings: Settings, reader: Database) -> None:
    """Attach settings and database to the application, and close the session after each request."""
    app.extensions["archive.settings"] = settings
    app.extensions["archive.reader"] = reader
    app.extensions["archive.site"] = _site_of_file(settings)
    app.teardown_request(_close)


def settings() -> Settings:
    """Return the settings of the running application."""
    found: Settings = current_app.extensions["archive.settings"]
    return found


def site() -> Site:
    """Return the description of the archive from the last load, in the reader's language.

    If nothing is loaded, as on the error page that says so, `archive.toml` supplies it.
    """
    if "site" not in g:
        try:
            data = read_session().snapshot.site
        except DatabaseMissing:
            data = current_app.extensions["archive.site"]
        given = settings()
        g.site = named(_in_language(data), given.name, given.subject)
    found: Site = g.site
    return found


def _site_of_file(settings: Settings) -> dict[str, Any]:
    """Return the valid values of `archive.toml`. Only a load reports its faults."""
    try:
        data = settings.config_file.read_bytes()
    except OSError:
        return {}
    return read_site_file(str(settings.config), data).data


def _in_language(data: Mapping[str, Any]) -> Site:
    return site_in(data, str(i18n.locale()).replace("_", "-"))


def read_session() -> ReadSession:
    """Return this request's read session, which sees one load. The first call opens it."""
    if "read_session" not in g:
        stack = ExitStack()
        reader: Database = current_app.extensions["archive.reader"]
        g.read_session = stack.enter_context(reader.open())
        g.read_session_stack = stack
    found: ReadSession = g.read_session
    return found


def hold_reading() -> Callable[[], None]:
    """Keep this request's session open after its end. Return the function to close it, once."""
    read_session()
    stack: ExitStack = g.pop("read_session_stack")
    return stack.close


def _close(error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("read_session_stack", None)
    if stack is not None:
        g.pop("read_session", None)
        stack.close()
