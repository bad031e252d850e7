"""A record in sentences that a person would write: who did what to whom, when, says who."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.record import Actor, Event, Forecast, Record, Statement


class Verb(NamedTuple):
    """Forms of a verb phrase; ``link`` joins the recipient; ``passive`` follows "was".

    The ``alone`` forms are for sentences without a recipient; empty where the others serve.
    """

    base: str
    past: str
    ing: str
    link: str
    passive: str
    alone_base: str
    alone_past: str
    alone_ing: str

    def alone(self) -> Verb:
        """The forms to use where nobody is named as recipient."""
        return self._replace(
            base=self.alone_base or self.base,
            past=self.alone_past or self.past,
            ing=self.alone_ing or self.ing,
        )


_JOINT = frozenset({"CONSULT", "COOPERATE", "AGREE", "ASSAULT", "RETREAT/ceasefire"})
"""Types that several actors do together and to one another when nobody else is named."""
_COMMANDS = dict.fromkeys(
    [*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""What a terminal obeys instead of showing: control characters and marks that turn the line."""
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def harmless(text: str) -> str:
    """The text without characters that a terminal would obey: pages may hold such commands."""
    return text.translate(_COMMANDS)


def actor_name(actor: Actor) -> str:
    """The name as in a sentence, with the country where the name does not say it."""
    name = actor.name
    if actor.kind == "person" and actor.country:
        return f"{name} ({actor.country})"
    return name


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} others"]
    return ", ".join(names[:-1]) + " and " + names[-1]


def names_of(record: Record, ids: Sequence[str]) -> str:
    """Names of several actors, joined as in a sentence."""
    by_id = {actor.id: actor for actor in record.actors}
    return _listed([actor_name(by_id[one]) for one in ids if one in by_id])


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Verb]:
    with (files("dragoman.views") / "data" / "verbs.csv").open(encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        return {key: Verb(*forms) for key, *forms in rows}


def verb_of(event: Event) -> Verb:
    """The verb for type and mode, or for the type alone (``data/verbs.csv``)."""
    verbs = _verbs()
    return verbs.get(f"{event.type}/{event.mode}") or verbs[event.type]


def describe(event: Event, record: Record) -> str:
    """Who did what to whom, in one clause without date and source."""
    verb = verb_of(event)
    actors = names_of(record, event.actors)
    recipients = names_of(record, event.recipients)
    if recipients and not actors:
        return f"{recipients} {_be(event)} {verb.passive}"
    plural = len(event.actors) > 1
    joint = event.type in _JOINT or f"{event.type}/{event.mode}" in _JOINT
    together = plural and joint and event.mode != "visit"
    if event.type == "ASSAULT" and together:
        # Two units of one army do not fight each other: they fight together.
        sides = {one.country or one.name for one in record.actors if one.id in event.actors}
        together = len(sides) > 1
    whom = recipients or ("each other" if together else "")
    if not whom:
        verb = verb.alone()
    are = "are" if plural else "is"
    match event.status:
        case "happened":
            said = verb.past
        case "ongoing":
            said = f"{are} {verb.ing}"
        case "planned":
            said = f"{are} to {verb.base}"
        case "hypothetical":
            said = f"may {verb.base}"
        case "negated":
            said = f"did not {verb.base}"
    return " ".join(filter(None, (actors or "somebody", said, verb.link if whom else "", whom)))


def _be(event: Event) -> str:
    """The passive's auxiliary for the status and number of an event without actors."""
    plural = len(event.recipients) > 1
    match event.status:
        case "happened":
            return "were" if plural else "was"
        case "ongoing":
            return "are being" if plural else "is being"
        case "planned":
            return "are to be" if plural else "is to be"
        case "hypothetical":
            return "may be"
        case "negated":
            return "were not" if plural else "was not"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "2 events"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_words(start: str, end: str) -> str:
    """An interval of days as a reader says it: "5–6 February 2023", "November 2022"."""
    a, b = date.fromisoformat(start), date.fromisoformat(end)
    month, other = _MONTHS[a.month - 1], _MONTHS[b.month - 1]
    if a == b:
        return f"{a.day} {month} {a.year}"
    whole = a.day == 1 and ((b.month == 12 and b.day == 31) or (b.replace(day=1) != b and _last(b)))
    if whole and a.year == b.year:
        if a.month == 1 and b.month == 12:
            return str(a.year)
        return f"{month} {a.year}" if a.month == b.month else f"{month}–{other} {a.year}"
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{b.day} {month} {a.year}"
    if a.year == b.year:
        return f"{a.day} {month} – {b.day} {other} {a.year}"
    return f"{a.day} {month} {a.year} – {b.day} {other} {b.year}"


def _last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month


def when(event: Event) -> str:
    """The event's date in words, with the basis when it is not the text's own."""
    if event.date is None:
        return "date unknown"
    words = in_words(event.date.start, event.date.end)
    if event.date.basis == "publication":
        return f"reported {words}"
    return f"about {words}" if event.date.basis == "inferred" else words


def according_to(event: Event, record: Record) -> str:
    """Whose word it is: who reports, confirms and denies it; "the author" for the own voice."""
    speakers = {one.id: one.speakers for one in record.statements}
    parents = {one.id: one.parent for one in record.statements}
    by_stance: dict[str, list[str]] = {}
    for report in event.reports:
        if report.stance == "reports" and report.statement is None:
            by_stance.setdefault("reports", []).append("the author")
            continue
        current = report.statement
        names = []
        while current is not None:
            if speakers.get(current):
                names.append(names_of(record, speakers[current]))
            current = parents.get(current)
        label = " via ".join(names) or ("unnamed source" if report.statement else "the author")
        by_stance.setdefault(report.stance, []).append(label)
    parts = []
    for stance, word in (("reports", ""), ("confirms", "confirmed by "), ("denies", "denied by ")):
        if stance in by_stance:
            parts.append(word + ", ".join(dict.fromkeys(by_stance[stance])))
    return "; ".join(parts)


def speaker_of(statement: Statement, record: Record) -> str:
    """Who is cited: names, else the words of the text, else that nobody is named."""
    if statement.speakers:
        return names_of(record, statement.speakers)
    return statement.speaker.text if statement.speaker else "no source named"


def chance(forecast: Forecast) -> str:
    """The range in percent: "60–75 %"."""
    low, high = forecast.probability.low, forecast.probability.high
    return f"{round(low * 100)}–{round(high * 100)} %"


def forecaster_of(forecast: Forecast, record: Record) -> str:
    """Who forecasts: names, else the author."""
    return names_of(record, forecast.forecasters) or (
        "no source named" if forecast.statement else "the author"
    )


def due(forecast: Forecast) -> str:
    """Until when it can come true, and whether the text says so: "until 31 December 2023"."""
    window = forecast.window
    if window.end is None:
        return "no date given"
    until = f"until {in_words(window.end, window.end)}"
    return until if window.basis == "text" else f"no date given, so {until}"
