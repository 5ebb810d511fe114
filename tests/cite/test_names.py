"""Bylines as names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.bylines import names
from archive.cite.names import Name


@pytest.mark.parametrize(
    ("byline", "inverted", "printed"),
    [
        ("Kim Hana", ["Kim, Hana"], ["Kim Hana"]),
        ("Kim So-hyun", ["Kim, So-hyun"], ["Kim So-hyun"]),
        ("Ban Ki Moon", ["Ban, Ki Moon"], ["Ban Ki Moon"]),
        ("Jeong Eun Lee", ["Lee, Jeong Eun"], ["Jeong Eun Lee"]),
        ("文木 / 李魚", ["文木", "李魚"], ["文木", "李魚"]),
        ("Park Boram", ["Park, Boram"], ["Park Boram"]),
        ("Young-Sik Kim", ["Kim, Young-Sik"], ["Young-Sik Kim"]),
        ("Jooheon Kim", ["Kim, Jooheon"], ["Jooheon Kim"]),
        ("Young Kim", ["Kim, Young"], ["Young Kim"]),
        ("Robert R. King", ["King, Robert R."], ["Robert R. King"]),
        ("Lee Myers", ["Myers, Lee"], ["Lee Myers"]),
        ("Theresa Kim Hwa-young", ["Kim, Theresa Hwa-young"], ["Theresa Kim Hwa-young"]),
        ("Vincent van Gogh", ["van Gogh, Vincent"], ["Vincent van Gogh"]),
        ("Robert Park, Jr.", ["Park, Robert, Jr."], ["Robert Park Jr."]),
        (
            "By Park Byung-soo and Célio Fioretti",
            ["Park, Byung-soo", "Fioretti, Célio"],
            ["Park Byung-soo", "Célio Fioretti"],
        ),
        ("이정은", ["이, 정은"], ["이정은"]),
        ("남궁민 기자", ["남궁, 민"], ["남궁민"]),
        ("김진희·권영은", ["김, 진희", "권, 영은"], ["김진희", "권영은"]),
        ("홍주예 (Hong Ju-ye)", ["Hong, Ju-ye"], ["Hong Ju-ye"]),
        ("Yonhap News Agency", ["Yonhap News Agency"], ["Yonhap News Agency"]),
        ("AFP", ["AFP"], ["AFP"]),
        ("연합뉴스", ["연합뉴스"], ["연합뉴스"]),
        ("山田太郎", ["山田太郎"], ["山田太郎"]),
        ("", [], []),
    ],
)
def test_a_byline_names_its_authors(byline: str, inverted: list[str], printed: list[str]) -> None:
    found = names(byline)

    assert [name.inverted for name in found] == inverted
    assert [name.printed for name in found] == printed


def test_missing_byline_has_no_authors() -> None:
    assert names(None) == ()


def test_a_name_in_both_scripts_keeps_both() -> None:
    (name,) = names("천현빈 (Cheon Hyeon-bin)")

    assert name == Name("Cheon", "Hyeon-bin", native="천현빈", family_first=True)


def test_bodies_are_not_persons() -> None:
    assert [name.is_person for name in names("Kim Hana and Reuters Staff")] == [True, False]


@given(st.text(max_size=60))
def test_any_byline_is_read(byline: str) -> None:
    for name in names(byline):
        assert name.inverted.strip()
        assert name.printed.strip()
        assert name.is_person != bool(name.literal)
