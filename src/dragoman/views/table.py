"""Records as flat tables: a row an event, for CSV and data frames."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from dragoman.record import Actor, Event, Record

COLUMNS = (
    "article_id", "url", "outlet", "published", "event_id", "type", "mode", "plover_type",
    "plover_mode", "quad", "score", "cameo", "goldstein", "status", "historical", "actors",
    "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "start", "end", "granularity", "basis", "place", "place_country", "lat", "lon", "trigger",
    "trigger_start", "trigger_end", "evidence", "reports", "stances", "speakers", "contexts",
    "confidence", "version", "model", "lexicon",
)  # fmt: skip
"""Columns of the event table, in order. Lists are joined with ``;``."""


def event_rows(record: Record) -> list[dict[str, Any]]:
    """One row an event of the record."""
    return [_row(record, event) for event in record.events]


def _row(record: Record, event: Event) -> dict[str, Any]:
    actors = {one.id: one for one in record.actors}
    speakers = {one.id: one.speakers for one in record.statements}
    place = next((one for one in record.places if one.id == event.place), None)
    cited = [name for one in event.reports for name in speakers.get(one.statement or "", ())]
    sides: dict[str, Any] = {}
    for side, ids in (("actor", event.actors), ("recipient", event.recipients)):
        members = [actors[one] for one in ids if one in actors]
        sides[side + "s"] = ";".join(one.name for one in members)
        sides[f"{side}_countries"] = ";".join(_country(one) for one in members)
        sides[f"{side}_sectors"] = ";".join(one.sector or "" for one in members)
    return {
        "article_id": record.article.id,
        "url": record.article.url,
        "outlet": record.article.outlet,
        "published": record.article.published,
        "event_id": event.id,
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
        **sides,
        "start": event.date.start if event.date else None,
        "end": event.date.end if event.date else None,
        "granularity": event.date.granularity if event.date else None,
        "basis": event.date.basis if event.date else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "evidence": event.evidence.text,
        "reports": len(event.reports),
        "stances": ";".join(one.stance for one in event.reports),
        "speakers": ";".join(dict.fromkeys(actors[one].name for one in cited if one in actors)),
        "contexts": ";".join(event.contexts),
        "confidence": event.confidence,
        "version": record.dragoman.version,
        "model": record.dragoman.model,
        "lexicon": record.dragoman.lexicon,
    }


def _country(actor: Actor) -> str:
    return actor.country or actor.organization or ""


def write_csv(records: Iterable[Record], target: IO[str]) -> None:
    """Writes the event table with a header line; formulas of spreadsheets are made harmless."""
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for record in records:
        for row in event_rows(record):
            writer.writerow({name: safe(value) for name, value in row.items()})


def safe(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a leading apostrophe."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def events_frame(records: Iterable[Record]) -> Any:
    """The event table as a data frame of pandas, or of polars where pandas is missing.

    Raises ``ImportError`` when neither is installed.
    """
    rows = [row for record in records for row in event_rows(record)]
    try:
        import pandas
    except ImportError:
        try:
            import polars
        except ImportError:
            raise ImportError(
                "a data frame needs pandas or polars: pip install 'dragoman[analysis]'"
            ) from None
        return polars.DataFrame(rows, schema=list(COLUMNS), orient="row", infer_schema_length=None)
    return pandas.DataFrame(rows, columns=list(COLUMNS))
