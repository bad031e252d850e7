"""A person decides what became of a forecast; the decision is added, and stands."""

from __future__ import annotations

from datetime import UTC, datetime

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.ledger.gather import NEWEST
from dragoman.ledger.resolve import MACHINE
from dragoman.ledger.verdict import OUTCOMES


def overrule(archive: Archive, item: str, outcome: str, *, by: str, note: str) -> None:
    """Adds a person's decision; the newest one of an entry stands, before any of the machine's.

    It belongs to the words of the claim, so that it holds when the article is coded again.

    Args:
        archive: open for writing.
        item: the entry, ``ARTICLE:f1`` or ``ARTICLE:e1``, as ``dragoman forecasts`` names it.
        outcome: one of ``OUTCOMES``, said of the thing foreseen: where "it will not succeed" and
            it did not, ``not-happened``.
        by: who decides.
        note: why.

    Raises:
        UsageError: no such entry, no such outcome, or nobody named.
    """
    if outcome not in OUTCOMES:
        raise UsageError(f"unknown outcome {outcome!r}; one of {', '.join(OUTCOMES)}")
    if not by.strip() or by.strip() == MACHINE:
        raise UsageError("say who decides: --by NAME")
    if not note.strip():
        raise UsageError("say why: --note TEXT")
    article, _, id_ = item.rpartition(":")
    found = archive.connection.execute(
        f"""
        SELECT article FROM articles WHERE id = ? AND article IN ({NEWEST}) AND article IN (
            SELECT article FROM forecasts WHERE forecast = ?
            UNION SELECT article FROM events WHERE event = ? AND status = 'planned')
        ORDER BY article DESC
        """,
        [article, id_, id_],
    ).fetchall()
    if not found:
        raise UsageError(f"{item}: no such forecast; dragoman forecasts lists them as ARTICLE:f1")
    archive.connection.execute(
        "INSERT INTO outcomes (article, forecast, outcome, basis, confidence, decided, "
        '"by", note) VALUES (?, ?, ?, ?, 1, ?, ?, ?)',
        [
            found[0][0],
            id_,
            outcome,
            f"decided by {by.strip()}",
            datetime.now(UTC).replace(tzinfo=None),
            by.strip(),
            note.strip(),
        ],
    )
