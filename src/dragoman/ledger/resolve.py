"""The ledger of an archive: later articles resolve earlier forecasts and announcements.

The machine's outcomes are worked out anew at each call and written in one transaction: the same
archive gives the same outcomes. A person's decisions are rows of their own; nothing overwrites
them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from dragoman.archive import Archive
from dragoman.ledger.coverage import FRESH, Silence, share_told, silence
from dragoman.ledger.evidence import Evidence, weigh
from dragoman.ledger.expectations import Expectation, Kind, expectations
from dragoman.ledger.fit import KIN, LAG
from dragoman.ledger.verdict import Outcome, Verdict, judge
from dragoman.record import Event, Record

MACHINE = "dragoman"
"""Who decided, in the rows that are worked out."""
NEWEST = "SELECT max(article) FROM articles GROUP BY id, sha256"
"""An article coded again by a newer run counts once."""
ORIGINALS = f"{NEWEST} EXCEPT SELECT article FROM copies WHERE kind = 'copy'"
"""Of these a reprint is no second witness."""
_COLUMNS = (
    "article, forecast, outcome, evidence_article, evidence_event, basis, confidence, decided, "
    '"by", note'
)
_CHUNK = 2000
"""Candidates whose records are in memory at a time."""
_KEYS = """list_distinct(list_concat(
    list_transform(list_zip(actor_countries, actors),
        lambda p: CASE WHEN p[1] = '' THEN lower(p[2]) ELSE p[1] END),
    list_transform(list_zip(recipient_countries, recipients),
        lambda p: CASE WHEN p[1] = '' THEN lower(p[2]) ELSE p[1] END)))"""
"""Parties of a row of ``events``, as ``expectations.party_key`` names them."""


@dataclass
class Resolved:
    """What a pass over the archive decided.

    Attributes:
        horizon: day of the newest article that was used; None for an archive without dates.
        outcomes: forecasts and announcements by kind and outcome.
        changed: outcomes that are new or differ from those of the last pass.
        share: measured probability that one article about the parties tells of an event.
    """

    horizon: date | None
    outcomes: Counter[tuple[Kind, Outcome]] = field(default_factory=Counter)
    changed: int = 0
    share: float = 0.0


def resolve(archive: Archive, today: date | None = None) -> Resolved:
    """Works out the outcome of every forecast and announcement, and stores it.

    Args:
        archive: open for writing.
        today: uses only articles published until this day: what could be known then. By default
            all articles.
    """
    horizon = _horizon(archive, today)
    if horizon is None:
        return Resolved(None)
    expected = list(_expected(archive, horizon))
    evidence = _evidence(archive, expected, horizon)
    coverage = _Coverage(archive, horizon, expected, evidence)
    verdicts = [
        judge(one, evidence.get(number, []), horizon, coverage.silence)
        for number, one in enumerate(expected)
    ]
    made = Resolved(horizon, share=coverage.share)
    made.outcomes.update(
        (one.kind, verdict.outcome) for one, verdict in zip(expected, verdicts, strict=True)
    )
    made.changed = _store(archive, zip(expected, verdicts, strict=True))
    return made


def _horizon(archive: Archive, today: date | None) -> date | None:
    (row,) = archive.connection.execute(
        "SELECT max(published) FROM articles WHERE ? IS NULL OR published <= CAST(? AS DATE)",
        [today, today],
    ).fetchall()
    return row[0] if row[0] is None else date.fromisoformat(str(row[0]))


def _expected(archive: Archive, horizon: date) -> Iterator[Expectation]:
    cursor = archive.connection.cursor().execute(
        f"""
        SELECT article, record FROM articles
        WHERE article IN ({NEWEST}) AND (published IS NULL OR published <= ?)
          AND article IN (SELECT article FROM forecasts
                          UNION SELECT article FROM events WHERE status = 'planned')
        ORDER BY article
        """,
        [horizon],
    )
    while rows := cursor.fetchmany(200):
        for number, record in rows:
            yield from expectations(number, Record.from_json(record))


_CANDIDATES = f"""
WITH wanted AS (
    SELECT unnest(?) AS number, unnest(?) AS article, unnest(?) AS event, unnest(?) AS types,
           unnest(?) AS keys, unnest(?) AS published, unnest(?) AS first, unnest(?) AS last
),
told AS (
    SELECT e.article, e.event, e.type, e.status, a.published, {_KEYS} AS keys,
           coalesce(e.start, a.published) AS first, coalesce(e."end", a.published) AS last
    FROM events e JOIN articles a USING (article)
    WHERE e.status IN ('happened', 'ongoing', 'negated')
      AND a.published <= ? AND a.article IN ({ORIGINALS})
),
alike AS (
    SELECT w.number, t.article, t.event
    FROM (SELECT * EXCLUDE (types), unnest(types) AS type FROM wanted) w
    JOIN (SELECT *, unnest(keys) AS key FROM told) t ON t.type = w.type AND t.key = w.keys[1]
    WHERE t.published >= w.published AND list_has_all(t.keys, w.keys)
      AND (t.status = 'negated' OR t.type = 'REJECT'
           OR (t.first <= w.last + ? AND t.last >= w.first))
),
linked AS (
    SELECT w.number, t.article, t.event
    FROM wanted w JOIN joins mine ON mine.article = w.article AND mine.event = w.event
    JOIN joins other ON other.happening = mine.happening
    JOIN told t ON t.article = other.article AND t.event = other.event
)
SELECT number, article, event, bool_or(joined) AS joined
FROM (SELECT *, false AS joined FROM alike UNION ALL SELECT *, true FROM linked)
GROUP BY ALL ORDER BY article, event, number
"""
"""Events that may tell of what is expected.

Those whose types, acting parties and days are not far off, and those that are linked to the event
expected as reports of one happening.
"""


def _evidence(
    archive: Archive, expected: list[Expectation], horizon: date
) -> dict[int, list[Evidence]]:
    """For each expectation, by its place in the list, what later articles say of it.

    The archive picks the candidates; ``weigh`` judges each.
    """
    wanted = [
        (
            number,
            one.article,
            one.event.id,
            _types(one.event),
            sorted(one.acting),
            one.published,
            one.start or one.end,
            one.end,
        )
        for number, one in enumerate(expected)
        if one.hindrance is None and one.event is not None
    ]
    found: dict[int, list[Evidence]] = {}
    if not wanted:
        return found
    columns = [list(column) for column in zip(*wanted, strict=True)]
    pairs = archive.connection.cursor().execute(_CANDIDATES, [*columns, horizon, LAG.days])
    while chunk := pairs.fetchmany(_CHUNK):
        records = _records(archive, {article for _, article, _, _ in chunk})
        for number, article, id_, joined in chunk:
            record, events = records[article]
            if one := weigh(expected[number], article, events[id_], record, joined=joined):
                found.setdefault(number, []).append(one)
    return found


def _types(expected: Event) -> list[str]:
    """The types that an event may have that tells of what is expected."""
    refusal = ("REJECT",) if expected.type == "CONSULT" else ()
    return [expected.type, *KIN.get(expected.type, ()), *refusal]


def _records(archive: Archive, articles: set[int]) -> dict[int, tuple[Record, dict[str, Event]]]:
    rows = archive.connection.cursor().execute(
        "SELECT article, record FROM articles WHERE article IN (SELECT unnest(?))",
        [sorted(articles)],
    )
    read = {number: Record.from_json(line) for number, line in rows.fetchall()}
    return {
        number: (record, {one.id: one for one in record.events}) for number, record in read.items()
    }


class _Coverage:
    """What the silence of this archive means, measured in it; see ``coverage``."""

    def __init__(
        self,
        archive: Archive,
        horizon: date,
        expected: list[Expectation],
        evidence: dict[int, list[Evidence]],
    ) -> None:
        self._connection = archive.connection.cursor()
        self._connection.execute(
            f"""
            CREATE TEMP TABLE about AS
            SELECT a.published, list_distinct(flatten(list({_KEYS}))) AS keys
            FROM events e JOIN articles a USING (article)
            WHERE a.published <= ? AND a.article IN ({ORIGINALS})
            GROUP BY a.article, a.published
            """,
            [horizon],
        )
        self._days: dict[frozenset[str], list[date]] = {}
        self.share = self._measure(expected, evidence)

    def silence(self, expected: Expectation) -> Silence:
        """For ``judge``: how surely an event of the window would have been told."""
        assert expected.end is not None
        start = expected.start or expected.end
        return silence(self._published(expected.keys), start, expected.end, self.share)

    def _measure(self, expected: list[Expectation], evidence: dict[int, list[Evidence]]) -> float:
        """The share of articles that tell of what happened, the first that does left out."""
        told = articles = 0
        counted: set[tuple[frozenset[str], int, str]] = set()
        for number, reports in sorted(evidence.items()):
            came = [one for one in reports if one.came]
            if not came:
                continue
            first = min(came, key=lambda one: (one.published, one.article, one.event))
            known = (expected[number].keys, first.article, first.event)
            if known in counted:
                continue
            counted.add(known)
            last = first.published + FRESH
            days = self._published(expected[number].keys)
            articles += max(0, bisect_right(days, last) - bisect_left(days, first.published) - 1)
            told += len({one.article for one in came if one.published <= last}) - 1
        return share_told(min(told, articles), articles)

    def _published(self, keys: frozenset[str]) -> list[date]:
        """Days of all articles with events in which each of the parties takes part."""
        if keys not in self._days:
            rows = self._connection.execute(
                "SELECT published FROM about WHERE list_has_all(keys, ?) ORDER BY published",
                [sorted(keys)],
            ).fetchall()
            self._days[keys] = [row[0] for row in rows]
        return self._days[keys]


def _store(archive: Archive, pairs: Iterable[tuple[Expectation, Verdict]]) -> int:
    """Replaces the machine's outcomes; one that is as before keeps its time. Counts the others."""
    connection = archive.connection
    before = {
        (row[0], row[1]): tuple(row)
        for row in connection.execute(
            f'SELECT {_COLUMNS} FROM outcomes WHERE "by" = ?', [MACHINE]
        ).fetchall()
    }
    now = datetime.now(UTC).replace(tzinfo=None)
    rows: list[tuple[Any, ...]] = []
    changed = 0
    for one, verdict in pairs:
        cited = verdict.evidence
        row = (
            one.article,
            one.item,
            verdict.outcome,
            cited.article if cited else None,
            cited.event if cited else None,
            verdict.basis,
            verdict.confidence,
        )
        old = before.get((one.article, one.item))
        same = old is not None and old[:7] == row
        changed += not same
        rows.append((*row, old[7] if same and old else now, MACHINE, None))
    connection.execute("BEGIN")
    try:
        connection.execute('DELETE FROM outcomes WHERE "by" = ?', [MACHINE])
        if rows:
            marks = ", ".join("unnest(?)" for _ in rows[0])
            columns = [list(column) for column in zip(*rows, strict=True)]
            connection.execute(f"INSERT INTO outcomes ({_COLUMNS}) SELECT {marks}", columns)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return changed
