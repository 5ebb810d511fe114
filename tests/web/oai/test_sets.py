"""The sets: which there are, and that each holds what the files say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from tests.web.files import pieces, records
from tests.web.oai_client import OAI, ask, harvest


def listed(client: FlaskClient) -> dict[str, str]:
    tree = ask(client, verb="ListSets")
    found = [
        (each.findtext(f"{OAI}setSpec", ""), each.findtext(f"{OAI}setName", ""))
        for each in tree.iter(f"{OAI}set")
    ]
    assert len(found) == len(dict(found))
    return dict(found)


def test_every_tag_outlet_language_and_year_has_a_set(real_client: FlaskClient) -> None:
    wanted = {"tag", "outlet", "language", "year"}
    wanted |= {f"tag:{tag}" for tag in records("tags")}
    wanted |= {f"outlet:{outlet}" for outlet in records("outlets")}
    wanted |= {f"language:{piece.fields['language']}" for piece in pieces()}
    wanted |= {f"year:{piece.published[:4]}" for piece in pieces()}
    sets = listed(real_client)

    assert set(sets) >= wanted
    assert sets["tag:upr"] == records("tags")["upr"]["label"]
    assert sets["language:ko"] == "Korean"


def test_every_set_matches_the_files(real_client: FlaskClient) -> None:
    for spec in listed(real_client):
        kind, _colon, value = spec.partition(":")
        if kind == "year":
            wanted = {p.slug for p in pieces() if p.published.startswith(value)}
        elif value:
            wanted = {p.slug for p in pieces() if value in p.values(kind)}
        else:
            wanted = {p.slug for p in pieces()}
        if not wanted:
            continue
        found = harvest(real_client, set=spec)
        assert {slug for slug, _time, status in found if status is None} == wanted, spec


def test_a_header_names_the_sets_of_its_article(real_client: FlaskClient) -> None:
    by_slug = {piece.slug: piece for piece in pieces()}
    tree = ask(real_client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    headers = list(tree.iter(f"{OAI}header"))

    assert headers
    for header in headers:
        piece = by_slug[header.findtext(f"{OAI}identifier", "").rpartition(":")[2]]
        assert {each.text for each in header.findall(f"{OAI}setSpec")} == {
            *(f"tag:{tag}" for tag in piece.values("tag")),
            f"outlet:{piece.fields['outlet']}",
            f"language:{piece.fields['language']}",
            f"year:{piece.published[:4]}",
        }


def test_sets_of_deleted_articles_are_listed(
    client: FlaskClient, collection: Path, load_collection: Callable[..., object]
) -> None:
    """The only article in Korean, and then every article of 2013."""
    for slug in ("inquiry-opens", "letter-to-geneva"):
        (collection / f"articles/2013/{slug}.md").unlink()
    load_collection()

    sets = listed(client)
    assert {"language:ko", "year:2013"} <= set(sets)
    for spec in ("language:ko", "year:2013"):
        assert {status for _slug, _time, status in harvest(client, set=spec)} == {"deleted"}


def test_header_names_only_listed_sets(
    client: FlaskClient,
    collection: Path,
    load_collection: Callable[..., object],
    edit: Callable[[str, str, str], None],
) -> None:
    """A tag that went with the last article that had it."""
    (collection / "articles/2012/council-debates-returns.md").unlink()
    tags = collection / "authorities/tags.yaml"
    text = tags.read_text("utf-8").replace("  related: [non-refoulement]\n", "")
    records = text.split("\n\n")
    kept = [each for each in records if "id: non-refoulement" not in each]
    assert len(kept) == len(records) - 1
    tags.write_text("\n\n".join(kept), "utf-8")
    edit("authorities/events.yaml", "non-refoulement", "china")
    load_collection()

    tree = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert {each.text for each in tree.iter(f"{OAI}setSpec")} <= set(listed(client))
