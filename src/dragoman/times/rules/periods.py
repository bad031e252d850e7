"""Quarters, halves and seasons, and the periods that business news compares."""

from __future__ import annotations

from datetime import date

from dragoman.times.calendar import SEASON_START, Reading, dated, shift, stamp
from dragoman.times.grammar import Phrase, rules
from dragoman.times.rules.dates import anchor_year, day_number, edged, nearest
from dragoman.times.words import hints

RULES, rule = rules()

_STEP = {
    "last": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "past": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
    "subsequent": 1,
}


@rule(
    "(?P<edge> EDGE )? (?: DET | HIS )? FISCAL? (?P<nth> ORD | FINAL ) DASH? FISCAL? (?P<unit> UNIT ) (?: OF? DET? FISCAL? (?P<year> YEAR ) )?",
    "(?P<edge> EDGE )? (?: DET | HIS )? FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> UNIT | HALF ) OF (?P<rel> THIS | LAST | NEXT | DET | THAT ) YEARWORD",
    "(?: DET | HIS )? FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> HALF ) (?: OF DET? FISCAL? (?P<year> YEAR ) )?",
    "DET? (?P<year> YEAR ) POSS? FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> UNIT | HALF )",
    "(?P<rel> THIS | LAST | NEXT | THAT ) YEARWORD POSS FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> UNIT | HALF )",
)
def nth_part(phrase: Phrase) -> Reading | None:
    """The third quarter; the 1988 second quarter; the first half of 1989."""
    unit = phrase.text("unit")
    if unit not in ("quarter", "half"):
        return None
    word = phrase.text("nth")
    parts = 4 if unit == "quarter" else 2
    nth = (
        parts
        if word in ("final", "last", "closing")
        else 1
        if word in ("opening", "initial")
        else day_number([word])
    )
    if not 1 <= nth <= parts:
        return None
    letter = "Q" if unit == "quarter" else "H"
    if phrase.has("year"):
        year: int | None = int(phrase.text("year"))
    elif phrase.has("rel"):
        year = anchor_year(phrase, phrase.text("rel"))
    else:
        year = _year_of_part(phrase, nth, parts)
    return (
        edged(phrase, dated(f"{year:04}-{letter}{nth}"))
        if year
        else Reading("DATE", f"XXXX-{letter}{nth}", granularity="quarter")
    )


def _year_of_part(phrase: Phrase, nth: int, parts: int) -> int | None:
    published = phrase.context.published
    if published is None:
        return None
    months = 12 // parts
    middles = [
        date(published.year + step, months * (nth - 1) + months // 2 + 1, 15) for step in (-1, 0, 1)
    ]
    chosen = nearest(phrase.context, phrase, middles)
    return chosen.year if chosen else None


@rule(
    "(?: DET | HIS )? (?P<which> LATEST | THIS | LAST | NEXT | SAME | THAT | PRIOR | FOLLOWING )? FISCAL? (?P<unit> QTR )",
    "DET (?P<which> LATEST ) (?P<unit> PERIOD )",
)
def quarter(phrase: Phrase) -> Reading | None:
    """The quarter; this quarter; the latest period."""
    if len(phrase.words()) == 1:
        return None
    which, context = phrase.text("which"), phrase.context
    reference = context.reference("quarter")
    if (which in _STEP and which != "following") or which in ("current",):
        start = context.published
    else:
        start = reference.first if reference else None
    if start is None:
        return Reading("DATE", "XXXX-QX", granularity="quarter")
    moved = shift(start, _STEP.get(which, 0), "quarter")
    return dated(stamp(moved, "quarter")) if moved else None


@rule(
    "(?: DET | HIS )? COMPARABLE? (?P<year> YEARWORD ) DASH (?P<ago> YEARAGO ) (?: QTR | PERIOD )?",
    "(?: DET ) COMPARABLE (?: QTR | PERIOD ) (?: LAST (?P<year> YEARWORD ) | A (?P<year3> YEARWORD ) YEARAGO | OF? (?P<year2> YEAR ) )",
    "(?: DET ) COMPARABLE (?: QTR | PERIOD )",
    "LAST (?P<year> YEARWORD ) POSS (?: QTR | PERIOD )",
    "DET (?P<year2> YEAR ) (?: QTR | PERIOD )",
)
def compared(phrase: Phrase) -> Reading | None:
    """The year-ago quarter; the corresponding period last year; the 1988 period."""
    context = phrase.context
    reference = context.reference("quarter")
    if phrase.has("year2"):
        year = phrase.text("year2")
        return dated(
            f"{year}-Q{(reference.first.month + 2) // 3}" if reference and reference.first else year
        )
    if reference is None or reference.first is None:
        if context.published is None:
            return None
        moved = shift(context.published, -1, "year")
        return dated(stamp(moved, "year")) if moved else None
    year_back = (
        -1 if context.published and reference.first.year >= context.published.year - 1 else 0
    )
    moved = shift(reference.first, year_back, "year")
    return dated(stamp(moved, "quarter")) if moved else None


@rule(
    "(?P<edge> EDGE )? (?: DET | THIS )? (?P<which> LAST | NEXT | THIS | PAST | COMING | THAT | SAME | FOLLOWING | PRIOR )? (?P<season> SEASON ) (?: OF? (?P<year> YEARS ) )?",
    "(?P<edge> EDGE )? (?: DET )? (?P<season> SEASON ) (?: OF )? (?P<rel> THIS | LAST | NEXT ) YEARWORD",
)
def season(phrase: Phrase) -> Reading | None:
    """Last fall; the winter of 1994; this summer."""
    from dragoman.times.numbers import read_year

    context, which = phrase.context, phrase.text("which")
    name = str(phrase.value("season", "SEASON"))
    if phrase.has("year"):
        number = read_year(phrase.words("year"))
        return edged(phrase, dated(f"{number:04}-{name}")) if number else None
    if phrase.has("rel"):
        number = anchor_year(phrase, phrase.text("rel"))
        return edged(phrase, dated(f"{number:04}-{name}")) if number else None
    if not _is_season(phrase):
        return None
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{name}", granularity="season")
    month = SEASON_START[name]
    starts = [date(published.year + step, month, 1) for step in (-2, -1, 0, 1)]
    current = stamp(published, name)
    if which in ("last", "past", "previous", "preceding", "prior"):
        chosen = [day for day in starts if stamp(day, name) != current or _over(published, day)]
        chosen = [day for day in chosen if day < published][-1:]
    elif which in ("next", "coming", "following", "upcoming"):
        chosen = [day for day in starts if day > published][:1]
    elif which == "this":
        year = published.year - 1 if name == "WI" and published.month < 5 else published.year
        chosen = [date(year, month, 1)]
    else:
        middle = [day.replace(day=15) for day in starts]
        near = nearest(context, phrase, middle)
        chosen = [near] if near else []
    return edged(phrase, dated(stamp(chosen[0], name))) if chosen else None


def _over(published: date, start: date) -> bool:
    """Whether the season that began on ``start`` has ended by publication."""
    end = shift(start, 3, "month")
    return end is not None and end <= published


def _is_season(phrase: Phrase) -> bool:
    """Whether a bare "spring" or "fall" is a season and no verb, source or drop."""
    word = phrase.text("season")
    if phrase.has("which") or phrase.has("edge"):
        return True
    before, context = phrase.context.word(phrase.start - 1), phrase.context
    after = context.word(phrase.end)
    if phrase.text().startswith("the"):
        return word != "fall" or after != "of"
    if phrase.words("season")[0][0].isupper():
        return False
    return before in hints("before_season")
