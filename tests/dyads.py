"""Archives of hand-made records, for what is asked of many articles and not of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dragoman.archive import open_archive
from dragoman.events import load_ontology
from dragoman.record import (
    Actor,
    Article,
    Event,
    EventDate,
    Granularity,
    Provenance,
    Record,
    Report,
    Span,
    Status,
)

PROVENANCE = Provenance(version="0.1.0", model="test", lexicon="test")


@dataclass(frozen=True)
class Told:
    """An event as a record tells it: countries, PLOVER type, status, date."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: str
    status: Status = "happened"
    start: str | None = None
    end: str | None = None
    granularity: Granularity = "day"
    historical: bool = False


def article(id: str, published: str | None, *told: Told) -> Record:
    """A record of one article that tells these events."""
    text = " ".join(f"{one.type} by {'+'.join(one.actors)}." for one in told) or "Nothing."
    text = f"{id}. {text}"
    names = dict.fromkeys(name for one in told for name in (*one.actors, *one.recipients))
    ids = {name: f"a{number}" for number, name in enumerate(names, 1)}
    ontology = load_ontology()
    events = []
    for number, one in enumerate(told, 1):
        start = text.index(one.type)
        trigger = Span.of(text, start, start + len(one.type))
        cameo = ontology.cameo(one.type, None, one.status)
        events.append(
            Event(
                id=f"e{number}",
                type=one.type,
                status=one.status,
                historical=one.historical,
                actors=tuple(ids[name] for name in one.actors),
                recipients=tuple(ids[name] for name in one.recipients),
                plover=ontology.prescribe(one.type, None, one.status),
                cameo=cameo[0] if cameo else None,
                goldstein=cameo[1] if cameo else None,
                date=EventDate(
                    start=one.start,
                    end=one.end or one.start,
                    granularity=one.granularity,
                    basis="text",
                )
                if one.start
                else None,
                trigger=trigger,
                evidence=trigger,
                confidence=0.9,
                reports=(Report(trigger=trigger, evidence=trigger),),
            )
        )
    return Record(
        dragoman=PROVENANCE,
        article=Article(
            id=id,
            outlet="Northern Courier",
            published=published,
            published_from="given" if published else "none",
            language="en",
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
        ),
        actors=tuple(
            Actor(id=ids[name], name=name, kind="state", country=name, sector="GOV")
            for name in names
        ),
        events=tuple(events),
    )


def stored(path: Path, records: Iterable[Record]) -> Path:
    """An archive of these records."""
    with open_archive(path, create=True) as archive:
        run = archive.begin_run(PROVENANCE, {}, ["hand-made"])
        archive.add(run, list(records))
        archive.end_run(run)
    return path
