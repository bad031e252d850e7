"""Offices and sectors as they are worded: "top diplomat", "foreign minister", "ex-president"."""

from __future__ import annotations

import re

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.phrases import Phrase

_FORMER = frozenset("former ex ousted deposed late retired onetime erstwhile".split())
_LESSER = frozenset(
    "deputy vice assistant under undersecretary acting shadow spokesman spokeswoman spokesperson "
    "adviser advisor aide parliamentary".split()
)
_EQUIVALENTS = {
    "spokesperson": "spokesman",
    "spokeswoman": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "emissary": "envoy",
    "representative": "envoy",
    "ambassador": "envoy",
    "attache": "envoy",
    "attaché": "envoy",
    "lawmaker": "legislator",
    "senator": "legislator",
    "parliamentarian": "legislator",
    "congressman": "legislator",
    "congresswoman": "legislator",
    "mp": "legislator",
    "deputy": "legislator",
    "premier": "prime minister",
    "chancellor": "prime minister",
    "advisor": "adviser",
}
_COVERS: dict[str, frozenset[str]] = {
    "envoy": frozenset(
        ("envoy", "counsellor", "minister", "secretary", "affaires", "consul", "negotiator")
    ),
    "diplomat": frozenset(
        (
            "envoy",
            "counsellor",
            "affaires",
            "consul",
            "minister",
            "secretary",
            "spokesman",
            "negotiator",
        )
    ),
    "leader": frozenset(
        (
            "president",
            "minister",
            "king",
            "queen",
            "emir",
            "sultan",
            "chairman",
            "secretary",
            "ruler",
            "prime minister",
            "prince",
            "ayatollah",
            "chief",
        )
    ),
    "official": frozenset(
        (
            "spokesman",
            "minister",
            "secretary",
            "director",
            "commissioner",
            "adviser",
            "chief",
            "head",
            "governor",
            "official",
            "undersecretary",
        )
    ),
    "minister": frozenset(("minister", "secretary", "prime minister")),
    "officer": frozenset(
        ("general", "colonel", "captain", "major", "lieutenant", "commander", "sergeant")
    ),
    "commander": frozenset(("general", "colonel", "admiral", "captain", "major", "commander")),
    "general": frozenset(("general",)),
    "monarch": frozenset(("king", "queen", "emir", "sultan", "emperor")),
    "chief": frozenset(("head", "director", "chief", "commissioner", "general", "chairman")),
    "head": frozenset(("chief", "director", "head", "chairman")),
    "politician": frozenset(("legislator", "minister", "leader", "president", "candidate")),
    "cleric": frozenset(("ayatollah", "imam", "mullah", "bishop", "cardinal", "archbishop")),
    "negotiator": frozenset(("envoy", "minister", "adviser", "secretary")),
    "mediator": frozenset(("envoy", "negotiator")),
}
"""Which narrower nouns a general one may take up again ("the envoy" for a secretary of state)."""
_WORD = re.compile(r"[\w'’]+")


def is_former(title: str) -> bool:
    """Whether a title is one held before ("former president", "ex-minister")."""
    return any(word.lower() in _FORMER for word in _WORD.findall(title)[:3])


def office_named(title: str, country: str | None) -> str | None:
    """The office that a title means: head_of_state, head_of_government, foreign_minister,
    defence_minister, or ``None`` for all others and for deputies and former holders.
    """
    words = {word.lower() for word in _WORD.findall(title)}
    if words & _LESSER or words & _FORMER:
        return None
    text = title.lower()
    minister = bool(words & {"minister", "secretary"})
    if "secretary of state" in text:
        return "foreign_minister" if country in ("USA", "VAT", None) else None
    if (minister and words & {"foreign", "external"}) or "top diplomat" in text:
        return "foreign_minister"
    if (minister or "chief" in words) and words & {"defence", "defense", "war", "pentagon"}:
        return "defence_minister"
    if "prime minister" in text or words & {"premier", "taoiseach"}:
        return "head_of_government"
    if "chancellor" in words and country in ("DEU", "AUT"):
        return "head_of_government"
    if "president" in words or "head of state" in text:
        return "head_of_state"
    if words & {"king", "queen", "emperor", "emir", "sultan", "pope", "pontiff", "monarch"}:
        return "head_of_state"
    if "supreme leader" in text:
        return "head_of_state"
    return None


def head_word(noun: str) -> str:
    """The word that heads a noun of the table, equivalents reduced to one."""
    if noun in ("prime minister", "secretary of state"):
        return _EQUIVALENTS.get(noun, noun.split()[0] if noun.startswith("secretary") else noun)
    noun = noun.split(" of ")[0].replace("-general", "").removesuffix(" general") or noun
    last: str = (_WORD.findall(noun) or [noun])[-1]
    return _EQUIVALENTS.get(last, last)


def covers(general: str, narrow: str) -> bool:
    """Whether the noun ``general`` can take up a party introduced as ``narrow``."""
    return general == narrow or narrow in _COVERS.get(general, frozenset())


def sectors_of(phrase: Phrase, knowledge: Knowledge) -> tuple[str, ...]:
    """PLOVER sectors from head and modifiers, the primary one first.

    A modifier that says what somebody does in general ("military", "rebel", "opposition") leads
    when the head says nothing more than official, leader, group; former officials are ELI first.
    """
    head = phrase.head
    own = list(head.sectors) if head else []
    from_modifiers: list[str] = []
    former = False
    for word in phrase.modifiers:
        for noun in knowledge.nouns.find(word):
            if "ELI" in noun.sectors:
                former = True
            elif noun.sort == "modifier" or noun.sort in ("body", "body-plural", "group", "org"):
                from_modifiers.extend(noun.sectors)
    if phrase.organization is not None and head is not None:
        from_modifiers.extend(knowledge.organizations[phrase.organization].sectors)
    if head is not None and head_word(head.noun) in _VAGUE and from_modifiers:
        own = from_modifiers + own
    elif head is not None and own[:1] == ["GOV"]:
        own = [*own, *(sector for sector in from_modifiers if sector not in _WEAK)]
    elif not own:
        own = from_modifiers
    if former or is_former(phrase.title):
        own = ["ELI", *own]
    return tuple(dict.fromkeys(own))


_VAGUE = frozenset(
    """official leader group source chief spokesman commander head member representative envoy
    negotiator delegate movement party organisation organization forces force faction agency
    authorities council court adviser aide candidate front worker""".split()
)
_WEAK = frozenset(("GOV", "BUS", "REL", "EDU"))
