"""The scores of the model card: every class by itself, on the frozen test part.

    python -m benchmarks.classes > docs/classes.md

Matching is that of ``benchmarks.corpus``. A class that the part does not hold has no row; one with
few of its kind has a score that says little, and the table shows how few.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable

from benchmarks.corpus import frozen_part, matched, read_all
from dragoman.events import load_ontology
from dragoman.record import STATUSES

Table = dict[str, list[int]]
"""By class: right, said, gold."""

TITLES = {
    "type": "Types: an event of the type in the sentence, one to one",
    "mode": "Modes, given a found event of the right type",
    "status": "Statuses, given a found event of the right type",
    "context": "Contexts, given a found event of the right type",
    "sector": "Sectors: first sector of a mention whose span is exact",
    "kind": "Kinds of actor, the same mentions",
}


def _count(table: Table, gold: Iterable[str], said: Iterable[str], right: Iterable[str]) -> None:
    for place, labels in enumerate((right, said, gold)):
        for label, number in Counter(labels).items():
            table.setdefault(label, [0, 0, 0])[place] += number


def _given(table: Table, gold: Collection[str], said: Collection[str]) -> None:
    """Counts the labels of two entries that were matched."""
    _count(table, gold, said, set(gold) & set(said))


def tables() -> dict[str, Table]:
    """Right, said and gold of every class, own and real text together."""
    found: dict[str, Table] = {name: {} for name in TITLES}
    articles = [one for part in frozen_part().values() for one in part]
    for article, record in zip(articles, read_all(articles), strict=True):
        pairs = matched(article, record)
        _count(
            found["type"],
            (one.type for one in article.events.values()),
            (one.type for one in record.events),
            (gold.type for gold, _ in pairs),
        )
        for gold, said in pairs:
            _given(found["mode"], _mode(gold.type, gold.mode), _mode(said.type, said.mode))
            _given(found["status"], [gold.status], [said.status])
            _given(found["context"], gold.contexts, said.contexts)
        actors = {one.id: one for one in record.actors}
        at = {(one.start, one.end): actors[one.actor] for one in record.mentions}
        for tag, spans in article.spans.items():
            if tag[0] != "a" or "+" in tag:
                continue
            wanted = article.actors[tag]
            for span in spans:
                if span in at:
                    actor = at[span]
                    sector = [actor.sector] if actor.sector else []
                    _given(found["sector"], wanted.sectors[:1], sector)
                    _given(found["kind"], [wanted.kind], [actor.kind])
    return found


def _mode(type_: str, mode: str | None) -> list[str]:
    return [f"{type_}/{mode}"] if mode else []


def _order(name: str, table: Table) -> list[str]:
    ontology = load_ontology()
    known: dict[str, list[str]] = {
        "type": list(ontology.types),
        "mode": [f"{t.name}/{m}" for t in ontology.types.values() for m in t.modes],
        "status": list(STATUSES),
        "context": list(ontology.contexts),
        "sector": list(ontology.sectors),
    }
    return [
        label for label in known.get(name, sorted(table)) if label in table and any(table[label])
    ]


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables as a page of the documentation."""
    print("# Scores by class\n")
    print(
        "Made by `python -m benchmarks.classes`: the model of this version on the frozen part,\n"
        "own and real text together. With fewer than twenty of a class its scores say little.\n"
    )
    for name, table in tables().items():
        print(f"## {TITLES[name]}\n")
        print("| class | precision | recall | F1 | gold | said |\n|---|--:|--:|--:|--:|--:|")
        for label in _order(name, table):
            right, said, gold = table[label]
            precision = f"{right / said:.2f}" if said else "–"
            recall = f"{right / gold:.2f}" if gold else "–"
            f1 = f"{2 * right / (said + gold):.2f}"
            print(f"| {label} | {precision} | {recall} | {f1} | {gold} | {said} |")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
