"""A record as rows of the archive's tables, columns in the order of ``schema.sql``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dragoman.record import Actor, Record
from dragoman.views.sentences import describe


def article_row(number: int, run: int, record: Record) -> list[Any]:
    """The row of table ``articles``."""
    article = record.article
    empty = (
        None
        if record.events or record.statements or record.forecasts
        else (record.notes[-1].code if record.notes else "nothing-found")
    )
    return [
        number,
        run,
        article.id,
        article.url,
        article.outlet,
        article.title,
        article.byline,
        article.published,
        article.published_from,
        article.language,
        article.kind,
        len(article.text.split()),
        article.sha256,
        empty,
        record.to_json(),
    ]


def _sides(actors: dict[str, Actor], ids: tuple[str, ...]) -> list[list[str]]:
    members = [actors[one] for one in ids if one in actors]
    return [
        [one.name for one in members],
        [one.country or one.organization or "" for one in members],
        [one.sector or "" for one in members],
    ]


def _events(number: int, record: Record) -> list[list[Any]]:
    actors = {one.id: one for one in record.actors}
    places = {one.id: one for one in record.places}
    rows = []
    for event in record.events:
        place = places.get(event.place or "")
        date = event.date
        rows.append(
            [
                number,
                event.id,
                event.type,
                event.mode,
                event.plover.type,
                event.plover.mode,
                event.plover.quad,
                event.plover.score,
                event.cameo,
                event.goldstein,
                event.status,
                event.historical,
                list(event.contexts),
                *_sides(actors, event.actors),
                *_sides(actors, event.recipients),
                date.start if date else None,
                date.end if date else None,
                date.granularity if date else None,
                date.basis if date else None,
                place.name if place else None,
                place.country if place else None,
                place.lat if place else None,
                place.lon if place else None,
                describe(event, record),
                event.trigger.start,
                event.trigger.end,
                event.trigger.text,
                event.evidence.text,
                event.confidence,
            ]
        )
    return rows


def _reports(number: int, record: Record) -> list[list[Any]]:
    actors = {one.id: one.name for one in record.actors}
    speakers = {
        one.id: [actors[a] for a in one.speakers if a in actors] for one in record.statements
    }
    return [
        [
            number,
            event.id,
            order,
            report.stance,
            report.statement,
            speakers.get(report.statement or "", []),
            report.trigger.start,
            report.trigger.end,
            report.trigger.text,
            report.evidence.text,
        ]
        for event in record.events
        for order, report in enumerate(event.reports, 1)
    ]


def _statements(number: int, record: Record) -> list[list[Any]]:
    actors = {one.id: one for one in record.actors}
    rows = []
    for one in record.statements:
        names, countries, _ = _sides(actors, one.speakers)
        rows.append(
            [
                number,
                one.id,
                names,
                countries,
                one.speaker.text if one.speaker else None,
                one.cue.text if one.cue else None,
                one.kind,
                one.content.text,
                one.content.start,
                one.content.end,
                one.parent,
                one.confidence,
            ]
        )
    return rows


def _forecasts(number: int, record: Record) -> list[list[Any]]:
    actors = {one.id: one for one in record.actors}
    return [
        [
            number,
            one.id,
            _sides(actors, one.forecasters)[0],
            one.claim.text,
            one.claim.start,
            one.claim.end,
            one.wording,
            one.probability.low,
            one.probability.high,
            one.condition.text if one.condition else None,
            one.window.start,
            one.window.end,
            one.window.basis,
            list(one.events),
            one.statement,
            one.confidence,
        ]
        for one in record.forecasts
    ]


ROWS: dict[str, Callable[[int, Record], list[list[Any]]]] = {
    "events": _events,
    "reports": _reports,
    "statements": _statements,
    "forecasts": _forecasts,
}
"""For each table of layers the function that makes its rows."""
