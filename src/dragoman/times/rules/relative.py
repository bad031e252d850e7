"""Expressions that lie a step away from publication or from another date of the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dragoman.record import Granularity
from dragoman.times.calendar import Reading, dated, shift, stamp
from dragoman.times.grammar import Phrase, rules
from dragoman.times.numbers import read_number
from dragoman.times.rules.dates import edged
from dragoman.times.rules.lengths import duration_value, unit_of
from dragoman.times.words import hints, vocabulary

RULES, rule = rules()

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
_FINER: Final = {
    "year": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "quarter": "quarter",
    "decade": "year",
    "century": "year",
    "weekend": "weekend",
    "fortnight": "week",
}
_VAGUE_DAYS: Final = {"recently": 90, "lately": 90, "soon": 90, "shortly": 30}


def present(phrase: Phrase) -> Reading:
    """PRESENT_REF, about the day of publication."""
    day = phrase.context.published
    return Reading("DATE", "PRESENT_REF", day, day)


@rule("NOW")
def now(phrase: Phrase) -> Reading | None:
    """Now; currently."""
    if (
        phrase.text() == "now"
        and phrase.context.word(phrase.start - 1) in ("until", "till")
        and False
    ):
        return None
    return present(phrase)


@rule("CURRENT")
def current(phrase: Phrase) -> Reading | None:
    """Current, before a noun."""
    context = phrase.context
    if phrase.text() != "current" or context.word(phrase.end) in hints("not_after_current"):
        return None
    return present(phrase)


@rule(
    "RECENTLY",
    "MORE RECENTLY",
    "RECENT",
    "FUTURE",
    "DET FUTURE",
    "DET NEAR FUTURE",
    "NEAR FUTURE",
    "DET PASTNOUN",
    "DET (?: RECENT | NEAR ) PASTNOUN",
    "DET (?: LENGTH | NEAR ) DASH? TERM",
    "SOON",
    "ONE UNIT",
)
def vague(phrase: Phrase) -> Reading | None:
    """Recently; the future; the near term: a width, no date."""
    text, day, context = phrase.text(), phrase.context.published, phrase.context
    last = text.split()[-1]
    if last in ("soon", "formerly", "shortly"):
        return None
    if last == "past" and context.word(phrase.end) in hints("not_after_past"):
        return None
    if last == "day" and text == "one day":
        if (
            context.word(phrase.end) in ("after", "before", "earlier", "later", "of", "in")
            or day is None
        ):
            return None
        if context.word(phrase.start - 1) not in ("will", "would", "may", "might", "could", "can"):
            return None
        return Reading("DATE", "FUTURE_REF", day + timedelta(1), None)
    if last in ("future", "term"):
        reach = timedelta(365 if "near" in text or "term" in text else 0)
        first = day + timedelta(1) if day else None
        return Reading("DATE", "FUTURE_REF", first, first + reach if first and reach else None)
    if last in ("recently", "recent", "lately"):
        return Reading("DATE", "PAST_REF", day - timedelta(90) if day else None, day)
    if last in ("past", "previously"):
        return Reading("DATE", "PAST_REF", None, day)
    return None


@rule("(?P<edge> EDGE )? (?P<word> TODAY )", "(?P<word> TODAY )")
def today(phrase: Phrase) -> Reading | None:
    """Today, yesterday, tomorrow."""
    offset = int(phrase.value("word", "TODAY"))
    day = phrase.context.published
    if day is None:
        return Reading("DATE", "PRESENT_REF" if offset == 0 else "XXXX-XX-XX", granularity="day")
    moved = shift(day, offset, "day")
    return edged(phrase, dated(moved.isoformat())) if moved else None


@rule("DET UNIT (?P<side> EARLIER ) TODAY", "DET UNIT (?: EARLIER ) (?P<side> TODAY )")
def day_beyond(phrase: Phrase) -> Reading | None:
    """The day before yesterday; the day after tomorrow."""
    text, day = phrase.text(), phrase.context.published
    if day is None:
        return None
    if text == "the day before yesterday":
        return dated((day - timedelta(2)).isoformat())
    if text == "the day after tomorrow":
        return dated((day + timedelta(2)).isoformat())
    return None


_WORDS_BACK = ("last", "previous", "preceding", "prior", "past")
_WORDS_ON = ("next", "coming", "upcoming", "following", "subsequent", "ensuing")


@rule(
    "(?P<edge> EDGE )? (?P<which> THIS COMING | THIS PAST | DET LAST | DET NEXT | DET PAST | DET COMING | THIS | LAST | NEXT ) FISCAL? (?P<unit> UNIT )",
    "(?P<edge> EDGE )? (?P<which> DET (?: CURRENT | LATEST | SAME | FOLLOWING | PRIOR ) | THAT SAME | THAT | SAME | FOLLOWING | PRIOR ) FISCAL? (?P<unit> UNIT )",
    "(?P<edge> EDGE )? (?P<which> DET ) (?: FISCAL | FULL )? (?P<unit> UNIT )",
    "(?P<which> THIS ) (?P<unit> UNIT )",
)
def unit_step(phrase: Phrase) -> Reading | None:
    """This week; last month; the following year; that day; the end of the month."""
    context, unit = phrase.context, unit_of(phrase.text("unit"))
    which = phrase.text("which").split()
    word = which[-1]
    if unit in ("fortnight", "millennium", "decade") and word in ("past", "last", "next", "coming"):
        return None
    if unit not in GRAIN or (word == "the" and not _bare_the(phrase, unit)):
        return None
    if word in ("past", "last") and which[0] == "the" and unit != "day":
        if unit == "weekend":
            pass
        elif phrase.context.published is not None and unit in ("week", "month", "year", "quarter"):
            return _rolling(phrase, unit, -1)
    step = -1 if word in _WORDS_BACK else 1 if word in _WORDS_ON else 0
    from_text = word in (
        "following",
        "previous",
        "preceding",
        "prior",
        "that",
        "same",
        "subsequent",
        "the",
    )
    start = context.published
    if (
        from_text
        and (reference := context.reference(*_no_coarser(unit))) is not None
        and _use(reference, phrase)
    ):
        start = reference.first
    if start is None:
        return Reading("DATE", _unknown(unit), granularity=GRAIN[unit])
    if unit == "fortnight":
        unit = "week"
    moved = shift(start, step, unit)
    if moved is None:
        return None
    if unit == "weekend" and word in ("the", "this") and not _ahead(phrase):
        moved = start if start.isoweekday() >= 6 else start - timedelta(7)
    return edged(phrase, dated(stamp(moved, unit)))


def _ahead(phrase: Phrase) -> bool:
    from dragoman.times.tense import direction

    return direction(phrase.context, phrase.start, phrase.end) > 0


def _use(reference: Reading, phrase: Phrase) -> bool:
    return reference.first is not None


def _bare_the(phrase: Phrase, unit: str) -> bool:
    """Whether "the week" points at one week: with an edge before it or nothing of a length after."""
    if phrase.has("edge"):
        return True
    after = phrase.context.word(phrase.end)
    if unit == "weekend":
        return True
    if unit in ("day", "week", "month", "year", "quarter"):
        return after not in (
            "of",
            "before",
            "after",
            "that",
            "when",
            "-",
            "to",
            "'s",
            "’s",
            "and",
            "in",
        )
    return False


def _no_coarser(unit: str) -> tuple[Granularity, ...]:
    order: tuple[Granularity, ...] = ("day", "week", "month", "quarter", "season", "year")
    grain = GRAIN[unit]
    return order[: order.index(grain) + 1] if grain in order else order


def _unknown(unit: str) -> str:
    return {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
        "decade": "XXX",
        "century": "XX",
    }.get(unit, "XXXX")


def _rolling(phrase: Phrase, unit: str, count: float) -> Reading | None:
    """The past week: the unit before publication, counted to the day."""
    published = phrase.context.published
    if published is None:
        return None
    other = shift(published, int(count), unit)
    if other is None:
        return None
    first, last = (other, published) if count < 0 else (published, other)
    return Reading("DURATION", duration_value(abs(count), unit), first, last, GRAIN[unit])


@rule(
    "(?P<about> ABOUTS )? (?: DET )? (?P<which> (?: LAST | NEXT | PAST | COMING | FOLLOWING | PRIOR | FINAL ) (?: FULL )? ) (?P<count> COUNT )? (?: FULL )? (?P<unit> ANYUNITS ) (?: OR SO )?",
    "(?P<about> ABOUTS )? (?: THESE | THOSE | THIS )? (?P<which> LAST | NEXT | PAST | COMING ) (?P<count> COUNT )? (?: FULL )? (?P<unit> ANYUNITS ) (?: OR SO )?",
    "EACH OF DET (?P<which> LAST | NEXT | PAST ) (?P<count> COUNT )? (?P<unit> ANYUNITS )",
    "(?P<count> COUNT ) (?P<which> PAST | COMING ) (?P<unit> ANYUNITS )",
    "DET (?P<unit> UNITS ) (?P<which> AHEAD )",
)
def rolling(phrase: Phrase) -> Reading | None:
    """The past two months; the next few days; the coming weeks."""
    word = phrase.text("which").split()[0]
    unit = unit_of(phrase.text("unit"))
    plural = (
        phrase.text("unit") in vocabulary().tables["UNITS"]
        or phrase.text("unit") in vocabulary().tables["CLOCKUNITS"]
    )
    if not phrase.has("count") and not plural:
        return None if unit not in ("decade", "century") else _of_count(phrase, word, 1.0, unit)
    number = read_number(phrase.words("count")) if phrase.has("count") else None
    return _of_count(phrase, word, number, unit)


_VAGUE_COUNT: Final = {
    "day": 7,
    "week": 6,
    "month": 6,
    "year": 5,
    "decade": 3,
    "century": 3,
    "quarter": 4,
    "weekend": 4,
    "fortnight": 3,
}
"""How many units a vague plural ("the coming weeks") is taken to reach at most."""


def _of_count(phrase: Phrase, word: str, number: float | None, unit: str) -> Reading | None:
    ahead = word in (
        "next",
        "coming",
        "upcoming",
        "ahead",
        "following",
        "subsequent",
        "ensuing",
        "approaching",
    )
    published = phrase.context.published
    value = duration_value(number, unit)
    if unit in ("second", "minute", "hour", "moment"):
        return Reading("DURATION", value, published, published, "day")
    if published is None or unit not in GRAIN:
        return Reading("DURATION", value, granularity=GRAIN.get(unit, "vague"))
    reach = int(number) if number else _VAGUE_COUNT.get(unit, 5)
    other = shift(published, reach if ahead else -reach, unit if unit != "fortnight" else "week")
    if other is None:
        return Reading("DURATION", value)
    first, last = (published, other) if ahead else (other, published)
    if not phrase.has("count"):
        reference = "FUTURE_REF" if ahead else "PAST_REF"
        return Reading("DATE", reference, first, last)
    return Reading("DURATION", value, first, last, GRAIN[unit] if number else "vague")


@rule("(?: DET )? RECENT (?P<unit> UNITS ) (?: AND UNITS )?")
def recent_units(phrase: Phrase) -> Reading | None:
    """Recent weeks; recent years."""
    unit = unit_of(phrase.text("unit"))
    published = phrase.context.published
    first = (
        shift(published, -_VAGUE_COUNT[unit], unit)
        if published and unit in GRAIN and unit != "fortnight"
        else None
    )
    return Reading("DATE", "PAST_REF", first, published)


@rule("THESE UNITS")
def these_days(phrase: Phrase) -> Reading | None:
    """These days."""
    return present(phrase) if phrase.text() == "these days" else None


@rule(
    "(?P<about> ABOUTS )? (?P<count> COUNT ) (?P<unit> ANYUNITS ) (?: OR SO )? (?P<dir> AGO | EARLIER )",
    "(?P<about> ABOUTS )? (?P<count> COUNT ) (?P<unit> ANYUNITS ) FROM NOWADAYS",
    "(?P<unit> ANYUNITS ) (?P<dir> AGO | EARLIER )",
    "(?P<about> ABOUTS )? (?P<count> COUNT ) OR (?P<count2> COUNT ) (?P<unit> ANYUNITS ) (?P<dir> AGO | EARLIER )",
)
def steps_away(phrase: Phrase) -> Reading | None:
    """Two years ago; a day earlier; three weeks from now."""
    context, unit = phrase.context, unit_of(phrase.text("unit"))
    word = phrase.text("dir")
    if word in ("before", "after", "previously", "afterward", "afterwards"):
        if context.word(phrase.end).isalnum() or word == "previously":
            return None
    number = read_number(phrase.words("count")) if phrase.has("count") else None
    back = word in ("ago", "earlier", "before")
    start: date | None = context.published
    if word not in ("ago", "hence", ""):
        reference = context.reference()
        if reference and reference.first:
            start = reference.first
            if reference.granularity == "quarter" and unit == "year" and number:
                moved = shift(start, -int(number) if back else int(number), "year")
                return dated(stamp(moved, "quarter")) if moved else None
    elif (
        word == "ago"
        and unit == "year"
        and number == 1
        and (quarter := context.reference("quarter"))
    ):
        if quarter.first and context.published and quarter.first.year == context.published.year:
            moved = shift(quarter.first, -1, "year")
            return dated(stamp(moved, "quarter")) if moved else None
    if unit in ("second", "minute", "hour", "moment"):
        return Reading(
            "DURATION", duration_value(number, unit), start, start, "day" if start else "vague"
        )
    if number is None:
        if word == "ago":
            reach = (
                shift(context.published, -2 * _VAGUE_COUNT[unit], unit)
                if context.published and unit in GRAIN and unit != "fortnight"
                else None
            )
            return Reading("DATE", "PAST_REF", reach, context.published)
        return Reading("DURATION", duration_value(None, unit))
    if start is None:
        return Reading(
            "DATE", _unknown(_FINER.get(unit, "day")), granularity=GRAIN.get(unit, "vague")
        )
    if unit == "fortnight":
        unit, number = "week", number * 2
    whole = int(number)
    moved = shift(start, -whole if back else whole, unit)
    if moved is None:
        return None
    if number != whole and unit == "year":
        moved = shift(moved, -6 if back else 6, "month")
        return dated(stamp(moved, "month")) if moved else None
    reading = dated(stamp(moved, _FINER.get(unit, "day")))
    return (
        replace(reading, granularity="vague")
        if phrase.has("about") and unit == "decade"
        else reading
    )


@rule(
    "(?P<side> SOONER ) (?P<which> THIS | LAST | THAT | NEXT | THAT SAME | DET ) (?P<unit> UNIT )"
)
def part_of_unit(phrase: Phrase) -> Reading | None:
    """Earlier this month; later that year."""
    context, unit = phrase.context, unit_of(phrase.text("unit"))
    word, earlier = phrase.text("which").split()[0], phrase.text("side") == "earlier"
    if unit not in GRAIN or unit in ("fortnight",):
        return None
    if word == "the" and unit not in ("day", "week", "month", "year"):
        return None
    start = context.published
    if word in ("that", "the") and (reference := context.reference(*_no_coarser(unit))):
        start = reference.first
    if start is None:
        return Reading("DATE", _unknown(unit), granularity=GRAIN[unit])
    moved = shift(start, {"last": -1, "next": 1}.get(word, 0), unit)
    if moved is None:
        return None
    reading = dated(stamp(moved, unit))
    if word == "this" and start == context.published and reading.first and reading.last:
        return replace(reading, last=start) if earlier else replace(reading, first=start)
    return reading
