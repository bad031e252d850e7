"""Expressions that lie a step away from publication or from another date of the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from dragoman.record import Granularity
from dragoman.times.calendar import Reading, dated, shift, stamp
from dragoman.times.grammar import Phrase, rules
from dragoman.times.numbers import read_number
from dragoman.times.reckon import (
    BACK,
    CLOCK_UNITS,
    GRAIN,
    ON,
    clipped,
    duration_value,
    edged,
    length_of,
    unit_of,
    unknown,
    weekday_number,
)
from dragoman.times.tense import direction
from dragoman.times.words import hints, vocabulary

RULES, rule = rules()

_STAMP: Final = {"decade": "year", "century": "year", "fortnight": "week"}
"""Units so long or odd that a step of them is stamped by another unit."""
_REACH: Final = {"day": 7, "week": 6, "month": 6, "year": 5, "quarter": 4, "decade": 3}
"""How many units a vague plural ("the coming weeks") is taken to reach at most."""
_ORDER: Final[tuple[Granularity, ...]] = ("day", "week", "month", "quarter", "season", "year")


@rule("(?P<edge> EDGE )? (?P<word> TODAY )")
def today(phrase: Phrase) -> Reading | None:
    """Today, yesterday, tomorrow."""
    offset = int(phrase.value("word", "TODAY"))
    day = phrase.context.published
    if phrase.before == "of" and offset == 1:
        return None
    if day is None:
        return Reading("DATE", "PRESENT_REF" if offset == 0 else "XXXX-XX-XX", granularity="day")
    moved = shift(day, offset, "day")
    return edged(phrase, dated(moved.isoformat())) if moved else None


@rule("DET UNIT (?P<side> EARLIER ) (?P<word> TODAY )")
def day_beyond(phrase: Phrase) -> Reading | None:
    """The day before yesterday; the day after tomorrow."""
    day = phrase.context.published
    steps = {"the day before yesterday": -2, "the day after tomorrow": 2}.get(phrase.text())
    moved = shift(day, steps, "day") if day and steps else None
    return dated(moved.isoformat()) if moved else None


@rule(
    """(?P<edge> EDGE )? (?P<which> THIS COMING | THIS PAST | DET LAST | DET NEXT | DET COMING
       | THIS | LAST | NEXT ) FISCAL? (?P<unit> UNIT )""",
    """(?P<edge> EDGE )? (?P<which> DET (?: LATEST | SAME | FOLLOWING | PRIOR ) | THAT SAME
       | THAT | SAME | FOLLOWING | PRIOR ) FISCAL? (?P<unit> UNIT )""",
    "(?P<edge> EDGE )? (?P<which> DET ) (?: FISCAL | FULL )? (?P<unit> UNIT )",
)
def unit_step(phrase: Phrase) -> Reading | None:
    """Last month; this week; the following year; that day; the end of the month."""
    context, unit = phrase.context, unit_of(phrase.text("unit"))
    word = phrase.text("which").split()[-1]
    if unit not in GRAIN or (word == "the" and not _points(phrase, unit)):
        return None
    if _is_title(phrase):
        return None
    step = -1 if word in BACK else 1 if word in ON else 0
    start = context.published
    told = word in _FROM_TEXT and unit != "weekend"
    if told or (unit == "day" and phrase.text("which") == "the next"):
        reference = context.reference(*_no_coarser(unit))
        start = reference.first if reference else start
        if word == "the" and unit in ("year", "month", "week") and context.published:
            start = context.published
    if start is None:
        return unknown(unit)
    if word == "the" and unit == "year" and phrase.after in ("ended", "ending"):
        return length_of(1.0, "year")
    moved = shift(start, step, unit)
    if unit == "weekend" and word in ("the", "this", "last", "past"):
        moved = _weekend(phrase, start)
    return edged(phrase, dated(stamp(moved, unit))) if moved else None


_FROM_TEXT: Final = frozenset(
    {"following", "previous", "preceding", "prior", "that", "same", "subsequent", "ensuing", "the"}
)


def _points(phrase: Phrase, unit: str) -> bool:
    """Whether "the week" points at one week, and is not "the week of", "the day before" …"""
    if phrase.has("edge") or unit == "weekend" or phrase.context.marked:
        return True
    if phrase.after in ("ended", "ending") and unit in ("year", "quarter", "month", "week"):
        return True
    if phrase.after.isdigit():  # "the year 0"
        return False
    return phrase.after not in hints("open_after") and (
        unit != "day" or phrase.before in _INSIDE_DAY
    )


_INSIDE_DAY: Final = frozenset({"in", "during", "of", "through", "for", "", "on"})


def _is_title(phrase: Phrase) -> bool:
    """Whether the words are a title in quotes ("This Week" with …)."""
    words = phrase.words()
    before = phrase.context.words[phrase.start - 1] if phrase.start else ""
    return len(words) > 1 and words[-1][0].isupper() and before in ('"', "“", "``", "`", "''", "'")


def _no_coarser(unit: str) -> tuple[Granularity, ...]:
    grain = GRAIN[unit]
    return _ORDER[: _ORDER.index(grain) + 1] if grain in _ORDER else _ORDER


def _weekend(phrase: Phrase, start: date) -> date | None:
    """A day of the weekend meant: the last one, or the next one in a sentence about the future."""
    if direction(phrase.context, phrase.start, phrase.end) > 1 or start.isoweekday() >= 6:
        return start
    return shift(start, -1, "week")


@rule(
    """(?P<about> ABOUTS )? DET? (?P<which> LAST | NEXT | PAST | COMING | FOLLOWING | PRIOR ) FULL?
       (?P<count> NUMBER (?: (?: OR | TO | DASH ) NUMBER )? | A? QUANT OF? )? FULL?
       (?P<unit> ANYUNITS ) (?: OR SO )?""",
    """(?: THESE | THOSE | THIS ) (?P<which> LAST | NEXT | PAST | COMING )
       (?P<count> NUMBER | A? QUANT OF? )? (?P<unit> ANYUNITS )""",
    """EACH OF DET (?P<which> LAST | NEXT | PAST ) (?P<count> NUMBER | QUANT )?
       (?P<unit> ANYUNITS )""",
    "DET (?P<unit> UNITS ) (?P<which> AHEAD )",
)
def rolling(phrase: Phrase) -> Reading | None:
    """The past two months; the next few days; the coming weeks; the past year."""
    words, word = phrase.text("unit"), phrase.text("which")
    if word == "last" and phrase.before in hints("before_verb"):
        return None
    unit = unit_of(words)
    tables = vocabulary().tables
    plural = words in tables["UNITS"] or words in tables["CLOCKUNITS"]
    if not phrase.has("count") and not plural and not _is_rolling_unit(phrase, word, unit):
        return None
    if unit == "weekend" and not plural:
        return None
    ahead, published = word in ON, phrase.context.published
    number = read_number(phrase.words("count")) if phrase.has("count") else None if plural else 1.0
    if unit in CLOCK_UNITS:
        return Reading("DURATION", duration_value(number, unit), published, published, "day")
    steps = int(number or _REACH.get(unit, 4))
    other = shift(published, steps if ahead else -steps, unit) if published else None
    first, last = (published, other) if ahead else (other, published)
    if other is None:
        first = last = None
    if word == "past" and unit == "year" and number == 1 and other:
        return Reading("DATE", stamp(other, "year"), first, last, "year")
    if number is None and not phrase.has("count"):
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", first, last)
    grain: Granularity = GRAIN.get(unit, "vague") if number else "vague"
    return Reading("DURATION", duration_value(number, unit), first, last, grain)


def _is_rolling_unit(phrase: Phrase, word: str, unit: str) -> bool:
    """Whether "the past week" is a week long up to now; "last week" is the calendar's."""
    if word == "past" and (phrase.context.marked or unit == "decade"):
        return True
    return word in ("past", "last") and "the" in phrase.text().split()


@rule("DET? RECENT (?P<unit> UNITS ) (?: AND UNITS )?", "PASTNOUN (?P<unit> UNITS )")
def recent_units(phrase: Phrase) -> Reading:
    """Recent weeks; recent years."""
    unit = unit_of(phrase.text("unit"))
    published = phrase.context.published
    first = shift(published, -_REACH.get(unit, 4), unit) if published else None
    return Reading("DURATION", duration_value(None, unit), first, published)


@rule(
    """(?P<about> ABOUTS )? (?P<count> COUNT ) FULL? (?P<unit> ANYUNITS ) (?: OR SO )?
       (?P<side> AGO | EARLIER )""",
    "(?P<about> ABOUTS )? (?P<count> COUNT ) (?P<unit> ANYUNITS ) FROM NOWADAYS",
    """(?P<about> ABOUTS )? (?P<count> NUMBER AND A HALF ) (?P<unit> ANYUNITS )
       (?P<side> AGO | EARLIER )""",
    "(?P<unit> UNITS ) (?P<side> AGO | EARLIER )",
)
def steps_away(phrase: Phrase) -> Reading | None:
    """Two years ago; a day earlier; three weeks from now."""
    context, unit, side = phrase.context, unit_of(phrase.text("unit")), phrase.text("side")
    if side in ("before", "after", "afterward", "afterwards", "previously") and _leads_on(phrase):
        return None
    number = read_number(phrase.words("count")) if phrase.has("count") else None
    back = side in ("ago", "earlier", "before", "previously")
    if unit in CLOCK_UNITS:
        reference = None if side == "ago" else context.reference("day")
        day = reference.first if reference else context.published
        return Reading("DURATION", duration_value(number, unit), day, day, "day")
    if number is None:
        return _vaguely_away(phrase, unit, side)
    if unit == "year" and number == 1 and back and (quarter := context.quarter()):
        moved = shift(quarter, -1, "year")
        return replace(dated(stamp(moved, "quarter")), aside=True) if moved else None
    start, reference = context.published, context.reference()
    if side not in ("ago", "hence", "") and reference and reference.last:
        start = reference.first
    if start is None:
        return unknown(_STAMP.get(unit, unit))
    whole = int(number)
    moved = shift(start, -whole if back else whole, unit)
    if moved and number != whole and unit == "year":
        moved, unit = shift(moved, -6 if back else 6, "month"), "month"
    if moved is None:
        return None
    reading = replace(
        dated(stamp(moved, _STAMP.get(unit, unit))), aside=unit == "year" and number == 1
    )
    return _to_the_day(reading, moved, unit) if side == "ago" else reading


def _leads_on(phrase: Phrase) -> bool:
    """Whether "before" or "after" goes on to what it is measured from."""
    return phrase.after.isalnum()


def _vaguely_away(phrase: Phrase, unit: str, side: str) -> Reading:
    """Several years ago; weeks later."""
    if side != "ago":
        return Reading("DURATION", duration_value(None, unit))
    if phrase.words()[0][0].isdigit():  # more than any calendar holds
        return Reading("DATE", "PAST_REF")
    published = phrase.context.published
    reach = shift(published, -2 * _REACH.get(unit, 4), unit) if published else None
    return Reading("DATE", "PAST_REF", reach, published)


_COUNTED: Final = frozenset({"first", "second", "third", "time", "once", "twice", "times"})
"""Words before "in two years" that make it the time in which something is counted."""


@rule("(?P<count> NUMBER | A? QUANT OF? | A ) (?P<unit> UNIT | UNITS )")
def ahead_in(phrase: Phrase) -> Reading | None:
    """(In) five years, of the future."""
    context, unit = phrase.context, unit_of(phrase.text("unit"))
    number = read_number(phrase.words("count"))
    if phrase.before != "in" or context.published is None or unit not in GRAIN or not number:
        return None
    if direction(context, phrase.start, phrase.end) < 2 or number != int(number):
        return None
    if any(context.word(phrase.start - back) in _COUNTED for back in range(2, 7)):
        return None
    moved = shift(context.published, int(number), unit)
    if moved is None:
        return None
    return _to_the_day(dated(stamp(moved, _STAMP.get(unit, unit))), moved, unit)


def _to_the_day(reading: Reading, day: date, unit: str) -> Reading:
    """The day itself for "a week ago" and "in a month"; the value stays that of the unit."""
    return replace(reading, first=day, last=day) if unit in _TO_THE_DAY else reading


_TO_THE_DAY: Final = frozenset({"week", "fortnight", "month"})


@rule(
    """(?P<side> SOONER ) (?P<which> THIS | LAST | THAT SAME | THAT | NEXT | DET )
       (?P<unit> UNIT )""",
    "(?P<side> SOONER ) IN (?P<which> THIS | THAT | DET ) (?P<unit> UNIT )",
)
def part_of_unit(phrase: Phrase) -> Reading | None:
    """Earlier this month; later that year."""
    context, unit = phrase.context, unit_of(phrase.text("unit"))
    word = phrase.text("which").split()[0]
    if unit not in GRAIN:
        return None
    start = context.published
    if word in ("that", "the") and (reference := context.reference(*_no_coarser(unit))):
        start = reference.first
    if start is None:
        return unknown(unit)
    moved = shift(start, {"last": -1, "next": 1}.get(word, 0), unit)
    if moved is None:
        return None
    return clipped(dated(stamp(moved, unit)), phrase.text("side"), context.published)


@rule("DET (?P<unit> UNIT | PART ) (?P<side> BEYOND )", "DET (?P<day> WEEKDAY ) (?P<side> BEYOND )")
def beside(phrase: Phrase) -> Reading | None:
    """The day before; the week after; the Sunday after: beside the date named last."""
    context, back = phrase.context, phrase.text("side") == "before"
    if phrase.after.isalnum() and phrase.after not in hints("after_beside"):
        return None
    unit = unit_of(phrase.text("unit"))
    unit = unit if unit in GRAIN else "day"
    reference = context.reference(*_no_coarser(unit))
    start = reference.first if reference else context.published
    if start is None:
        return None
    if phrase.has("day"):
        number = weekday_number(phrase.words("day"))
        gap = (start.isoweekday() - number if back else number - start.isoweekday()) % 7 or 7
        moved = shift(start, -gap if back else gap, "day")
        return dated(moved.isoformat()) if moved else None
    moved = shift(start, -1 if back else 1, unit)
    return dated(stamp(moved, _STAMP.get(unit, unit))) if moved else None


@rule("DET (?P<unit> UNIT ) (?P<side> BEYOND ) (?P<which> LAST | NEXT )")
def next_but_one(phrase: Phrase) -> Reading | None:
    """The year before last; the week after next."""
    unit, published = unit_of(phrase.text("unit")), phrase.context.published
    step = {"before last": -2, "after next": 2}.get(f"{phrase.text('side')} {phrase.text('which')}")
    if step is None or published is None or unit not in GRAIN:
        return None
    moved = shift(published, step, unit)
    return dated(stamp(moved, unit)) if moved else None
