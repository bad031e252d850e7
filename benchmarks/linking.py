"""One event, many reports: joined reports against annotation, near-duplicates, cost.

    python -m benchmarks linking            # quality, on the stories for tests
    python -m benchmarks linking --scale    # time and memory at 10,000 to 1,000,000 reports
    python -m benchmarks.linking --development

All stories stand in one archive, so that joins across stories count. Coreference is scored on
mentions (reports) as in CoNLL-2012: the mean F1 of MUC (Vilain et al. 1995), B³ (Bagga and Baldwin
1998) and entity-based CEAF (Luo 2005), over all reports, those told once included, as is usual for
events across documents; and once more over those alone that people or the machine joined.
Intervals are from resampling stories. On the machine's own records a report is the gold one whose
trigger it overlaps; gold reports that it missed stand alone.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

from benchmarks import linking_copies, linking_scale
from benchmarks.common import Row
from dragoman.archive import open_archive
from dragoman.linking import link
from dragoman.record import Event, Record

DRAWS = 200
"""Bootstrap samples; each scores all stories anew."""
Labels: TypeAlias = Mapping[str, object]
"""The event of each report."""


def _sets(labels: Labels) -> dict[object, set[str]]:
    found: dict[object, set[str]] = defaultdict(set)
    for report, event in labels.items():
        found[event].add(report)
    return found


def _muc(key: Labels, response: Labels) -> float:
    """Links of the key that the response has: |K| − parts of K, over |K| − 1."""
    right = total = 0
    for members in _sets(key).values():
        right += len(members) - len({response[one] for one in members})
        total += len(members) - 1
    return right / total if total else 1.0


def _b_cubed(key: Labels, response: Labels) -> float:
    """Mean over reports of the share of its key event that stands with it in the response."""
    total = 0.0
    for members in _sets(key).values():
        counts = Counter(response[one] for one in members)
        total += sum(number * number for number in counts.values()) / len(members)
    return total / len(key)


def _ceaf(key: Labels, response: Labels) -> float:
    """F1 of the best one-to-one alignment of events, with φ₄ as likeness."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    gold, said = list(_sets(key).values()), list(_sets(response).values())
    place = {report: number for number, one in enumerate(said) for report in one}
    likeness = np.zeros((len(gold), len(said)))
    for row, members in enumerate(gold):
        for column, shared in Counter(place[one] for one in members).items():
            likeness[row, column] = 2 * shared / (len(members) + len(said[column]))
    best = likeness[linear_sum_assignment(-likeness)].sum()
    return float(2 * best / (len(gold) + len(said)))


def _f1(measure: Callable[[Labels, Labels], float], key: Labels, response: Labels) -> float:
    recall, precision = measure(key, response), measure(response, key)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def conll(key: Labels, response: Labels) -> dict[str, float]:
    """The three measures and their mean."""
    scores = {
        "MUC F1": _f1(_muc, key, response),
        "B3 F1": _f1(_b_cubed, key, response),
        "CEAFe F1": _ceaf(key, response),
    }
    return {"CoNLL F1": sum(scores.values()) / 3, **scores}


def pairs(labels: Labels) -> set[tuple[str, str]]:
    """All pairs of reports in one event."""
    return {pair for members in _sets(labels).values() for pair in combinations(sorted(members), 2)}


def _pair_scores(key: Labels, response: Labels) -> dict[str, float]:
    gold, said = pairs(key), pairs(response)
    right = len(gold & said)
    return {
        "joined pairs: precision": right / len(said) if said else 1.0,
        "joined pairs: recall": right / len(gold) if gold else 1.0,
    }


def _alone_left_out(key: Labels, response: Labels) -> tuple[Labels, Labels]:
    """Only reports that the key or the response joins with another."""
    joined = {
        report
        for labels in (key, response)
        for members in _sets(labels).values()
        if len(members) > 1
        for report in members
    }
    return ({one: key[one] for one in joined}, {one: response[one] for one in joined})


def all_scores(key: Labels, response: Labels) -> dict[str, float]:
    """Every score by its name."""
    scores = conll(key, response) | _pair_scores(key, response)
    some = _alone_left_out(key, response)
    return scores | {"CoNLL F1, reports told once left out": conll(*some)["CoNLL F1"]}


def rows_of(key: Labels, response: Labels, home: Mapping[str, str], data: str) -> list[Row]:
    """Scores with intervals from resampling stories; ``home`` is the story of each report."""
    stories = sorted(set(home.values()))
    told: dict[str, list[str]] = defaultdict(list)
    for report in key:
        told[home[report]].append(report)
    rng = random.Random(7)
    draws: dict[str, list[float]] = defaultdict(list)
    for _ in range(DRAWS):
        drawn = [rng.choice(stories) for _ in stories]
        # A story drawn twice is two; what is joined across stories stays joined.
        seen: Counter[str] = Counter()
        again: list[tuple[str, int, str]] = []
        for story in drawn:
            seen[story] += 1
            again += [(f"{seen[story]} {one}", seen[story], one) for one in told[story]]
        turn = [{name: (n, labels[one]) for name, n, one in again} for labels in (key, response)]
        for name, value in all_scores(*turn).items():
            draws[name].append(value)
    made = []
    for name, value in all_scores(key, response).items():
        ranked = sorted(draws[name])
        unit = {"p": len(pairs(response)), "r": len(pairs(key))}.get(name.partition(": ")[2][:1])
        made.append(
            Row(
                name,
                data,
                value,
                len(key) if unit is None else unit,
                "reports" if unit is None else "pairs",
                ranked[int(0.025 * DRAWS)],
                ranked[int(0.975 * DRAWS) - 1],
            )
        )
    return made


def linked(records: Iterable[Record]) -> dict[str, object]:
    """The event of each report of the records, linked in one archive."""
    records = list(records)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "stories.duckdb", create=True) as archive,
    ):
        archive.add(archive.begin_run(records[0].dragoman, {}, []), records)
        link(archive)
        return dict(
            archive.connection.execute(
                "SELECT a.id || ':' || j.event, j.happening "
                "FROM joins j JOIN articles a USING (article)"
            ).fetchall()
        )


def own_records(gold: Sequence[Record]) -> list[Record]:
    """The machine's records of the same articles."""
    from dragoman.coder import Coder

    return list(Coder().code_many([one.article for one in gold]))


def matched(gold: Record, own: Record) -> dict[str, str]:
    """The machine's report for each gold report that it found: their triggers overlap."""

    def spans(event: Event) -> set[int]:
        return {at for one in event.reports for at in range(one.trigger.start, one.trigger.end)}

    found: dict[str, str] = {}
    shared = sorted(
        (-len(spans(one) & spans(other)), one.id, other.id)
        for one in gold.events
        for other in own.events
        if spans(one) & spans(other)
    )
    for _, one, other in shared:
        if one not in found and other not in found.values():
            found[one] = other
    return found


def quality(test: bool = True) -> list[Row]:
    """Joined reports against the annotated stories, on gold and on the machine's records."""
    from training.stories import chains_of, read_stories

    stories = read_stories(test)
    gold = [record for one in stories for record in one.records]
    home = {
        f"{record.article.id}:{event.id}": one.id
        for one in stories
        for record in one.records
        for event in record.events
    }
    key: dict[str, object] = {report: report for report in home}
    for chain in chains_of(stories):
        key.update(dict.fromkeys(chain, min(chain)))
    data = f"{len(stories)} stories, {'test' if test else 'development'}"
    rows = rows_of(key, linked(gold), home, f"{data}, gold records")
    own = own_records(gold)
    said = linked(own)
    response: dict[str, object] = {report: f"missed {report}" for report in home}
    for one, other in zip(gold, own, strict=True):
        for event, mine in matched(one, other).items():
            response[f"{one.article.id}:{event}"] = said[f"{other.article.id}:{mine}"]
    rows += rows_of(key, response, home, f"{data}, own records")
    seen = {report for report, event in response.items() if not str(event).startswith("missed")}
    rows += rows_of(
        {report: key[report] for report in seen},
        {report: response[report] for report in seen},
        home,
        f"{data}, own records, of reports found",
    )
    return rows


def main(arguments: list[str] | None = None) -> None:
    """Prints all rows; ``--scale`` measures cost instead."""
    words = arguments or []
    if "--scale" in words:
        linking_scale.main()
        return
    rows = quality(test="--development" not in words) + linking_copies.rows()
    for row in rows:
        print(row.line())


if __name__ == "__main__":
    main(sys.argv[1:])
