"""Which time expression dates an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec

from dragoman.language.document import Document
from dragoman.record import DateBasis, EventDate, Granularity, Status, Time
from dragoman.times.calendar import shift
from dragoman.times.told import time_told, times_in
from dragoman.times.words import hints, vocabulary

_DATELINE_REACH = 60
"""Characters from the start of the text in which a date is the dateline's."""
_CLAUSE, _BEFORE, _AND = 14, 2, 4
"""Words that the end of a clause, standing before the trigger, and an "and" count as."""
_OWN, _BORROWED = 20, 30
"""Farthest that an expression dates an event as its own, and as one borrowed from its sentence.

Set on the even half of the training corpus: of events within 20, the expression is theirs for
73 %; beyond 30 for a third.
"""


def date_event(
    document: Document,
    times: Sequence[Time],
    trigger: tuple[int, int],
    published: date | None,
    status: Status,
    linked: str | None,
) -> EventDate | None:
    """When the event at the character span ``trigger`` takes or took place, or None if unknown.

    Args:
        document: the article's text.
        times: its time expressions, as ``find_times`` returned them.
        trigger: character span of the word that names the event.
        published: day of publication, if known.
        status: of the event; a planned one is never dated before publication, one that happened
            never after it.
        linked: id of the expression that is known to date the event, if any.

    The expression is ``linked``, else the nearest one in the trigger's sentence: basis ``text``
    when it is near, ``inferred`` when it stands in another clause. Without one, it is the one whose
    day the text is telling of (``told``): basis ``inferred``; else the event has the date of
    publication, or of the dateline: basis ``publication``. A plan without a date of its own lies
    within a year of publication: basis ``inferred``, granularity ``vague``.
    """
    if made := _linked(times, published, status, linked):
        return made
    here = document.sentence_at(trigger[0])
    inside = [
        (_distance(document, time, trigger), number, time)
        for number, time in enumerate(times_in(document, times, here))
    ]
    for distance, _, time in sorted(inside, key=lambda one: one[:2]):
        if distance > _BORROWED:
            break
        basis: DateBasis = "text" if distance <= _OWN else "inferred"
        if made := _from_time(time, published, status, basis):
            return made
    told = time_told(document, times, here, published, status) if published else None
    if told is not None:
        return _from_time(told, published, status, "inferred")
    return _without_expression(times, published, status)


def _linked(
    times: Sequence[Time], published: date | None, status: Status, linked: str | None
) -> EventDate | None:
    """The date by the expression known to date the event, read the other way where it must be."""
    time = next((one for one in times if one.id == linked), None)
    if time is None:
        return None
    turned = _turned(time, 1 if status == "planned" else -1)
    return _from_time(time, published, status, "text") or (
        _from_time(turned, published, status, "inferred") if turned else None
    )


def _from_time(
    time: Time, published: date | None, status: Status, basis: DateBasis
) -> EventDate | None:
    """The event's date by one expression, or None when the expression cannot date it.

    What is planned lies on or after publication, what happened on or before it: an interval
    that reaches over it is cut there.
    """
    if time.type == "SET" or (time.from_ is None and time.to is None):
        return None
    first = date.fromisoformat(time.from_) if time.from_ else None
    last = date.fromisoformat(time.to) if time.to else None
    if status == "planned" and (last is None or time.value == "PRESENT_REF"):
        return None  # "now" and "in future" say no day of a plan
    if published is not None and status == "planned":
        if last is not None and last < published:
            return None
        first = max(first or published, published)
    elif published is not None and status in ("happened", "ongoing"):
        if first is not None and first > published:
            return None
        last = min(last or published, published)
    if time.value == "PRESENT_REF":
        basis = "inferred"
    if first is None or last is None:
        known = first or last
        return _make(known, known, "vague", "inferred", time.id) if known else None
    return _make(first, max(first, last), time.granularity, basis, time.id)


def _turned(time: Time, sign: int) -> Time | None:
    """The expression read the other way: the next Thursday for the last one; None for others.

    Only a weekday, month or season that nothing ties to a week or a year can be read both ways;
    which of them is meant the event may know better than the sentence around it.
    """
    words = [word for word in re.split(r"[\s,.]+", time.text.lower()) if word]
    if not all(word in _partial() or (word.isdigit() and len(word) < 3) for word in words):
        return None
    unit = "week" if words and words[0] in _weekdays() and len(words) < 3 else "year"
    first, last = (
        shift(date.fromisoformat(day), sign, unit) if day else None for day in (time.from_, time.to)
    )
    if first is None or last is None:
        return None
    return msgspec.structs.replace(time, from_=first.isoformat(), to=last.isoformat())


@cache
def _weekdays() -> frozenset[str]:
    tables = vocabulary().tables
    return frozenset(word.lower() for name in ("WEEKDAY", "WKD") for word in tables[name])


@cache
def _partial() -> frozenset[str]:
    """The words of expressions that name a weekday, month or season, but no week and no year."""
    tables = vocabulary().tables
    names = ("MONTH", "MON", "SEASON", "PART", "NOON", "DET", "OF")
    return _weekdays() | frozenset(word.lower() for name in names for word in tables[name])


def _make(
    first: date, last: date, granularity: Granularity, basis: DateBasis, time: str | None
) -> EventDate:
    return EventDate(
        start=first.isoformat(),
        end=last.isoformat(),
        granularity=granularity,
        basis=basis,
        time=time,
    )


def _distance(document: Document, time: Time, trigger: tuple[int, int]) -> int:
    """How far an expression is from a trigger, in words; each end of a clause between counts more.

    English puts the time after its verb or at the head of the clause, so that after a comma
    another clause begins more often than not.
    """
    before = time.end <= trigger[0]
    start, end = (time.end, trigger[0]) if before else (trigger[1], time.start)
    between = [document.words[index].lower() for index in document.words_in(start, end)]
    cost = len(between) + (_BEFORE if before else 0)
    for index, word in enumerate(between):
        opens = word in ("and", "but", "or") and index and between[index - 1] == ","
        if opens or word in hints("clause_end"):
            cost += _CLAUSE
        elif word in ("and", "but") and not before:
            cost += _AND
    return cost


def _without_expression(
    times: Sequence[Time], published: date | None, status: Status
) -> EventDate | None:
    """The date of an event whose sentence has none."""
    day = published
    time: str | None = None
    if day is None:
        for one in times:
            if one.start <= _DATELINE_REACH and one.granularity == "day" and one.from_ and one.to:
                day, time = date.fromisoformat(one.from_), one.id
                break
    if day is None:
        return None
    if status == "planned":
        return _make(day, shift(day, 1, "year") or day, "vague", "inferred", None)
    if status in ("happened", "ongoing"):
        return _make(day, day, "day", "publication", time)
    return None
