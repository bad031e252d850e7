"""Makes confidence mean what it says: fits it to how often entries were right.

    python -m training.calibrate

Reads the articles that training held back with the shipped model, compares events, statements and
forecasts with the annotation, and fits two numbers a kind of entry (Platt scaling, Platt 1999)
that are saved in ``labels.json``. How well it holds on other articles: ``benchmarks.calibration``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks.calibration import expected_error
from benchmarks.corpus import development_part, judged, read_all

from dragoman.coder import default_coder
from dragoman.model import load_model
from training.markup import held_out
from training.standoff import real_articles

Floats = npt.NDArray[np.float64]
STEPS = 50
"""Steps of Newton's method: it settles in fewer than ten."""
START = np.array([1.0, 0.0])
"""Slope and offset that change nothing."""
PRIOR = 1.0
"""Weight of a prior that keeps the slope near one when there is little to fit on."""


def log_odds(score: float) -> float:
    """Log-odds of a score, within what the model's confidence uses."""
    return math.log(max(score, 1e-3) / max(1.0 - score, 1e-3))


def fit(entries: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset of the log-odds that make the entries' being right likeliest."""
    x = np.array([[log_odds(score), 1.0] for score, _ in entries])
    y = np.array([right for _, right in entries], dtype=float)
    weights = START
    for _ in range(STEPS):
        p = _sure(x, weights)
        slope = x.T @ (y - p) - PRIOR * (weights - START)
        bend = (x * (p * (1 - p))[:, None]).T @ x + PRIOR * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # A whole step may overshoot where nearly all scores lie at one end.
        while _loss(x, y, weights + step) > _loss(x, y, weights) and abs(step).max() > 1e-9:
            step = step / 2
        weights = weights + step
    return float(weights[0]), float(weights[1])


def _sure(x: Floats, weights: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
    return result


def _loss(x: Floats, y: Floats, weights: Floats) -> float:
    """Negative log-likelihood with its prior."""
    p = _sure(x, weights)
    told = y * np.log(p) + (1 - y) * np.log(1 - p)
    return float(-told.sum() + 0.5 * PRIOR * ((weights - START) ** 2).sum())


def main() -> None:
    """Writes the fit into the package's ``labels.json`` and says what it changes."""
    path = Path(str(files("dragoman.model") / "data" / "labels.json"))
    labels = json.loads(path.read_text())
    plain = dict.fromkeys(labels["calibration"], (1.0, 0.0))
    path.write_text(json.dumps(labels | {"calibration": plain}, indent=1) + "\n")
    load_model.cache_clear()
    default_coder.cache_clear()
    real = [one for one in real_articles(pattern="train-*.jsonl") if held_out(one.id)]
    articles = development_part() + real
    fitted = {}
    for kind, entries in judged(articles, read_all(articles)).items():
        slope, offset = fit(entries)
        after = [
            (1 / (1 + math.exp(-slope * log_odds(score) - offset)), right)
            for score, right in entries
        ]
        print(
            f"{kind}: {len(entries)} entries, expected error "
            f"{expected_error(entries):.3f} -> {expected_error(after):.3f}"
        )
        fitted[kind] = (round(slope, 4), round(offset, 4))
    path.write_text(json.dumps(labels | {"calibration": fitted}, indent=1) + "\n")


if __name__ == "__main__":
    main()
