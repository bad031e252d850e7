"""One event, however often the article mentions it: triggers that name the same are joined.

Two triggers are joined when their types agree, their parties do not contradict, and either the
model links them or both are told of the same parties with times and statuses that can be one
happening. "The visit" and "his trip" join what they refer to; two strikes on two days do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.triggers import Trigger
from dragoman.language import Document
from dragoman.model import Signals
from dragoman.record import Time

SAME = 0.5
"""Triggers of one chunk are linked at this probability."""
_LIGHT = frozenset("the this that his her its their such these those".split())
"""Before a noun these point back to something already told."""
_FACTUAL = frozenset({"happened", "ongoing"})


def group_triggers(
    document: Document, signals: Signals, triggers: Sequence[Trigger], times: Sequence[Time]
) -> list[list[Trigger]]:
    """Triggers by event; groups in the order of their first trigger."""
    by_id = {time.id: time for time in times}
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        scored = [
            (score, -number)
            for number, group in enumerate(groups)
            if (score := _affinity(document, signals, group, trigger, by_id)) > 0
        ]
        if scored:
            groups[-max(scored)[1]].append(trigger)
        else:
            groups.append([trigger])
    return groups


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
    factual = {one.status in _FACTUAL for one in group}
    linked = max(float(signals.link("same", trigger.first, [one.first])[0]) for one in group)
    parties = _parties_agree(group, trigger)
    if parties is None:
        return 0.0
    if linked >= SAME:
        return 1.0 + linked
    if (trigger.status in _FACTUAL) not in factual or (linked > 0 and linked < 0.1):
        return 0.0
    points_back = trigger.first > 0 and document.words[trigger.first - 1].lower() in _LIGHT
    same_word = any(
        document.words[one.first].lower() == document.words[trigger.first].lower() for one in group
    )
    headline = document.has_headline and document.paragraph_at(group[0].start) == 0
    if parties and (headline or points_back or same_word):
        return 0.5
    return 0.0


def _parties_agree(group: list[Trigger], trigger: Trigger) -> bool | None:
    """True: they share parties on both sides; False: nothing against it; None: they differ."""
    actors = {one for member in group for one in member.actors}
    recipients = {one for member in group for one in member.recipients}
    everybody = actors | recipients
    mine = {*trigger.actors, *trigger.recipients}
    if not mine or not everybody:
        return False
    # Reciprocal acts may be told from either side; one-sided ones may not.
    possible = everybody if trigger.type == "CONSULT" else actors
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
