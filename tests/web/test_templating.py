"""What templates have at hand."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError

from archive.config import ROOT


def test_undefined_name_in_a_template_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        render_template_string("{{ forgotten }}")


def test_values_are_escaped(app: Flask) -> None:
    with app.test_request_context("/"):
        assert render_template_string("{{ x }}", x="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize("name", ["css/site.css", "img/icon.svg", "js/site.js"])
def test_address_of_a_file_has_a_hash_of_its_content(app: Flask, name: str) -> None:
    with app.test_request_context("/"):
        address = render_template_string("{{ asset(name) }}", name=name)
    content = app.test_client().get(address).data

    assert urlsplit(address).path == f"/static/{name}"
    assert hashlib.sha256(content).hexdigest().startswith(parse_qs(urlsplit(address).query)["v"][0])
    # The colours of the archive may differ from those in the file, but nothing else.
    assert len(content) == (ROOT / "static" / name).stat().st_size


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ '2012-03~'|date }}", "about March 2012"),
        ("{{ '2012-03-04'|date_short(2012) }}", "4 Mar"),
        ("{{ '2012-03-XX'|date_machine }}", "2012-03"),
        ("{{ '2012-03-12'|days_between('2012-03-13') }}", "1 day after"),
        ("{{ 'press-release'|kind }}", "press release"),
        ("{{ 'ko'|language }}", "Korean"),
        ("{{ 'https://www.un.example.org:80/a?b'|host }}", "un.example.org"),
        ("{{ '/tags/'|absolute }}", "http://localhost/tags/"),
        ("{{ label_of('outlets', 'yonhap').name }}", "Yonhap News Agency"),
        ("{{ site_name() }}", "The Geneva Record"),
        ("{{ page_language() }}", "en"),
    ],
)
def test_helpers(app: Flask, template: str, said: str) -> None:
    with app.test_request_context("/"):
        assert render_template_string(template) == said


def test_wayback_address_uses_the_last_possible_day(app: Flask) -> None:
    article = SimpleNamespace(latest="2012-03-31", url="http://x.example/a?b=c")
    with app.test_request_context("/"):
        address = render_template_string("{{ wayback_url(article) }}", article=article)

    assert address == "https://web.archive.org/web/20120331/http://x.example/a?b=c"
