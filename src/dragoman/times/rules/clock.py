"""Times of day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from dragoman.times.calendar import Reading, shift
from dragoman.times.grammar import Phrase, rules
from dragoman.times.reckon import weekday_number
from dragoman.times.rules.weekdays import weekday_date
from dragoman.times.words import vocabulary

RULES, rule = rules()

_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d)?$")


def _at(day: date | None, clock: str) -> Reading:
    """A time of day (``10:35`` or ``MO``) of a day."""
    head = day.isoformat() if day else "XXXX-XX-XX"
    return Reading("TIME", f"{head}T{clock}", day, day, "day")


def _moved(day: date | None, days: int) -> date | None:
    return shift(day, days, "day") if day else None


@rule(
    """(?P<about> ABOUT )? (?P<hour> CLOCK | HOUR | CARD ) (?P<half> MERIDIEM ) DOT?
       (?: ZONE | ZONEWORD TIME )?""",
    "(?P<about> ABOUT )? (?P<hour> CLOCK ) (?: ZONE | ZONEWORD TIME )?",
    "(?P<about> ABOUT )? (?P<military> NUM ) ZONE",
    "(?P<about> ABOUT )? (?P<hour> HOUR | CARD ) OCLOCK ZONE?",
    "(?P<about> ABOUT )? (?P<hour> CLOCK | HOUR | CARD ) OCLOCK? IN DET (?P<part> PART )",
)
def clock(phrase: Phrase) -> Reading | None:
    """10:35 a.m.; 5 p.m. EST; 0735 GMT; 4 in the morning."""
    day = phrase.context.published
    if phrase.has("military"):
        figures = phrase.text("military")
        if not re.fullmatch(r"\d{4}", figures) or phrase.before == "(":
            return None
        hour, minute = int(figures[:2]), int(figures[2:])
        if hour > 24 or minute > 59:
            return None
        return _at(day, f"{hour:02}:{minute:02}")
    word = phrase.text("hour")
    match = _CLOCK.match(word)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (_card(word), 0)
    afternoon = phrase.has("half") and phrase.value("half", "MERIDIEM") == 12
    afternoon |= phrase.has("part") and phrase.value("part", "PART") != "MO"
    if phrase.has("half") or phrase.has("part"):
        hour = hour % 12 + (12 if afternoon else 0) if hour <= 12 else hour
    elif "." in word or (phrase.text() == word and phrase.before in ("-", "by", "–")):
        return None
    return _at(day, f"{hour:02}:{minute:02}") if hour <= 24 and minute < 60 else None


def _card(word: str) -> int:
    return int(vocabulary().value("CARD", word))


@rule("(?P<about> ABOUT )? (?P<hour> CLOCKHALF ) (?: ZONE | ZONEWORD TIME )?")
def clock_half(phrase: Phrase) -> Reading | None:
    """3pm; 10:30am."""
    match = re.match(r"(\d{1,2})(?:[:.](\d\d))?([ap])", phrase.text("hour"))
    if not match or not 1 <= int(match[1]) <= 12 or int(match[2] or 0) > 59:
        return None
    hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
    return _at(phrase.context.published, f"{hour:02}:{int(match[2] or 0):02}")


@rule("DET? (?P<part> PART )", "(?P<dawn> DAWN )")
def marked_part(phrase: Phrase) -> Reading | None:
    """The morning; dawn: where somebody marked them as expressions of time."""
    if not phrase.context.marked:
        return None
    part = phrase.value("part", "PART") if phrase.has("part") else phrase.value("dawn", "DAWN")
    return _at(phrase.context.published, str(part))


@rule("(?P<hour> CLOCK )")
def stamped(phrase: Phrase) -> Reading | None:
    """06.10 at the head of an entry of a live report."""
    match = _CLOCK.match(phrase.text())
    follows = phrase.context.words[phrase.end : phrase.end + 1]
    heads = phrase.start == phrase.context.sentence and follows and follows[0][:1].isupper()
    if not match or not heads or len(phrase.text()) != 5:
        return None
    return _at(phrase.context.published, f"{match[1]}:{match[2]}")


@rule("(?P<about> ABOUT )? (?P<noon> NOON ) ZONE?")
def noon(phrase: Phrase) -> Reading:
    """Noon; midnight."""
    return _at(phrase.context.published, str(phrase.value("noon", "NOON")))


@rule(
    """(?: SOONER | EARLY )? (?P<which> THIS | LAST | THAT | TODAY | DET SAME | DET FOLLOWING
       | DET PRIOR | DET NEXT ) POSS? (?P<part> PART )""",
    "(?P<mid> EARLY DASH? ) (?P<part> PART ) (?P<when> TODAY )?",
    "(?P<part> PART ) (?P<when> TODAY )",
    "TONIGHT",
    "OVERNIGHT",
)
def part_of_day(phrase: Phrase) -> Reading | None:
    """Last night; this morning; yesterday afternoon; mid-afternoon."""
    context = phrase.context
    day = context.published
    if not phrase.has("part"):
        last_night = _at(_moved(day, -1), "NI")
        return replace(last_night, last=day) if phrase.text() == "overnight" else _at(day, "NI")
    part = str(phrase.value("part", "PART"))
    if phrase.has("when"):
        return _at(_moved(day, int(phrase.value("when", "TODAY"))), part)
    words = phrase.text("which").split()
    word = words[-1] if words else ""
    if word in vocabulary().tables["TODAY"]:
        return _at(_moved(day, int(vocabulary().value("TODAY", word))), part)
    if word == "last":
        return _at(_moved(day, -1), part)
    if word in ("that", "same", "following", "next", "previous", "preceding", "subsequent"):
        reference = context.reference("day")
        day = reference.first if reference else day
        day = _moved(day, {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(word, 0))
    return _at(day, part)


@rule(
    """(?: EARLY | SOONER )? (?P<which> LAST | NEXT | THIS )? (?P<day> WEEKDAY ) (?: EARLY DASH? )?
       (?P<part> PART | NOON )"""
)
def weekday_part(phrase: Phrase) -> Reading:
    """Friday night; early Thursday morning."""
    word = phrase.text("part")
    noons = vocabulary().tables["NOON"]
    clock = str(noons[word] if word in noons else phrase.value("part", "PART"))
    day = weekday_date(phrase)
    if day is None:
        number = weekday_number(phrase.words("day"))
        return Reading("TIME", f"XXXX-WXX-{number}T{clock}", granularity="day")
    return _at(day, clock)
