"""How long and how often: durations and sets."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.times.calendar import Reading, shift
from dragoman.times.grammar import Phrase, rules
from dragoman.times.numbers import read_number
from dragoman.times.reckon import (
    CLOCK_UNITS,
    GRAIN,
    duration_value,
    length_of,
    unit_of,
    weekday_number,
)
from dragoman.times.tense import direction
from dragoman.times.words import hints, vocabulary

RULES, rule = rules()


@rule(
    """(?P<about> ABOUTS )? (?: DET ORD? | THESE | THOSE | ANOTHER | HIS )? (?P<count> COUNT )
       (?: MORE | ANOTHER | FULL | FISCAL )* (?P<unit> ANYUNITS )
       (?P<half> AND A HALF )? (?: OR SO )?""",
    "(?P<about> ABOUTS )? (?P<count> COUNT ) (?P<half> AND A HALF ) (?P<unit> ANYUNITS )",
    "(?P<about> ABOUTS )? ANOTHER (?P<count> NUMBER )? (?P<unit> ANYUNITS )",
    "(?P<half> HALF ) (?: DASH | A )? (?P<unit> ANYUNIT )",
    "(?P<count> NUMBER ) DASH? (?P<half> AND DASH? A DASH? HALF ) DASH? (?P<unit> ANYUNITS )",
    "DET ORD (?P<unit> UNITS | CLOCKUNITS )",
)
def length(phrase: Phrase) -> Reading | None:
    """Three days; more than four decades; another year; half an hour."""
    unit, words = unit_of(phrase.text("unit")), phrase.text().split()
    if not _is_length(phrase, unit) or _is_year(phrase, unit):
        return None
    if phrase.has("count"):
        number = read_number(phrase.words("count"))
    else:
        number = 1.0 if words[0] in ("another", "an") else None if words[0] == "the" else 0.0
    if phrase.has("half") and number is not None:
        number = int(number) + 0.5
    singular = (
        words[-1] in vocabulary().tables["UNIT"] or words[-1] in vocabulary().tables["CLOCKUNIT"]
    )
    if (
        singular
        and number is not None
        and number > 1
        and not phrase.has("half")
        and _is_determined(phrase)
    ):
        return None
    if number is None and (unit in ("second", "moment") or (singular and not phrase.has("count"))):
        return None
    return _anchored(phrase, length_of(number, unit), number, unit)


def _anchored(phrase: Phrase, reading: Reading, number: float | None, unit: str) -> Reading:
    """The length with its days where "within" ties it to publication: "within two weeks"."""
    published = phrase.context.published
    if published is None or unit not in GRAIN or phrase.before != "within" or not number:
        return reading
    last = shift(published, int(number), unit)
    told = (
        phrase.after in ("of", "after") or direction(phrase.context, phrase.start, phrase.end) < -1
    )
    if last is None or told:
        return reading
    return replace(reading, first=published, last=last, granularity="vague")


def _is_determined(phrase: Phrase) -> bool:
    """Whether an article before the number belongs to a later noun ("the two day rally")."""
    return phrase.text().split()[0] in ("the", "a", "its", "his", "her", "their", "our", "my")


def _is_year(phrase: Phrase, unit: str) -> bool:
    """Whether the figures are those of a year: "the 1990-91 fiscal year"."""
    figures = phrase.words("count")[:1]
    return (
        unit == "year"
        and bool(figures)
        and re.fullmatch(r"1[89]\d\d|20\d\d", figures[0]) is not None
    )


def _is_length(phrase: Phrase, unit: str) -> bool:
    """Whether the words are no age, rate, count of fractions or title."""
    words, text = phrase.words(), phrase.text()
    if phrase.context.marked:
        return text != "a second" or not phrase.after.isalpha()
    if phrase.after == "-" and phrase.context.word(phrase.end + 1) == "old":
        return False
    if phrase.after == "old" or (
        phrase.after == "of" and phrase.context.word(phrase.end + 1) == "age"
    ):
        return False
    if (
        text in ("a second", "the second", "a moment", "one second", "a minute")
        and phrase.after.isalpha()
    ):
        return False
    if words[-1][0].isupper() and len(words) > 1 and unit in CLOCK_UNITS:
        return False
    if text.split()[0] in ("a", "an") and len(words) == 2 and _is_rate(phrase):
        return False
    return not (phrase.after == "a" and phrase.context.word(phrase.end + 1) in ("day", "week"))


def _is_rate(phrase: Phrase) -> bool:
    """Whether "a week" says how often ("four flights a week") rather than how long."""
    before = phrase.before
    if not before or before in hints("before_length"):
        return False
    return (
        before[-1].isdigit()
        or before.endswith("s")
        or before in ("%", "percent", "once", "twice", "share")
    )


@rule(
    "(?P<count> NUMBER | QUANT ) DASH (?P<unit> UNIT | CLOCKUNIT )",
    "(?P<count> NUMBER | QUANT ) (?P<unit> UNIT | CLOCKUNIT )",
    "(?P<count> NUMBER ) DASH (?P<unit> ANYUNITS ) DASH LONG",
    "(?P<unit> UNITS ) DASH LONG",
)
def adjective(phrase: Phrase) -> Reading | None:
    """A two-day (visit); decades-long."""
    unit = unit_of(phrase.text("unit"))
    aged = phrase.after == "-" and phrase.context.word(phrase.end + 1) == "old"
    if aged and not phrase.context.marked:
        return None
    number = read_number(phrase.words("count")) if phrase.has("count") else None
    named = unit in CLOCK_UNITS and phrase.words("unit")[0][0].isupper()
    if phrase.after == "old" or named or (unit == "second" and number == 1):
        return None
    return length_of(number, unit)


@rule("(?P<unit> UNITS | CLOCKUNITS )", "(?P<unit> UNITS ) OR UNITS", "DET (?P<unit> UNITS )")
def vague_length(phrase: Phrase) -> Reading | None:
    """Weeks; decades; over the years."""
    words, unit = phrase.text().split(), unit_of(phrase.text("unit"))
    if phrase.context.marked:
        return length_of(None, unit)
    if unit == "quarter" or (unit in CLOCK_UNITS and unit not in ("hour", "minute")):
        return None
    if words[0] == "the" and (
        len(words) != 2 or phrase.after in ("before", "after", "that", "since", "of")
    ):
        return None
    if phrase.before in hints("not_before_units") or phrase.before[-1:].isdigit():
        return None
    if phrase.words()[-1][0].isupper() and phrase.start > phrase.context.sentence:
        return None
    if phrase.after == "-" and phrase.context.word(phrase.end + 1) == "old":
        return None
    return length_of(None, unit)


@rule("A? QTR (?: OF A )? (?P<unit> UNIT )")
def quarter_century(phrase: Phrase) -> Reading | None:
    """A quarter of a century."""
    return length_of(25, "year") if phrase.text("unit") == "century" else None


@rule("(?P<unit> UNIT )")
def bare_unit(phrase: Phrase) -> Reading | None:
    """Week, where somebody marked it."""
    return length_of(1.0, unit_of(phrase.text())) if phrase.context.marked else None


@rule("A WHILE", "(?: QUANT | A LENGTH ) (?P<time> TIME )", "A LENGTH PERIOD")
def some_time(phrase: Phrase) -> Reading | None:
    """A while; some time; a long time."""
    if phrase.has("time") and phrase.words()[0].lower() not in ("some", "a"):
        return None
    return Reading("DURATION", "PXX")


@rule("A UNIT OR COUNT")
def one_or_two(phrase: Phrase) -> Reading | None:
    """A year or two."""
    if not phrase.text().endswith(("two", "so", "three", "more")):
        return None
    return length_of(None, unit_of(phrase.text().split()[1]))


@rule(
    "SET",
    "EACH OTHER? (?P<unit> ANYUNIT )",
    "EACH (?P<count> NUMBER ) (?P<unit> ANYUNITS )",
    "EACH (?P<part> PART )",
    "ONCE A (?P<unit> UNIT )",
    "(?: NUMBER | QUANT ) TIMES A (?P<unit> UNIT )",
)
def often(phrase: Phrase) -> Reading:
    """Daily; every month; every two years; every night; twice a week."""
    if phrase.has("part"):
        return Reading("SET", f"XXXX-XX-XXT{phrase.value('part', 'PART')}")
    if not phrase.has("unit"):
        return Reading("SET", str(vocabulary().value("SET", phrase.text())))
    number = 2.0 if " other " in phrase.text() else 1.0
    if phrase.has("count"):
        number = read_number(phrase.words("count")) or 1.0
    return Reading("SET", duration_value(number, unit_of(phrase.text("unit"))))


@rule("(?P<word> OFTEN )")
def marked_set(phrase: Phrase) -> Reading | None:
    """Annual, quarterly: where somebody marked them as expressions of time."""
    return Reading("SET", str(phrase.value("word", "OFTEN"))) if phrase.context.marked else None


@rule(
    "EACH (?P<day> WEEKDAY ) (?P<part> PART )?",
    "(?P<day> WEEKDAY ) (?P<parts> PARTS )",
    "(?P<days> WEEKDAYS ) (?: AND WEEKDAYS )?",
)
def weekly(phrase: Phrase) -> Reading:
    """Each Thursday; Mondays; Tuesday nights."""
    if phrase.has("days"):
        number = int(phrase.value("days", "WEEKDAYS"))
        return Reading("SET", f"XXXX-WXX-{number}" if 0 < number < 8 else "XXXX-WXX-XX")
    value = f"XXXX-WXX-{weekday_number(phrase.words('day'))}"
    if phrase.has("parts"):
        value += f"T{phrase.value('parts', 'PARTS')}"
    elif phrase.has("part"):
        value += f"T{phrase.value('part', 'PART')}"
    return Reading("SET", value)
