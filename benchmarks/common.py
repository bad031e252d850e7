"""What all measures share: rows with denominators and intervals, matching, where the data is."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[1] / "../shared/data"))
"""Folder of the public sets that cannot be shipped; benchmarks skip what is missing there."""
DRAWS = 1000
"""Bootstrap samples of an interval."""


class Missing(Exception):
    """The data of a measure is not here; the message says what and where the public gets it."""


def need(path: Path, public: str) -> Path:
    """The path, or ``Missing`` with where the public can get the data."""
    if not path.exists():
        raise Missing(f"no {path}; public source: {public}")
    return path


@dataclass(frozen=True)
class Row:
    """One score: what, on which data, the value with a 95 % interval, and its denominator."""

    what: str
    data: str
    score: float
    count: int
    unit: str
    low: float | None = None
    high: float | None = None
    rule: str = ""

    def line(self) -> str:
        """The row as a line of the report."""
        interval = f" [{self.low:.3f}, {self.high:.3f}]" if self.low is not None else ""
        rule = f"  ({self.rule})" if self.rule else ""
        score = f"{self.score:.3f}{interval:<16}"
        return f"{self.what:<58} {score} {self.count:>6} {self.unit:<10} {self.data}{rule}"


@dataclass
class Counts:
    """Right, said and gold of one document."""

    right: float = 0
    said: float = 0
    gold: float = 0


def f1(counts: Sequence[Counts]) -> float:
    """Micro-averaged F1; 0 when nothing was said and nothing is gold."""
    right = sum(one.right for one in counts)
    total = sum(one.said + one.gold for one in counts)
    return 2 * right / total if total else 0.0


def accuracy(counts: Sequence[Counts]) -> float:
    """Right over gold."""
    gold = sum(one.gold for one in counts)
    return sum(one.right for one in counts) / gold if gold else 0.0


def row(
    what: str,
    data: str,
    counts: Sequence[Counts],
    measure: Callable[[Sequence[Counts]], float] = f1,
    unit: str = "gold",
    rule: str = "",
) -> Row:
    """A row whose interval comes from resampling documents (seeded)."""
    rng = random.Random(7)
    draws = sorted(
        measure([counts[rng.randrange(len(counts))] for _ in counts]) for _ in range(DRAWS)
    )
    return Row(
        what,
        data,
        measure(counts),
        round(sum(one.gold for one in counts)),
        unit,
        draws[int(0.025 * DRAWS)],
        draws[int(0.975 * DRAWS) - 1],
        rule,
    )


def macro_row(
    what: str, data: str, counts: Sequence[Sequence[Counts]], unit: str = "gold", rule: str = ""
) -> Row:
    """A row of the mean F1 over classes; ``counts`` holds one a class for each document.

    Classes that the data lacks are left out.
    """

    def measure(some: Sequence[Sequence[Counts]]) -> float:
        classes = [list(one) for one in zip(*some, strict=True)]
        present = [one for one in classes if sum(c.gold for c in one)]
        return sum(map(f1, present)) / len(present) if present else 0.0

    rng = random.Random(7)
    draws = sorted(
        measure([counts[rng.randrange(len(counts))] for _ in counts]) for _ in range(DRAWS)
    )
    gold = sum(one.gold for document in counts for one in document)
    low, high = draws[int(0.025 * DRAWS)], draws[int(0.975 * DRAWS) - 1]
    return Row(what, data, measure(counts), round(gold), unit, low, high, rule)


def match(
    lefts: int,
    rights: int,
    fits: Callable[[int, int], bool],
    surely: Callable[[int, int], bool] = lambda left, right: False,
) -> dict[int, int]:
    """A largest one-to-one matching of left to right items (augmenting paths).

    Items that belong together ``surely`` are matched first, and parted only where more items find
    one another that way.
    """
    taken: dict[int, int] = {}
    for left in range(lefts):
        for right in range(rights):
            if right not in taken and surely(left, right) and fits(left, right):
                taken[right] = left
                break
    sure = set(taken.values())

    def place(left: int, seen: set[int]) -> bool:
        for right in range(rights):
            if right not in seen and right not in taken and fits(left, right):
                taken[right] = left
                return True
        for right in range(rights):
            if right not in seen and fits(left, right):
                seen.add(right)
                if place(taken[right], seen):
                    taken[right] = left
                    return True
        return False

    for left in range(lefts):
        if left not in sure:
            place(left, set())
    return {left: right for right, left in taken.items()}
