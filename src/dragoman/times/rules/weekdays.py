"""Days of the week, alone and as a range."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.times.calendar import Reading, dated, make_date, shift
from dragoman.times.grammar import Phrase, rules
from dragoman.times.numbers import read_number
from dragoman.times.reckon import BACK, ON, nearest, ordinal_number, unit_of, weekday_number
from dragoman.times.tense import direction

RULES, rule = rules()


@rule(
    """(?: EARLY DASH? | (?P<sooner> SOONER ) )? (?P<which> DET? (?: LAST | NEXT | THIS | THIS? PAST
       | THIS? COMING | FOLLOWING | PRIOR | SAME ) )? (?P<day> WEEKDAY )"""
)
def weekday(phrase: Phrase) -> Reading | None:
    """Friday; last Friday; the following Tuesday."""
    if phrase.has("sooner") and not phrase.context.marked:
        return None
    made = weekday_date(phrase)
    if made is None:
        number = weekday_number(phrase.words("day"))
        return Reading("DATE", f"XXXX-WXX-{number}", granularity="day")
    return dated(made.isoformat())


@rule("(?P<day> WEEKDAY ) COMMA? DET (?P<nth> DAYORD )")
def weekday_the(phrase: Phrase) -> Reading | None:
    """Friday the 13th."""
    published, weekday = phrase.context.published, weekday_number(phrase.words("day"))
    if published is None:
        return None
    months = [shift(published.replace(day=1), step, "month") for step in range(-6, 7)]
    number = ordinal_number(phrase.words("nth"))
    days = [made for one in months if one and (made := make_date(one.year, one.month, number))]
    chosen = nearest(phrase, [one for one in days if one.isoweekday() == weekday])
    return dated(chosen.isoformat()) if chosen else None


@rule("(?P<count> COUNT ) (?P<unit> UNIT | UNITS ) FROM (?P<day> WEEKDAY )")
def from_weekday(phrase: Phrase) -> Reading | None:
    """A week from Tuesday."""
    published, number = phrase.context.published, read_number(phrase.words("count"))
    unit = unit_of(phrase.text("unit"))
    if published is None or not number or number != int(number) or unit not in ("week", "day"):
        return None
    ahead = (weekday_number(phrase.words("day")) - published.isoweekday()) % 7
    moved = shift(published, ahead, "day")
    moved = shift(moved, int(number), unit) if moved else None
    return dated(moved.isoformat()) if moved else None


@rule("(?P<day> WEEKDAY ) TILL (?P<last> WEEKDAY )")
def weekdays(phrase: Phrase) -> Reading | None:
    """Wednesday to Friday: one expression, one interval."""
    first = weekday_date(phrase)
    ahead = weekday_number(phrase.words("last")) - weekday_number(phrase.words("day"))
    last = shift(first, ahead % 7, "day") if first else None
    if first is None or last is None or last == first:
        return None
    return Reading("DATE", f"{first.isoformat()}/{last.isoformat()}", first, last, "day")


def weekday_date(phrase: Phrase) -> date | None:
    """The day that a phrase with a weekday (group ``day``, modifiers in ``which``) means."""
    context, number = phrase.context, weekday_number(phrase.words("day"))
    which = phrase.text("which").split()
    last = which[-1] if which else ""
    reference = context.reference("day") if last in ("following", "previous", "preceding") else None
    start = reference.last if reference else context.published
    if start is None:
        return None
    since = (start.isoweekday() - number) % 7
    ahead = (number - start.isoweekday()) % 7
    try:
        if last in BACK:
            return start - timedelta(since or 7)
        if last in ON:
            return start + timedelta(ahead or 7)
        if last == "this":
            return start + timedelta(number - start.isoweekday())
        if since and _is_ahead(phrase):
            return start + timedelta(ahead)
        return start - timedelta(since)
    except OverflowError:
        return None


def _is_ahead(phrase: Phrase) -> bool:
    """Whether a bare weekday is the next one: "will meet on Friday", "a meeting for Monday"."""
    context = phrase.context
    if phrase.before == "for" and context.word(phrase.start - 2) != "had":
        return True
    return direction(context, phrase.start, phrase.end) > 1
