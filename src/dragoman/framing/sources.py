"""Who is cited, with or without a name, and how much each country's sources are heard."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dragoman.framing.result import Naming, Side, Source
from dragoman.framing.voice import Reading
from dragoman.record import Actor, Span, Statement

ALWAYS_NAMED = frozenset({"state", "intergovernmental", "outlet"})
"""Kinds of actors that have a name, whatever words stand for them."""
GENERIC = frozenset(
    """some many several others other most both few all one someone somebody anyone they he she it
    we who those these this that the a an his her its their official officials source sources
    authority authorities police prosecutor prosecutors leader leaders observer observers analyst
    analysts expert experts critic critics diplomat diplomats witness witnesses eyewitness
    eyewitnesses worker workers people person resident residents employee employees researcher
    researchers scientist scientists lawmaker lawmakers report reports media press document
    documents study studies poll polls participants members delegates insiders spokesman
    spokeswoman spokesperson minister ministers governments parties aides advisers
    advisors""".split()
)
"""Words that name nobody, also with a capital at the beginning of a sentence."""
_TAIL = re.compile(
    r"\s+(?:of|from|in|within|at|with|who|familiar|close|on|for|to|across|inside|including|like)\b"
    r"|[,(]"
)


@dataclass
class _Gathered:
    """One source while its statements are gathered."""

    name: str
    naming: Naming
    actor: Actor | None
    statements: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    words: int = 0
    verbatim: int = 0


def sources(reading: Reading) -> tuple[Source, ...]:
    """Everyone who is cited, those of most words first."""
    actors = {one.id: one for one in reading.record.actors}
    words, verbatim = _cited(reading)
    gathered: dict[str, _Gathered] = {}
    for number, statement in enumerate(reading.record.statements):
        for one in _speakers(statement, actors):
            key = one.actor.id if one.actor else f"{one.naming} {one.name.lower()}"
            source = gathered.setdefault(key, one)
            source.statements.append(statement.id)
            source.words += words[number]
            source.verbatim += verbatim[number]
            if statement.speaker is not None:
                source.spans.append(statement.speaker)
    return tuple(
        Source(
            name=one.name,
            naming=one.naming,
            actor=one.actor.id if one.actor else None,
            kind=one.actor.kind if one.actor else None,
            country=one.actor.country if one.actor else None,
            statements=tuple(one.statements),
            spans=tuple(one.spans),
            words=one.words,
            verbatim=one.verbatim,
        )
        for one in sorted(gathered.values(), key=lambda one: -one.words)
    )


def sides(cited: tuple[Source, ...]) -> tuple[Side, ...]:
    """The sources by country, those of most words first; without a country last."""
    by_country: dict[str | None, list[Source]] = defaultdict(list)
    for one in cited:
        by_country[one.country].append(one)
    made = [
        Side(
            country=country,
            named=sum(one.naming == "named" for one in members),
            unnamed=sum(one.naming != "named" for one in members),
            outlets=sum(one.kind == "outlet" for one in members),
            statements=len({key for one in members for key in one.statements}),
            words=sum(one.words for one in members),
            verbatim=sum(one.verbatim for one in members),
        )
        for country, members in by_country.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.country is None, -one.words)))


def _cited(reading: Reading) -> tuple[Counter[int], Counter[int]]:
    """Words of each statement that no inner one holds, and those of them in marks."""
    words: Counter[int] = Counter()
    verbatim: Counter[int] = Counter()
    for index, number in enumerate(reading.statement):
        if number >= 0 and reading.is_word(index):
            words[number] += 1
            verbatim[number] += reading.quoted[index]
    return words, verbatim


def _speakers(statement: Statement, actors: dict[str, Actor]) -> list[_Gathered]:
    known = [actors[one] for one in statement.speakers if one in actors]
    if known:
        return [_Gathered(one.name, _naming(one.name, one), one) for one in known]
    if statement.speaker is None:
        return [_Gathered("", "unstated", None)]
    text = " ".join(statement.speaker.text.split())
    return [_Gathered(text, _naming(text, None), None)]


def _naming(name: str, actor: Actor | None) -> Naming:
    """Whether the head of the name is one: "officials from Peru" and "Authorities" are not."""
    if actor is not None and actor.kind == "unnamed":
        return "unnamed"
    if actor is not None and actor.kind in ALWAYS_NAMED:
        return "named"
    words = _TAIL.split(name, maxsplit=1)[0].split()
    head = words[-1] if words else ""
    return "named" if head[:1].isupper() and head.lower() not in GENERIC else "unnamed"
