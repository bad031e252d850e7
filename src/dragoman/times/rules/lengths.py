"""How long and how often: durations and sets."""

from __future__ import annotations

from typing import Final

from dragoman.times.calendar import Reading
from dragoman.times.grammar import Phrase, rules
from dragoman.times.numbers import read_number
from dragoman.times.words import vocabulary

RULES, rule = rules()

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
_CLOCK: Final = frozenset({"second", "minute", "hour", "moment"})
_HALF: Final = {"year": "6M", "hour": "30M", "minute": "30S"}


def unit_of(word: str) -> str:
    """The singular name of a unit ("years" is year)."""
    tables = vocabulary().tables
    for table in ("UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS"):
        if word.lower() in tables[table]:
            return str(tables[table][word.lower()])
    return word.lower()


def duration_value(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: ``P2Y6M``, ``PT16H``, ``PXW`` for a vague one."""
    head = "PT" if unit in _CLOCK else "P"
    if unit == "fortnight":
        unit, number = "week", number * 2 if number else None
    if unit in _YEARS:
        if number is None:
            return f"PX{_VAGUE_LETTER[unit]}"
        return f"P{_plain(number * _YEARS[unit])}Y"
    if number is None:
        return f"{head}X{_LETTER[unit]}"
    if number % 1 == 0.5 and unit in _HALF and number > 1:
        return f"{head}{int(number)}{_LETTER[unit]}{_HALF[unit]}"
    if number == 0.5 and unit == "hour":
        return "PT30M"
    if number == 0.5 and unit == "year":
        return "P6M"
    if number == 24 and unit == "hour":
        return "P1D" if False else "PT24H"
    return f"{head}{_plain(number)}{_LETTER[unit]}"


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def _length(number: float | None, unit: str) -> Reading:
    from dragoman.times.rules.relative import GRAIN

    return Reading(
        "DURATION",
        duration_value(number, unit),
        granularity=GRAIN.get(unit, "day") if number else "vague",
    )


@rule(
    "(?P<about> ABOUTS )? (?: DET | THESE | THOSE | ANOTHER | HIS )? (?: ABOUT )? (?P<count> COUNT ) DASH? (?: MORE | ANOTHER | FULL | FISCAL )? (?P<unit> ANYUNITS ) (?: AND A HALF )? (?: OR SO )?",
    "(?P<about> ABOUTS )? (?: DET ORD ) (?P<count> COUNT )? DASH? (?P<unit> UNITS | CLOCKUNITS )",
    "ANOTHER (?P<count> COUNT )? (?P<unit> ANYUNITS )",
    "(?P<about> ABOUTS )? (?P<count> COUNT ) AND A HALF (?P<unit> ANYUNITS )",
    "(?: A )? (?P<half> HALF ) DASH? (?: A )? (?P<unit> ANYUNITS )",
)
def length(phrase: Phrase) -> Reading | None:
    """Three days; a 16-hour (flight); more than four decades; another year."""
    unit = unit_of(phrase.text("unit"))
    context = phrase.context
    if phrase.has("half"):
        return _length(0.5, unit)
    words = phrase.words("count") if phrase.has("count") else []
    number = read_number(words) if words else (1.0 if phrase.text().startswith("an") else None)
    text = phrase.text()
    after = context.word(phrase.end)
    if " and a half" in f" {text}" and number is not None:
        number = float(int(number)) + 0.5
    if text in ("a second", "the second", "a moment", "one second"):
        return None
    if unit in ("second", "moment") and number is None:
        return None
    if after == "-" and context.word(phrase.end + 1) == "old":
        return None
    if after == "old" and context.word(phrase.end + 1) != "conflict":
        return None
    if after in ("of",) and context.word(phrase.end + 1) == "age":
        return None
    if unit == "day" and text == "one day" and after in ("after", "the"):
        return _length(1.0, unit)
    return _length(number, unit)


@rule("(?P<unit> UNITS | CLOCKUNITS )", "(?P<unit> UNITS ) OR UNITS", "DET (?P<unit> UNITS )")
def vague_length(phrase: Phrase) -> Reading | None:
    """Weeks; decades; for years."""
    unit = unit_of(phrase.text("unit"))
    if unit in _CLOCK and unit != "hour":
        return None
    before = phrase.context.word(phrase.start - 1)
    if before.isdigit() or before in ("business", "trading"):
        return None
    return _length(None, unit)


@rule(
    "SET",
    "(?: EACH ) OTHER? (?P<unit> UNIT | CLOCKUNIT )",
    "EACH (?P<count> NUMBER ) (?P<unit> ANYUNITS )",
)
def often(phrase: Phrase) -> Reading | None:
    """Daily; every month; every two years."""
    if not phrase.has("unit"):
        return Reading("SET", str(vocabulary().value("SET", phrase.text())))
    unit = unit_of(phrase.text("unit"))
    number = (
        read_number(phrase.words("count"))
        if phrase.has("count")
        else 2.0
        if "other" in phrase.text()
        else 1.0
    )
    return Reading("SET", duration_value(number, unit))


@rule(
    "EACH (?P<day> WEEKDAY )",
    "(?P<days> WEEKDAYS )",
    "EACH (?P<day> WEEKDAY ) PART",
    "WEEKDAY (?P<parts> PARTS )",
    "(?P<days> WEEKDAYS ) (?: AND WEEKDAYS )",
)
def weekly(phrase: Phrase) -> Reading | None:
    """Each Thursday; Mondays; Tuesday nights."""
    from dragoman.times.rules.dates import weekday_number

    if phrase.has("days"):
        number = int(vocabulary().value("WEEKDAYS", phrase.words("days")[0]))
        if number == 0:
            return Reading("SET", "XXXX-WXX-XX")
        return Reading("SET", f"XXXX-WXX-{number}" if number < 8 else "XXXX-WXX-WE")
    words = phrase.words("day") if phrase.has("day") else phrase.words()
    number = weekday_number(words)
    part = str(phrase.value("parts", "PARTS")) if phrase.has("parts") else ""
    return Reading("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
