"""Create the application from settings, database, language, pages and commands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel

from archive import cli
from archive.config import ROOT, Settings
from archive.store.sessions import Database
from archive.web import context, i18n, templating
from archive.web.api import problems
from archive.web.api import routes as api
from archive.web.discovery import (
    card_images,
    favicon,
    oembed,
    opensearch,
    robots,
    sitemaps,
    skos,
    suggestions,
    unapi,
)
from archive.web.exports import articles as article_files
from archive.web.exports import lists
from archive.web.feeds import views
from archive.web.http import assets, errors, guards, headers, health
from archive.web.http.page_cache import PageCache
from archive.web.lists import nearby
from archive.web.oai import verbs
from archive.web.pages import (
    about,
    articles,
    citations,
    data,
    indexes,
    records,
    search,
    timeline,
    words,
)

BLUEPRINTS = (
    timeline,
    articles,
    article_files,
    citations,
    records,
    indexes,
    search,
    suggestions,
    opensearch,
    words,
    card_images,
    lists,
    views,
    verbs,
    oembed,
    unapi,
    favicon,
    robots,
    sitemaps,
    skos,
    data,
    api,
    about,
    assets,
    health,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Create the application, by default with the settings from the environment."""
    settings = settings or Settings.from_environ(os.environ)
    app = Flask(
        "archive",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="static",
        instance_path=str(ROOT / "instance"),
    )
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # Flask added the route of the static files before this setting applied.
    for rule in app.url_map.iter_rules("static"):
        rule.provide_automatic_options = False  # type: ignore[attr-defined]
        (rule.methods or set()).discard("OPTIONS")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    reader = Database(settings.absolute_database_url)
    context.init_app(app, settings, reader)
    Babel(app, default_locale="en", default_translation_directories=_locale_folder())
    i18n.init_app(app)
    templating.init_app(app)
    guards.init_app(app)
    headers.init_app(app, problems.is_asked)
    errors.init_app(app, problems, nearby.pages)
    for module in BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    cli.init_app(app, settings)
    _add_page_cache(app, reader, settings.cache_bytes)
    return app


def _add_page_cache(app: Any, reader: Database, most_bytes: int) -> None:
    app.wsgi_app = PageCache(app.wsgi_app, reader.fingerprint, most_bytes, api.variant)


def _locale_folder() -> str:
    return str(Path(__file__).with_name("locale"))
