"""The one input of everything in this room: the view ``dyad_events``, and what was read.

An archive and an imported table (GDELT, ICEWS, one's own) become the same two views, so that a
series, a network or a test does not know where its events come from.

``dyad_events``: a row for each ordered pair of parties in a report.

============= ========= ================================================================
column        type      meaning
============= ========= ================================================================
report        any       what is counted; rows of one report name different pairs
date          DATE      the day it counts on
actor         VARCHAR   who did it: ISO 3166-1 alpha-3, or an organisation's acronym
recipient     VARCHAR   to whom; never the actor itself
mutual        BOOLEAN   both did it together (a meeting): it stands there both ways round
type          VARCHAR   PLOVER type
cameo         VARCHAR   CAMEO code
quad          VARCHAR   ``verbal cooperation``, ``material cooperation``,
                        ``verbal conflict``, ``material conflict``
score         DOUBLE    PLOVER, -10 (conflict) to +10 (cooperation)
goldstein     DOUBLE    Goldstein, -10 to +10
status        VARCHAR   happened, ongoing, planned, hypothetical, negated
historical    BOOLEAN   background, not news
source        any       the article it stands in; null: each report by itself
============= ========= ================================================================

``articles_read``: ``date`` and ``articles``, how many articles published that day were read,
whatever they gave: the denominator of every count.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from dragoman.archive import Archive
from dragoman.errors import InputError, UsageError
from dragoman.events import cameo_codes, load_ontology

COLUMNS = {
    "report": "VARCHAR",
    "date": "DATE",
    "actor": "VARCHAR",
    "recipient": "VARCHAR",
    "mutual": "BOOLEAN",
    "type": "VARCHAR",
    "cameo": "VARCHAR",
    "quad": "VARCHAR",
    "score": "DOUBLE",
    "goldstein": "DOUBLE",
    "status": "VARCHAR",
    "historical": "BOOLEAN",
    "source": "VARCHAR",
}
"""Columns of ``dyad_events``, in order."""
NEEDED = ("date", "actor", "recipient")
"""What a table must have at least; what else is missing is filled, or null."""

Counted = Literal["reports", "events"]

_ARCHIVE = """
CREATE OR REPLACE TEMP VIEW dyad_events AS
WITH current AS (
    -- An article coded again by a newer run counts once.
    SELECT article, published FROM articles
    WHERE article IN (SELECT max(article) FROM articles GROUP BY id, sha256)
), sides AS (
    SELECT
        e.article, e.event, e.type, e.cameo, e.quad, e.score, e.goldstein, e.status, e.historical,
        -- What goes on counts when it is reported; what has a date on the day of its interval
        -- that lies nearest to publication ("this year" is not the first of January).
        CASE
            WHEN e.status = 'ongoing' OR e.start IS NULL THEN coalesce(published, e.start)
            WHEN published IS NULL THEN e.start
            ELSE least(greatest(published, e.start), coalesce(e."end", e.start))
        END AS date,
        published,
        list_distinct(e.actor_countries) AS doers,
        CASE WHEN len(e.recipients) = 0 THEN doers ELSE list_distinct(e.recipient_countries) END
            AS done_to
    FROM events e JOIN current USING (article)
), pairs AS (
    SELECT *, unnest(done_to) AS recipient FROM (SELECT *, unnest(doers) AS actor FROM sides)
)
SELECT
    article || ' ' || event AS report, date, actor, recipient,
    list_contains(done_to, actor) AND list_contains(doers, recipient) AS mutual,
    type, cameo, quad, score, goldstein, status, historical, article AS source, published
FROM pairs WHERE actor <> recipient AND actor <> '' AND recipient <> ''
"""
_HAPPENINGS = """
CREATE OR REPLACE TEMP VIEW dyad_events AS
SELECT
    coalesce(CAST(j.happening AS VARCHAR), r.report) AS report,
    -- Of what was reported several times the last report decides.
    arg_max(r.date, told) AS date,
    r.actor, r.recipient, bool_or(r.mutual) AS mutual,
    arg_max(r.type, told) AS type, arg_max(r.cameo, told) AS cameo, arg_max(r.quad, told) AS quad,
    arg_max(r.score, told) AS score, arg_max(r.goldstein, told) AS goldstein,
    arg_max(r.status, told) AS status, bool_and(r.historical) AS historical,
    arg_min(r.source, told) AS source
FROM (SELECT *, (coalesce(published, date), source) AS told FROM dyad_reports) r
LEFT JOIN joins j ON r.report = j.article || ' ' || j.event
GROUP BY ALL
"""
_READ = """
CREATE OR REPLACE TEMP VIEW articles_read AS
SELECT published AS date, count(*) AS articles FROM articles
WHERE article IN (SELECT max(article) FROM articles GROUP BY id, sha256) AND published IS NOT NULL
GROUP BY published
"""


@dataclass(frozen=True)
class Source:
    """Where events come from: a connection with the views ``dyad_events`` and ``articles_read``.

    Attributes:
        connection: its own, so that two sources never mix.
        counted: what a row of ``dyad_events`` stands for: reports or events.
        read: what the denominator counts, in words.
    """

    connection: duckdb.DuckDBPyConnection
    counted: Counted
    read: str

    def one(self, query: str, values: list[Any] | None = None) -> tuple[Any, ...]:
        """The only row of a query."""
        (row,) = self.connection.execute(query, values or []).fetchall()
        return tuple(row)


def archive_events(archive: Archive, count: Counted = "reports") -> Source:
    """The events of an archive between states and organisations; each ordered pair is a row.

    A party counts as its country, or as its organisation where it has none. By default every
    article's report counts; ``count="events"`` counts what was linked across articles once, with
    type, status and date as last reported, in the article that had it first.

    Raises ``UsageError`` when events are asked for and no reports have been linked.
    """
    connection = archive.connection.cursor()
    connection.execute(_READ)
    if count == "reports":
        connection.execute(_ARCHIVE)
        return Source(connection, count, "articles read")
    tables = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
    linked = "joins" in tables and connection.execute("SELECT 1 FROM joins LIMIT 1").fetchall()
    if not linked:
        raise UsageError(
            f"{archive.path}: no reports are linked into events yet; link them first "
            "(dragoman link), or count reports"
        )
    connection.execute(_ARCHIVE.replace("VIEW dyad_events", "VIEW dyad_reports"))
    connection.execute(_HAPPENINGS)
    return Source(connection, count, "articles read")


def table_events(table: Any, connection: duckdb.DuckDBPyConnection | None = None) -> Source:
    """The events of a table with columns of ``dyad_events``.

    ``date``, ``actor`` and ``recipient`` are needed. With a ``cameo`` code and without ``type``,
    ``quad``, ``score`` or ``goldstein`` these come from the code; ``quad`` may be a number as in
    GDELT; without ``status`` everything has happened. The denominator of a table is its own rows:
    it does not say what was read in vain.

    Args:
        table: a Parquet or CSV file, or a data frame of pandas, polars or Arrow.
        connection: with it ``table`` is the name of a table or view there.

    Raises:
        InputError: the file or table cannot be read.
        UsageError: a column is missing or is not what it should be.
    """
    own = connection.cursor() if connection else duckdb.connect()
    _open(own, table, named=connection is not None)
    given = [row[0] for row in own.execute("DESCRIBE given_events").fetchall()]
    names = {name.lower() for name in given}
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UsageError(
            f"no column {', '.join(missing)}: a table of events needs {', '.join(NEEDED)}; "
            f"this one has {', '.join(given)}"
        )
    _lay_codes(own)
    columns = ", ".join(
        f"CAST({_column(name, names)} AS {kind}) AS {name}" for name, kind in COLUMNS.items()
    )
    join = "LEFT JOIN cameo_facts f ON f.code = CAST(g.cameo AS VARCHAR)"
    try:
        own.execute(
            f"CREATE OR REPLACE TEMP VIEW dyad_events AS SELECT {columns} FROM given_events g "
            f"{join if 'cameo' in names else ''} "
            "WHERE g.actor <> g.recipient AND g.actor <> '' AND g.recipient <> ''"
        )
        own.execute("SELECT * FROM dyad_events LIMIT 1").fetchall()
    except duckdb.Error as error:
        raise UsageError(f"the table does not fit: {_first_line(error)}") from error
    own.execute(
        "CREATE OR REPLACE TEMP VIEW articles_read AS "
        "SELECT date, count(*) AS articles FROM dyad_events GROUP BY date"
    )
    return Source(own, "events", "events in the table")


def _open(connection: duckdb.DuckDBPyConnection, table: Any, *, named: bool) -> None:
    """Lays ``table`` out as the view ``given_events``."""
    try:
        if named:
            name = '"' + str(table).replace('"', '""') + '"'
            connection.execute(f"CREATE OR REPLACE TEMP VIEW given_events AS SELECT * FROM {name}")
            return
        if isinstance(table, str | Path):
            path = str(table)
            if not Path(path).exists():
                raise InputError("no such file", source=path)
            if Path(path).suffix.lower() in (".parquet", ".pq"):
                found = connection.read_parquet(path)
            else:
                # CAMEO codes are text: 010 is not 10.
                found = connection.read_csv(path, all_varchar=True)
        else:
            connection.register("given_events", table)
            return
        found.create_view("given_events", replace=True)
    except duckdb.Error as error:
        raise InputError(_first_line(error), source=str(table)) from error


def _column(name: str, given: set[str]) -> str:
    """The SQL of a column of ``dyad_events``, made from what the table has."""
    own = f"g.{name}" if name in given else "NULL"
    if name == "quad":
        cases = " ".join(
            f"WHEN '{one.number}' THEN '{quad}'" for quad, one in load_ontology().quads.items()
        )
        own = f"CASE CAST({own} AS VARCHAR) {cases} ELSE CAST({own} AS VARCHAR) END"
    if name in ("type", "quad", "score", "goldstein") and "cameo" in given:
        return f"coalesce({own}, f.{name})" if name in given else f"f.{name}"
    filled = {"mutual": "FALSE", "historical": "FALSE", "status": "'happened'"}
    return own if name in given else filled.get(name, own)


def _lay_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """What each CAMEO code stands for, as the table ``cameo_facts``."""
    ontology = load_ontology()
    rows = []
    for one in cameo_codes().values():
        plover = ontology.prescribe(one.type, one.mode, "happened") if one.type else None
        quad, score = (plover.quad, plover.score) if plover else (None, None)
        rows.append([one.code, one.type, quad, score, one.goldstein])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE cameo_facts "
        "(code VARCHAR, type VARCHAR, quad VARCHAR, score DOUBLE, goldstein DOUBLE)"
    )
    connection.executemany("INSERT INTO cameo_facts VALUES (?, ?, ?, ?, ?)", rows)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
