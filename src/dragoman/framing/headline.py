"""What the headline tells, and whether the body carries it.

An event of the headline is looked for in the body by type and parties, generously: what is found
missing shall be missing. Then the firmness is compared: a fact in the headline may be a claim, a
plan or a fear in the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeAlias

from dragoman.framing.result import Finding, HeadlineClaim
from dragoman.record import Actor, Event, Record, Report

FACTUAL = frozenset({"happened", "ongoing"})
ATTRIBUTED = re.compile(
    r"^[^:]{2,30}: |\b(?:says?|said|saying|claims?|alleges?|reports?|reportedly|tells|told|warns?|"
    r"accuses?|denies|according to|sources?)\b|[\"“‘]",
    re.I,
)
"""Words and marks by which a headline names or hints at a source of its own."""


_Parties: TypeAlias = list[frozenset[str]]


def headline_claims(record: Record, headline: int) -> tuple[HeadlineClaim, ...]:
    """A claim for each event told before offset ``headline``, where the headline ends."""
    known = {one.id: _known_by(one) for one in record.actors}
    starts = [one.start for one in record.mentions]
    attributed = ATTRIBUTED.search(record.article.text[:headline]) is not None
    later = [
        (one, report)
        for one in record.events
        for report in one.reports
        if report.trigger.start >= headline
    ]
    claims = []
    for event in record.events:
        told = [one for one in event.reports if one.trigger.end <= headline]
        if not told:
            continue
        mine = _parties(event, known)
        body = [
            (other, report)
            for other, report in later
            if other is event
            or _alike(
                event,
                mine,
                other,
                _parties(other, known) or _nearby(report, record, starts, known),
            )
        ]
        body.sort(key=lambda one: one[1].trigger.start)
        sentences = {one.evidence.start: one.evidence for _, one in body}
        claims.append(
            HeadlineClaim(
                event=event.id,
                trigger=told[0].trigger,
                finding=_finding(event, told[0], body, attributed),
                body=tuple(sentences.values()),
                statements=tuple(dict.fromkeys(one.statement for _, one in body if one.statement)),
            )
        )
    return tuple(claims)


def _finding(
    event: Event, told: Report, body: list[tuple[Event, Report]], attributed: bool
) -> Finding:
    """What the body makes of an event; a headline that names its source states nothing itself."""
    if not body:
        return "not_in_body"
    if attributed or told.statement is not None or told.stance != "reports":
        return "carried"
    if event.status in FACTUAL and all(
        one.stance == "denies" or other.status not in FACTUAL for other, one in body
    ):
        return "not_as_fact"
    return "only_claimed" if all(one.statement for _, one in body) else "carried"


def _alike(one: Event, mine: _Parties, other: Event, theirs: _Parties) -> bool:
    """Whether two events have like type and parties.

    The same type, before or after PLOVER's rules for status, with a party in common (or none known
    of the first); or the same quad with all known parties of the first.
    """
    shared = [any(a & b for b in theirs) for a in mine]
    if one.type == other.type or one.plover.type == other.plover.type:
        return not mine or any(shared)
    return one.plover.quad == other.plover.quad and bool(mine) and all(shared)


def _parties(event: Event, known: dict[str, frozenset[str]]) -> _Parties:
    return [known[key] for key in (*event.actors, *event.recipients) if key in known]


def _nearby(
    report: Report, record: Record, starts: list[int], known: dict[str, frozenset[str]]
) -> _Parties:
    """Everybody named in the sentence of a report, for an event without known parties."""
    first = bisect_left(starts, report.evidence.start)
    last = bisect_left(starts, report.evidence.end)
    return [known[one.actor] for one in record.mentions[first:last] if one.actor in known]


def _known_by(actor: Actor) -> frozenset[str]:
    """What an actor can be known by: its id, its country, its organisation."""
    return frozenset(filter(None, (actor.id, actor.country, actor.organization)))
