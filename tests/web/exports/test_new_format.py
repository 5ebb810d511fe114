"""A line in the table of citation formats is enough: every output follows."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import BASE
from tests.web.exports.new_format import ARTICLE, MEDIA_TYPE, NEW
from tests.web.files import ROOT


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the archive gives for the tiny collection once the table has a new format."""
    command = [sys.executable, "-m", "tests.web.exports.new_format"]
    folder = tmp_path_factory.mktemp("new-format")
    done = subprocess.run(
        [*command, str(BASE), str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_an_article_has_a_file_in_the_new_format(outputs: dict[str, str]) -> None:
    title = "Council debates returns from China"
    assert outputs["article"] == f"council-debates-returns: {title * 50}\n"
    assert outputs["type"] == MEDIA_TYPE
    assert outputs["encoding"] == "gzip"


def test_the_new_file_is_linked(outputs: dict[str, str]) -> None:
    path = f"{ARTICLE}.trial"
    assert f'{path}>; rel="describedby"; type="{MEDIA_TYPE}"' in outputs["link"]
    for page in ("page", "cite"):
        assert f'href="{path}"' in outputs[page]
    assert "Trial works with Reader and Writer." in outputs["cite"]
    assert f'<format name="trial" type="{MEDIA_TYPE}"' in outputs["unapi"]


def test_lists_have_the_new_download(outputs: dict[str, str]) -> None:
    assert 'href="/export.trial"' in outputs["list"]
    assert outputs["article"] in outputs["export"]


def test_data_has_the_new_file_with_its_description(outputs: dict[str, str]) -> None:
    assert outputs["all"].splitlines() != []
    assert sorted(outputs["all"].splitlines()) == sorted(outputs["export"].splitlines())
    assert 'href="/data/articles.trial"' in outputs["data"]
    assert NEW.about in outputs["data"]
    (resource,) = (
        each
        for each in json.loads(outputs["package"])["resources"]
        if each["path"] == "articles.trial"
    )
    assert (resource["description"], resource["mediatype"]) == (NEW.about, MEDIA_TYPE)
    assert "articles.trial\n" in outputs["sums"]
