"""Reading layers back: one query a layer, filters as parameters, never as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.archive.store import Archive
from dragoman.errors import UsageError
from dragoman.events import load_ontology
from dragoman.record import STATUSES

_COLUMNS = {
    "events": (
        "a.id AS article_id, a.outlet, a.published, e.event, e.type, e.mode, e.plover_type, "
        "e.quad, "
        "e.score, e.cameo, e.goldstein, e.status, e.historical, e.actors, e.actor_countries, "
        'e.recipients, e.recipient_countries, e.start, e."end", e.basis, e.place, e.place_country, '
        "e.contexts, e.sentence, e.evidence, e.confidence"
    ),
    "statements": (
        "a.id AS article_id, a.outlet, a.published, e.statement, e.speakers, e.countries, "
        "e.speaker, "
        "e.cue, e.kind, e.content, e.parent, e.confidence"
    ),
    "forecasts": (
        "a.id AS article_id, a.outlet, a.published, e.forecast, e.forecasters, e.claim, e.wording, "
        "e.low, e.high, e.condition, e.window_start, e.window_end, e.window_basis, e.statement, "
        "e.confidence"
    ),
}
_PEOPLE = {
    "events": ("actors", "recipients"),
    "statements": ("speakers",),
    "forecasts": ("forecasters",),
}
_STATES = {
    "events": ("actor_countries", "recipient_countries"),
    "statements": ("countries",),
    "forecasts": (),
}


@dataclass(frozen=True)
class Filter:
    """What to read back; ``None`` means all.

    Attributes:
        actor: part of the name of a party, speaker or forecaster, case ignored.
        country: ISO alpha-3 of a party or speaker.
        type: underlying PLOVER type (events): planned visits are CONSULT.
        status: one of the five statuses (events).
        since: first day (of the event, else of publication), ISO.
        until: last day, ISO.
        outlet: the outlet's name, case ignored.
        limit: rows at most.
    """

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    limit: int | None = None


def select(archive: Archive, layer: str, wanted: Filter = Filter()) -> duckdb.DuckDBPyRelation:
    """Rows of a layer ("events", "statements", "forecasts") as a DuckDB relation.

    The relation goes on to pandas (``.df()``), polars (``.pl()``), Arrow (``.arrow()``) or a file
    (``.write_parquet``). Only the newest run of each article is read.

    Raises ``UsageError`` for a filter that the layer does not have.
    """
    where = [
        # An article coded again by a newer run counts once.
        "a.article IN (SELECT max(article) FROM articles GROUP BY id, sha256)"
    ]
    values: list[Any] = []
    if wanted.actor is not None:
        people = " OR ".join(
            f"list_bool_or([contains(lower(x), lower(?)) FOR x IN e.{name}])"
            for name in _PEOPLE[layer]
        )
        where.append(f"({people})")
        values += [wanted.actor] * len(_PEOPLE[layer])
    if wanted.country is not None:
        if not _STATES[layer]:
            raise UsageError(f"{layer} cannot be filtered by country")
        where.append("(" + " OR ".join(f"list_contains(e.{c}, ?)" for c in _STATES[layer]) + ")")
        values += [wanted.country.upper()] * len(_STATES[layer])
    if wanted.type is not None or wanted.status is not None:
        if layer != "events":
            raise UsageError(f"{layer} have no type and no status")
        if wanted.status is not None and wanted.status not in STATUSES:
            raise UsageError(f"unknown status {wanted.status!r}; one of {', '.join(STATUSES)}")
        types = load_ontology().types
        if wanted.type is not None and wanted.type.upper() not in types:
            raise UsageError(f"unknown type {wanted.type!r}; one of {', '.join(types)}")
    for column, value in (("type", wanted.type), ("status", wanted.status)):
        if value is not None:
            where.append(f"e.{column} = ?")
            values.append(value.upper() if column == "type" else value)
    day = {
        "events": "coalesce(e.start, a.published)",
        "forecasts": "coalesce(e.window_start, a.published)",
    }
    for sign, value in ((">=", wanted.since), ("<=", wanted.until)):
        if value is not None:
            where.append(f"{day.get(layer, 'a.published')} {sign} CAST(? AS DATE)")
            values.append(value)
    if wanted.outlet is not None:
        where.append("lower(a.outlet) = lower(?)")
        values.append(wanted.outlet)
    query = (
        f"SELECT {_COLUMNS[layer]} FROM {layer} e JOIN articles a USING (article) "
        f"WHERE {' AND '.join(where)} ORDER BY a.published NULLS LAST, e.article, e.rowid"
    )
    if wanted.limit is not None:
        query += " LIMIT ?"
        values.append(wanted.limit)
    return archive.connection.sql(query, params=values)
