"""Reduces the forms of a word to one stem.

English words go through the Snowball stemmer (Porter2). It does not know irregular forms or British
and American spellings, so tables here add the common ones. Korean words lose the particle at their
end.
"""

from __future__ import annotations

import re

import snowballstemmer

_IRREGULAR = {
    "sent": "send",
    "fled": "flee",
    "held": "hold",
    "said": "say",
    "told": "tell",
    "gave": "give",
    "given": "give",
    "took": "take",
    "taken": "take",
    "caught": "catch",
    "brought": "bring",
    "sought": "seek",
    "fought": "fight",
    "thought": "think",
    "met": "meet",
    "led": "lead",
    "left": "leave",
    "went": "go",
    "gone": "go",
    "came": "come",
    "wrote": "write",
    "written": "write",
    "spoke": "speak",
    "spoken": "speak",
    "chose": "choose",
    "chosen": "choose",
    "began": "begin",
    "begun": "begin",
    "broke": "break",
    "broken": "break",
    "beaten": "beat",
    "sold": "sell",
    "bought": "buy",
    "died": "die",
    "dying": "die",
    "deaths": "death",
    "children": "child",
    "lives": "life",
}

_SPELLINGS = [
    # Both spellings become one. A word with a single spelling is not affected.
    (re.compile("is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile("^(lab|fav|hon|neighb|col|behavi|hum|rum|endeav|harb)our"), r"\1or"),
    (re.compile("^(cent|met|lit|theat)re(s?)$"), r"\1er\2"),
    (re.compile("^(def|off|lic|pret)ence"), r"\1ense"),
    (re.compile("^programme"), "program"),
    (
        re.compile(
            "^(assembly|business|chair|congress|country|fisher|police|service|spokes|states|wo)?"
            "men$"
        ),
        r"\1man",
    ),
]

_PARTICLE_LIST = """
이 가 을 를 은 는 의 에 에서 에게 에게서 한테 께 께서 로 으로 와 과 도 만 까지 부터 보다 처럼 이나
나 이라고 라고 이라는 라는 에는 에서는 에도 으로는 로는 들 들이 들은 들을 들의 들에게 하고
이란 란
"""
_ENDING_LIST = """
한 할 해 하는 하여 하지 하기 하라 하다 한다 하나 했다 했나 했는가
된 될 되는 되어 되다 된다 되나 됐다 됐나 되었다 되었나 되었는가
"""
# Of 하다 and 되다, "to do" and "to become", which make a verb of a noun: 송환된, 권고했나.
_PARTICLES = sorted(
    (_PARTICLE_LIST + _ENDING_LIST).split(), key=lambda particle: (-len(particle), particle)
)

_stemmer = snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """Return the stem of a folded word (`analysis.fold`): "evacu" for "evacuated"."""
    word = _IRREGULAR.get(word, word)
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return str(_stemmer.stemWord(word))


def without_particle(word: str) -> str:
    """Remove the particle at the end of a run of Hangul, if two syllables remain."""
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) >= len(particle) + 2:
            return word.removesuffix(particle)
    return word
