"""Events with their reports read back: who told first, how many independently, what is disputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.events import load_ontology
from dragoman.record import STATUSES

COLUMNS = (
    "happening", "type", "mode", "status", "start", "end", "place", "parties", "sentence",
    "reports", "articles", "outlets", "origins", "confirms", "denies", "first_published",
    "first_outlet", "last_published",
)  # fmt: skip
"""Columns of ``happenings``."""
_TOLD = """
WITH told AS (
    SELECT j.happening, j.score, j.reason, e.*, a.id, a.outlet, a.published,
           coalesce(c.origin, e.article) AS origin, c.kind AS copy_kind,
           row_number() OVER (
               PARTITION BY j.happening
               ORDER BY a.published NULLS LAST, a.id, e.trigger_start
           ) AS place_in_line
    FROM joins j
    JOIN events e ON e.article = j.article AND e.event = j.event
    JOIN articles a ON a.article = j.article
    LEFT JOIN copies c ON c.article = j.article
)
"""
_STANCES = """
stances AS (
    SELECT j.happening,
           count(DISTINCT r.article) FILTER (r.stance = 'confirms') AS confirms,
           count(DISTINCT r.article) FILTER (r.stance = 'denies') AS denies
    FROM joins j JOIN reports r ON r.article = j.article AND r.event = j.event
    GROUP BY j.happening
)
"""
_LIST = f"""
{_TOLD}, {_STANCES}, gathered AS (
    SELECT happening,
        arg_min(type, place_in_line) AS type,
        -- What is said last holds; of a mode, day or place, what most reports say.
        mode(mode) AS mode,
        arg_max(status, place_in_line) AS status,
        mode(start) FILTER (basis = 'text') AS stated_start,
        mode("end") FILTER (basis = 'text') AS stated_end,
        arg_min(start, place_in_line) AS first_start, arg_min("end", place_in_line) AS first_end,
        mode(place) AS place,
        list_sort(list_distinct(list_filter(
            flatten(list(list_concat(actor_countries, recipient_countries))), lambda x: x <> ''
        ))) AS parties,
        list_distinct(flatten(list(list_concat(actors, recipients)))) AS names,
        arg_max(sentence, (confidence, -place_in_line)) AS sentence,
        count(*) AS reports, count(DISTINCT article) AS articles,
        count(DISTINCT outlet) AS outlets, count(DISTINCT origin) AS origins,
        min(published) AS first_published, arg_min(outlet, place_in_line) AS first_outlet,
        max(published) AS last_published
    FROM told GROUP BY happening
)
SELECT g.happening, g.type, g.mode, g.status,
       coalesce(g.stated_start, g.first_start) AS start,
       coalesce(g.stated_end, g.first_end) AS "end",
       g.place, g.parties, g.sentence, g.reports, g.articles, g.outlets, g.origins,
       s.confirms, s.denies, g.first_published, g.first_outlet, g.last_published
FROM gathered g JOIN stances s USING (happening)
"""
_REPORTS = f"""
{_TOLD}
SELECT happening, id || ':' || event AS report, outlet, published, status,
       CASE WHEN basis = 'text' THEN start END AS start,
       CASE WHEN basis = 'text' THEN "end" END AS "end", granularity, place, evidence, trigger,
       list_distinct(list_concat(actors, recipients)) AS parties,
       copy_kind, origin <> article AS derived, score, reason, article, event
FROM told
"""


@dataclass(frozen=True)
class Chosen:
    """Which events to read back; ``None`` means all.

    Attributes:
        actor: part of a party's name, case ignored.
        country: ISO alpha-3 of a party.
        type: underlying PLOVER type.
        status: status as last reported.
        since: no event that begins earlier, ISO.
        until: no event that begins later, ISO.
        reports: at least so many reports.
        origins: at least so many independent origins.
        limit: events at most.
    """

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    reports: int = 1
    origins: int = 1
    limit: int | None = None


def happenings(archive: Archive, wanted: Chosen = Chosen()) -> duckdb.DuckDBPyRelation:
    """A row for each event that articles report, as a DuckDB relation.

    ``reports`` counts rows of ``events``, ``origins`` articles that are no copies of one another: a
    dispatch reprinted forty times is one. ``status`` is the last one reported. Those that most
    reports tell of stand first.

    Raises ``UsageError`` for an unknown type or status, and where nothing has been linked.
    """
    need_links(archive)
    where, values = ["reports >= ?", "origins >= ?"], [wanted.reports, wanted.origins]
    more: list[Any] = []
    types = load_ontology().types
    if wanted.type is not None and wanted.type.upper() not in types:
        raise UsageError(f"unknown type {wanted.type!r}; one of {', '.join(types)}")
    if wanted.status is not None and wanted.status not in STATUSES:
        raise UsageError(f"unknown status {wanted.status!r}; one of {', '.join(STATUSES)}")
    for condition, value in (
        ("type = ?", wanted.type and wanted.type.upper()),
        ("status = ?", wanted.status),
        ("list_contains(parties, ?)", wanted.country and wanted.country.upper()),
        ("coalesce(start, first_published) >= CAST(? AS DATE)", wanted.since),
        ("coalesce(start, first_published) <= CAST(? AS DATE)", wanted.until),
        (
            "happening IN (SELECT j.happening FROM joins j JOIN events e "
            "ON e.article = j.article AND e.event = j.event WHERE list_bool_or("
            "[contains(lower(x), lower(?)) FOR x IN list_concat(e.actors, e.recipients)]))",
            wanted.actor,
        ),
    ):
        if value is not None:
            where.append(condition)
            more.append(value)
    query = (
        f"SELECT * FROM ({_LIST}) WHERE {' AND '.join(where)} "
        "ORDER BY origins DESC, reports DESC, happening"
    )
    if wanted.limit is not None:
        query += " LIMIT ?"
        more.append(wanted.limit)
    return archive.connection.sql(query, params=[*values, *more])


def need_links(archive: Archive) -> None:
    """Raises ``UsageError`` where no reports are linked."""
    if not archive.connection.execute("SELECT 1 FROM joins LIMIT 1").fetchall():
        raise UsageError(
            f"{archive.path}: no reports are linked into events yet; link them first with: "
            f"dragoman link --archive {archive.path}"
        )


def reports_of(archive: Archive, happening: int) -> duckdb.DuckDBPyRelation:
    """The reports of one event in the order of publication, each with why it was joined.

    Raises ``UsageError`` where there is no such event.
    """
    need_links(archive)
    query = f"SELECT * FROM ({_REPORTS}) WHERE happening = ? ORDER BY published NULLS LAST, report"
    found = archive.connection.sql(query, params=[happening])
    if not found.limit(1).fetchall():
        raise UsageError(f"{archive.path}: there is no event {happening}")
    return found


def as_dicts(relation: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    """The rows of a relation by the names of their columns."""
    names: Sequence[str] = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
