"""Recognise in a byline what is no person: bodies, agencies, roles and places."""

from __future__ import annotations

import re

from archive.cite.korean import plain


def is_body(text: str) -> bool:
    """Return whether a text has a word that only bodies have, or is an agency."""
    words = _words(text)
    if " & " in text or is_agency(text) or has_head(text) or any(word in _ROLES for word in words):
        return True
    if not text.isupper() and any(word in _ACRONYMS for word in text.split()):
        return True
    before, _in, place = text.partition(" in ")
    if (len(words) > 1 and is_unfinished(before)) or (place and " " not in before):
        return True
    if any(word in _SOMETIMES for word in words) and any(
        word in _PLACES or word in _SUBJECTS or word == "the" for word in words
    ):
        return True
    return bool(words) and (words[0] == "the" or any(word in _FUNCTION_WORDS for word in words[1:]))


def has_head(text: str) -> bool:
    """Return whether a text has a word such as "agency" or "council"."""
    return any(word in _BODIES for word in _words(text))


def is_agency(text: str) -> bool:
    """Return whether a text is a news agency or another short name of a body, such as "UNHCR"."""
    return is_known_agency(text) or bool(re.fullmatch(r"[A-Z]{3,8}", text.strip()))


def is_known_agency(text: str) -> bool:
    """Return whether a text is an agency of our list; "DOE" is not, which may be a name."""
    return " ".join(_words(text)) in _AGENCIES or text in _ACRONYMS


def is_role(text: str) -> bool:
    """Return whether a text says what somebody is: "Staff Reporter", "Special to The Herald"."""
    words = _words(text)
    return bool(words) and (
        words[:2] == ["special", "to"]
        or words[-1] in _ROLES
        or (words[0] in _ROLES and any(word in _FUNCTION_WORDS for word in words))
    )


def is_role_word(word: str) -> bool:
    """Return whether a word is part of a role."""
    return plain(word).strip(".,") in _ROLES


def is_place(text: str) -> bool:
    """Return whether a text is a city or country that bylines often name."""
    words = _words(text)
    return " ".join(words) in _PLACES or (len(words) > 1 and all(word in _PLACES for word in words))


def is_unfinished(text: str) -> bool:
    """Return whether a text is only what bodies are about: as in "Peace and Justice Party"."""
    return all(
        word in _SUBJECTS or word in _FUNCTION_WORDS or word == "the" for word in _words(text)
    )


def goes_on(body: str, text: str) -> bool:
    """Return whether what follows a comma or "and" is still part of the name of a body.

    "Sports" and "Tourism" are, behind "Ministry of Culture". A body of its own is not.
    """
    words, before = _words(text), _words(body)
    if not is_body(body) or is_agency(body) or is_agency(text):
        return False
    is_open = any(word in _FUNCTION_WORDS for word in before)
    if is_open and is_unfinished(text):
        return True
    if any(word in _BODIES for word in words):
        return False
    return is_open and (len(words) == 1 or any(word in _SUBJECTS for word in words))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s\-.,'’&()]+", plain(text)) if word]


def _set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BODIES = _set_of(
    """
    administration agence agencia agencies agency agentur agenzia alliance amnesty assembly
    associated associates association authority board brigade broadcasting bureau cabinet
    campaign center centre centro centrum chamber club coalition collective college comision
    comitato comite commissariat commission commissione committee conference congress conseil
    consejo consortium corporation corps council daily database delegation department desk
    editorial embassy federation fondation fondazione fondo forum foundation frontieres fund
    fundacion gazette gobierno gouvernement government group haut herald inc initiative institut
    institute institution instituto internacional international internationale journal komitee
    kommission league legion liga ligue ltd magazine ministere ministerio ministerium ministry
    mission missions monitor monitoring movement museum naciones nationen nations network news
    newspaper newspapers newsroom ngo observatory office organisation organizacion organization
    panel parlament parlamento parlement parliament party police polizei presidency press presse
    program programme project radio red redaccion redaction redaktion redazione refugees regime
    rundfunk secretariat senate service services society solidarity staff stiftung taskforce
    team telegraph television times tribunal tribune tv unidas unies union universidad
    universitat universite university verband verein vereinte watch wire wires world worldwide
    zeitung
    """
)
"""Words that are never part of a person's name."""

_SOMETIMES = _set_of("bank church court house post state guardian mirror sun star")
"""Words of bodies that are family names too; a place or a subject beside one decides."""

_ROLES = _set_of(
    """
    adviser advisor ambassador analyst anchor attorney chair chairman chairperson chairwoman
    chief columnist commissioner contributing contributor coordinator correspondant
    correspondante correspondent correspondents corresponsal critic deputy director editor
    editors enviada enviado envoye envoyee especial fellow freelance freelancer intern
    journalist journaliste journalists korrespondent korrespondentin lawyer md minister
    periodista phd photographer president producer professor rapporteur redactor redactora
    redakteur redakteurin reporter reporters researcher scholar secretary senior special
    speciale spokesman spokesperson spokeswoman staff stringer translator writer writers
    """
)

_FUNCTION_WORDS = _set_of("of for the on against without sans fur pour contra")

_SUBJECTS = _set_of(
    """
    abductions abolition affairs agriculture aid arms asylum borders children citizens
    citizenship climate commerce communications control cooperation coordination crime cultural
    culture customs defence defense democracy detention development disappearances disarmament
    discrimination drugs economic economy education emergency emigration employment energy
    environment equality families finance fisheries food foreign freedom health human
    humanitarian immigration industry information intelligence investigation justice labor
    labour language law legal liberty media migrants migration narcotics peace people planning
    policy political press prevention protection public racism reconciliation reconstruction
    reform refugee refugees relations relief religion religious rescue research resources
    reunification rights rule science scientific security services social space sports state
    statistics studies technology telecommunications torture tourism trade training transport
    transportation treaty truth unification victims war welfare women youth
    """
)
"""What bodies are about."""

_PLACES = frozenset(
    place.strip()
    for place in """
    addis ababa, africa, america, amsterdam, asia, athens, australia, austria, bangkok,
    barcelona, beijing, belgium, bengaluru, berlin, bern, bogota, bonn, boston, brasilia,
    brazil, britain, brussels, bruxelles, budapest, buenos aires, busan, cairo, canada,
    canberra, changchun, chicago, chile, china, copenhagen, daegu, daejeon, dalian, dandong,
    delhi, denmark, dhaka, dublin, england, europe, finland, france, genebra, geneva, geneve,
    genf, germany, ginebra, ginevra, gwangju, hanoi, helsinki, hong kong, incheon, india,
    indonesia, ireland, islamabad, istanbul, italy, jakarta, japan, jerusalem, jilin, kathmandu,
    korea, kuala lumpur, kyiv, la haya, la haye, laos, lausanne, lisbon, london, londres, los
    angeles, madrid, malaysia, manila, melbourne, mexico city, milan, mongolia, montreal,
    moscow, mumbai, munich, myanmar, nairobi, netherlands, new delhi, new york, north korea,
    norway, osaka, oslo, ottawa, pakistan, panmunjom, paris, philadelphia, philippines, phnom
    penh, poland, prague, pyongyang, rangoon, rome, russia, san francisco, santiago, sao paulo,
    seattle, sejong, seoul, shanghai, shenyang, singapore, south korea, spain, stockholm,
    strasbourg, sweden, switzerland, sydney, taipei, taiwan, tehran, tel aviv, thailand, the
    hague, tokyo, toronto, tumen, turkey, uk, ukraine, ulaanbaatar, ulan bator, united kingdom,
    united states, us, usa, vancouver, vienna, vietnam, vladivostok, warsaw, washington,
    washington d c, washington dc, wien, yangon, yanji, zurich
    """.replace("\n", " ").split(",")
)

_AGENCIES = frozenset(
    name.strip()
    for name in """
    agencies, amnesty, asahi, associated press, bloomberg, chosun ilbo, deutsche welle, dong a
    ilbo, hankyoreh, huffington post, interfax, itar tass, jiji, jiji press, joongang ilbo,
    kyodo, kyodo news, medecins sans frontieres, newsis, reuters, ria novosti, save the
    children, wires, xinhua, yonhap
    """.replace("\n", " ").split(",")
)
_ACRONYMS = _set_of(
    """
    AFP ANI ANSA AP BBC CNN DPA EFE EU ICRC IOM KBS KCNA MBC NHK NPR OHCHR PTI RFA SBS TASS UN
    UNDP UNHCR UNICEF UPI VOA WFP YTN
    """
)
"""Names that are other words in small letters, such as the last one of "Kim Jong Un"."""
