"""A corpus into an archive: restartable, counted, with every failure listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from dragoman.archive.store import Archive, open_archive
from dragoman.article import read_articles
from dragoman.coder import Coder
from dragoman.errors import InputError
from dragoman.record import Article

BATCH = 64
"""Articles a transaction: what a kill can lose."""


@dataclass
class Summary:
    """What became of every input of a run.

    Attributes:
        run: number of the run in the archive.
        read: articles that were read.
        coded: articles that gave at least one event, statement or forecast.
        known: articles passed over because the archive has them from the same coder.
        empty: articles that gave nothing, counted by reason.
        failed: inputs that could not be read.
    """

    run: int
    read: int = 0
    coded: int = 0
    known: int = 0
    empty: Counter[str] = field(default_factory=Counter)
    failed: list[InputError] = field(default_factory=list)


def code_corpus(
    sources: Sequence[str | Path],
    path: Path,
    coder: Coder,
    *,
    published: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Codes all articles of ``sources`` into the archive at ``path``.

    Raises ``ArchiveError`` when the archive cannot be opened; bad inputs are listed, never raised.
    """
    with open_archive(path, create=True) as archive:
        settings = {"date": published}
        run = archive.begin_run(coder.provenance, settings, [str(one) for one in sources])
        summary = Summary(run)
        known = archive.coded(coder.provenance)
        items = (one for source in sources for one in read_articles(source, published=published))
        for batch in _batches(items):
            _add(archive, coder, summary, batch, known)
            if progress is not None:
                progress(len(batch))
        archive.end_run(run)
    return summary


def _add(
    archive: Archive,
    coder: Coder,
    summary: Summary,
    batch: list[Article | InputError],
    known: set[tuple[str, str]],
) -> None:
    fresh = []
    failures = []
    for item in batch:
        if isinstance(item, InputError):
            failures.append(item)
            continue
        summary.read += 1
        key = (item.id, item.sha256)
        if key in known:
            summary.known += 1
        else:
            known.add(key)
            fresh.append(item)
    records = list(coder.code_many(fresh))
    archive.add(summary.run, records, failures)
    summary.failed += failures
    for record in records:
        if record.events or record.statements or record.forecasts:
            summary.coded += 1
        else:
            summary.empty[record.notes[-1].code if record.notes else "nothing-found"] += 1


def _batches(items: Iterator[Article | InputError]) -> Iterator[list[Article | InputError]]:
    while batch := list(islice(items, BATCH)):
        yield batch
