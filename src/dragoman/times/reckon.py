"""What the rules share: which year a partial date means, units, lengths, parts of a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dragoman.record import Granularity
from dragoman.times.calendar import Reading, end_part, shift, third
from dragoman.times.grammar import Phrase
from dragoman.times.tense import direction
from dragoman.times.words import vocabulary

GRAIN: Final[dict[str, Granularity]] = {
    "day": "day",
    "weekend": "week",
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "vague",
    "century": "vague",
}
"""Units that lie in the calendar, and how finely each dates."""
CLOCK_UNITS: Final = frozenset({"second", "minute", "hour", "moment"})
BACK: Final = frozenset({"last", "previous", "preceding", "prior", "past"})
ON: Final = frozenset(
    {"next", "coming", "upcoming", "approaching", "following", "subsequent", "ensuing", "ahead"}
)
_LETTER: Final = {
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "second": "S",
    "minute": "M",
    "hour": "H",
    "moment": "S",
}
_YEARS: Final = {"decade": 10, "century": 100, "millennium": 1000}
_VAGUE_LETTER: Final = {"decade": "DE", "century": "CE", "millennium": "ML"}
_HALF: Final = {"year": "6M", "hour": "30M", "minute": "30S"}
_UNKNOWN: Final = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "decade": "XXX",
    "century": "XX",
}
_FUTURE_PRIOR: Final = 2.5
"""News looks back: without a tense, a date ahead must be this much nearer than one behind."""
_AGAINST: Final = {0: 1.0, 1: 2.0, 2: 4.0}
"""How many times farther a date may lie that agrees with a tense of this strength."""


def nearest(phrase: Phrase, candidates: Sequence[date]) -> date | None:
    """Of days that a partial date may mean, the one that distance and tense speak for."""
    published = phrase.context.published
    if published is None or not candidates:
        return None
    tense = direction(phrase.context, phrase.start, phrase.end)

    def cost(day: date) -> float:
        days = (day - published).days
        weight = _AGAINST[abs(tense)] if tense * days < 0 else 1.0
        if tense == 0 and days > 0:
            weight = _FUTURE_PRIOR
        return abs(days) * weight

    return min(candidates, key=cost)


def month_number(words: Sequence[str]) -> int:
    """1 to 12 for a month's name or abbreviation."""
    tables = vocabulary().tables
    name = words[0].capitalize()
    return int(tables["MONTH"].get(name) or tables["MON"][name])


def weekday_number(words: Sequence[str]) -> int:
    """1 (Monday) to 7 for a weekday's name or abbreviation."""
    tables = vocabulary().tables
    name = words[0].capitalize()
    return int(tables["WEEKDAY"].get(name) or tables["WKD"][name])


def ordinal_number(words: Sequence[str]) -> int:
    """What "5", "5th" or "fifth" says."""
    digits = "".join(character for character in words[0] if character.isdigit())
    return int(digits) if digits else int(vocabulary().value("ORD", words[0]))


def unit_of(word: str) -> str:
    """The singular name of a unit ("years" is year)."""
    tables = vocabulary().tables
    for table in ("UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS"):
        if word in tables[table]:
            return str(tables[table][word])
    return word


def unknown(unit: str) -> Reading:
    """A date of a unit of which nothing else is known: ``XXXX-XX`` for a month."""
    return Reading("DATE", _UNKNOWN.get(unit, "XXXX"), granularity=GRAIN.get(unit, "vague"))


def duration_value(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: ``P2Y6M``, ``PT16H``, ``PXW`` for a vague one."""
    head = "PT" if unit in CLOCK_UNITS else "P"
    if unit == "fortnight":
        unit, number = "week", number * 2 if number else None
    if unit == "quarter":
        unit, number = "month", number * 3 if number else None
    if unit in _YEARS:
        years = _YEARS[unit]
        return f"PX{_VAGUE_LETTER[unit]}" if number is None else f"P{_plain(number * years)}Y"
    if number is None:
        return f"{head}X{_LETTER[unit]}"
    if number == 0.5 and unit in _HALF:
        return head + _HALF[unit]
    if number % 1 == 0.5 and unit in _HALF:
        return f"{head}{int(number)}{_LETTER[unit]}{_HALF[unit]}"
    return f"{head}{_plain(number)}{_LETTER[unit]}"


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def length_of(number: float | None, unit: str) -> Reading:
    """The reading of a length that is tied to no date."""
    grain: Granularity = GRAIN.get(unit, "day") if number else "vague"
    return Reading("DURATION", duration_value(number, unit), granularity=grain)


def edged(phrase: Phrase, reading: Reading | None) -> Reading | None:
    """The reading narrowed by "early", "the end of" … when the phrase begins with such words."""
    if reading is None or not phrase.has("edge"):
        return reading
    tables = vocabulary().tables
    for word in phrase.text("edge").split():
        if word in tables["EARLY"]:
            return third(reading, int(tables["EARLY"][word]))
        if word in tables["EDGENOUN"]:
            return end_part(reading, int(tables["EDGENOUN"][word]))
        if word in tables["SOONER"]:
            return clipped(reading, word, phrase.context.published)
    return reading


def clipped(reading: Reading, side: str, published: date | None) -> Reading:
    """The part of a reading before ("earlier") or after ("later") publication, if it holds it."""
    if published is None or reading.first is None or reading.last is None:
        return reading
    if not reading.first <= published <= reading.last:
        return reading
    return (
        replace(reading, last=published) if side == "earlier" else replace(reading, first=published)
    )


def named_year(phrase: Phrase, word: str) -> int | None:
    """The year of "this year", "last year", "next year", "that year", "the year"."""
    context = phrase.context
    if word in ("that", "same", "the"):
        reference = context.reference()
        if reference and reference.first:
            return reference.first.year
    if context.published is None:
        return None
    moved = shift(context.published, {"last": -1, "next": 1}.get(word, 0), "year")
    return moved.year if moved else None
