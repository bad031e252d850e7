"""Days, months, years, decades and centuries that a text names, in full or in part."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.times.calendar import Reading, covered, dated, make_date, shift, stamp, third
from dragoman.times.grammar import Context, Phrase, rules
from dragoman.times.numbers import read_year
from dragoman.times.tense import direction
from dragoman.times.words import hints, vocabulary

RULES, rule = rules()

_AGAINST_TENSE = 4.0
"""How many times farther a date may lie that agrees with the tense than one that does not."""
_FUTURE_PRIOR = 1.6
"""News looks back: without a tense, a date ahead must be this much nearer than one behind."""


def nearest(context: Context, phrase: Phrase, candidates: list[date]) -> date | None:
    """Of days that an expression may mean, the one that distance and tense speak for."""
    published = context.published
    if published is None or not candidates:
        return None
    tense = direction(context, phrase.start, phrase.end)

    def cost(day: date) -> float:
        days = (day - published).days
        weight = 1.0
        if tense * days < 0:
            weight = _AGAINST_TENSE
        elif tense == 0 and days > 0:
            weight = _FUTURE_PRIOR
        return abs(days) * weight

    return min(candidates, key=cost)


def month_number(words: list[str]) -> int:
    """1 to 12 for a month's name or abbreviation."""
    table = "MONTH" if words[0].capitalize() in vocabulary().tables["MONTH"] else "MON"
    return int(vocabulary().value(table, words[0]))


def weekday_number(words: list[str]) -> int:
    """1 (Monday) to 7 for a weekday's name or abbreviation."""
    table = "WEEKDAY" if words[0].capitalize() in vocabulary().tables["WEEKDAY"] else "WKD"
    return int(vocabulary().value(table, words[0]))


def day_number(words: list[str]) -> int:
    """The day of the month that "5", "5th" or "fifth" says; 0 for none."""
    digits = "".join(character for character in words[0] if character.isdigit())
    return int(digits) if digits else int(vocabulary().value("ORD", words[0]))


def short_year(word: str, published: date | None) -> int:
    """The year that two digits stand for: the nearest to publication, or to the year 2000."""
    near = published.year if published else 2000
    return min(
        (century + int(word) for century in (1800, 1900, 2000)), key=lambda year: abs(year - near)
    )


def edged(phrase: Phrase, reading: Reading | None) -> Reading | None:
    """The reading narrowed by "early", "the end of" … when the phrase begins with such words."""
    if reading is None or not phrase.has("edge"):
        return reading
    tables = vocabulary().tables
    for word in phrase.words("edge"):
        for table in ("EARLY", "EDGENOUN", "SOONER"):
            if word.lower() in tables[table]:
                return third(reading, tables[table][word.lower()])
    return reading


def partial_day(phrase: Phrase, month: int, day: int) -> Reading | None:
    """A day of a month whose year the text leaves open."""
    context = phrase.context
    if context.published is None:
        return (
            Reading("DATE", f"XXXX-{month:02}-{day:02}", granularity="day")
            if _may_be(month, day)
            else None
        )
    years = range(context.published.year - 1, context.published.year + 2)
    candidates = [made for year in years if (made := make_date(year, month, day))]
    chosen = nearest(context, phrase, candidates)
    return dated(chosen.isoformat()) if chosen else None


def _may_be(month: int, day: int) -> bool:
    return make_date(2000, month, day) is not None


@rule(
    "(?: DAYNAME COMMA? )? (?P<month> MONTHNAME ) (?P<day> DAY ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?: DAYNAME COMMA? )? (?: DET )? (?P<day> DAY | ORD ) OF (?P<month> MONTHNAME ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?: DAYNAME COMMA? )? (?P<day> DAY ) (?P<month> MONTHNAME ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?: DET | THIS COMING ) WEEKDAY COMMA? (?P<month> MONTHNAME ) (?P<day> DAY | ORD )",
    "(?P<month> MONTHNAME ) DET? (?P<day> ORD ) (?: COMMA? (?P<year> YEAR ) )?",
)
def day_of_month(phrase: Phrase) -> Reading | None:
    """Jan. 17; Tuesday, January 17, 2023; 17th of January."""
    month, day = month_number(phrase.words("month")), day_number(phrase.words("day"))
    if not phrase.has("year"):
        return partial_day(phrase, month, day)
    made = make_date(int(phrase.text("year")), month, day)
    return dated(made.isoformat()) if made else None


@rule(
    "(?P<month> MONTHNAME ) (?P<day> DAY ) TILL (?P<day2> DAY ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?P<day> DAY ) TILL (?P<day2> DAY ) (?P<month> MONTHNAME ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?P<month> MONTHNAME ) (?P<day> DAY ) TILL (?P<month2> MONTHNAME ) (?P<day2> DAY ) (?: COMMA? (?P<year> YEAR ) )?",
    "(?P<day> DAY ) (?P<month> MONTHNAME ) TILL (?P<day2> DAY ) (?P<month2> MONTHNAME ) (?: COMMA? (?P<year> YEAR ) )?",
)
def days_of_month(phrase: Phrase) -> Reading | None:
    """February 5-6: one expression, one interval."""
    month = month_number(phrase.words("month"))
    month2 = month_number(phrase.words("month2")) if phrase.has("month2") else month
    day, day2 = day_number(phrase.words("day")), day_number(phrase.words("day2"))
    if phrase.has("year"):
        first = make_date(int(phrase.text("year")), month, day)
    else:
        start = partial_day(phrase, month, day)
        if start and start.first is None:
            return Reading("DATE", f"{start.value}/XXXX-{month2:02}-{day2:02}", granularity="day")
        first = start.first if start else None
    if first is None:
        return None
    last = make_date(first.year + (month2 < month), month2, day2)
    if last is None or last <= first:
        return None
    return Reading("DATE", f"{first.isoformat()}/{last.isoformat()}", first, last, "day")


@rule("(?P<year> YEAR ) DASH (?P<month> MONTHNUM ) DASH (?P<day> DAYNUM )")
def iso_day(phrase: Phrase) -> Reading | None:
    """2023-01-17."""
    month, day = phrase.text("month"), phrase.text("day")
    if len(month) != 2 or len(day) != 2:
        return None
    return (
        dated(f"{phrase.text('year')}-{month}-{day}")
        if covered(f"{phrase.text('year')}-{month}-{day}")
        else None
    )


@rule(
    "(?P<month> MONTHNUM ) SLASH (?P<day> DAYNUM ) SLASH (?P<year> YEAR | TWO )",
    "(?P<day> DAYNUM ) SLASH (?P<month> MONTHNUM ) SLASH (?P<year> YEAR | TWO )",
)
def slashed_day(phrase: Phrase) -> Reading | None:
    """08/07/98: month first, as in the United States, unless it cannot be."""
    digits = phrase.text("year")
    year = int(digits) if len(digits) == 4 else short_year(digits, phrase.context.published)
    made = make_date(year, int(phrase.text("month")), int(phrase.text("day")))
    return dated(made.isoformat()) if made else None


@rule(
    "(?P<edge> EDGE )? (?P<month> MONTHNAME ) (?: COMMA | OF )? (?P<year> YEARS )",
    "(?P<edge> EDGE )? (?P<month> MONTHNAME ) (?: OF )? (?P<shift> THIS | LAST | NEXT ) YEARWORD",
    "(?P<shift> LAST | NEXT | THIS ) YEARWORD POSS (?P<month> MONTH )",
)
def month_of_year(phrase: Phrase) -> Reading | None:
    """November 2022; January this year."""
    month = month_number(phrase.words("month"))
    if phrase.has("shift"):
        published = phrase.context.published
        if published is None:
            return Reading("DATE", f"XXXX-{month:02}", granularity="month")
        year: int | None = published.year + {"this": 0, "last": -1, "next": 1}[phrase.text("shift")]
    else:
        year = read_year(phrase.words("year"))
    if year is None or not 1000 <= year <= 2199:
        return None
    return edged(phrase, dated(f"{year:04}-{month:02}"))


@rule(
    "(?P<edge> EDGE )? (?P<which> (?: DET | THIS )? (?: LAST | NEXT | THIS | PAST | COMING ) )? (?P<month> MONTH )",
    "(?P<which> (?: DET | THIS )? (?: LAST | NEXT | THIS | PAST | COMING ) ) (?P<month> MONTHNAME )",
)
def bare_month(phrase: Phrase) -> Reading | None:
    """In March; last November; early April."""
    context, month = phrase.context, month_number(phrase.words("month"))
    if not phrase.has("which") and not phrase.has("edge") and not _is_month(phrase):
        return None
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{month:02}", granularity="month")
    this = published.replace(day=1)
    years = [made for step in (-1, 0, 1) if (made := make_date(this.year + step, month, 1))]
    which = phrase.text("which").split()
    if "last" in which or "past" in which:
        chosen = [day for day in years if day < this][-1]
    elif "next" in which or "coming" in which:
        chosen = [day for day in years if day > this][0]
    elif "this" in which:
        chosen = years[1]
    else:
        middles = [day + timedelta(14) if day != this else published for day in years]
        near = nearest(context, phrase, middles) or middles[1]
        chosen = years[middles.index(near)]
    return edged(phrase, dated(stamp(chosen, "month")))


_NAMES = frozenset({"may", "april", "june", "august", "march"})


def _is_month(phrase: Phrase) -> bool:
    """Whether a word that is also a name or a verb ("May", "March", "June") is a month here."""
    word = phrase.text("month")
    if word not in _NAMES:
        return True
    context = phrase.context
    before, after = context.word(phrase.start - 1), context.words[phrase.end : phrase.end + 1]
    if before in hints("before_month"):
        return True
    if word == "may":
        return False
    follows_name = bool(after) and after[0][:1].isupper()
    leads = phrase.start > context.sentence and context.words[phrase.start - 1][:1].isupper()
    return not follows_name and not leads


@rule(
    "(?P<which> DET? (?: LAST | NEXT | THIS | THIS? PAST | THIS? COMING | FOLLOWING | PRIOR | SAME ) )? (?P<day> WEEKDAY )"
)
def weekday(phrase: Phrase) -> Reading | None:
    """Friday; last Friday; the following Tuesday."""
    context, number = phrase.context, weekday_number(phrase.words("day"))
    which = phrase.text("which").split()
    reference = (
        context.reference("day")
        if which and which[-1] in ("following", "previous", "preceding")
        else None
    )
    start = reference.last if reference else context.published
    if start is None:
        return Reading("DATE", f"XXXX-WXX-{number}", granularity="day")
    since = (start.isoweekday() - number) % 7
    before, after = (
        start - timedelta(since or 7),
        start + timedelta((number - start.isoweekday()) % 7 or 7),
    )
    last = which[-1] if which else ""
    if last in ("last", "past", "previous", "preceding", "prior"):
        chosen = before
    elif last in ("next", "coming", "following", "upcoming"):
        chosen = after
    elif since == 0:
        chosen = start
    elif last == "this":
        chosen = start + timedelta(number - start.isoweekday())
    else:
        chosen = after if direction(context, phrase.start, phrase.end) > 0 else before
    return dated(chosen.isoformat())


@rule(
    "(?P<edge> EDGE )? (?: DET )? (?: FISCAL )? (?P<year> RECENTYEAR )",
    "(?P<edge> EDGE )? (?: DET YEARWORD ) (?P<year> YEARS )",
    "(?P<edge> EDGE )? (?P<year> TEEN CARD (?: DASH? CARD )? )",
)
def year(phrase: Phrase) -> Reading | None:
    """1998; early 1990; the year two thousand."""
    number = read_year(phrase.words("year"))
    if number is None or not 1000 <= number <= 2199:
        return None
    context = phrase.context
    words = [word.lower() for word in phrase.words()]
    if words[0] == "the" and len(words) == 2 and not phrase.has("edge"):
        return None
    before = context.word(phrase.start - 1)
    following = context.word(phrase.end)
    if before in hints("not_before_year") or following in hints("not_after_year"):
        return None
    if before == "-" and context.word(phrase.start - 2).isalpha() and not phrase.has("edge"):
        return None
    return edged(phrase, dated(f"{number:04}"))


@rule(
    "(?P<edge> EDGE )? (?: DET )? (?P<late> EARLY DASH? )? DECADEMARK? (?P<decade> DECADE | TENS )",
    "(?: DET )? (?P<edge> EARLY DASH? ) DECADEMARK? (?P<decade> DECADE | TENS )",
    "DET (?P<half> (?: ORD | FINAL ) HALF OF DET ) DECADEMARK? (?P<decade> DECADE | TENS )",
    "DET CARD (?P<decade> TENS )",
)
def decade(phrase: Phrase) -> Reading | None:
    """The 1990s; the late '80s; the nineties."""
    words = [word.lower() for word in phrase.words("decade")]
    digits = "".join(character for character in words[0] if character.isdigit())
    if len(digits) == 4:
        return edged(phrase, dated(digits[:3]))
    if (
        digits
        and not phrase.text().startswith(("the", "early", "late", "mid"))
        and "'" not in phrase.text()
    ):
        return None
    if not digits and "the" not in phrase.text().split():
        return None
    tens = int(digits) // 10 if digits else int(vocabulary().value("TENS", words[0]))
    century = (
        20 if tens < 3 and phrase.context.published and phrase.context.published.year > 2030 else 19
    )
    return edged(phrase, dated(f"{century}{tens}"))


@rule(
    "(?P<edge> EDGE )? (?: DET )? (?P<edge2> EARLY DASH? )? (?P<nth> ORD ) DASH? (?P<unit> UNIT )"
)
def century(phrase: Phrase) -> Reading | None:
    """The 20th century."""
    number = day_number(phrase.words("nth"))
    if phrase.text("unit") != "century" or not 1 < number <= 22:
        return None
    return edged(phrase, dated(f"{number - 1:02}"))


@rule(
    "(?P<holiday> HOLIDAY ) (?: DAYWORD )? (?: COMMA? (?P<year> YEAR ) )?",
    "(?P<which> LAST | NEXT | THIS | PAST ) (?P<holiday> HOLIDAY ) (?: DAYWORD )?",
    "(?P<feast> FEAST ) POSS? (?: YEARWORD POSS )? (?P<dayword> DAYWORD ) (?: COMMA? (?P<year> YEAR ) )?",
)
def holiday(phrase: Phrase) -> Reading | None:
    """Thanksgiving; Christmas Eve; New Year's Day."""
    from dragoman.times.holidays import holiday_in

    name = " ".join(phrase.words()[1:] if phrase.has("which") else phrase.words())
    published = phrase.context.published
    if phrase.has("year"):
        found = holiday_in(name.rsplit(" ", 1)[0].rstrip(" ,"), int(phrase.text("year")))
        return dated(found.isoformat()) if found else None
    if published is None:
        return None
    days = [day for step in (-1, 0, 1) if (day := holiday_in(name, published.year + step))]
    if not days:
        return None
    which = phrase.text("which")
    if which in ("last", "past"):
        chosen: date | None = [day for day in days if day < published][-1]
    elif which == "next":
        chosen = [day for day in days if day > published][0]
    else:
        chosen = nearest(phrase.context, phrase, days)
    return dated(chosen.isoformat()) if chosen else None


def anchor_year(phrase: Phrase, word: str) -> int | None:
    """The year of "this year", "last year", "next year", "that year", "the same year"."""
    context = phrase.context
    if word in ("that", "same", "the"):
        reference = context.reference()
        if reference and reference.first:
            return reference.first.year
    if context.published is None:
        return None
    moved = shift(context.published, {"last": -1, "next": 1}.get(word, 0), "year")
    return moved.year if moved else None
