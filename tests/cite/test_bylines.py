"""Who wrote it: what is an author in a byline, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.bylines import Credit, authors, names, printed

JANE, JOHN, KIM, PARK = "Doe, Jane", "Roe, John", "Kim, Min-su", "Park, Ji-won"


def inverted(byline: str) -> list[str]:
    """The authors; the name of a body is in braces."""
    return [f"{{{name.literal}}}" if name.literal else name.inverted for name in names(byline)]


@pytest.mark.parametrize(
    "byline",
    [
        "Agence France-Presse",
        "Radio Free Asia",
        "European Union",
        "Deutsche Presse-Agentur",
        "Médecins Sans Frontières",
        "Voice of America",
        "Save the Children",
        "UN Women",
        "The Editorial Board",
        "Staff Reporter",
        "Reuters Staff",
        "Johnson & Johnson",
        "Peace and Justice Commission",
        "Ministry of Culture, Sports and Tourism",
        "Ministry of Foreign Affairs and Trade",
        "Ministry of Unification, Republic of Korea",
        "Department of Health and Human Services",
        "Bureau of Democracy, Human Rights, and Labor",
        "Human Rights in China",
        "People for Successful COrean REunification (PSCORE)",
        "한겨레신문",
    ],
)
def test_body_is_one_author(byline: str) -> None:
    assert inverted(byline) == [f"{{{byline}}}"]
    assert all(name.is_body for name in names(byline)) or byline == "한겨레신문"


@pytest.mark.parametrize(
    "byline",
    [
        "Jane Doe, Reuters",
        "Jane Doe/Reuters",
        "Jane Doe — Reuters",
        "Jane Doe (Reuters)",
        "Jane Doe of Reuters",
        "Jane Doe with AFP",
        "Jane Doe and agencies",
        "Jane Doe in Geneva",
        "Jane Doe, New York",
        "Jane Doe in Geneva for Reuters",
        "Jane Doe, Staff Writer, Seoul",
        "Jane Doe, Special to The Korea Herald",
        "Jane Doe, director of Human Rights Watch",
        "Correspondent Jane Doe in Seoul",
        "Dr. Jane Doe",
        "By Jane Doe",
        "Jane Doe <jane@example.org>",
        "Jane Doe @janedoe",
        "Doe, Jane",
    ],
)
def test_role_place_and_outlet_are_not_part_of_a_name(byline: str) -> None:
    assert inverted(byline) == [JANE]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Ana Gómez y Luis Pérez", ["Gómez, Ana", "Pérez, Luis"]),
        ("Jane Doe et Jean Roe", [JANE, "Roe, Jean"]),
        ("Karl Doe und Eva Roe", ["Doe, Karl", "Roe, Eva"]),
        ("Kim Min-su with Park Ji-won", [KIM, PARK]),
        ("Jane Doe / John Roe", [JANE, JOHN]),
        ("Kim Min-su · Park Ji-won", [KIM, PARK]),
        ("Jane Doe in Geneva, John Roe in Seoul", [JANE, JOHN]),
        ("Jane Doe, John Roe and Kim Min-su", [JANE, JOHN, KIM]),
        ("Doe, Jane and Roe, John", [JANE, JOHN]),
        ("Doe, Jane; Roe, John", [JANE, JOHN]),
        ("Kim Hana and Reuters Staff", ["Kim, Hana", "{Reuters Staff}"]),
        (
            "Amnesty International and Human Rights Watch",
            ["{Amnesty International}", "{Human Rights Watch}"],
        ),
        ("AFP and Reuters", ["{AFP}", "{Reuters}"]),
        ("José Ortega y Gasset", ["Ortega y Gasset, José"]),
        ("García Márquez, Gabriel", ["García Márquez, Gabriel"]),
        ("李明/王芳", ["{李明}", "{王芳}"]),
        ("罗伯特·金", ["{罗伯特·金}"]),
    ],
)
def test_several_authors(byline: str, expected: list[str]) -> None:
    assert inverted(byline) == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("김민수 기자 name@example.com", ["김, 민수"]),
        ("김민수/이영희 기자", ["김, 민수", "이, 영희"]),
        ("김민수 이영희 기자", ["김, 민수", "이, 영희"]),
        ("김민수 기자, 이영희 특파원", ["김, 민수", "이, 영희"]),
        ("(서울=연합뉴스) 김민수 기자", ["김, 민수"]),
        ("베이징=김민수 특파원", ["김, 민수"]),
        ("글·사진 김민수 기자", ["김, 민수"]),
        ("연합뉴스 김민수 기자", ["김, 민수"]),
        ("김민수 논설위원", ["김, 민수"]),
    ],
)
def test_byline_in_hangul(byline: str, expected: list[str]) -> None:
    assert inverted(byline) == expected


@pytest.mark.parametrize(
    "byline",
    [
        *("Ri Song-min", "Thae Min-ho", "Tae Yong-ho", "O Ji-hoon", "U Tong-chuk", "Ra Jong-yil"),
        *("Rim Chol-su", "Jhe Seong-ho", "Park Jin", "Lee Do", "Song Min", "Namgung Min"),
        *("KIM MIN-SU", "KIM Min-su", "Kim Jong-Un", "Kim Jong Un", "KIM YONG HWA"),
        *("Choe Son Hui", "Ryang Song Ok", "Thae Yong Ho", "Ban Ki Moon", "Chung In Moon"),
        *("Pak Chŏng-hŭi", "Ch'oe Tong-hun", "Nam Kung-min"),
    ],
)
def test_korean_name_begins_with_the_family_name(byline: str) -> None:
    (name,) = names(byline)
    family, _space, given = byline.partition(" ")

    assert (name.family, name.given, name.printed) == (family, given, byline)


@pytest.mark.parametrize(
    "byline",
    [
        *("Min-su KIM", "Jane DOE", "JANE DOE", "Jin Kang", "Min Lee", "Chol-hwan Kang"),
        *("Lee Mason", "Kim Wilson", "Jo Cox", "Kim Smith-Jones", "Syngman Rhee", "JANE ANN DOE"),
    ],
)
def test_other_names_end_with_the_family_name(byline: str) -> None:
    (name,) = names(byline)
    given, _space, family = byline.rpartition(" ")

    assert (name.family, name.given, name.printed) == (family, given, byline)


@pytest.mark.parametrize(
    ("entry", "expected", "text"),
    [
        ({"body": "Good Friends"}, "Good Friends", "Good Friends"),
        ({"person": "Prince"}, "Prince", "Prince"),
        ({"person": "Emily Post"}, "Post, Emily", "Emily Post"),
        ({"family": "Ojea Quintana", "given": "Tomás"}, "Ojea Quintana, Tomás", None),
        ({"family": "Kim", "given": "Min-su"}, KIM, "Kim Min-su"),
        ({"family": "Wei", "given": "Li", "person": "Wei Li"}, "Wei, Li", "Wei Li"),
        ({"family": "김", "given": "민수"}, "김, 민수", "김민수"),
        ({"family": "King", "given": "Martin Jr."}, "King, Martin, Jr.", "Martin King Jr."),
        ("Jane Doe", JANE, "Jane Doe"),
        ("Kim and Lee", "Kim and Lee", "Kim and Lee"),
    ],
)
def test_listed_author_is_what_the_curator_says(
    entry: Credit, expected: str, text: str | None
) -> None:
    (name,) = authors("something else", [entry])

    assert name.inverted == expected
    assert printed([entry]) == name.printed == (text or "Tomás Ojea Quintana")


def test_listed_authors_are_printed_in_their_order() -> None:
    assert printed([{"body": "Good Friends"}, "Jane Doe"]) == "Good Friends, Jane Doe"
    assert authors("Jane Doe", []) == names("Jane Doe")


@given(st.text(alphabet="Kim Jane, and/&·()[]@.;-김민수기자李 of in y", max_size=40))
def test_any_byline_has_an_author(byline: str) -> None:
    """Nothing is lost: whoever is not understood is kept as it is."""
    assert bool(names(byline)) == bool(byline.strip())
    for name in names(byline):
        assert name.inverted.strip()
