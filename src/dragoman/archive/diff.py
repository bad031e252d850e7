"""What another version, model or lexicon changed: two runs over the same articles.

Entries of the two runs are paired by their words: two events are one when their triggers overlap,
two statements when most of their content does, two forecasts when their claims overlap. What is
left unpaired appeared or vanished; of a pair, every part is compared that a reader sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.archive.store import Archive
from dragoman.errors import UsageError
from dragoman.record import Record, Span

Layer = Literal["events", "statements", "forecasts"]
LAYERS: tuple[Layer, ...] = ("events", "statements", "forecasts")
CONTEXT = 60
"""Characters of the text on each side of the words of an example."""


class Entry(NamedTuple):
    """An event, statement or forecast: where it stands and what is said of it."""

    spans: tuple[Span, ...]
    parts: dict[str, str]


@dataclass(frozen=True)
class Example:
    """One difference with its words.

    Attributes:
        article: id of the article.
        layer: events, statements or forecasts.
        what: "appeared", "vanished", or the part that changed.
        before, after: that part in either run; for what appeared or vanished its type, content or
            claim.
        words: the words in their context.
    """

    article: str
    layer: Layer
    what: str
    before: str | None
    after: str | None
    words: str


@dataclass
class Difference:
    """What two runs say otherwise.

    Attributes:
        articles: articles that both runs read.
        only: articles that only the first, and only the second run read.
        same: entries by layer that both runs have with all their parts alike.
        changes: how often, by layer and what changed.
        examples: of each kind of change the first few, in the order of the articles.
    """

    articles: int = 0
    only: tuple[int, int] = (0, 0)
    same: Counter[Layer] = field(default_factory=Counter)
    changes: Counter[tuple[Layer, str]] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)


def diff(archive: Archive, before: int, after: int, examples: int = 3) -> Difference:
    """Compares two runs on the articles that both read, the same text by the same id.

    Args:
        archive: an open archive.
        before, after: numbers of the runs.
        examples: how many are kept of each kind of change.

    Raises:
        UsageError: no such run.
    """
    here = archive.connection.cursor()
    runs = [run for (run,) in here.execute("SELECT run FROM runs ORDER BY run").fetchall()]
    for run in (before, after):
        if run not in runs:
            raise UsageError(f"no run {run}; the archive has {', '.join(map(str, runs)) or 'none'}")
    made = Difference(only=(_only(archive, before, after), _only(archive, after, before)))
    for one, other in _both(archive, before, after):
        made.articles += 1
        for layer in LAYERS:
            for example in _compare(one, other, layer, made):
                key = (layer, example.what)
                made.changes[key] += 1
                if made.changes[key] <= examples:
                    made.examples.append(example)
    return made


def _only(archive: Archive, run: int, other: int) -> int:
    rows = archive.connection.execute(
        "SELECT count(*) FROM (SELECT id, sha256 FROM articles WHERE run = ? "
        "EXCEPT SELECT id, sha256 FROM articles WHERE run = ?)",
        [run, other],
    ).fetchall()
    return int(rows[0][0])


def _both(archive: Archive, before: int, after: int) -> Iterator[tuple[Record, Record]]:
    cursor = archive.connection.cursor().execute(
        "SELECT a.record, b.record FROM articles a JOIN articles b USING (id, sha256) "
        "WHERE a.run = ? AND b.run = ? ORDER BY a.article",
        [before, after],
    )
    while rows := cursor.fetchmany(200):
        for one, other in rows:
            yield Record.from_json(one), Record.from_json(other)


def _compare(one: Record, other: Record, layer: Layer, made: Difference) -> Iterator[Example]:
    """The differences of one article in one layer."""
    first, second = _entries(one, layer), _entries(other, layer)
    partner = _paired(first, second)
    for number, entry in enumerate(first):
        if number not in partner:
            yield _example(one, layer, "vanished", entry, _title(entry), None)
            continue
        match = second[partner[number]]
        changed = [name for name in entry.parts if entry.parts[name] != match.parts[name]]
        made.same[layer] += not changed
        for name in changed:
            yield _example(one, layer, name, entry, entry.parts[name], match.parts[name])
    found = set(partner.values())
    for number, entry in enumerate(second):
        if number not in found:
            yield _example(other, layer, "appeared", entry, None, _title(entry))


def _title(entry: Entry) -> str:
    return next(iter(entry.parts.values()))


def _example(
    record: Record, layer: Layer, what: str, entry: Entry, before: str | None, after: str | None
) -> Example:
    text, span = record.article.text, entry.spans[0]
    words = text[max(0, span.start - CONTEXT) : span.end + CONTEXT]
    return Example(record.article.id, layer, what, before, after, " ".join(words.split()))


def _paired(first: Sequence[Entry], second: Sequence[Entry]) -> dict[int, int]:
    """Partners one to one, those that share most of their words first."""
    shares = sorted(
        (
            (share, -one, -other)
            for one, mine in enumerate(first)
            for other, yours in enumerate(second)
            if (share := max(_shared(a, b) for a in mine.spans for b in yours.spans)) > 0
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in shares:
        if -one not in partner and -other not in taken:
            partner[-one] = -other
            taken.add(-other)
    return partner


def _shared(one: Span, other: Span) -> float:
    """Jaccard overlap of the characters."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (max(one.end, other.end) - min(one.start, other.start))


def _entries(record: Record, layer: Layer) -> list[Entry]:
    names = {one.id: one.name for one in record.actors}

    def listed(ids: Sequence[str]) -> str:
        return ", ".join(sorted(names[one] for one in ids)) or "nobody"

    if layer == "events":
        places = {one.id: one.name for one in record.places}
        return [
            Entry(
                (one.trigger, *(report.trigger for report in one.reports)),
                {
                    "type": one.type,
                    "mode": one.mode or "none",
                    "status": one.status,
                    "historical": "yes" if one.historical else "no",
                    "actors": listed(one.actors),
                    "recipients": listed(one.recipients),
                    "date": f"{one.date.start} – {one.date.end}" if one.date else "none",
                    "place": places[one.place] if one.place else "none",
                    "contexts": ", ".join(one.contexts) or "none",
                },
            )
            for one in record.events
        ]
    if layer == "statements":
        return [
            Entry(
                (Span(one.content.start, one.content.end, one.content.text),),
                {
                    "content": one.content.text,
                    "speakers": listed(one.speakers),
                    "kind": one.kind,
                },
            )
            for one in record.statements
        ]
    return [
        Entry(
            (one.claim,),
            {
                "claim": one.claim.text,
                "forecasters": listed(one.forecasters),
                "probability": f"{one.probability.low:.2f}–{one.probability.high:.2f}",
                "window": f"{one.window.start} – {one.window.end}",
            },
        )
        for one in record.forecasts
    ]
