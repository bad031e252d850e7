"""A record as rows of the archive's tables, by the names of their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from dragoman.archive.loading import Row
from dragoman.record import Actor, Record
from dragoman.views.sentences import describe


def article_row(number: int, run: int, record: Record) -> Row:
    """The row of table ``articles``."""
    article = record.article
    empty = (
        None
        if record.events or record.statements or record.forecasts
        else (record.notes[-1].code if record.notes else "nothing-found")
    )
    return {
        "article": number,
        "run": run,
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "published_from": article.published_from,
        "language": article.language,
        "kind": article.kind,
        "words": len(article.text.split()),
        "sha256": article.sha256,
        "empty": empty,
        "record": record.to_json(),
    }


def _actors(number: int, record: Record) -> list[Row]:
    mentions = Counter(one.actor for one in record.mentions)
    return [
        {
            "article": number,
            "actor": one.id,
            "name": one.name,
            "kind": one.kind,
            "country": one.country,
            "organization": one.organization,
            "sector": one.sector,
            "sectors": one.sectors,
            "role": one.role,
            "mentions": mentions[one.id],
        }
        for one in record.actors
    ]


def _members(record: Record, ids: tuple[str, ...]) -> list[Actor]:
    actors = {one.id: one for one in record.actors}
    return [actors[one] for one in ids if one in actors]


def _names(members: list[Actor]) -> list[str]:
    return [one.name for one in members]


def _states(members: list[Actor]) -> list[str]:
    return [one.country or one.organization or "" for one in members]


def _sectors(members: list[Actor]) -> list[str]:
    return [one.sector or "" for one in members]


def _events(number: int, record: Record) -> list[Row]:
    places = {one.id: one for one in record.places}
    rows = []
    for event in record.events:
        place = places.get(event.place or "")
        date = event.date
        actors, recipients = _members(record, event.actors), _members(record, event.recipients)
        rows.append(
            {
                "article": number,
                "event": event.id,
                "type": event.type,
                "mode": event.mode,
                "plover_type": event.plover.type,
                "plover_mode": event.plover.mode,
                "quad": event.plover.quad,
                "score": event.plover.score,
                "cameo": event.cameo,
                "goldstein": event.goldstein,
                "status": event.status,
                "historical": event.historical,
                "contexts": event.contexts,
                "actors": _names(actors),
                "actor_countries": _states(actors),
                "actor_sectors": _sectors(actors),
                "actor_ids": event.actors,
                "recipients": _names(recipients),
                "recipient_countries": _states(recipients),
                "recipient_sectors": _sectors(recipients),
                "recipient_ids": event.recipients,
                "start": date.start if date else None,
                "end": date.end if date else None,
                "granularity": date.granularity if date else None,
                "basis": date.basis if date else None,
                "place": place.name if place else None,
                "place_country": place.country if place else None,
                "lat": place.lat if place else None,
                "lon": place.lon if place else None,
                "sentence": describe(event, record),
                "trigger_start": event.trigger.start,
                "trigger_end": event.trigger.end,
                "trigger": event.trigger.text,
                "evidence": event.evidence.text,
                "statement": event.statement,
                "confidence": event.confidence,
            }
        )
    return rows


def _reports(number: int, record: Record) -> list[Row]:
    speakers = {one.id: _names(_members(record, one.speakers)) for one in record.statements}
    return [
        {
            "article": number,
            "event": event.id,
            "number": order,
            "stance": report.stance,
            "statement": report.statement,
            "speakers": speakers.get(report.statement or "", []),
            "trigger_start": report.trigger.start,
            "trigger_end": report.trigger.end,
            "trigger": report.trigger.text,
            "evidence": report.evidence.text,
        }
        for event in record.events
        for order, report in enumerate(event.reports, 1)
    ]


def _statements(number: int, record: Record) -> list[Row]:
    rows = []
    for one in record.statements:
        speakers = _members(record, one.speakers)
        rows.append(
            {
                "article": number,
                "statement": one.id,
                "speakers": _names(speakers),
                "countries": _states(speakers),
                "speaker": one.speaker.text if one.speaker else None,
                "cue": one.cue.text if one.cue else None,
                "kind": one.kind,
                "content": one.content.text,
                "content_start": one.content.start,
                "content_end": one.content.end,
                "parent": one.parent,
                "confidence": one.confidence,
            }
        )
    return rows


def _forecasts(number: int, record: Record) -> list[Row]:
    return [
        {
            "article": number,
            "forecast": one.id,
            "forecasters": _names(_members(record, one.forecasters)),
            "claim": one.claim.text,
            "claim_start": one.claim.start,
            "claim_end": one.claim.end,
            "wording": one.wording,
            "low": one.probability.low,
            "high": one.probability.high,
            "condition": one.condition.text if one.condition else None,
            "window_start": one.window.start,
            "window_end": one.window.end,
            "window_basis": one.window.basis,
            "events": one.events,
            "statement": one.statement,
            "confidence": one.confidence,
        }
        for one in record.forecasts
    ]


ROWS: dict[str, Callable[[int, Record], list[Row]]] = {
    "actors": _actors,
    "events": _events,
    "reports": _reports,
    "statements": _statements,
    "forecasts": _forecasts,
}
"""For each table of layers the function that makes its rows."""
