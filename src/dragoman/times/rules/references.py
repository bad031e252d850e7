"""Expressions that only point: to the present, to some past, to some future."""

from __future__ import annotations

from datetime import date
from typing import Final

from dragoman.times.calendar import Reading, shift
from dragoman.times.grammar import Phrase, rules
from dragoman.times.tense import direction
from dragoman.times.words import hints

RULES, rule = rules()

_VAGUE_PAST_DAYS: Final = 90
"""How far back "recently" reaches."""


def present(phrase: Phrase) -> Reading:
    """PRESENT_REF, about the day of publication."""
    day = phrase.context.published
    return Reading("DATE", "PRESENT_REF", day, day)


@rule("NOW")
def now(phrase: Phrase) -> Reading:
    """Now; currently."""
    return present(phrase)


@rule("THESE UNITS")
def these_days(phrase: Phrase) -> Reading | None:
    """These days."""
    return present(phrase) if phrase.text() == "these days" else None


@rule("MORE? RECENTLY", "DET? NEAR? PASTNOUN")
def past(phrase: Phrase) -> Reading | None:
    """Recently; in the past."""
    day = phrase.context.published
    if phrase.text().endswith("past"):
        adjective = phrase.after.isalnum() and phrase.after not in hints("after_past")
        if phrase.text() == "past" or adjective:
            return None
        return Reading("DATE", "PAST_REF", None, day)
    return Reading("DATE", "PAST_REF", _back(day, _VAGUE_PAST_DAYS), day)


def _back(day: date | None, days: int) -> date | None:
    return shift(day, -days, "day") if day else None


@rule("DET? NEAR? FUTURE", "DET (?: LENGTH | NEAR ) TERM")
def future(phrase: Phrase) -> Reading:
    """The future; the near future; the short term."""
    day = phrase.context.published
    first = shift(day, 1, "day") if day else None
    soon = "near" in phrase.text() or "immediate" in phrase.text() or "short" in phrase.text()
    last = shift(day, 1, "year") if day and soon else None
    return Reading("DATE", "FUTURE_REF", first, last)


@rule("(?P<word> MARKED )")
def marked(phrase: Phrase) -> Reading | None:
    """Soon, recent, already: where somebody marked them as expressions of time."""
    if not phrase.context.marked:
        return None
    if phrase.text() == "then" and phrase.before in ("until", "till", "by", "since"):
        return phrase.context.reference()
    return Reading("DATE", str(phrase.value("word", "MARKED")))


@rule("(?: ONE | QUANT ) UNIT")
def one_day(phrase: Phrase) -> Reading | None:
    """One day, some day, of the future."""
    day = phrase.context.published
    ahead = direction(phrase.context, phrase.start, phrase.end) > 0
    if not (phrase.text() == "some day" or (phrase.text() == "one day" and ahead)):
        return None
    if phrase.after in ("after", "before", "earlier", "later", "of"):
        return None
    return Reading("DATE", "FUTURE_REF", shift(day, 1, "day") if day else None, None)


@rule("(?: DET | THIS | THAT ) TIME", "(?: DET | THIS | THAT ) CLOCKUNIT")
def marked_time(phrase: Phrase) -> Reading | None:
    """The moment; this time; that time: where somebody marked them as expressions of time."""
    words = phrase.text().split()
    if not phrase.context.marked or words[1] not in ("time", "moment"):
        return None
    if words[0] == "this" or words == ["the", "moment"]:
        return present(phrase)
    return Reading("DATE", "PAST_REF")
