"""Every page of the site is valid HTML and the stylesheet valid CSS, by the Nu checker."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from tests.browser.conftest import PAGES
from tests.crawl import crawl

NEW_CSS = re.compile(
    # What the checker's CSS grammar does not know yet; each is in every current browser.
    r"“(text-wrap|clip-path|forced-color-adjust|translate|rotate|overflow|content)”|@layer|:is\("
)


def test_every_page_is_valid(
    real_client: FlaskClient, java: str, from_npm: Callable[[str], Path], tmp_path: Path
) -> None:
    """All pages that a reader gets to by links, and one of each kind with its errors."""
    checker = from_npm("vnu-jar/build/dist/vnu.jar")
    pages = {page.address: page.text for page in crawl(real_client).pages}
    pages |= {address: real_client.get(address).text for address in PAGES.values()}
    names = {}
    for number, (address, text) in enumerate(pages.items()):
        file = tmp_path / f"{number}.html"
        file.write_text(text, "utf-8")
        names[file.name] = address

    messages = _check(java, checker, tmp_path)

    assert len(pages) > 800
    assert [f"{names[Path(m['url']).name]}: {m['message']}" for m in messages][:20] == []


def test_the_stylesheet_is_valid(java: str, from_npm: Callable[[str], Path]) -> None:
    checker = from_npm("vnu-jar/build/dist/vnu.jar")

    messages = _check(java, checker, Path("static/css/site.css").absolute(), "--css")

    assert [m["message"] for m in messages if not NEW_CSS.search(m["message"])] == []


def _check(java: str, checker: Path, path: Path, *options: str) -> list[dict[str, Any]]:
    command = [java, "-Xss8m", "-jar", str(checker), "--format", "json", "--stdout"]
    result = subprocess.run(
        [*command, *options, str(path)], capture_output=True, text=True, timeout=600, check=False
    )
    messages: list[dict[str, Any]] = json.loads(result.stdout)["messages"]
    return messages
