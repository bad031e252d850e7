"""From probabilities of labels to spans of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dragoman.model.encoder import Signals


class Tagged(NamedTuple):
    """A span of words (``first`` to ``last``, end excluded), its label and mean probability."""

    first: int
    last: int
    kind: str
    score: float


def bio_spans(signals: Signals, head: str, outside: float = 0.5) -> list[Tagged]:
    """Spans of a head with B- and I- labels, in order.

    A word is inside when the probability of O is below ``outside``. An I- without a beginning
    begins a span; a change of kind within a span is settled by the sum of probabilities.
    """
    names = signals.labels.tokens[head]
    values = signals.tokens[head]
    if not len(values):
        return []
    inside = np.flatnonzero(values[:, 0] < outside)
    best = values[:, 1:].argmax(axis=1) + 1
    spans: list[list[int]] = []
    for row in inside.tolist():
        begins = names[best[row]].startswith("B-")
        if (
            spans
            and not begins
            and spans[-1][-1] == row - 1
            and signals.words[row] == signals.words[row - 1] + 1
            and signals.chunk_of[row] == signals.chunk_of[row - 1]
        ):
            spans[-1].append(row)
        else:
            spans.append([row])
    return [_settle(signals, head, names, rows) for rows in spans]


def _settle(signals: Signals, head: str, names: Sequence[str], rows: list[int]) -> Tagged:
    values = signals.tokens[head][rows]
    totals: dict[str, float] = {}
    for index, name in enumerate(names[1:], start=1):
        kind = name[2:]
        totals[kind] = totals.get(kind, 0.0) + float(values[:, index].sum())
    kind = max(totals, key=totals.__getitem__)
    first, last = int(signals.words[rows[0]]), int(signals.words[rows[-1]]) + 1
    return Tagged(first, last, kind, min(1.0, totals[kind] / len(rows)))


def plain_spans(signals: Signals, head: str, outside: float = 0.5) -> list[Tagged]:
    """Runs of words with one label in a head without B- and I-, in order."""
    names = signals.labels.tokens[head]
    values = signals.tokens[head]
    if not len(values):
        return []
    best = values[:, 1:].argmax(axis=1) + 1
    runs: list[tuple[list[int], int]] = []
    for row in np.flatnonzero(values[:, 0] < outside).tolist():
        label = int(best[row])
        if (
            runs
            and runs[-1][1] == label
            and runs[-1][0][-1] == row - 1
            and signals.words[row] == signals.words[row - 1] + 1
        ):
            runs[-1][0].append(row)
        else:
            runs.append(([row], label))
    return [
        Tagged(
            int(signals.words[rows[0]]),
            int(signals.words[rows[-1]]) + 1,
            names[label],
            float(values[rows, label].max()),
        )
        for rows, label in runs
    ]
