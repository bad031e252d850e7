"""Noun phrases that may name a party: where they are, and what they say of it.

``find_phrases`` reads the marks of ``marks`` with a grammar of a few lines; ``analyse`` takes one
phrase apart, wherever its bounds come from (the grammar here, or the trained tagger).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from dragoman.actors import words as w
from dragoman.actors.knowledge import Knowledge, Noun
from dragoman.actors.marks import Marks
from dragoman.record import ActorKind

Shape: TypeAlias = Literal[
    "person", "office", "people", "body", "land", "organization", "state", "pronoun", "unknown"
]

_NAME = r"(?:P_*|[CK]_*(?:h?[CKdP]_*){0,8}|I_*(?:h?[CKdP]_*){1,8}|d[CK]_*(?:h?[CKd]_*){0,8})"
_COMPOUND = r"(?:Q_*h(?:[lxMQ]_*h)*[lxM]_*|[ASOCMNIBlx]_*h[xlMNTBZC]_*|[lx]hA_*)"
_MODIFIER = (
    rf"(?>{_COMPOUND}|[ASOBZTCMLG]_*p?h?|[KP]_*(?=Z)|[KPNW]_*p|I_*(?=[UNBZ])|Q_*"
    r"|A_*ll?(?=[TUNBZ]))"
)
_OF = r"(?:oD?(?:[ASOCMBZTLUKG]_*(?:p)?h?){1,5})"
_PORTFOLIO = r"(?:oD?(?:(?:[MB]_*a?){1,4}|(?:[MBCK]_*a?){1,4}(?=P)))"
_IN = r"(?:n[SG]_*)"
_GRAMMAR = re.compile(
    rf"(?P<titled>V?(?:{_MODIFIER}){{0,12}}(?:[TNH]_*){{1,4}}{_PORTFOLIO}?{_NAME})"
    rf"|(?P<coordinated>(?:Q_*)?[AO]_*a[AO]_*(?:M_*){{0,6}}[UNBZT]_*)"
    rf"|(?P<headed>V?(?:{_MODIFIER}){{0,12}}[TUNBZL]_*{_OF}?{_IN}?)"
    rf"|(?P<named>{_NAME})"
    r"|(?P<organization>(?:A_*h?)?O_*)"
    r"|(?P<counted>Q_*(?:M_*){0,3}W_*)"
    r"|(?P<state>[ASWKI]_*)"
    r"|(?P<pronoun>[RV])"
)
_STARTS = re.compile(r"[A-Zld]")
_HEADS = "TUNBZLW"


@dataclass(slots=True)
class Phrase:
    """One mention, taken apart.

    Attributes:
        start, end: word indices.
        shape: what sort of phrase it is.
        head: the noun that heads it, if it has one.
        name: the words of a proper name.
        person: the key of a known person.
        organization: the id of a known organisation named in it.
        states: states named in it, by nationality or possession, in text order.
        form: how the state is named, for shape "state".
        modifiers: the words before the head, in lower case, nationalities left out.
        title: the words from the first to the head ("foreign minister"), nationalities left out.
        plural, definite: number, and whether "the", "this" or a possessor determines it.
        quantity: the number that counts it ("two countries"), 2 for "both", else 0.
        possessor: index of a possessive pronoun right before it, or -1.
        coordinated: whether two nationalities are joined ("Russian and Chinese leaders").
        located: the state of a town or region named in it.
        tagged: whether the trained tagger proposed it.
        kind: what the tagger takes it for, pronouns apart.
        sectors: the probabilities of PLOVER's sectors, where the model tells them.
    """

    start: int
    end: int
    shape: Shape
    head: Noun | None = None
    name: tuple[str, ...] = ()
    person: str | None = None
    organization: str | None = None
    states: tuple[str, ...] = ()
    form: str = ""
    modifiers: tuple[str, ...] = ()
    title: str = ""
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    quantity: int = 0
    possessor: int = -1
    coordinated: bool = False
    located: str | None = None
    tagged: bool = False
    kind: ActorKind | None = None
    sectors: Mapping[str, float] = field(default_factory=dict)


_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}


def find_phrases(marks: Marks) -> Iterator[tuple[int, int]]:
    """The word ranges of all phrases that may name a party, left to right, not overlapping."""
    codes = "".join(marks.codes)
    for first, last in marks.sentences:
        at = first
        while at < last:
            start = _STARTS.search(codes, at, last)
            if start is None:
                break
            match = _GRAMMAR.match(codes, start.start(), last)
            if match is None or match.end() == match.start():
                at = start.start() + 1
                continue
            yield match.start(), match.end()
            at = match.end()


def analyse(
    marks: Marks, knowledge: Knowledge, start: int, end: int, *, given: bool = False
) -> Phrase:
    """What the phrase ``[start, end)`` (word indices) says of the party that it names.

    Its end is kept when the bounds are ``given``; otherwise a place that only says where
    somebody is ("the Chinese minister in Rome") is cut off.
    """
    codes = marks.codes
    while start < end - 1 and codes[start] == "D":
        start += 1
    units = _units(codes, start, end)
    alone = len(units) == 1
    if not alone and units[0][0] == "V":
        units = units[1:]
    core, rest = _split(units)
    phrase = Phrase(start, end, "unknown")
    _read_determiners(marks, phrase)
    if alone and units[0][0] in "RV":
        phrase.shape = "pronoun"
        return phrase
    name_units = _trailing_name(core)
    body = core[: len(core) - len(name_units)]
    if not name_units and rest and rest[0][0] == "o":
        # "Minister of Foreign Affairs Ada Vance": the name stands after the portfolio.
        name_units = _trailing_name(rest[1:])
        if len(name_units) < len(rest) - 1 and rest[-1 - len(name_units)][0] in "MBCa":
            body = [*core, *rest[: len(rest) - len(name_units)]]
            rest = []
        else:
            name_units = []
    heads = [unit for unit in body if unit[0] in _HEADS]
    if any(unit[0] == "o" for unit in body):
        heads = [unit for unit in core if unit[0] in _HEADS]
    if not heads and name_units:
        heads = [unit for unit in body if unit[0] == "H"]
    if rest and not given and _only_says_where(marks, core, rest[0]):
        phrase.end, rest = rest[0][1], []
    abroad = any(marks.lower[first] in _POSTED for _, first, _ in core)
    if abroad and rest and rest[0][0] != "o":
        _read_states(marks, phrase, core)
    else:
        _read_states(marks, phrase, [*core, *rest])
    organizations = [unit for unit in (*core, *rest) if unit[0] == "O"]
    if organizations:
        phrase.organization = marks.senses[organizations[-1][1]][0].key
    words = marks.document.words
    if core and core[-1][0] == "O" and not name_units:
        phrase.shape = "organization"
        return phrase
    if heads:
        last = heads[-1]
        if last[0] == "W":
            return _as_people(marks, phrase, last)
        phrase.head = next(
            (noun for noun in marks.nouns[last[1]] if noun.sort != "modifier"),
            marks.nouns[last[1]][0],
        )
        phrase.plural = phrase.head.plural
        _read_title(marks, phrase, body, rest, last)
    if name_units:
        _read_name(marks, phrase, name_units)
        if phrase.head is None and phrase.person is None:
            return phrase
        if phrase.head is None or phrase.head.sort in ("office", "honorific", "person"):
            phrase.shape = "person"
            return phrase
    if phrase.head is not None:
        phrase.shape = _shape_of(phrase.head)
        _read_proper_body(marks, phrase, body, rest, words)
    elif organizations and core and core[-1][0] == "O":
        phrase.shape = "organization"
    elif phrase.states and core[-1][0] in "AS":
        phrase.shape = "state"
        phrase.form = marks.senses[core[-1][1]][0].form
    return phrase


def _units(codes: list[str], start: int, end: int) -> list[tuple[str, int, int]]:
    """The marked units of the range: (code, first word, word after)."""
    units: list[tuple[str, int, int]] = []
    for index in range(start, end):
        code = codes[index]
        if code == "_" and units:
            units[-1] = (units[-1][0], units[-1][1], index + 1)
        else:
            units.append((code, index, index + 1))
    return units


def _split(
    units: list[tuple[str, int, int]],
) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """The phrase up to its first "of", preposition or clause after a head, and what follows."""
    seen_head = False
    for index, unit in enumerate(units):
        joined = index > 0 and units[index - 1][0] == "h"  # "Luxembourg-based"
        if seen_head and unit[0] in "oinx,.RD" and not joined:
            return units[:index], units[index:]
        seen_head = seen_head or unit[0] in "TUNBZLWOPCKASG"
    return units, []


def _trailing_name(units: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    index = len(units)
    while index and units[index - 1][0] in "CKPIdh":
        index -= 1
    while index < len(units) and units[index][0] == "h":
        index += 1
    return units[index:]


def _read_determiners(marks: Marks, phrase: Phrase) -> None:
    before = phrase.start - 1
    if before >= 0 and marks.sentence_of[before] == marks.sentence_of[phrase.start]:
        word = marks.lower[before]
        phrase.definite = word in ("the", "this", "that", "these", "those")
        phrase.indefinite = word in ("a", "an")
        if marks.codes[before] == "V":
            phrase.possessor = before
            phrase.definite = True
    first = marks.lower[phrase.start]
    phrase.quantity = _NUMBERS.get(first, 0)
    if marks.codes[phrase.start] == "V" and phrase.end - phrase.start > 1:
        phrase.possessor = phrase.start
        phrase.definite = True
    if first in ("both", "these", "those"):
        phrase.definite = True


_POSTED = frozenset(
    """embassy embassies consulate consulates mission missions ambassador ambassadors envoy envoys
    diplomat diplomats attache attaché consul representative representatives delegation""".split()
)
"""Nouns of what stands abroad: "the ambassador to China" is not China's."""


def _only_says_where(
    marks: Marks, core: list[tuple[str, int, int]], first: tuple[str, int, int]
) -> bool:
    """Whether "in", "at" or "from" after a phrase tells a place and not whose the party is."""
    if first[0] != "n":
        return False
    if any(unit[0] in "AS" for unit in core):
        return True
    forces = any("MIL" in noun.sectors for unit in core for noun in marks.nouns.get(unit[1], ()))
    return forces and marks.lower[first[1]] == "from"


def _read_states(marks: Marks, phrase: Phrase, units: list[tuple[str, int, int]]) -> None:
    found = []
    for code, first, _ in units:
        if code in "ASW":
            key = marks.senses[first][0].key
            if key not in found:
                found.append(key)
        elif code == "G" and phrase.located is None:
            phrase.located = marks.senses[first][0].key
    phrase.states = tuple(found)
    phrase.coordinated = len(found) > 1 and any(unit[0] == "a" for unit in units)


def _as_people(marks: Marks, phrase: Phrase, unit: tuple[str, int, int]) -> Phrase:
    """A people: its state ("the Russians"), but counted only some of its citizens."""
    phrase.states = (marks.senses[unit[1]][0].key,)
    phrase.plural = True
    if marks.codes[phrase.start] == "Q":
        phrase.shape, phrase.head, phrase.title = "people", _CITIZENS, "citizens"
    else:
        phrase.shape, phrase.form = "state", "people"
    return phrase


_CITIZENS = Noun("citizen", True, "person", "social", ("CVL",), "")


def _read_title(
    marks: Marks,
    phrase: Phrase,
    body: list[tuple[str, int, int]],
    rest: list[tuple[str, int, int]],
    last: tuple[str, int, int],
) -> None:
    """Sets the title (as printed, its portfolio included) and the modifiers.

    Nationalities are left out of both.
    """
    words = marks.document.words
    kept: list[int] = []
    for code, first, end in body:
        if first > last[1]:
            break
        if code in "ASQVDpa" or (code == "h" and not kept):
            continue
        kept.extend(range(first, end))
    phrase.modifiers = tuple(marks.lower[i] for i in kept if i < last[1] and words[i] != "-")
    after = [unit for unit in (*body, *rest) if unit[1] > last[1]]
    if phrase.shape != "body" and after and after[0][0] == "o" and phrase.head is not None:
        portfolio = after[1:]
        if portfolio and all(code in "MBCKDla" for code, _, _ in portfolio):
            kept.extend(range(after[0][1], portfolio[-1][2]))
    phrase.title = _printed(marks, kept)


def _printed(marks: Marks, kept: list[int]) -> str:
    """The words joined as the text has them, hyphens and abbreviation stops without blanks."""
    starts, ends, words = marks.document.starts, marks.document.ends, marks.document.words
    parts: list[str] = []
    for place, index in enumerate(kept):
        if place and starts[index] > ends[kept[place - 1]]:
            parts.append(" ")
        parts.append(words[index])
    return "".join(parts)


def _read_name(marks: Marks, phrase: Phrase, units: list[tuple[str, int, int]]) -> None:
    words = marks.document.words
    for code, first, end in units:
        if code == "P":
            phrase.person = marks.senses[first][0].key
        phrase.name += tuple(
            words[i] for i in range(first, end) if words[i] not in ("-", ".") or code == "P"
        )
    phrase.name = tuple(word for word in phrase.name if word not in ("-", "."))


def _shape_of(head: Noun) -> Shape:
    if head.sort in ("office", "honorific"):
        return "people" if head.plural else "office"
    if head.sort in ("person", "person-plural"):
        return "people"
    if head.sort == "land":
        return "land"
    return "body"


def _read_proper_body(
    marks: Marks,
    phrase: Phrase,
    body: list[tuple[str, int, int]],
    rest: list[tuple[str, int, int]],
    words: list[str],
) -> None:
    """A body with a name of its own: "Danube Water Commission", "Bank of Ruritania"."""
    if phrase.shape != "body" or not body:
        return
    capitals = [unit for unit in body if unit[0] in "CIK"]
    if capitals and words[body[-1][1]][:1].isupper():
        phrase.name = tuple(words[capitals[0][1] : body[-1][2]])
    elif rest and rest[0][0] == "o" and words[body[-1][1]][:1].isupper():
        phrase.name = tuple(words[body[0][1] : phrase.end])


def known_given(knowledge: Knowledge, name: tuple[str, ...]) -> bool:
    """Whether a name begins with a given name that is known."""
    return bool(name) and name[0] in knowledge.given_names


def is_place_name(name: tuple[str, ...]) -> bool:
    """Whether a run of capitalised words ends or begins as names of places and things do."""
    return bool(name) and (
        name[-1].lower() in w.PLACE_WORDS or name[0].lower() in ("lake", "mount", "fort", "port")
    )
