"""Which time expression dates an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.language.document import Document
from dragoman.record import DateBasis, EventDate, Granularity, Status, Time
from dragoman.times.words import hints

_DATELINE_REACH = 60
"""Characters from the start of the text in which a date is the dateline's."""
_AHEAD: tuple[Status, ...] = ("planned",)
_SKIPPED_TYPES = ("SET",)


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

    The expression is ``linked``, else the nearest one in the trigger's clause, else in its
    sentence (basis ``text``). Without one, the event has the date of publication, or of the
    dateline: basis ``publication``. A planned event without a date of its own lies somewhere
    from publication on: basis ``inferred``, granularity ``vague``.
    """
    by_id = {time.id: time for time in times}
    if linked is not None and linked in by_id:
        made = _from_time(by_id[linked], published, status, "text")
        if made is not None:
            return made
    sentence = document.sentences[document.sentence_at(trigger[0])]
    inside = [time for time in times if sentence[0] <= time.start < sentence[1]]
    for time in sorted(inside, key=lambda one: _distance(document, one, trigger)):
        made = _from_time(time, published, status, "text")
        if made is not None:
            return made
    return _without_expression(times, published, status)


def _from_time(
    time: Time, published: date | None, status: Status, basis: DateBasis
) -> EventDate | None:
    """The event's date by one expression, or None when it cannot be."""
    if time.type in _SKIPPED_TYPES or (time.from_ is None and time.to is None):
        return None
    if time.type == "DURATION" and time.granularity == "vague":
        return None
    first = date.fromisoformat(time.from_) if time.from_ else None
    last = date.fromisoformat(time.to) if time.to else None
    granularity: Granularity = time.granularity
    if published is not None:
        if status == "planned":
            if last is not None and last < published:
                return None
            first = max(first or published, published)
        elif status in ("happened", "ongoing", "negated"):
            if first is not None and first > published and status != "negated":
                return None
            last = (
                min(last or published, published) if first is None or first <= published else last
            )
    if first is None:
        return None if last is None else _make(last, last, "vague", "inferred", time.id)
    if last is None:
        last, granularity = first, "vague"
    if time.value == "PRESENT_REF":
        basis = "inferred"
    return _make(first, max(first, last), granularity, basis, time.id)


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


def _distance(document: Document, time: Time, trigger: tuple[int, int]) -> float:
    """How far an expression is from a trigger, in words; a clause's end between them counts ten."""
    before = time.end <= trigger[0]
    start, end = (time.end, trigger[0]) if before else (trigger[1], time.start)
    between = [document.words[index].lower() for index in document.words_in(start, end)]
    breaks = sum(word in hints("clause_end") for word in between)
    return len(between) + 10 * breaks + (2 if before else 0)


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
        return _make(day, _horizon(day), "vague", "inferred", time)
    if status in ("happened", "ongoing"):
        return _make(day, day, "day", "publication", time)
    return None


def _horizon(day: date) -> date:
    """Where a plan without a date is taken to end: a year on."""
    try:
        return day + timedelta(365)
    except OverflowError:
        return day
