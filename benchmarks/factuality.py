"""Did it happen? The status of given events in UW and MEANTIME.

    python -m benchmarks.factuality

Data: the development parts of UW (Lee et al. 2015) and MEANTIME (Minard et al. 2016) on the scale
of Stanovsky et al. (2017): -3 (certainly not) to 3 (certainly). Their events are of every kind
("battle", "worried"), so that the status head is read at the given words, not at events that the
product would record. Two readings of its five probabilities: the likeliest as certain (happened,
ongoing), uncertain (planned, hypothetical) or negated; and their mean on the scale, with planned
at 1 and hypothetical at 0. In the data certain is at least 2, negated at most -2 (set before
anything was measured).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from benchmarks.common import DATA, Counts, Missing, Row, macro_row, need
from dragoman.coder import default_coder
from dragoman.language import Document, read_document
from dragoman.record import STATUSES

PUBLIC = "github.com/gabrielStanovsky/unified-factuality"
CERTAIN = 2.0
CLASSES = ("certain", "uncertain", "negated")
SCALE = {"happened": 3.0, "ongoing": 3.0, "planned": 1.0, "hypothetical": 0.0, "negated": -3.0}
CLASS_OF = {
    "happened": "certain",
    "ongoing": "certain",
    "planned": "uncertain",
    "hypothetical": "uncertain",
    "negated": "negated",
}
_QUOTES = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-lrb-": "(", "-rrb-": ")"}


def sentences(path: Path) -> list[tuple[list[str], dict[int, float]]]:
    """Words of each sentence, and the factuality of those that are events."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            rows = [line.split("\t") for line in group]
            words = [_QUOTES.get(row[1], row[1]) for row in rows]
            found.append((words, {i: float(r[2]) for i, r in enumerate(rows) if r[2] != "_"}))
    return found


def judged(path: Path) -> list[list[tuple[float, float, str]]]:
    """For each sentence (gold value, expected value, likeliest class) of its events."""
    texts: list[Document] = []
    asked: list[list[tuple[int, float]]] = []
    for words, events in sentences(path):
        starts = np.cumsum([0, *(len(word) + 1 for word in words)])
        texts.append(read_document(" ".join(words)))
        asked.append([(int(starts[i]), value) for i, value in events.items()])
    read = default_coder().model.read(texts, [range(len(one.paragraphs)) for one in texts])
    answers: list[list[tuple[float, float, str]]] = []
    for document, signals, places in zip(texts, read, asked, strict=True):
        row: list[tuple[float, float, str]] = []
        for start, gold in places:
            word = document.words_in(start, start + 1).start
            likely = signals.tokens["status"][signals.row_of[word]]
            mean = sum(float(p) * SCALE[name] for p, name in zip(likely, STATUSES, strict=True))
            row.append((gold, mean, CLASS_OF[STATUSES[int(likely.argmax())]]))
        answers.append(row)
    return answers


def class_of(value: float) -> str:
    """The class of a value of the data."""
    return "certain" if value >= CERTAIN else "negated" if value <= -CERTAIN else "uncertain"


def rows(name: str, answers: Sequence[Sequence[tuple[float, float, str]]]) -> list[Row]:
    """Macro-F1 over the three classes, and Pearson's correlation on the scale."""
    counts = [
        [
            Counts(
                sum(class_of(gold) == said == label for gold, _, said in one),
                sum(said == label for _, _, said in one),
                sum(class_of(gold) == label for gold, _, _ in one),
            )
            for label in CLASSES
        ]
        for one in answers
    ]
    flat = [pair for one in answers for pair in one]
    correlation = np.corrcoef([gold for gold, _, _ in flat], [mean for _, mean, _ in flat])[0, 1]
    return [
        macro_row("certain, uncertain, negated: macro-F1", name, counts, "events", "given words"),
        Row("factuality, correlation (Pearson)", name, float(correlation), len(flat), "events"),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Prints every row."""
    for folder, name in (("uw", "UW dev"), ("meantime", "MEANTIME dev")):
        try:
            path = need(DATA / "factuality" / folder / "dev.conll", PUBLIC)
        except Missing as missing:
            print(f"skipped: {missing}")
            continue
        for one in rows(name, judged(path)):
            print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
