"""Times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from dragoman.times.calendar import Reading, shift
from dragoman.times.grammar import Phrase, rules
from dragoman.times.rules.dates import weekday
from dragoman.times.words import vocabulary

RULES, rule = rules()
_HOUR: Final = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")


def _at(day: date | None, clock: str) -> Reading:
    head = day.isoformat() if day else "XXXX-XX-XX"
    return Reading("TIME", f"{head}T{clock}", day, day, "day")


def _clock(words: list[str], half: int | None) -> str | None:
    """``10:35`` from "10:35", "10" or "ten", with 12 hours added after noon."""
    match = _HOUR.match(words[0])
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
    elif words[0].lower() in vocabulary().tables["CARD"]:
        hour, minute = int(vocabulary().value("CARD", words[0])), 0
    else:
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


@rule(
    "(?P<about> ABOUT )? (?P<hour> CLOCK | HOUR | CARD ) (?P<half> MERIDIEM ) DOT? (?: ZONE | LPAR ZONE RPAR | ZONEWORD TIME )?",
    "(?P<about> ABOUT )? (?P<hour> CLOCK ) (?: ZONE | ZONEWORD TIME )?",
    "(?P<about> ABOUT )? (?P<hour> NUM ) (?: ZONE )",
    "(?P<about> ABOUT )? (?P<hour> HOUR | CARD ) (?P<oclock> OCLOCK ) (?: ZONE )?",
    "(?P<about> ABOUT )? (?P<hour> CLOCK | HOUR | CARD ) (?: OCLOCK )? IN DET (?P<part> PART )",
)
def clock(phrase: Phrase) -> Reading | None:
    """10:35 a.m.; 5 p.m. EST; 4 in the morning."""
    half = None
    if phrase.has("half"):
        half = int(phrase.value("half", "MERIDIEM"))
    elif phrase.has("part"):
        half = 0 if phrase.value("part", "PART") == "MO" else 12
    words = phrase.words("hour")
    if re.fullmatch(r"\d{4}", words[0]):
        words = [f"{words[0][:2]}:{words[0][2:]}"]
    elif (
        not phrase.has("half")
        and not phrase.has("oclock")
        and not phrase.has("part")
        and "." in words[0]
    ):
        return None
    if phrase.has("hour") and len(words[0]) == 3 and words[0].isdigit():
        return None
    if phrase.text("half") in ("am",) and not words[0][0].isdigit():
        return None
    made = _clock(words, half)
    return _at(_day(phrase), made) if made else None


def _day(phrase: Phrase) -> date | None:
    """The day that a time of day falls on: the last day read in the same sentence, or publication."""
    return phrase.context.published


@rule(
    "(?P<about> ABOUT )? (?P<noon> NOON ) (?: ZONE )?",
    "(?P<about> ABOUT )? (?: EARLY DASH? )? (?P<dawn> DAWN )",
)
def noon(phrase: Phrase) -> Reading | None:
    """Noon; midnight; dawn."""
    day = phrase.context.published
    if phrase.has("noon"):
        return _at(day, str(phrase.value("noon", "NOON")))
    return None


@rule(
    "(?: SOONER | EARLY )? (?P<which> THIS | LAST | THAT | TODAY | DET SAME | DET FOLLOWING | DET PRIOR ) (?: POSS )? (?P<part> PART )",
    "(?: EARLY DASH? )? (?P<mid> EARLY DASH? )? (?P<part> PART ) (?P<when> TODAY )?",
    "(?P<tonight> TONIGHT )",
    "(?: EARLY | SOONER )? DET (?P<part> PART )",
)
def part_of_day(phrase: Phrase) -> Reading | None:
    """This morning; last night; yesterday afternoon."""
    context = phrase.context
    day = context.published
    if phrase.has("tonight"):
        return _at(day, "NI")
    part = str(phrase.value("part", "PART"))
    if phrase.text("part") == "overnight" and len(phrase.words()) > 1:
        return None
    if phrase.has("when"):
        return _at(shift(day, int(phrase.value("when", "TODAY")), "day") if day else None, part)
    which = phrase.text("which").split()
    if not which:
        if phrase.has("mid"):
            return _at(day, part)
        return None
    word = which[-1]
    if word in vocabulary().tables["TODAY"]:
        return _at(shift(day, int(vocabulary().value("TODAY", word)), "day") if day else None, part)
    if word == "last":
        return _at(day - timedelta(1) if day else None, part)
    if word in ("that", "same", "following", "previous", "preceding"):
        reference = context.reference("day")
        day = reference.first if reference else day
        day = (
            shift(day, {"following": 1, "previous": -1, "preceding": -1}.get(word, 0), "day")
            if day
            else None
        )
    return _at(day, part)


@rule(
    "(?: EARLY | SOONER )? (?P<which> LAST | NEXT | THIS )? (?P<day> WEEKDAY ) (?: EARLY DASH? )? (?P<part> PART | NOON )"
)
def weekday_part(phrase: Phrase) -> Reading | None:
    """Friday night; early Thursday morning."""
    found = weekday(phrase)
    if found is None:
        return None
    words = phrase.words("part")
    if words[0].lower() in vocabulary().tables["NOON"]:
        return Reading(
            "TIME",
            f"{found.value}T{vocabulary().value('NOON', words[0])}",
            found.first,
            found.last,
            "day",
        )
    return Reading(
        "TIME", f"{found.value}T{phrase.value('part', 'PART')}", found.first, found.last, "day"
    )
