"""Dyads over time: what two parties did to each other, a row for each pair and period.

SQL does the work: events are filtered, put into periods and counted in DuckDB, and pairs without
an event in a period get a row of zeros. The answer is a DuckDB relation, which goes on to pandas
(``.df()``), polars (``.pl()``), Arrow (``.arrow()``) or a file (``.write_parquet(…)``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

import duckdb

from dragoman.errors import UsageError
from dragoman.events import load_ontology
from dragoman.record import STATUSES
from dragoman.relations.source import Source
from dragoman.relations.states import state_codes

Period = Literal["day", "week", "month", "quarter", "year", "all"]
PERIODS: tuple[Period, ...] = get_args(Period)
PER = 1000
"""Counts are also given per so many articles read."""


@dataclass(frozen=True)
class Panel:
    """Which dyads, which events, in which periods.

    Attributes:
        among: none: all dyads; one party: its dyads with anybody; several: the dyads among them.
        directed: whether A to B and B to A are two dyads; undirected, a pair is written in the
            order of the alphabet and an act of both together counts once.
        by: length of a period: day, week (Monday to Sunday), month, quarter, year, or all in one.
        statuses: only events of these statuses.
        historical: whether background counts too.
        types: only these PLOVER types; empty: all.
        since, until: first and last day, ISO; without them the periods from the first to the
            last article read.
        top: only so many dyads, those with the most events.
    """

    among: tuple[str, ...] = ()
    directed: bool = True
    by: Period = "month"
    statuses: tuple[str, ...] = ("happened", "ongoing")
    historical: bool = False
    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    top: int | None = None

    def __post_init__(self) -> None:
        """Raises ``UsageError`` for a period, status, type or day that there is not."""
        if self.by not in PERIODS:
            raise UsageError(f"no period {self.by!r}; one of {', '.join(PERIODS)}")
        for status in self.statuses:
            if status not in STATUSES:
                raise UsageError(f"no status {status!r}; one of {', '.join(STATUSES)}")
        if not self.statuses:
            raise UsageError(f"name at least one status: {', '.join(STATUSES)}")
        types = load_ontology().types
        for type_ in self.types:
            if type_ not in types:
                raise UsageError(f"no type {type_!r}; one of {', '.join(types)}")
        for day in (self.since, self.until):
            try:
                date.fromisoformat(day or "2000-01-01")
            except ValueError:
                raise UsageError(f"{day!r} is no day; write it like 2023-01-20") from None


EVERY_DYAD = Panel()
"""All dyads by month, of what happened or goes on."""


def dyads(source: Source, panel: Panel = EVERY_DYAD) -> duckdb.DuckDBPyRelation:
    """A row for each dyad and period, zeros where nothing was reported.

    Columns: ``period`` and ``end`` (its first and last day), ``actor``, ``actor_cow``,
    ``recipient``, ``recipient_cow``; the count, named ``reports`` or ``events`` after what is
    counted; ``articles`` (those it stands in); the count by quad; ``score_sum`` and
    ``score_mean`` (PLOVER), ``goldstein_sum`` and ``goldstein_mean``; ``net`` (cooperation less
    conflict); ``conflict_share`` (conflict of all that has a quad); ``read``, the denominator;
    ``per_1000`` and ``net_per_1000``, the count and ``net`` for each 1,000 read. Means, shares
    and rates without anything to divide by are null.

    Raises ``UsageError`` when nothing was read that has a date.
    """
    query, values = panel_query(source, panel)
    return source.connection.sql(query, params=values)


def panel_query(source: Source, panel: Panel) -> tuple[str, list[Any]]:
    """The SQL of ``dyads`` and its values, for queries that go on from there."""
    events, values = picked(source, panel)
    first, last = window(source, panel)
    _lay_states(source.connection)
    steps, step_values = periods(panel.by, first, last)
    top = "LIMIT ?" if panel.top is not None else ""
    # Two parties that are asked for have a row of zeros even if nothing is known between them.
    asked = tuple(dict.fromkeys(one.upper() for one in panel.among)) if not panel.top else ()
    pairs = [
        (one, other)
        for one in asked
        for other in asked
        if len(asked) == 2 and (one != other if panel.directed else one < other)
    ]
    named = "".join(" UNION SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR)" for _ in pairs)
    query = f"""
        WITH picked AS ({events}),
        steps AS ({steps}),
        cells AS (
            SELECT
                period, actor, recipient,
                count(*) AS n,
                count(DISTINCT source) + count(*) FILTER (source IS NULL) AS articles,
                count(*) FILTER (quad = 'verbal cooperation') AS verbal_cooperation,
                count(*) FILTER (quad = 'material cooperation') AS material_cooperation,
                count(*) FILTER (quad = 'verbal conflict') AS verbal_conflict,
                count(*) FILTER (quad = 'material conflict') AS material_conflict,
                sum(score) AS score_sum, avg(score) AS score_mean,
                sum(goldstein) AS goldstein_sum, avg(goldstein) AS goldstein_mean
            FROM picked GROUP BY period, actor, recipient
        ),
        pairs AS (
            SELECT actor, recipient FROM (
                SELECT actor, recipient FROM cells GROUP BY actor, recipient
                ORDER BY sum(n) DESC, actor, recipient {top}
            ){named}
        ),
        read AS (
            SELECT steps.period, coalesce(sum(articles), 0) AS articles
            FROM steps LEFT JOIN articles_read r ON r.date BETWEEN steps.low AND steps.high
            GROUP BY steps.period
        ),
        filled AS (
            SELECT
                steps.period, steps.high AS "end", pairs.actor, pairs.recipient,
                coalesce(n, 0) AS n, coalesce(c.articles, 0) AS articles,
                coalesce(verbal_cooperation, 0) AS verbal_cooperation,
                coalesce(material_cooperation, 0) AS material_cooperation,
                coalesce(verbal_conflict, 0) AS verbal_conflict,
                coalesce(material_conflict, 0) AS material_conflict,
                coalesce(score_sum, 0) AS score_sum, score_mean,
                coalesce(goldstein_sum, 0) AS goldstein_sum, goldstein_mean,
                read.articles AS read
            FROM steps CROSS JOIN pairs
            JOIN read ON read.period = steps.period
            LEFT JOIN cells c ON c.period = steps.period
                AND c.actor = pairs.actor AND c.recipient = pairs.recipient
        ),
        summed AS (
            SELECT
                *,
                verbal_cooperation + material_cooperation AS cooperation,
                verbal_conflict + material_conflict AS conflict
            FROM filled
        )
        SELECT
            s.period, s."end", s.actor, a.cow AS actor_cow, s.recipient, b.cow AS recipient_cow,
            n AS {source.counted}, articles, verbal_cooperation, material_cooperation,
            verbal_conflict, material_conflict, score_sum, score_mean, goldstein_sum,
            goldstein_mean, cooperation - conflict AS net,
            conflict / nullif(cooperation + conflict, 0) AS conflict_share,
            CAST(read AS BIGINT) AS read,
            n * {PER} / nullif(CAST(read AS DOUBLE), 0) AS per_1000,
            (cooperation - conflict) * {PER} / nullif(CAST(read AS DOUBLE), 0) AS net_per_1000
        FROM summed s
        LEFT JOIN state_codes a ON a.iso3 = s.actor
        LEFT JOIN state_codes b ON b.iso3 = s.recipient
        ORDER BY s.actor, s.recipient, s.period
    """
    values += step_values
    values += [] if panel.top is None else [panel.top]
    values += [one for pair in pairs for one in pair]
    return query, values


def outside(source: Source, panel: Panel) -> int:
    """How many events of a panel's dyads are dated outside its window, and so not counted."""
    first, last = window(source, panel)
    everything = replace(panel, since="0001-01-01", until="9999-12-31")
    query, values = picked(source, everything)
    (number,) = source.one(
        f"SELECT count(*) FROM ({query}) "
        "WHERE date NOT BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)",
        [*values, first, last],
    )
    return int(number)


def picked(source: Source, panel: Panel) -> tuple[str, list[Any]]:
    """The SQL of the events that a panel is about, with their ``period``, and its values.

    Raises ``UsageError`` when the source has nothing to take a window from.
    """
    first, last = window(source, panel)
    period, values = _start("date", panel.by, first)
    where = ["date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)"]
    values += [first, last]
    among = tuple(dict.fromkeys(one.upper() for one in panel.among))
    if among:
        glue = " OR " if len(among) == 1 else " AND "
        marks = ", ".join("?" * len(among))
        where.append(f"(actor IN ({marks}){glue}recipient IN ({marks}))")
        values += [*among, *among]
    for column, wanted in (("status", panel.statuses), ("type", panel.types)):
        if wanted:
            where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if not panel.historical:
        where.append("NOT historical")
    if not panel.directed:
        where.append("NOT (mutual AND actor > recipient)")
    one, other = (
        ("actor", "recipient")
        if panel.directed
        else ("least(actor, recipient)", "greatest(actor, recipient)")
    )
    query = (
        f"SELECT {period} AS period, {one} AS actor, {other} AS recipient, "
        "type, quad, score, goldstein, source, date "
        f"FROM dyad_events WHERE {' AND '.join(where)}"
    )
    return query, values


def window(source: Source, panel: Panel) -> tuple[str, str]:
    """First and last day of a panel; raises ``UsageError`` where nothing was read.

    Without days of its own it has whole periods (months, where all is one period), so that what
    the first articles tell of the days before them is in it.
    """
    first, last = panel.since, panel.until
    if first is None or last is None:
        by = "month" if panel.by == "all" else panel.by
        low, high = source.one(
            f"SELECT CAST(date_trunc('{by}', min(date)) AS DATE), "
            f"CAST(date_trunc('{by}', max(date)) + INTERVAL 1 {by} - INTERVAL 1 DAY AS DATE) "
            "FROM articles_read"
        )
        if low is None:
            raise UsageError("nothing with a date was read: there are no periods to count in")
        first, last = first or low.isoformat(), last or high.isoformat()
    if first > last:
        raise UsageError(f"the window ends before it begins: {first} to {last}")
    return first, last


def _start(day: str, by: Period, first: str) -> tuple[str, list[Any]]:
    """SQL of the first day of the period that ``day`` lies in, and its values."""
    if by == "all":
        return "CAST(? AS DATE)", [first]
    return f"CAST(date_trunc('{by}', {day}) AS DATE)", []


def periods(by: Period, first: str, last: str) -> tuple[str, list[Any]]:
    """SQL of all periods of a window: ``period`` (first day), and the days of it in the window."""
    if by == "all":
        return (
            "SELECT CAST(? AS DATE) AS period, CAST(? AS DATE) AS low, CAST(? AS DATE) AS high",
            [first, first, last],
        )
    begun = f"date_trunc('{by}', CAST(? AS DATE))"
    return (
        "SELECT CAST(day AS DATE) AS period, greatest(period, CAST(? AS DATE)) AS low, "
        f"least(CAST(day + INTERVAL 1 {by} - INTERVAL 1 DAY AS DATE), CAST(? AS DATE)) AS high "
        f"FROM (SELECT unnest(generate_series({begun}, CAST(? AS TIMESTAMP), INTERVAL 1 {by})) "
        "AS day)",
        [first, last, first, last],
    )


def _lay_states(connection: duckdb.DuckDBPyConnection) -> None:
    """The COW numbers as the table ``state_codes``."""
    connection.execute("CREATE OR REPLACE TEMP TABLE state_codes (iso3 VARCHAR, cow INTEGER)")
    codes = state_codes().values()
    connection.execute(
        "INSERT INTO state_codes SELECT unnest(?), unnest(?)",
        [[one.iso3 for one in codes], [one.cow for one in codes]],
    )
