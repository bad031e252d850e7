"""How sure a number is: bootstrap over articles.

What is drawn with replacement is the article, not the event, because events of one article are
told by one author and are not independent (a cluster bootstrap: Davison and Hinkley, *Bootstrap
Methods and their Application*, 1997, section 3.8). In each period all articles read take part,
those that say nothing of the dyad too. Articles that say the same count as one kind with a
multiplicity, so that a draw is a single multinomial, whatever the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from zlib import crc32

import duckdb
import numpy as np
from numpy.typing import NDArray

from dragoman.errors import UsageError
from dragoman.relations.dyads import EVERY_DYAD, Panel, panel_query, picked
from dragoman.relations.source import Source

DRAWS = 1000
"""Bootstrap samples of an interval."""
FEWEST = 2
"""Articles on a dyad in a period below which there is no interval: one cannot vary."""
MEASURES = ("count", "net", "conflict_share", "score_mean", "goldstein_mean")

Numbers = NDArray[np.float64]


def dyads_with_intervals(
    source: Source,
    panel: Panel = EVERY_DYAD,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = 0.95,
) -> duckdb.DuckDBPyRelation:
    """``dyads`` with a lower and an upper end for the count, ``net``, share and means.

    The columns are named after the measure with ``_low`` and ``_high``. Percentile intervals;
    divided by ``read`` those of the counts are intervals of the rates. Null where fewer than two
    articles tell of the dyad in the period. A cell's interval depends on the seed and on its
    own articles only, not on what else is asked.

    Raises ``UsageError`` when nothing was read that has a date, or for a level outside 0 to 1.
    """
    if not 0 < level < 1:
        raise UsageError(f"a level lies between 0 and 1, like 0.95; got {level}")
    query, values = panel_query(source, panel)
    names = [source.counted if one == "count" else one for one in MEASURES]
    ends = [f"{name}_{end}" for name in names for end in ("low", "high")]
    keys: dict[str, list[object]] = {"period": [], "actor": [], "recipient": []}
    found: list[Numbers] = []
    for key, number, kinds in _cells(source, panel):
        if kinds[:, 0].sum() < FEWEST:
            continue
        for name, value in zip(keys, key, strict=True):
            keys[name].append(value)
        found.append(_interval(key, number, kinds, draws, seed, level).ravel())
    table = np.vstack(found) if found else np.empty((0, len(ends)))
    columns = ", ".join(f"unnest(CAST(? AS DOUBLE[])) AS {name}" for name in ends)
    # NaN is no number that a reader expects: null.
    shown = ", ".join(f"CASE WHEN NOT isnan({name}) THEN {name} END AS {name}" for name in ends)
    return source.connection.sql(
        f"""
        WITH panel AS ({query}),
        ends AS (
            SELECT unnest(CAST(? AS DATE[])) AS period, unnest(CAST(? AS VARCHAR[])) AS actor,
                unnest(CAST(? AS VARCHAR[])) AS recipient, {columns}
        )
        SELECT panel.*, {shown} FROM panel LEFT JOIN ends USING (period, actor, recipient)
        ORDER BY actor, recipient, period
        """,
        params=[*values, *keys.values(), *(table[:, i].tolist() for i in range(len(ends)))],
    )


def _cells(source: Source, panel: Panel) -> Iterator[tuple[tuple[object, ...], int, Numbers]]:
    """Each dyad and period with the articles read, and its kinds of articles.

    A kind is a row: how many articles are of it, then what one of them says: events, cooperation,
    conflict, events with a score, their sum, events with a Goldstein score, their sum.
    """
    events, values = picked(source, panel)
    rows = source.connection.execute(
        f"""
        WITH told AS (
            SELECT
                period, actor, recipient, count(*) AS n,
                count(*) FILTER (quad LIKE '%cooperation') AS cooperation,
                count(*) FILTER (quad LIKE '%conflict') AS conflict,
                count(score) AS scored, coalesce(sum(score), 0) AS score,
                count(goldstein) AS weighed, coalesce(sum(goldstein), 0) AS goldstein
            FROM (SELECT *, row_number() OVER () AS number FROM ({events}))
            GROUP BY
                period, actor, recipient, source, CASE WHEN source IS NULL THEN number END
        )
        SELECT period, actor, recipient, count(*), n, cooperation, conflict, scored, score,
            weighed, goldstein
        FROM told
        GROUP BY period, actor, recipient, n, cooperation, conflict, scored, score, weighed,
            goldstein
        ORDER BY ALL
        """,
        values,
    ).fetchall()
    panel_sql, panel_values = panel_query(source, panel)
    read = {
        (period, actor, recipient): number
        for period, actor, recipient, number in source.connection.execute(
            f"SELECT period, actor, recipient, read FROM ({panel_sql})", panel_values
        ).fetchall()
    }
    for key, group in groupby(rows, key=lambda row: row[:3]):
        if key in read:
            yield key, int(read[key]), np.array([row[3:] for row in group], dtype=np.float64)


def _interval(
    key: tuple[object, ...], read: int, kinds: Numbers, draws: int, seed: int, level: float
) -> Numbers:
    """Lower and upper end of each measure, a row each."""
    often, said = kinds[:, 0], kinds[:, 1:]
    # What is dated in this period may have been told in articles of another.
    number = max(read, int(often.sum()))
    shares = np.append(often, number - often.sum()) / number
    rng = np.random.default_rng([seed, crc32(repr(key).encode())])
    sums = rng.multinomial(number, shares, size=draws)[:, :-1] @ said
    count, cooperation, conflict, scored, score, weighed, goldstein = sums.T
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = [
            count,
            cooperation - conflict,
            conflict / (cooperation + conflict),
            score / scored,
            goldstein / weighed,
        ]
    tail = (1 - level) / 2 * 100
    ends = []
    for values in drawn:
        known = values[~np.isnan(values)]
        ends.append(np.percentile(known, [tail, 100 - tail]) if known.size else [np.nan, np.nan])
    return np.array(ends)
