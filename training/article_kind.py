"""Fits the weights by which an article's voice tells its kind, and says how well they do.

A multinomial logistic regression on the eleven densities of ``dragoman.article.kind``; printed
as the table that stands there. The samples: the project's own corpus, US government releases
(statements), Wikinews (reports), and PolNeAR articles whose kind was judged by reading them
(``article_kinds.txt``; agency copy counts as report). Those that ``is_held_out`` picks are never
fitted on.

    python -m training.article_kind
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.article.kind import FEATURES, voice_of
from training.markup import MarkupError, read_file

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("DRAGOMAN_DATA", ROOT.parent / "shared" / "data"))
KINDS = ("report", "opinion", "statement")
_RIDGE = 1 / 3
_STEPS = 4000
_RATE = 0.5


@dataclass(frozen=True, slots=True)
class Sample:
    """A text whose kind is known, and where it is from."""

    source: str
    id: str
    kind: str
    text: str
    title: str | None = None
    url: str | None = None


def samples() -> Iterator[Sample]:
    """Every labelled text at hand; sources that are missing are left out."""
    yield from _corpus()
    yield from _releases()
    yield from _wikinews()
    yield from _polnear()


def is_held_out(sample: Sample) -> bool:
    """Whether a sample is for measuring only: PolNeAR's dev part, and by a hash of the id half of
    the corpus, nine tenths of the releases and two thirds of Wikinews.
    """
    hashed = zlib.crc32(sample.id.encode())
    return {
        "corpus": hashed % 2 == 0,
        "releases": hashed % 10 != 0,
        "wikinews": hashed % 3 != 0,
        "polnear": sample.id.startswith("dev/"),
    }[sample.source]


def _corpus() -> Iterator[Sample]:
    for path in sorted((ROOT / "training" / "corpus" / "articles").glob("*.dgm")):
        try:
            for article in read_file(path):
                yield Sample("corpus", article.id, article.meta["kind"], article.text)
        except MarkupError:
            continue  # half-written; `python -m training.markup` names it


def _releases() -> Iterator[Sample]:
    for path in sorted((DATA / "text").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield Sample(
                    "releases", row["guid"], "statement", row["text"], row["title"], row["url"]
                )


def _wikinews() -> Iterator[Sample]:
    path = DATA / "text" / "wikinews" / "wikinews_2019.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield Sample("wikinews", row["url"], "report", row["text"], row["title"])


def _polnear() -> Iterator[Sample]:
    labels = (ROOT / "training" / "article_kinds.txt").read_text("utf-8").splitlines()
    for line in labels:
        if line and not line.startswith("#"):
            kind, name = line.split()
            part, article = name.split("/")
            path = DATA / "statements" / "polnear" / part / "text" / f"{article}.txt"
            if path.exists():
                yield Sample("polnear", name, kind, path.read_text("utf-8"))


def fit(voices: npt.NDArray[np.float64], kinds: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Weights (kinds × 1 + features, bias first), every kind weighing the same, ridge on all but
    the bias; gradient descent, deterministic.
    """
    given = np.c_[np.ones(len(voices)), voices]
    wanted = np.eye(len(KINDS))[kinds]
    balance = (len(kinds) / (len(KINDS) * wanted.sum(axis=0)))[kinds]
    weights = np.zeros((given.shape[1], len(KINDS)))
    for _ in range(_STEPS):
        scores = given @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = given.T @ ((chances - wanted) * balance[:, None]) / len(kinds)
        slope[1:] += _RIDGE * weights[1:] / len(kinds)
        weights -= _RATE * slope
    return np.asarray(weights.T)


def main() -> None:
    """Fits and prints the table for ``dragoman/article/kind.py``."""
    voiced = [
        (voice, KINDS.index(sample.kind))
        for sample in samples()
        if not is_held_out(sample) and (voice := voice_of(sample.text))
    ]
    weights = fit(np.array([voice for voice, _ in voiced]), np.array([kind for _, kind in voiced]))
    print(f"# {len(voiced)} samples; bias, then {', '.join(FEATURES)}")
    for kind, row in zip(KINDS, weights, strict=True):
        print(f'    "{kind}": ({", ".join(f"{weight:.2f}" for weight in row)}),')


if __name__ == "__main__":
    main()
