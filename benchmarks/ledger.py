"""The ledger: outcomes on the sample corpus, and its formulas on simulated archives.

The sample articles are about public facts of 2023, so that every outcome is known. The simulations
check what the ledger claims of itself: that the probability it gives to "one article would have
told of it" is the frequency with which one does, that the parts of the Brier score add up, and that
a forecaster who knows more ranks higher.
"""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from benchmarks.common import Row
from dragoman.api import code
from dragoman.archive import open_archive
from dragoman.ledger import Scored, Wanted, decompose, entries, resolve, score
from dragoman.ledger.coverage import FRESH, share_told, silence
from dragoman.ledger.scores import brier

ANNOUNCED = {
    ("sample-01", "2023-02-05"): "postponed",
    ("sample-02", "2023-02-06"): "postponed",
    ("sample-05", "2023-03-20"): "happened",
    ("sample-09", "2023-06-18"): "happened",
}
"""Announced visits of the samples, by article and first day, and what became of them."""
FORESEEN = {
    "to visit Moscow": "happened",
    "go to Taipei": "not-happened",
    "on American soil": "happened",
    "answer with exercises": "happened",
}
"""Forecasts that the samples themselves answer, by words of the claim."""
DAYS = 365
ROUNDS = 2000


def samples() -> list[Row]:
    """Announced visits and forecasts of the sample corpus against what is known of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.duckdb"
        with as_file(files("dragoman") / "samples" / "articles.jsonl") as articles:
            code(articles, path)
        with open_archive(path) as archive:
            resolve(archive)
            columns = "kind, article_id, window_start, claim, outcome"
            found = entries(archive, Wanted(kind=None)).project(columns).fetchall()
    plans = {(row[1], str(row[2])): row[4] for row in found if row[0] == "announcement"}
    said = {
        words: outcome
        for words in FORESEEN
        for kind, _, _, claim, outcome in found
        if kind == "forecast" and words in claim
    }
    kept = sum(plans.get(key) == outcome for key, outcome in ANNOUNCED.items())
    right = sum(said.get(words) == outcome for words, outcome in FORESEEN.items())
    decided = [
        FORESEEN.get(next((words for words in FORESEEN if words in row[3]), "")) == row[4]
        for row in found
        if row[0] == "forecast" and row[4] != "unresolved"
    ]
    data = "sample corpus"
    return [
        Row("announced visit: outcome", data, kept / len(ANNOUNCED), len(ANNOUNCED), "visits"),
        Row("forecast: outcome", data, right / len(FORESEEN), len(FORESEEN), "forecasts"),
        Row(
            "forecast: decided rightly, of those decided",
            data,
            sum(decided) / len(decided) if decided else 0.0,
            len(decided),
            "forecasts",
        ),
    ]


def _tells(rng: random.Random, days: list[int], share: float, event: int) -> list[bool]:
    """Of the articles while an event is news, in order, which tell of it: each with ``share``."""
    fresh = [day for day in sorted(days) if event <= day <= event + FRESH.days]
    return [rng.random() < share for _ in fresh]


def coverage() -> list[Row]:
    """What silence is said to mean, against how often an event is told in simulated archives."""
    rng = random.Random(11)
    rows = []
    first = date(2024, 1, 1)
    for articles, share in ((20, 0.2), (60, 0.2), (200, 0.2), (60, 0.5)):
        stated = told = 0.0
        for _ in range(ROUNDS):
            days = sorted(rng.randrange(DAYS) for _ in range(articles))
            dates = [first + timedelta(days=day) for day in days]
            stated += silence(dates, first, first + timedelta(days=DAYS - 31), share).reported
            told += any(_tells(rng, days, share, rng.randrange(DAYS - 30)))
        what = f"silence: |stated - true| chance of a report ({articles} articles, q {share})"
        rows.append(Row(what, "simulated", abs(stated - told) / ROUNDS, ROUNDS, "archives"))
    return rows


def shares() -> list[Row]:
    """The share of articles that tell of an event, recovered from simulated archives."""
    rng = random.Random(13)
    rows = []
    for share in (0.1, 0.3, 0.6):
        told = of = 0
        for _ in range(100):
            days = [rng.randrange(60) for _ in range(30)]
            telling = _tells(rng, days, share, 10)
            if any(telling):
                # The first that tells is how the event is known at all; the later ones count.
                later = telling[telling.index(True) + 1 :]
                told, of = told + sum(later), of + len(later)
        error = abs(share_told(told, of) - share)
        rows.append(
            Row(f"silence: error of the measured q ({share})", "simulated", error, of, "articles")
        )
    return rows


def formulas() -> list[Row]:
    """The parts of the Brier score, and whether knowledge is rewarded."""
    rng = random.Random(17)
    worst = 0.0
    better = 0
    for _ in range(200):
        truths = [rng.random() for _ in range(100)]
        happened = [rng.random() < one for one in truths]
        # One knows the probabilities, the other sees them blurred.
        blurred = [min(1.0, max(0.0, one + rng.gauss(0, 0.35))) for one in truths]
        scored = [
            Scored(p, p, y)
            for guesses in (truths, blurred)
            for p, y in zip(guesses, happened, strict=True)
        ]
        mean = sum(brier(one.middle, one.happened) for one in scored) / len(scored)
        worst = max(worst, abs(decompose(scored).brier - mean))
        first = score([("knows", range(100)), ("blurred", range(100, 200))], scored)[0]
        better += first.who == "knows"
    return [
        Row("Brier: largest error of Murphy's parts", "simulated", worst, 200, "archives"),
        Row(
            "Brier: who knows ranks before who guesses", "simulated", better / 200, 200, "archives"
        ),
    ]


def main(arguments: list[str] | None = None) -> None:
    """Prints all rows."""
    for row in (*samples(), *coverage(), *shares(), *formulas()):
        print(row.line())


if __name__ == "__main__":
    main()
