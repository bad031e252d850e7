"""The ledger read back: forecasts and announcements with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

import duckdb

from dragoman.archive import Archive
from dragoman.ledger.expectations import Kind
from dragoman.ledger.gather import NEWEST
from dragoman.ledger.resolve import MACHINE

State: TypeAlias = Literal["open", "due", "resolved"]

_ITEMS = f"""
WITH items AS (
    SELECT f.article, f.forecast AS item, 'forecast' AS kind, f.forecasters AS who, f.claim,
           f.wording, f.low, f.high, f.condition, f.window_start, f.window_end, f.window_basis,
           f.statement, f.confidence, f.claim_start AS first, f.claim_end AS last
    FROM forecasts f
    UNION ALL
    SELECT e.article, e.event, 'announcement', e.actors, e.sentence,
           e.trigger, NULL, NULL, NULL, e.start, e."end", e.basis,
           NULL, e.confidence, e.trigger_start, e.trigger_end
    FROM events e WHERE (e.article, e.event) IN (SELECT article, forecast FROM outcomes)
),
decided AS (
    SELECT o.*, a.id, a.sha256, i.kind, i.first, i.last
    FROM outcomes o JOIN articles a USING (article)
    JOIN items i ON i.article = o.article AND i.item = o.forecast
),
ledger AS (
    SELECT i.*, a.id, a.outlet, a.published, d.outcome, d.evidence_article, d.evidence_event,
           d.basis, d.confidence AS sure, d.decided, d."by", d.note
    FROM items i JOIN articles a USING (article)
    -- A person's decision stays with the words it was made on, whatever newer run coded them.
    LEFT JOIN decided d ON d.kind = i.kind AND (
        (d.article = i.article AND d.forecast = i.item)
        OR (d."by" <> '{MACHINE}' AND d.id = a.id AND d.sha256 = a.sha256
            AND d.first < i.last AND i.first < d.last)
    )
    WHERE a.article IN ({NEWEST})
    QUALIFY row_number() OVER (
        PARTITION BY i.article, i.item
        ORDER BY d."by" <> '{MACHINE}' DESC NULLS LAST, d.decided DESC
    ) = 1
)
SELECT l.id AS article_id, l.outlet, l.published, l.item AS forecast, l.who AS forecasters,
       l.claim, l.wording, l.low, l.high, l.condition, l.window_start, l.window_end,
       l.window_basis, l.statement, l.confidence,
       l.id || ':' || l.item AS item, l.kind,
       CASE WHEN l.outcome <> 'unresolved' THEN 'resolved'
            WHEN l.window_end < CAST(? AS DATE) THEN 'due' ELSE 'open' END AS state,
       l.outcome, e.id || ':' || l.evidence_event AS evidence, l.basis,
       l.sure AS outcome_confidence, l.decided, l."by", l.note, l.article, l.first
FROM ledger l LEFT JOIN articles e ON e.article = l.evidence_article
"""
_STATES: dict[State, str] = {
    "resolved": "state = 'resolved'",
    "due": "state = 'due'",
    "open": "state <> 'resolved'",
}


@dataclass(frozen=True)
class Wanted:
    """Which entries to read back; ``None`` means all.

    Attributes:
        kind: forecasts or announcements.
        state: open (nothing is decided yet), due (open, and the window is over), resolved.
        by: part of the name of a forecaster, or of a party to an announced event; case ignored.
        outlet: the outlet's name, case ignored.
        since: no window that begins earlier (or article, where it has none), ISO.
        until: no window that begins later, ISO.
        limit: entries at most.
    """

    kind: Kind | None = "forecast"
    state: State | None = None
    by: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None


def entries(
    archive: Archive, wanted: Wanted = Wanted(), today: date | None = None
) -> duckdb.DuckDBPyRelation:
    """Entries of the ledger as a DuckDB relation, in the order of publication.

    The columns are those of the archive's forecasts and then the ledger's own: ``item`` names
    an entry (``ARTICLE:f1``; announcements have an event's id), ``state`` is its
    own on ``today`` (the calendar's by default). A person's decision stands before the
    machine's. Announcements appear once ``resolve`` has looked at them.
    """
    where, values = ["true"], [(today or date.today()).isoformat()]
    more: list[Any] = []
    if wanted.kind is not None:
        where.append("kind = ?")
        more.append(wanted.kind)
    if wanted.state is not None:
        where.append(_STATES[wanted.state])
    if wanted.by is not None:
        where.append("list_bool_or([contains(lower(x), lower(?)) FOR x IN forecasters])")
        more.append(wanted.by)
    if wanted.outlet is not None:
        where.append("lower(outlet) = lower(?)")
        more.append(wanted.outlet)
    for sign, value in ((">=", wanted.since), ("<=", wanted.until)):
        if value is not None:
            where.append(f"coalesce(window_start, published) {sign} CAST(? AS DATE)")
            more.append(value)
    query = (
        f"SELECT * EXCLUDE (article, first) FROM ({_ITEMS}) WHERE {' AND '.join(where)} "
        "ORDER BY published NULLS LAST, article, kind DESC, first"
    )
    if wanted.limit is not None:
        query += " LIMIT ?"
        more.append(wanted.limit)
    return archive.connection.sql(query, params=[*values, *more])
