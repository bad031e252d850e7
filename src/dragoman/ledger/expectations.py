"""What an article expects: its forecasts, and the plans that it announces, as claims to be held to.

A forecast is held to the event that its claim is about; an announced event (``planned``, with days
that the text states) is held to itself, as a forecast of whoever announced it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dragoman.record import Actor, Event, Forecast, Record

Kind: TypeAlias = Literal["forecast", "announcement"]

UNSETTLED = frozenset({"planned", "hypothetical", "negated"})
"""Statuses of what a claim foresees; what happened or goes on is its background."""
DATED = frozenset({"day", "week", "month", "season", "quarter", "year"})
"""Granularities at which an announced date can be held to."""
ALONE = frozenset({"MOBILIZE", "PROTEST", "RETREAT"})
"""Types that one party does by itself; every other type is only held to with two parties."""
_COMES = re.compile(
    r"\b(?:tak(?:e|es|ing) place|happen|occur|materiali[sz]e|go(?:es)? ahead|be held|come about|"
    r"proceed|follow|resume)"
)
"""Verbs that say of an event no more than that it comes about."""


@dataclass(frozen=True)
class Expectation:
    """One claim to be held to.

    Attributes:
        article: number of the article in the archive.
        item: id of the forecast or of the announced event within its record.
        kind: forecast or announcement.
        event: the event foreseen; None where the claim has none that is coded.
        actors: those who are to do it.
        recipients: those to whom it is to be done.
        place_country: where it is to be, ISO alpha-3, if the text says so.
        published: day of the article.
        start: first day of the window.
        end: last day of the window.
        hindrance: why no later report can settle it, so that a person decides; None when one can.
    """

    article: int
    item: str
    kind: Kind
    event: Event | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place_country: str | None
    published: date | None
    start: date | None
    end: date | None
    hindrance: str | None

    @property
    def keys(self) -> frozenset[str]:
        """The parties as countries, organisations or names: see ``party_key``."""
        return frozenset(party_key(one) for one in (*self.actors, *self.recipients))

    @property
    def acting(self) -> frozenset[str]:
        """Those of ``keys`` that are to act; all of them where nobody is named as acting."""
        return frozenset(map(party_key, self.actors)) or self.keys


def party_key(actor: Actor) -> str:
    """What a party counts as: its country, else its organisation, else its name in small letters.

    The same as in the archive's columns ``actor_countries`` and ``recipient_countries``, with the
    name where those are empty.
    """
    return actor.country or actor.organization or actor.name.lower()


def same_name(one: str, other: str) -> bool:
    """Whether all words of one name are in the other ("Blinken", "Antony Blinken")."""
    names = [set(name.casefold().replace("-", " ").split()) for name in (one, other)]
    return names[0] <= names[1] or names[1] <= names[0]


def expectations(number: int, record: Record) -> Iterator[Expectation]:
    """The forecasts and then the announcements of a record; ``number`` is its article's."""
    foreseen = set()
    for forecast in record.forecasts:
        event = subject(forecast, record)
        foreseen.add(event.id if event else None)
        window = forecast.window
        yield _expectation(
            number,
            record,
            forecast.id,
            "forecast",
            event,
            (window.start, window.end),
            _hindrance(forecast, event, record),
        )
    for event in record.events:
        dated = event.date is not None and event.date.basis == "text"
        if event.status != "planned" or event.historical or not dated or event.id in foreseen:
            continue
        assert event.date is not None
        late = event.date.end < (record.article.published or "")
        if event.date.granularity in DATED and not late:
            window_of = (event.date.start, event.date.end)
            why = _vague(event, record)
            yield _expectation(number, record, event.id, "announcement", event, window_of, why)


def subject(forecast: Forecast, record: Record) -> Event | None:
    """The event that a forecast is about, of those inside its claim; None when none is coded.

    What already happened and what stands in the condition is not foreseen. Of the rest it is the
    first one named after the words of likelihood ("is *likely* to **visit**"); one before them
    only where they are followed by no more than that it takes place ("a **meeting** *could well*
    take place"; but "the talks *are expected to* touch on trade" foresees no talks).
    """
    by_id = {one.id: one for one in record.events}
    claim, condition = forecast.claim, forecast.condition
    found: list[tuple[int, Event]] = []
    for id_ in forecast.events:
        event = by_id.get(id_)
        if event is None or event.status not in UNSETTLED or event.historical:
            continue
        at = [
            one.trigger.start
            for one in event.reports
            if claim.start <= one.trigger.start < claim.end
            and not (condition and condition.start <= one.trigger.start < condition.end)
        ]
        if at:
            found.append((at[0], event))
    if not found:
        return None
    said, wording = claim.text.casefold(), forecast.wording.casefold()
    cue = max(said.find(wording), said.find(wording.split()[-1]) if wording else 0)
    after = [one for one in found if one[0] >= claim.start + cue]
    if after:
        return min(after, key=lambda one: one[0])[1]
    return max(found, key=lambda one: one[0])[1] if _COMES.search(said, cue) else None


def _expectation(
    number: int,
    record: Record,
    item: str,
    kind: Kind,
    event: Event | None,
    window: tuple[str | None, str | None],
    hindrance: str | None,
) -> Expectation:
    actors = {one.id: one for one in record.actors if one.kind != "unnamed"}
    places = {one.id: one.country for one in record.places}
    start, end = (date.fromisoformat(day) if day else None for day in window)
    published = record.article.published
    return Expectation(
        article=number,
        item=item,
        kind=kind,
        event=event,
        actors=tuple(actors[one] for one in event.actors if one in actors) if event else (),
        recipients=tuple(actors[one] for one in event.recipients if one in actors) if event else (),
        place_country=places.get(event.place or "") if event else None,
        published=date.fromisoformat(published) if published else None,
        start=start,
        end=end,
        hindrance=hindrance,
    )


def _hindrance(forecast: Forecast, event: Event | None, record: Record) -> str | None:
    if forecast.window.end is None or record.article.published is None:
        return "no day is known by which it is due"
    if forecast.condition is not None:
        return f"it depends on a condition ({forecast.condition.text!r})"
    if event is None:
        return "the claim has no coded event that later reports could be compared with"
    return _vague(event, record)


def _vague(event: Event, record: Record) -> str | None:
    """Why the parties of an event are too few to know it again."""
    if record.article.published is None:
        return "the article has no day of publication"
    named = {one.id: one.name for one in record.actors if one.kind != "unnamed"}
    acting = [named[one] for one in event.actors if one in named]
    parties: list[str] = []
    for name in (*acting, *(named[one] for one in event.recipients if one in named)):
        if not any(same_name(name, other) for other in parties):
            parties.append(name)
    if len(parties) >= 2 or (event.type in ALONE and acting and event.mode):
        return None
    return f"its event ({event.type}) names too few parties to know it again"
