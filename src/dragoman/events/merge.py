"""One event, however often the article mentions it: triggers that name the same are joined.

Two triggers are joined when their types agree, their parties do not contradict, and either the
model links them or both are told of the same parties with times and statuses that can be one
happening. "The visit" and "his trip" join what they refer to; two strikes on two days do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.events.triggers import Trigger
from dragoman.language import Document
from dragoman.model import Signals
from dragoman.record import Time

RESUMED = 5
"""Sentences over which "The visit …" at the start of a sentence takes up an event."""
SAME = 0.5
"""Triggers of one chunk are linked at this probability."""
_LIGHT = frozenset("the this that his her its their such these those".split())
"""Before a noun these point back to something already told."""
_DEMONSTRATIVE = frozenset("the this that these those such".split())
_ORDINALS = frozenset("first second third last latest".split())
_TELLING = frozenset("by of between with to on against had in that which who".split())
"""After a noun these tell more of it: a clause or phrase of its own."""
_FACTUAL = frozenset({"happened", "ongoing"})


def group_triggers(
    document: Document,
    signals: Signals,
    triggers: Sequence[Trigger],
    times: Sequence[Time],
    countries: Mapping[str, str | None],
) -> list[list[Trigger]]:
    """Triggers by event; groups in the order of their first trigger.

    ``countries`` gives the country of each actor's id.
    """
    by_id = {time.id: time for time in times}
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        scored = [
            (score, -number)
            for number, group in enumerate(groups)
            if (score := _affinity(document, signals, group, trigger, by_id)) > 0
        ]
        if not scored:
            scored = [
                (1.0, -number)
                for number, group in enumerate(groups)
                if any(_talks_on_visit(document, one, trigger, countries) for one in group)
            ]
        if scored:
            group = groups[-max(scored)[1]]
            if _resumes(document, group, trigger) or _is_bare(document, trigger):
                # Its parties are those told before; what links found around it is noise.
                trigger = replace(trigger, actors=(), recipients=())
            group.append(trigger)
        else:
            groups.append([trigger])
    return groups


def points_at_told(document: Document, trigger: Trigger) -> bool:
    """Whether the trigger is a noun that takes up something told before ("this visit").

    "It would be the first trip by …" says more of a trip told before, too.
    """
    before = trigger.first - 1
    if before > 0 and document.words[before].lower() in _ORDINALS:
        before -= 1
    return before >= 0 and document.words[before].lower() in _LIGHT


def _is_bare(document: Document, trigger: Trigger) -> bool:
    """Whether the noun has an article that points back and nothing that says whose act it is.

    "The visit will test": what links find around it is not said of it.
    """
    following = document.words[trigger.last : trigger.last + 1]
    return points_at_told(document, trigger) and (
        document.words[trigger.first - 1].lower() in _DEMONSTRATIVE
        and not (following and (following[0].lower() in _TELLING or following[0][0].isupper()))
    )


def _is_the(document: Document, trigger: Trigger) -> bool:
    """Whether the article before the noun may be the first: "the meeting that they had"."""
    return document.words[trigger.first - 1].lower() == "the"


def _affinity(
    document: Document,
    signals: Signals,
    group: list[Trigger],
    trigger: Trigger,
    times: dict[str, Time],
) -> float:
    """How well the trigger fits the event so far; 0: not the same."""
    if group[0].type != trigger.type:
        return 0.0
    if any(
        one.mode and trigger.mode and one.mode != trigger.mode for one in group
    ) or not _dates_agree(group, trigger, times):
        return 0.0
    told = [one for one in group if not points_at_told(document, one)] or group
    factual = {one.status in _FACTUAL for one in told}
    linked = max(float(signals.link("same", trigger.first, [one.first])[0]) for one in group)
    if _resumes(document, group, trigger):
        return 2.0 + 1.0 / (1 + trigger.first - group[-1].first)
    if linked >= SAME and _is_bare(document, trigger) and trigger.mode == group[0].mode:
        return 1.5 + linked
    parties = _parties_agree(group, trigger)
    if parties is None:
        return 0.0
    points_back = points_at_told(document, trigger)
    # What is planned and what happened are two events unless a noun takes the one up again.
    one_state = (trigger.status in _FACTUAL) in factual or trigger.mode == group[0].mode
    if linked >= SAME and (one_state or (points_back and not _is_the(document, trigger))):
        return 1.0 + linked
    if points_back and _takes_up(document, group, trigger, parties):
        return 0.8
    if _apposed(document, group[-1], trigger):
        return 0.8
    visits = trigger.mode == "visit" and any(one.mode == "visit" for one in group)
    if visits and _one_visit(group, trigger):
        return 0.7
    if (trigger.status in _FACTUAL) not in factual or 0 < linked < 0.1:
        return 0.0
    same_word = any(
        document.words[one.first].lower() == document.words[trigger.first].lower() for one in group
    )
    headline = document.has_headline and document.paragraph_at(group[0].start) == 0
    if parties and (headline or points_back or same_word):
        return 0.5
    return 0.0


def _resumes(document: Document, group: list[Trigger], trigger: Trigger) -> bool:
    """Whether a sentence begins with the noun and its article, soon after the event was told.

    "The visit is expected in March": the parties are those of the sentence before.
    """
    start = document.sentences[document.sentence_at(trigger.start)][0]
    if trigger.first == 0 or document.starts[trigger.first - 1] != start:
        return False
    if document.words[trigger.first - 1].lower() not in ("the", "this", "that", "these", "those"):
        return False
    distance = document.sentence_at(trigger.start) - document.sentence_at(group[-1].start)
    return 0 < distance <= RESUMED


def _apposed(document: Document, one: Trigger, trigger: Trigger) -> bool:
    """Whether a noun in apposition names the clause before: "accused X of Y, a charge that …"."""
    before = [word.lower() for word in document.words[max(0, trigger.first - 2) : trigger.first]]
    return (
        before in ([",", "a"], [",", "an"])
        and document.sentence_at(one.start) == document.sentence_at(trigger.start)
        and one.actors == trigger.actors
        and one.recipients == trigger.recipients
    )


def _takes_up(document: Document, group: list[Trigger], trigger: Trigger, parties: bool) -> bool:
    """Whether a noun ("the visit", or with "this") names what was told just before.

    It needs shared parties, or none of its own in a sentence soon after.
    """
    sentence = document.sentence_at(trigger.start)
    near = [one for one in group if 0 <= sentence - document.sentence_at(one.start) <= 2]
    word = document.words[trigger.first - 1].lower()
    alone = not trigger.recipients or not trigger.actors
    if word in ("this", "that", "these", "those", "such"):
        return bool(near) and (parties or alone)
    noun = document.words[trigger.first].lower()
    told = any(document.words[one.first].lower() == noun for one in near)
    return told and (parties or (alone and word == "the"))


def _talks_on_visit(
    document: Document, one: Trigger, trigger: Trigger, countries: Mapping[str, str | None]
) -> bool:
    """Whether one is a visit and the other, in its sentence, the talks held on it.

    "Will visit Peru, where she will meet her counterpart": one planned CONSULT, not two.
    """
    if one.type != "CONSULT" or trigger.type != "CONSULT" or one.status != trigger.status:
        return False
    if document.sentence_at(one.start) != document.sentence_at(trigger.start):
        return False
    visit, talks = (one, trigger) if one.mode == "visit" else (trigger, one)
    if visit.mode != "visit" or talks.mode is not None:
        return False
    hosts = {countries.get(party) for party in visit.recipients} - {None}
    guests = {party for party in visit.actors if countries.get(party) not in hosts}
    partners = {*talks.actors, *talks.recipients} - guests
    shared = bool(guests & {*talks.actors, *talks.recipients})
    return shared and bool(partners) and {countries.get(party) for party in partners} <= hosts


def _one_visit(group: list[Trigger], trigger: Trigger) -> bool:
    """Whether visitor and host agree: one article seldom tells two visits of one to another."""
    visitors = {one for member in group for one in member.actors}
    hosts = {one for member in group for one in member.recipients}
    mine = set(trigger.recipients)
    return bool(visitors & set(trigger.actors)) and (not hosts or not mine or bool(hosts & mine))


def _parties_agree(group: list[Trigger], trigger: Trigger) -> bool | None:
    """True: they share parties on both sides; False: nothing against it; None: they differ."""
    actors = {one for member in group for one in member.actors}
    recipients = {one for member in group for one in member.recipients}
    everybody = actors | recipients
    mine = {*trigger.actors, *trigger.recipients}
    if not mine or not everybody:
        return False
    # Reciprocal acts may be told from either side; one-sided ones may not.
    reciprocal = trigger.type == "CONSULT" and trigger.mode != "visit"
    possible = everybody if reciprocal else actors
    if actors and trigger.actors and not possible & set(trigger.actors):
        return None
    if recipients and trigger.recipients and not everybody & set(trigger.recipients):
        return None
    return bool(everybody & mine) and (
        len(everybody & mine) >= min(2, len(everybody)) or len(mine) == 1
    )


def _dates_agree(group: list[Trigger], trigger: Trigger, times: dict[str, Time]) -> bool:
    """Whether the stated times, if any, overlap."""
    time = times.get(trigger.time or "")
    if time is None or time.from_ is None or time.to is None:
        return True
    for one in group:
        other = times.get(one.time or "")
        if other is None or other.from_ is None or other.to is None:
            continue
        if time.to < other.from_ or other.to < time.from_:
            return False
    return True
