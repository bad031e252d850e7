"""What an archive holds for the ledger: expectations, evidence, and what is written about whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.archive import Archive
from dragoman.ledger.evidence import Evidence, weigh
from dragoman.ledger.expectations import Expectation, expectations
from dragoman.ledger.fit import KIN, LAG
from dragoman.record import Event, Record

NEWEST = "SELECT max(article) FROM articles GROUP BY id, sha256"
"""An article coded again by a newer run counts once."""
ORIGINALS = f"{NEWEST} EXCEPT SELECT article FROM copies WHERE kind = 'copy'"
"""Of these a reprint is no second witness."""
_CHUNK = 2000
"""Candidates whose records are in memory at a time."""
_KEYS = """list_distinct(list_concat(
    list_transform(list_zip(actor_countries, actors),
        lambda p: CASE WHEN p[1] = '' THEN lower(p[2]) ELSE p[1] END),
    list_transform(list_zip(recipient_countries, recipients),
        lambda p: CASE WHEN p[1] = '' THEN lower(p[2]) ELSE p[1] END)))"""
"""Parties of a row of ``events``, as ``expectations.party_key`` names them."""


def expected_in(archive: Archive, horizon: date) -> Iterator[Expectation]:
    """The expectations of all articles until ``horizon``, in the order of coding."""
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


def evidence_in(
    archive: Archive, expected: list[Expectation], horizon: date
) -> dict[int, list[Evidence]]:
    """For each expectation, by its place in the list, what later articles say of it.

    The archive picks the candidates; ``weigh`` judges each.
    """
    often = _often(archive)
    wanted = [
        (
            number,
            one.article,
            one.event.id,
            types,
            _rarest_first(keys, often),
            one.published,
            one.start or one.end,
            one.end,
        )
        for number, one in enumerate(expected)
        if one.hindrance is None and one.event is not None
        for types, keys in _sought(one, one.event)
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


def _sought(expected: Expectation, event: Event) -> Iterator[tuple[list[str], frozenset[str]]]:
    """Types that an event may have that tells of what is expected, and who must take part in it."""
    # Who travels to several hosts has set out when one is reached.
    journey = event.type == "CONSULT" and event.mode == "visit" and len(expected.keys) > 2
    keys = expected.acting if journey else expected.keys
    yield [event.type, *KIN.get(event.type, ())], keys
    if event.type == "CONSULT":
        # Who calls a visit off need not say once more to where.
        yield ["REJECT"], expected.acting


def _records(archive: Archive, articles: set[int]) -> dict[int, tuple[Record, dict[str, Event]]]:
    rows = archive.connection.cursor().execute(
        "SELECT article, record FROM articles WHERE article IN (SELECT unnest(?))",
        [sorted(articles)],
    )
    read = {number: Record.from_json(line) for number, line in rows.fetchall()}
    return {
        number: (record, {one.id: one for one in record.events}) for number, record in read.items()
    }


def days_about(
    archive: Archive, parties: Iterable[frozenset[str]], horizon: date
) -> dict[frozenset[str], list[date]]:
    """For each set of parties the days of the articles about them, in order.

    An article is about parties when each of them takes part in an event that it tells. Reprints
    are left out.
    """
    sets = list(parties)
    if not sets:
        return {}
    often = _often(archive)
    rows = archive.connection.execute(
        f"""
        WITH about AS (
            SELECT a.article, a.published, list_distinct(flatten(list({_KEYS}))) AS keys
            FROM events e JOIN articles a USING (article)
            WHERE a.published <= ? AND a.article IN ({ORIGINALS})
            GROUP BY a.article, a.published
        ),
        wanted AS (SELECT unnest(?) AS number, unnest(?) AS keys)
        SELECT w.number, list(t.published ORDER BY t.published)
        FROM wanted w JOIN (SELECT *, unnest(keys) AS key FROM about) t ON t.key = w.keys[1]
        WHERE list_has_all(t.keys, w.keys) GROUP BY w.number
        """,
        [horizon, list(range(len(sets))), [_rarest_first(one, often) for one in sets]],
    ).fetchall()
    found: dict[frozenset[str], list[date]] = {one: [] for one in sets}
    found.update((sets[number], days) for number, days in rows)
    return found


def _often(archive: Archive) -> dict[str, int]:
    """In how many events each party takes part."""
    return dict(
        archive.connection.execute(
            f"SELECT key, count(*) FROM (SELECT unnest({_KEYS}) AS key FROM events) GROUP BY key"
        ).fetchall()
    )


def _rarest_first(keys: frozenset[str], often: dict[str, int]) -> list[str]:
    """The parties, the rarest first: the archive joins on that one."""
    return sorted(keys, key=lambda key: (often.get(key, 0), key))
