"""Records made by hand, for archives whose content a test must know exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from dragoman.events import load_ontology
from dragoman.record import (
    Actor,
    Article,
    DateBasis,
    Event,
    EventDate,
    Forecast,
    Granularity,
    Place,
    Probability,
    Provenance,
    Record,
    Report,
    Span,
    Status,
    Window,
)

MADE = Provenance(version="0.1.0", model="by-hand", lexicon="by-hand")


@dataclass(frozen=True)
class Told:
    """An event to put into an article; parties are ``"Name (CODE)"``, a bare name is a state's."""

    type: str
    actors: str
    recipients: str = ""
    day: str | None = None
    until: str | None = None
    status: Status = "happened"
    mode: str | None = None
    place: str | None = None
    trigger: str = "acted"
    confidence: float = 0.9
    granularity: Granularity = "day"
    basis: DateBasis = "text"


@dataclass(frozen=True)
class Foreseen:
    """A forecast to put into an article; ``of`` is what it is about."""

    low: float
    high: float
    start: str
    end: str
    of: Told | None = None
    wording: str = "likely"
    by: str = "Ada Oracle"
    condition: str | None = None


STATES = {"France": "FRA", "Mali": "MLI", "Niger": "NER", "Chad": "TCD"}


def article(
    id: str,
    published: str | None,
    *content: Told | Foreseen,
    outlet: str | None = "Northern Courier",
) -> Record:
    """A record whose text has a sentence for each event and each forecast."""
    text = f"Article {id}."
    actors: dict[str, Actor] = {}
    places: list[Place] = []
    events: list[Event] = []
    forecasts: list[Forecast] = []

    def party(names: str) -> tuple[str, ...]:
        found = []
        for name in filter(None, (one.strip() for one in names.split(","))):
            if name not in actors:
                actors[name] = _actor(f"a{len(actors) + 1}", name)
            found.append(actors[name].id)
        return tuple(found)

    def write(sentence: str) -> int:
        nonlocal text
        text += f"\n{sentence}"
        return len(text) - len(sentence)

    def tell(told: Told, sentence: str, start: int) -> Event:
        at = start + sentence.index(told.trigger)
        trigger = Span(at, at + len(told.trigger), told.trigger)
        evidence = Span(start, start + len(sentence), sentence)
        if told.place:
            place = start + sentence.index(told.place)
            places.append(
                Place(
                    id=f"p{len(places) + 1}",
                    start=place,
                    end=place + len(told.place),
                    text=told.place,
                    name=told.place,
                    country=STATES.get(told.place),
                    precision="country",
                )
            )
        date = None
        if told.day:
            date = EventDate(
                start=told.day,
                end=told.until or told.day,
                granularity=told.granularity,
                basis=told.basis,
            )
        event = Event(
            id=f"e{len(events) + 1}",
            type=told.type,
            mode=told.mode,
            status=told.status,
            actors=party(told.actors),
            recipients=party(told.recipients),
            plover=load_ontology().prescribe(told.type, told.mode, told.status),
            date=date,
            place=places[-1].id if told.place else None,
            trigger=trigger,
            evidence=evidence,
            confidence=told.confidence,
            reports=(Report(trigger=trigger, evidence=evidence),),
        )
        events.append(event)
        return event

    for one in content:
        if isinstance(one, Told):
            sentence = f"{one.actors} {one.trigger} {one.recipients} {one.place or ''}.".strip()
            tell(one, sentence, write(sentence))
            continue
        said = f"{one.of.actors} {one.of.trigger} {one.of.recipients}" if one.of else "it succeeds"
        claim = f"it is {one.wording} that {said}".strip()
        sentence = f"{one.by} says {claim} {one.condition or ''}".rstrip() + "."
        start = write(sentence)
        event = tell(one.of, sentence, start) if one.of else None
        first = start + sentence.index(claim)
        condition = None
        if one.condition:
            at = start + sentence.index(one.condition)
            condition = Span(at, at + len(one.condition), one.condition)
        forecasts.append(
            Forecast(
                id=f"f{len(forecasts) + 1}",
                forecasters=party(one.by),
                claim=Span(first, first + len(claim), claim),
                wording=one.wording,
                probability=Probability(low=one.low, high=one.high),
                condition=condition,
                window=Window(start=one.start, end=one.end, basis="text"),
                events=(event.id,) if event else (),
                confidence=0.9,
            )
        )
    return Record(
        dragoman=MADE,
        article=Article(
            id=id,
            outlet=outlet,
            published=published,
            published_from="given" if published else "none",
            language="en",
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
        ),
        actors=tuple(actors.values()),
        places=tuple(places),
        events=tuple(events),
        forecasts=tuple(forecasts),
    )


def _actor(id: str, name: str) -> Actor:
    if name.endswith(")"):
        person, _, code = name.removesuffix(")").partition(" (")
        return Actor(id=id, name=person, kind="person", country=code)
    if name in STATES:
        return Actor(id=id, name=name, kind="state", country=STATES[name])
    return Actor(id=id, name=name, kind="person")


def series(
    days: Sequence[str], told: Told, prefix: str = "n", outlet: str = "Northern Courier"
) -> list[Record]:
    """One article a day with the same event, dated on its day of publication."""
    return [
        article(
            f"{prefix}{number}",
            day,
            Told(**{**vars(told), "day": day}),
            outlet=outlet,
        )
        for number, day in enumerate(days, 1)
    ]
