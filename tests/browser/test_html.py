"""Every page of the site is valid HTML and the stylesheet valid CSS, by the Nu checker."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.browser.conftest import PAGES, REMOVED
from tests.crawl import Crawl

NEW_CSS = re.compile(
    # CSS unknown to the checker's grammar but supported by every current browser.
    r"“(text-wrap|clip-path|forced-color-adjust|translate|rotate|overflow|content)”|@layer|:is\("
)


@pytest.mark.xdist_group("crawl")
def test_every_page_is_valid(
    crawled: Crawl,
    real_client: FlaskClient,
    client: FlaskClient,
    java: str,
    from_npm: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """All pages that a reader gets to by links, and one of each kind with its errors."""
    checker = from_npm("vnu-jar/build/dist/vnu.jar")
    folder = tmp_path_factory.mktemp("pages")
    pages = {page.address: page.text for page in crawled.all}
    pages |= {address: real_client.get(address).text for address in PAGES.values()}
    removed = client.get(REMOVED)
    assert removed.status_code == 410
    pages[REMOVED] = removed.text
    names = {}
    for number, (address, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text, "utf-8")
        names[file.name] = address

    messages = _check(java, checker, folder)

    assert len(pages) > 800
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    assert [f"{names[Path(m['url']).name]}: {m['message']}" for m in messages][:20] == []


def test_the_stylesheet_is_valid(java: str, from_npm: Callable[[str], Path]) -> None:
    checker = from_npm("vnu-jar/build/dist/vnu.jar")

    messages = _check(java, checker, Path("static/css/site.css").absolute(), "--css")

    assert [m["message"] for m in messages if not NEW_CSS.search(m["message"])] == []


def test_checker_reports_a_mistake(
    java: str, from_npm: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "bad.html").write_text(
        "<!doctype html><html lang=en><title>Bad</title><p id=a><p id=a>", "utf-8"
    )

    messages = _check(java, from_npm("vnu-jar/build/dist/vnu.jar"), tmp_path)

    assert any("Duplicate ID" in message["message"] for message in messages)


def _check(java: str, checker: Path, path: Path, *options: str) -> list[dict[str, Any]]:
    # A run of half a minute gains nothing from the second compiler or from a parallel collector.
    lean = ["-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command = [java, *lean, "-jar", str(checker), "--format", "json", "--stdout"]
    result = subprocess.run(
        [*command, *options, str(path)], capture_output=True, text=True, timeout=600, check=False
    )
    messages: list[dict[str, Any]] = json.loads(result.stdout)["messages"]
    return messages
