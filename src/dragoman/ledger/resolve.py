"""The ledger of an archive: later articles resolve earlier forecasts and announcements.

The machine's outcomes are worked out anew at each call and written in one transaction: the same
archive gives the same outcomes. A person's decisions are rows of their own; nothing overwrites
them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from dragoman.archive import Archive
from dragoman.ledger.coverage import FRESH, Silence, share_told, silence
from dragoman.ledger.evidence import Evidence
from dragoman.ledger.expectations import Expectation, Kind
from dragoman.ledger.gather import days_about, evidence_in, expected_in
from dragoman.ledger.verdict import Outcome, Verdict, judge

MACHINE = "dragoman"
"""Who decided, in the rows that are worked out."""
_COLUMNS = (
    "article, forecast, outcome, evidence_article, evidence_event, basis, confidence, decided, "
    '"by", note'
)


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
    expected = list(expected_in(archive, horizon))
    evidence = evidence_in(archive, expected, horizon)
    days = days_about(archive, {one.keys for one in expected if one.hindrance is None}, horizon)
    share = _share(expected, evidence, days)

    def meaning(one: Expectation) -> Silence:
        assert one.end is not None
        return silence(days[one.keys], one.start or one.end, one.end, share)

    verdicts = [
        judge(one, evidence.get(number, []), horizon, meaning)
        for number, one in enumerate(expected)
    ]
    made = Resolved(horizon, share=share)
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


def _share(
    expected: list[Expectation],
    evidence: dict[int, list[Evidence]],
    days: dict[frozenset[str], list[date]],
) -> float:
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
        published = days[expected[number].keys]
        articles += max(
            0, bisect_right(published, last) - bisect_left(published, first.published) - 1
        )
        told += len({one.article for one in came if one.published <= last}) - 1
    return share_told(min(told, articles), articles)


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
