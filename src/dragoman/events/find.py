"""Did what to whom: the events of one article with their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dragoman.actors import Found
from dragoman.events.merge import group_triggers, points_at_told
from dragoman.events.ontology import Ontology, load_ontology
from dragoman.events.triggers import Trigger, find_triggers, first_word
from dragoman.language import Document
from dragoman.model import HOST, Anchor, Labels, PartyReader, Signals
from dragoman.record import Actor, Event, EventDate, Place, Report, Span, Time
from dragoman.times import date_event

LEAST_SURE = 0.4
"""Events below this confidence are not recorded: most of them are wrong."""


def find_events(
    document: Document,
    signals: Signals,
    reader: PartyReader,
    found: Found,
    times: Sequence[Time],
    places: Sequence[Place],
    published: date | None,
) -> tuple[Event, ...]:
    """The distinct events of the article in text order (ids ``e1``, ``e2`` …).

    Statements are attached later (``dragoman.statements``): here every report has none.
    """
    ontology = load_ontology()
    anchors = anchors_of(document, found)
    triggers = find_triggers(
        document, signals, reader, anchors, _endings(document, found), times, places, ontology
    )
    countries = {one.id: one.country for one in found.actors}
    groups = group_triggers(document, signals, triggers, times, countries)
    events: list[Event] = []
    for group in groups:
        if not any(one.actors or one.recipients for one in group):
            continue  # nobody is named who did it or suffered it: nothing to record
        id_ = f"e{len(events) + 1}"
        event = _event(id_, group, document, times, published, ontology, signals.labels, countries)
        if event.confidence >= LEAST_SURE:
            events.append(event)
    return tuple(events)


def anchors_of(document: Document, found: Found) -> list[Anchor]:
    """Where the text names what may be a party to an event.

    A state or capital that is a place counts as well ("a visit to Beijing" has China as host),
    where no actor is named by the same words. An office by itself does not where its holder is
    named: "Blinken's trip is the first by a US secretary of state" is of one person.
    """
    kinds = {one.id: one.kind for one in found.actors}
    held = {(one.country, (one.role or "").casefold()) for one in found.actors if _holds(one)}
    offices = {
        one.id
        for one in found.actors
        if one.role and not _holds(one) and (one.country, one.role.casefold()) in held
    }
    named = [
        Anchor(first_word(document, one.start, one.end), one.actor, kinds[one.actor])
        for one in found.mentions
        if one.actor not in offices
    ]
    taken = {one.word for one in named}
    return named + [
        Anchor(word, one.actor, HOST)
        for one in found.settings
        if one.actor and (word := first_word(document, one.start, one.end)) not in taken
    ]


def _holds(actor: Actor) -> bool:
    """Whether the actor has an office and a name besides."""
    return actor.role is not None and not actor.name.casefold().endswith(actor.role.casefold())


def _endings(document: Document, found: Found) -> dict[int, int]:
    """The first word of every mention by its last."""
    covered = [document.words_in(one.start, one.end) for one in found.mentions]
    return {one.stop - 1: one.start for one in covered if len(one)}


def _event(
    id_: str,
    group: list[Trigger],
    document: Document,
    times: Sequence[Time],
    published: date | None,
    ontology: Ontology,
    labels: Labels,
    countries: Mapping[str, str | None],
) -> Event:
    main = max(group, key=lambda one: _fullness(document, one))
    actors = main.actors or next((one.actors for one in group if one.actors), ())
    recipients = main.recipients or next((one.recipients for one in group if one.recipients), ())
    recipients = tuple(one for one in recipients if one not in actors)
    mode = main.mode or next((one.mode for one in group if one.mode), None)
    if mode == "visit":
        actors, recipients = _as_guests(actors, recipients, countries)
    contexts = tuple(dict.fromkeys(name for one in [main, *group] for name in one.contexts))[:3]
    cameo = ontology.cameo(main.type, mode, main.status, contexts)
    linked = main.time or next((one.time for one in group if one.time), None)

    def dated(one: Trigger, time: str | None) -> EventDate | None:
        return date_event(document, times, (one.start, one.end), published, one.status, time)

    when = dated(main, linked)
    if main.status == "planned" and (when is None or when.basis != "text"):
        # "Preparing for a visit by … The visit is expected in March": any mention may date it.
        told = (dated(one, one.time) for one in group if one is not main)
        when = next((one for one in told if one is not None and one.basis == "text"), when)
    reports = tuple(
        Report(
            trigger=Span.of(document.text, one.start, one.end),
            evidence=_evidence(document, one),
            stance=one.stance,
        )
        for one in group
    )
    return Event(
        id=id_,
        type=main.type,
        mode=mode,
        contexts=contexts,
        status=main.status,
        historical=main.historical,
        actors=actors,
        recipients=recipients,
        plover=ontology.prescribe(main.type, mode, main.status),
        cameo=cameo[0] if cameo else None,
        goldstein=cameo[1] if cameo else None,
        date=_with_alternative(document, times, when),
        # Where a visit goes its host says; a place near another of its mentions is seldom its own.
        place=main.place
        or next((one.place for one in group if one.place and mode != "visit"), None),
        trigger=Span.of(document.text, main.start, main.end),
        evidence=_evidence(document, main),
        confidence=labels.confidence("event", main.score),
        reports=reports,
    )


def _as_guests(
    actors: tuple[str, ...], recipients: tuple[str, ...], countries: Mapping[str, str | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Visitors and hosts: whoever is of the country visited does not visit it but is the host.

    "Will visit China, where he will meet his counterpart": the counterpart is visited.
    """
    visited = {countries.get(one) for one in recipients} - {None}
    guests = tuple(one for one in actors if countries.get(one) not in visited)
    if not guests:
        return actors, recipients
    return guests, (*recipients, *(one for one in actors if one not in guests))


def _with_alternative(
    document: Document, times: Sequence[Time], date: EventDate | None
) -> EventDate | None:
    """For "in February or March" the days of both: the text leaves it open."""
    if date is None or date.time is None:
        return date
    places = {one.id: i for i, one in enumerate(times)}
    here = places[date.time]
    for first, second in ((here, here + 1), (here - 1, here)):
        if not 0 <= first < second < len(times):
            continue
        one, other = times[first], times[second]
        between = document.text[one.end : other.start]
        if between.strip() == "or" and one.from_ and other.to and one.from_ <= other.to:
            return msgspec.structs.replace(date, start=one.from_, end=other.to)
    return date


def _fullness(document: Document, trigger: Trigger) -> tuple[bool, bool, int, float]:
    """Orders reports: the body before the headline, telling before taking up, what is told."""
    headline = document.has_headline and document.paragraph_at(trigger.start) == 0
    told = (
        bool(trigger.actors) + bool(trigger.recipients) + bool(trigger.time) + bool(trigger.place)
    )
    return (not headline, not points_at_told(document, trigger), told, trigger.score)


def _evidence(document: Document, trigger: Trigger) -> Span:
    start, end = document.sentences[document.sentence_at(trigger.start)]
    return Span.of(document.text, start, end)
