"""Fits the weights by which reports are joined (``src/dragoman/linking/weights.json``).

    python -m training.linking

Logistic regression with a ridge penalty, by Newton's method, on the candidate pairs of the
development stories (``training.stories``) put together in one archive with the rest of the corpus,
so that reports of different stories are compared as well; nothing of the stories for tests is
read, and pairs outside the annotated stories, whose truth nobody knows, are left out. Prints the
weights, and how well pairs are told apart when each story's pairs are judged by weights fitted
without that story.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.archive import open_archive
from dragoman.linking.accounts import Corpus, read_corpus
from dragoman.linking.candidates import candidates
from dragoman.linking.likeness import MARKS, compare
from dragoman.record import Record
from training.records import PROVENANCE
from training.stories import Story, chains_of, read_others, read_stories

WEIGHTS = Path(__file__).parents[1] / "src" / "dragoman" / "linking" / "weights.json"
RIDGE = 1.0
"""Penalty on the squares of the weights; the bias is free."""
ROUNDS = 50
Floats = npt.NDArray[np.float64]


def corpus_of(records: Sequence[Record]) -> Corpus:
    """The accounts of records, by way of an archive as everywhere else."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "stories.duckdb", create=True) as archive,
    ):
        archive.add(archive.begin_run(PROVENANCE, {}, []), records)
        return read_corpus(archive)


def pairs_of(stories: Sequence[Story]) -> tuple[Floats, Floats, list[str]]:
    """Marks and truth of every candidate pair, and the story of its first report."""
    others = read_others()
    corpus = corpus_of(
        [record for one in stories for record in one.records]
        + [record for records in others.values() for record in records]
    )
    event_of = {key: number for number, one in enumerate(chains_of(stories)) for key in one}
    story_of = {record.article.id: one.id for one in stories for record in one.records}
    story_of |= {one.article.id: name for name, records in others.items() for one in records}
    marks, truths, homes = [], [], []
    for first, second in sorted(candidates(corpus)):
        one, other = corpus.accounts[first], corpus.accounts[second]
        home, away = (story_of[key.name.partition(":")[0]] for key in (one, other))
        if home in others and away in others:
            continue
        found = compare(one, other, corpus)
        marks.append([1.0, *(found.get(name, 0.0) for name in MARKS)])
        truths.append(float(event_of.get(one.name, -1) == event_of.get(other.name, -2)))
        homes.append(home)
    return np.array(marks), np.array(truths), homes


def fit(marks: Floats, truths: Floats) -> Floats:
    """The bias and the weights of the marks."""
    weights = np.zeros(marks.shape[1])
    ridge = np.full(marks.shape[1], RIDGE)
    ridge[0] = 1e-6
    for _ in range(ROUNDS):
        said = 1 / (1 + np.exp(-marks @ weights))
        slope = marks.T @ (truths - said) - ridge * weights
        bend = (marks * (said * (1 - said))[:, None]).T @ marks + np.diag(ridge)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def main() -> int:
    """Fits, prints and writes."""
    stories = read_stories(test=False)
    marks, truths, homes = pairs_of(stories)
    said = np.zeros(len(truths))
    for home in sorted(set(homes)):
        out = np.array([one == home for one in homes])
        said[out] = 1 / (1 + np.exp(-marks[out] @ fit(marks[~out], truths[~out])))
    print(
        f"{len(stories)} stories, {len(truths)} candidate pairs, {int(truths.sum())} of one event"
    )
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = said >= least
        right = truths[kept].sum()
        print(
            f"p >= {least}: precision {right / max(1, kept.sum()):.3f}, "
            f"recall {right / truths.sum():.3f}"
        )
    fitted = fit(marks, truths)
    found = dict(zip(("bias", *MARKS), (round(float(one), 3) for one in fitted), strict=True))
    for name, weight in found.items():
        print(f"{name:<14} {weight:>7.3f}")
    about = "Logistic weights of the marks of likeness; fitted by python -m training.linking"
    data = f"{len(stories)} development stories, {len(truths)} pairs, {int(truths.sum())} joined"
    WEIGHTS.write_text(
        json.dumps({"about": about, "data": data, "weights": found}, indent=1) + "\n", "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
