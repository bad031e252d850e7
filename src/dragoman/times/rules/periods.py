"""Quarters, halves and seasons, and the periods that business news compares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.times.calendar import SEASON_START, Reading, dated, make_date, shift, stamp
from dragoman.times.grammar import Phrase, rules
from dragoman.times.numbers import read_year
from dragoman.times.reckon import (
    BACK,
    ON,
    edged,
    month_number,
    named_year,
    nearest,
    ordinal_number,
    unknown,
)
from dragoman.times.words import hints, vocabulary

RULES, rule = rules()


@rule(
    """(?P<edge> EDGE )? DET? FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> QTR | HALF )
       (?: OF? DET? FISCAL? (?P<year> YEAR ) )?""",
    """(?P<edge> EDGE )? DET? FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> QTR | HALF )
       OF (?P<step> THIS | LAST | NEXT | DET | THAT ) FISCAL? YEARWORD""",
    "FISCAL? (?P<nth> ORD ) DASH (?P<unit> QTR | HALF )",
    "DET? (?P<year> YEAR ) POSS? FISCAL? (?P<nth> ORD | FINAL ) (?P<unit> QTR | HALF )",
    """(?P<step> THIS | LAST | NEXT | THAT ) YEARWORD POSS FISCAL? (?P<nth> ORD | FINAL )
       (?P<unit> QTR | HALF )""",
)
def nth_part(phrase: Phrase) -> Reading | None:
    """The third quarter; the 1988 second quarter; the first half of 1989."""
    parts = 4 if phrase.text("unit") == "quarter" else 2
    word = phrase.text("nth")
    if word == "last" and not (phrase.has("year") or phrase.has("step")):
        return None  # "last quarter" is the one before this
    finals = vocabulary().tables["FINAL"]
    nth = (finals[word] % (parts + 1)) if word in finals else ordinal_number([word])
    if not 1 <= nth <= parts:
        return None
    letter = "Q" if parts == 4 else "H"
    if phrase.has("year"):
        year: int | None = int(phrase.text("year"))
    elif phrase.has("step"):
        year = named_year(phrase, phrase.text("step"))
    else:
        year = _year_of_part(phrase, nth, parts)
    if year is None:
        return Reading("DATE", f"XXXX-{letter}{nth}", granularity="quarter")
    return edged(phrase, dated(f"{year:04}-{letter}{nth}"))


def _year_of_part(phrase: Phrase, nth: int, parts: int) -> int | None:
    published = phrase.context.published
    if published is None:
        return None
    month = (12 // parts) * nth
    years = range(published.year - 1, published.year + 2)
    chosen = nearest(phrase, [day for year in years if (day := make_date(year, month, 28))])
    return chosen.year if chosen else None


@rule(
    """(?: DET | HIS )? (?P<which> LATEST | THIS | LAST | NEXT | SAME | THAT | PRIOR
       | FOLLOWING | COMING ) FISCAL? QTR""",
    "DET FISCAL? QTR",
    "DET (?P<month> MONTH ) QTR",
    "DET (?P<which> LATEST ) (?: PERIOD )",
)
def quarter(phrase: Phrase) -> Reading | None:
    """The quarter; this quarter; the latest period."""
    which, context = phrase.text("which"), phrase.context
    if phrase.has("month"):
        nth = (month_number(phrase.words("month")) + 2) // 3
        year = _year_of_part(phrase, nth, 4)
        return dated(f"{year:04}-Q{nth}") if year else unknown("quarter")
    step = -1 if which in BACK else 1 if which in ON else 0
    start = context.quarter()
    if step or start is None or which == "current":
        start = context.published
        step = -1 if which in ("latest", "recent", "") else step
    if phrase.after == "-" or start is None:
        return None if phrase.after == "-" else unknown("quarter")
    moved = shift(start, step, "quarter")
    return dated(stamp(moved, "quarter")) if moved else None


@rule(
    "(?: DET COMPARABLE? )? (?P<back> YEARWORD ) DASH YEARAGO (?P<noun> QTR | PERIOD )",
    "(?P<back> YEARWORD ) DASH YEARAGO",
    """DET COMPARABLE (?: QTR | PERIOD ) (?: LAST (?P<back> YEARWORD )
       | A (?P<back2> YEARWORD ) YEARAGO | OF? (?P<year> YEAR ) | YEARWORD DASH YEARAGO )?""",
    "(?P<back> LAST YEARWORD ) POSS (?: QTR | PERIOD )",
    "DET (?P<year> YEAR ) (?: QTR | PERIOD )",
)
def compared(phrase: Phrase) -> Reading | None:
    """The year-ago quarter; the corresponding period last year; the 1988 period."""
    context = phrase.context
    start = context.quarter()
    if phrase.has("year"):
        year = phrase.text("year")
        value = f"{year}-Q{(start.month + 2) // 3}" if start else year
        return replace(dated(value), aside=True)
    if start is None and context.published is None:
        return None
    unit = "quarter" if start else "year"
    moved = shift(start or context.published or date.min, -1, "year")
    return replace(dated(stamp(moved, unit)), aside=True) if moved else None


@rule("EACH (?P<season> SEASON )", "(?P<season> SEASONS )")
def each_season(phrase: Phrase) -> Reading:
    """Every summer; summers."""
    table = "SEASON" if phrase.text().startswith(("each", "every")) else "SEASONS"
    return Reading("SET", f"XXXX-{phrase.value('season', table)}")


@rule(
    """(?P<edge> EDGE )? (?P<which> (?: DET | THIS )? (?: STEP | THAT | SAME | FOLLOWING | PRIOR )
       | DET )? (?P<season> SEASON ) (?: OF? (?P<year> YEARS ) )?""",
    "(?P<edge> EDGE )? DET? (?P<season> SEASON ) OF? (?P<step> THIS | LAST | NEXT ) YEARWORD",
)
def season(phrase: Phrase) -> Reading | None:
    """Last fall; the winter of 1994; this summer."""
    name = str(phrase.value("season", "SEASON"))
    published = phrase.context.published
    if phrase.has("year") or phrase.has("step"):
        number = read_year(phrase.words("year"))
        number = named_year(phrase, phrase.text("step")) if phrase.has("step") else number
        return edged(phrase, dated(f"{number:04}-{name}")) if number else None
    if not _is_season(phrase):
        return None
    if published is None:
        return Reading("DATE", f"XXXX-{name}", granularity="season")
    chosen = _season_start(phrase, name, published)
    return edged(phrase, dated(stamp(chosen, name))) if chosen else None


def _season_start(phrase: Phrase, name: str, published: date) -> date | None:
    """The first day of the season that "last", "this" … or the tense points at."""
    month = SEASON_START[name]
    years = range(published.year - 2, published.year + 2)
    starts = [day for year in years if (day := make_date(year, month, 1))]
    over = [day for day in starts if (end := shift(day, 3, "month")) and end <= published]
    which = phrase.text("which").split()
    last = which[-1] if which else ""
    if last in BACK:
        return over[-1] if over else None
    if last in ON:
        return next((day for day in starts if day > published), None)
    if last == "this":
        year = published.year - (name == "WI" and published.month < 5)
        return make_date(year, month, 1)
    return nearest(phrase, [shift(day, 1, "month") or day for day in starts])


def _is_season(phrase: Phrase) -> bool:
    """Whether a bare "spring" or "fall" is a season and no verb, source or drop."""
    word = phrase.text("season")
    which = phrase.text("which")
    if phrase.has("edge") or which not in ("", "the") or phrase.context.marked:
        return True
    if phrase.words("season")[0][0].isupper() and phrase.start > phrase.context.sentence:
        return False
    if which == "the":
        return phrase.after not in ("of", "in", "to", "from") or word not in ("fall", "spring")
    return phrase.before in hints("before_season")
