"""Days, months, years, decades and centuries that a text names, in full or in part."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from dragoman.times.calendar import Reading, dated, make_date, shift, stamp
from dragoman.times.grammar import Phrase, rules
from dragoman.times.holidays import holiday_in
from dragoman.times.numbers import read_year
from dragoman.times.reckon import (
    BACK,
    ON,
    edged,
    month_number,
    named_year,
    nearest,
    ordinal_number,
    unit_of,
)
from dragoman.times.words import hints, vocabulary

RULES, rule = rules()

_YEARS: Final = range(1000, 2200)
_ALSO_NAMES: Final = frozenset({"may", "april", "june", "august", "march"})


@rule(
    """(?: DAYNAME COMMA? )? (?P<month> MONTHNAME ) DET? (?P<day> DAY | ORD )
       (?: COMMA? (?P<year> YEAR ) )?""",
    """(?: DAYNAME COMMA? )? DET? (?P<day> DAY | ORD ) OF (?P<month> MONTHNAME )
       (?: COMMA? (?P<year> YEAR ) )?""",
    """(?: DAYNAME COMMA? )? (?P<day> DAY ) (?P<month> MONTHNAME )
       (?: COMMA? (?P<year> YEAR ) )?""",
    """(?: DET | THIS COMING ) WEEKDAY COMMA? (?P<month> MONTHNAME ) (?P<day> DAY | ORD )""",
    "(?: DET | THIS )? (?: THIS | COMING | PAST ) (?P<month> MONTHNAME ) (?P<day> DAY )",
)
def day_of_month(phrase: Phrase) -> Reading | None:
    """Jan. 17; Tuesday, January 17, 2023; 17th of January; February 30: some day of February."""
    month, day = month_number(phrase.words("month")), ordinal_number(phrase.words("day"))
    year = phrase.text("year") or _odd_year(phrase)
    if make_date(2000, month, day) is None or (year and make_date(int(year), month, day) is None):
        return _impossible_day(phrase, month, year)
    if year:
        made = make_date(int(year), month, day)
    elif phrase.context.published is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}", granularity="day")
    else:
        made = _day_without_year(phrase, month, day)
    return dated(made.isoformat()) if made else None


def _odd_year(phrase: Phrase) -> str:
    """A year beyond those of news that ends the phrase ("January 1, 9999."), or an empty text."""
    context, end = phrase.context, phrase.end
    year = context.word(end + 1)
    counts = context.word(end + 2).isalnum()
    odd = re.fullmatch(r"\d{4}", year) is not None and int(year) not in _YEARS
    return year if context.word(end) == "," and odd and not counts else ""


def _impossible_day(phrase: Phrase, month: int, year: str) -> Reading:
    """The month of a day that it does not have: what is left of the date is still said."""
    if year:
        return dated(f"{year}-{month:02}")
    published = phrase.context.published
    near = _day_without_year(phrase, month, 1) if published else None
    return dated(near.isoformat()[:7]) if near else Reading("DATE", f"XXXX-{month:02}")


def _day_without_year(phrase: Phrase, month: int, day: int) -> date | None:
    published = phrase.context.published
    if published is None:
        return None
    reach = 4 if (month, day) == (2, 29) else 1
    years = range(published.year - reach, published.year + reach + 1)
    return nearest(phrase, [made for year in years if (made := make_date(year, month, day))])


@rule(
    """(?P<month> MONTHNAME ) (?P<day> DAY ) TILL (?P<month2> MONTHNAME )? (?P<day2> DAY )
       (?: COMMA? (?P<year> YEAR ) )?""",
    """(?P<day> DAY ) (?P<month1> MONTHNAME )? TILL (?P<day2> DAY ) (?P<month> MONTHNAME )
       (?: COMMA? (?P<year> YEAR ) )?""",
    """(?P<month> MONTHNAME ) (?P<day> DAY ) (?P<pair> AND ) (?P<day2> DAY )
       (?: COMMA? (?P<year> YEAR ) )?""",
    """(?P<day> DAY ) (?P<pair> AND ) (?P<day2> DAY ) (?P<month> MONTHNAME )
       (?: COMMA? (?P<year> YEAR ) )?""",
)
def days_of_month(phrase: Phrase) -> Reading | None:
    """February 5-6; 5 and 6 February; 28 February to 2 March: one expression, one interval."""
    month = month2 = month_number(phrase.words("month"))
    if phrase.has("month1"):
        month = month_number(phrase.words("month1"))
    elif phrase.has("month2"):
        month2 = month_number(phrase.words("month2"))
    day, day2 = ordinal_number(phrase.words("day")), ordinal_number(phrase.words("day2"))
    if phrase.has("pair") and day2 != day + 1:
        return None
    if phrase.has("year"):
        first = make_date(int(phrase.text("year")) - (month2 < month), month, day)
    elif phrase.context.published is None:
        value = f"XXXX-{month:02}-{day:02}/XXXX-{month2:02}-{day2:02}"
        return Reading("DATE", value, granularity="day")
    else:
        first = _day_without_year(phrase, month, day)
    last = make_date(first.year + (month2 < month), month2, day2) if first else None
    if first is None or last is None or last <= first:
        return None
    return Reading("DATE", f"{first.isoformat()}/{last.isoformat()}", first, last, "day")


@rule("(?P<year> YEAR ) DASH (?P<month> MONTHNUM ) DASH (?P<day> DAYNUM )")
def iso_day(phrase: Phrase) -> Reading | None:
    """2023-01-17."""
    year, month, day = phrase.text("year"), phrase.text("month"), phrase.text("day")
    if len(month) != 2 or len(day) != 2:
        return None
    made = make_date(int(year), int(month), int(day))
    return dated(made.isoformat()) if made else None


def nearest_century(digits: str, published: date | None) -> int:
    """The year that two figures stand for: the nearest to publication, or to 2000."""
    near = published.year if published else 2000
    return min(
        (century + int(digits) for century in (1800, 1900, 2000)), key=lambda y: abs(y - near)
    )


@rule(
    "(?P<month> MONTHNUM ) SLASH (?P<day> DAYNUM ) SLASH (?P<year> YEAR | TWO )",
    "(?P<day> DAYNUM ) SLASH (?P<month> MONTHNUM ) SLASH (?P<year> YEAR | TWO )",
)
def slashed_day(phrase: Phrase) -> Reading | None:
    """08/07/98: month first, as in the United States, unless it cannot be."""
    digits = phrase.text("year")
    year = int(digits)
    if len(digits) == 2:
        year = nearest_century(digits, phrase.context.published)
    made = make_date(year, int(phrase.text("month")), int(phrase.text("day")))
    return dated(made.isoformat()) if made else None


@rule(
    "(?P<edge> EDGE )? (?P<month> MONTHNAME ) (?: COMMA | OF )? (?P<year> YEARS )",
    "(?P<edge> EDGE )? (?P<month> MONTHNAME ) OF? (?P<step> THIS | LAST | NEXT ) YEARWORD",
    "(?P<step> LAST | NEXT | THIS ) YEARWORD POSS (?P<month> MONTH )",
)
def month_of_year(phrase: Phrase) -> Reading | None:
    """November 2022; January this year."""
    month = month_number(phrase.words("month"))
    if phrase.has("step"):
        if phrase.context.published is None:
            return Reading("DATE", f"XXXX-{month:02}", granularity="month")
        year = named_year(phrase, phrase.text("step"))
    else:
        year = read_year(phrase.words("year"))
    return edged(phrase, dated(f"{year:04}-{month:02}")) if year in _YEARS else None


@rule("(?P<edge> EDGE )? (?P<which> (?: DET | THIS )? STEP )? (?P<month> MONTHNAME )")
def bare_month(phrase: Phrase) -> Reading | None:
    """In March; last November; early April."""
    if not phrase.has("which") and not phrase.has("edge") and not _is_month(phrase):
        return None
    month, published = month_number(phrase.words("month")), phrase.context.published
    if published is None:
        return Reading("DATE", f"XXXX-{month:02}", granularity="month")
    this = published.replace(day=1)
    near = range(this.year - 1, this.year + 2)
    months = [made for year in near if (made := make_date(year, month, 1))]
    which = phrase.text("which").split()
    if which and which[-1] in BACK:
        # In March, "last February" is that of the year before; this year's is "last month".
        just = shift(this, -1, "month")
        over = [one for one in months if one < this and (one != just or one.year < this.year)]
        months = over[-1:]
    elif which and which[-1] in ON:
        months = [one for one in months if one > this][:1]
    elif which:
        months = [one for one in months if one.year == this.year]
    middles = [one + timedelta(14) if one != this else published for one in months]
    chosen = nearest(phrase, middles)
    return edged(phrase, dated(stamp(chosen, "month"))) if chosen else None


def _is_month(phrase: Phrase) -> bool:
    """Whether a word that is also a name or a verb ("May", "March", "June") is a month here."""
    word = phrase.text("month")
    context = phrase.context
    if word not in _ALSO_NAMES:
        return word in hints("whole_months") or word.endswith(".")
    if phrase.before in hints("before_month") or context.marked:
        return True
    if word == "may" or (word == "march" and phrase.after in ("of", "for", "on", "to")):
        return False
    after = context.words[phrase.end : phrase.end + 1]
    follows_name = bool(after) and after[0][:1].isupper()
    leads = phrase.start > context.sentence and context.words[phrase.start - 1][:1].isupper()
    return not follows_name and not leads


@rule("DET (?P<day> DAYORD )")
def day_of_this_month(phrase: Phrase) -> Reading | None:
    """(On) the 18th: the nearest such day behind, or ahead in a sentence about the future."""
    context = phrase.context
    if phrase.before not in ("on", "by", "until", "since", "of") and not context.marked:
        return None
    if phrase.after.isalnum() and phrase.after not in hints("after_beside"):
        return None
    reference = context.reference("day", "month")
    start = reference.first if reference else context.published
    if start is None:
        return None
    number = ordinal_number(phrase.words("day"))
    months = [shift(start.replace(day=1), step, "month") for step in (-1, 0, 1)]
    days = [make_date(one.year, one.month, number) for one in months if one]
    chosen = nearest(phrase, [day for day in days if day])
    return dated(chosen.isoformat()) if chosen else None


@rule("DET (?P<unit> UNIT ) OF (?P<month> MONTHNAME ) (?P<day> DAY )")
def unit_of_day(phrase: Phrase) -> Reading | None:
    """The week of Feb. 6."""
    unit = phrase.text("unit")
    month, day = month_number(phrase.words("month")), ordinal_number(phrase.words("day"))
    made = _day_without_year(phrase, month, day)
    return dated(stamp(made, unit)) if made and unit in ("week", "weekend") else None


@rule("DET? (?P<day> DAYORD | ORD ) OF (?P<which> THIS | LAST | NEXT | DET ) (?P<unit> UNIT )")
def day_of_named_month(phrase: Phrase) -> Reading | None:
    """The third of this month."""
    number, published = ordinal_number(phrase.words("day")), phrase.context.published
    if published is None or phrase.text("unit") != "month":
        return None
    step = {"last": -1, "next": 1}.get(phrase.text("which"), 0)
    start = shift(published.replace(day=1), step, "month")
    made = make_date(start.year, start.month, number) if start else None
    return dated(made.isoformat()) if made else None


@rule("EACH (?P<month> MONTH )")
def each_month(phrase: Phrase) -> Reading:
    """Each July."""
    return Reading("SET", f"XXXX-{month_number(phrase.words('month')):02}")


@rule(
    "(?P<edge> EDGE )? (?P<det> DET )? (?P<fiscal> FISCAL )? (?P<year> RECENTYEAR )",
    "(?P<edge> EDGE )? DET YEARWORD (?P<year> YEARS )",
    "(?P<edge> EDGE )? DET? (?P<fiscal> FISCAL YEARWORD ) (?P<year> YEAR )",
    "(?P<edge> EDGE )? DET (?P<year> RECENTYEAR ) (?P<fiscal> FISCAL YEARWORD )",
    "(?P<edge> EDGE )? (?P<year> TEEN CARD (?: DASH? CARD )? )",
)
def year(phrase: Phrase) -> Reading | None:
    """1998; early 1990; the year two thousand."""
    number = read_year(phrase.words("year"))
    if number not in _YEARS:
        return None
    if phrase.has("det") and not phrase.has("edge") and not phrase.has("fiscal"):
        return None
    plain = not (phrase.has("edge") or phrase.has("fiscal") or phrase.context.marked)
    if plain and not _is_year(phrase):
        return None
    return edged(phrase, dated(f"{number:04}"))


@rule("FISCAL? DECADEMARK (?P<year> TWO )")
def short_year(phrase: Phrase) -> Reading | None:
    """Fiscal '90; in '89."""
    published = phrase.context.published
    plain = len(phrase.words()) == 2 and not phrase.context.marked
    if plain and phrase.before not in ("in", "since", "by", "until", "of"):
        return None
    return dated(f"{nearest_century(phrase.text('year'), published):04}")


@rule(
    "(?P<first> RECENTYEAR ) (?: DASH | SLASH ) (?P<last> RECENTYEAR | TWO )",
    """DET (?P<first> RECENTYEAR ) (?: DASH | SLASH ) (?P<last> RECENTYEAR | TWO )
       FISCAL YEARWORD""",
)
def years(phrase: Phrase) -> Reading | None:
    """1950-53: one expression, one interval."""
    first, last = int(phrase.text("first")), int(phrase.text("last"))
    last += first // 100 * 100 if last < 100 else 0
    start, end = dated(f"{first:04}"), dated(f"{last:04}")
    if first >= last:
        return None
    return Reading("DATE", f"{first:04}/{last:04}", start.first, end.last, "year")


def _is_year(phrase: Phrase) -> bool:
    """Whether four figures are a year and no count, and no part of a name ("Orion 1980")."""
    context = phrase.context
    if phrase.before in hints("not_before_year") or phrase.after in hints("not_after_year"):
        return False
    if phrase.before == "-" and context.word(phrase.start - 2).isalpha():
        return False
    inside = phrase.start - 1 > context.sentence
    named = inside and context.words[phrase.start - 1][:1].isupper()
    return not (named and phrase.words()[0][0].isdigit())


@rule(
    """(?P<edge> EDGE | DET EARLY DASH? | DET? (?: ORD | FINAL ) HALF OF )? (?P<det> DET )?
       (?P<mark> DECADEMARK )? (?P<decade> DECADE | TENS )""",
)
def decade(phrase: Phrase) -> Reading | None:
    """The 1990s; the late '80s; the nineties."""
    word = phrase.text("decade")
    digits = "".join(character for character in word if character.isdigit())
    if len(digits) == 4:
        return edged(phrase, dated(digits[:3]))
    if not (phrase.has("det") or phrase.has("mark") or phrase.has("edge")):
        return None
    tens = int(digits) // 10 if digits else int(vocabulary().value("TENS", word))
    published = phrase.context.published
    century = 20 if published and published.year > 2040 and tens < 4 else 19
    return edged(phrase, dated(f"{century}{tens}"))


@rule("(?P<edge> EDGE | DET EARLY DASH? )? DET? (?P<nth> ORD ) DASH? (?P<unit> UNIT )")
def century(phrase: Phrase) -> Reading | None:
    """The 20th century; the second day."""
    number, unit = ordinal_number(phrase.words("nth")), phrase.text("unit")
    if unit == "century" and 1 < number <= 22:
        return edged(phrase, dated(f"{number - 1:02}"))
    if unit == "day" and phrase.context.published:
        return dated(phrase.context.published.isoformat())
    return None


@rule(
    "(?P<holiday> HOLIDAY DAYWORD? ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?P<which> STEP ) (?P<holiday> HOLIDAY DAYWORD? )",
    "(?P<holiday> FEAST POSS? (?: YEARWORD POSS )? DAYWORD ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?P<holiday> HOLIDAY ) (?P<unit> UNIT )",
)
def holiday(phrase: Phrase) -> Reading | None:
    """Thanksgiving; Christmas Eve; New Year's Day; Easter week."""
    name, published = phrase.text("holiday"), phrase.context.published
    if phrase.has("year"):
        found = holiday_in(name, int(phrase.text("year")))
        return dated(found.isoformat()) if found else None
    if published is None:
        return None
    near = [year for year in range(published.year - 1, published.year + 2) if year in _YEARS]
    days = [day for year in near if (day := holiday_in(name, year))]
    which = phrase.text("which")
    if which in BACK:
        days = [day for day in days if day < published][-1:]
    elif which in ON:
        days = [day for day in days if day > published][:1]
    chosen = nearest(phrase, days)
    if chosen is None:
        return None
    unit = unit_of(phrase.text("unit")) if phrase.has("unit") else "day"
    return dated(stamp(chosen, unit)) if unit in ("day", "week", "weekend") else None


@rule("(?: ABOUT )? (?P<year> YEARWORD ) DASH? YEAREND", "DET? YEARWORD POSS YEAREND")
def year_end(phrase: Phrase) -> Reading | None:
    """Year-end."""
    published = phrase.context.published
    if phrase.after in ("of", "to"):
        return None
    return dated(f"{published.year:04}-12-31") if published else Reading("DATE", "XXXX-12-31")
