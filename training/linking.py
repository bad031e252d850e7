"""Fits the weights by which reports are joined (``src/dragoman/linking/weights.json``).

    python -m training.linking

Logistic regression with a ridge penalty, by Newton's method, on the candidate pairs of the
development stories (``training.stories``), as people annotated them and as the machine codes them.
The former are put together in one archive with the rest of the corpus, so that reports of
different stories are compared as well; nothing of the stories for tests is read, and pairs outside
the annotated stories, whose truth nobody knows, are left out. Prints the
weights, and how well pairs are told apart when each story's pairs are judged by weights fitted
without that story.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks.linking import matched, own_records

from dragoman.archive import open_archive
from dragoman.linking.accounts import Account, Corpus, read_corpus
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


Pairs = tuple[list[list[float]], list[float], list[str]]
"""Marks and truth of pairs of reports, and the story of the earlier one."""


def annotated_pairs(stories: Sequence[Story]) -> Pairs:
    """Candidate pairs of the annotated records, those with other stories of the corpus included."""
    others = read_others()
    gold = [record for one in stories for record in one.records]
    corpus = corpus_of([*gold, *(record for records in others.values() for record in records)])
    event_of = {key: number for number, one in enumerate(chains_of(stories)) for key in one}
    story_of = {record.article.id: one.id for one in stories for record in one.records}
    story_of |= {one.article.id: name for name, records in others.items() for one in records}
    found: Pairs = ([], [], [])
    for first, second in candidates(corpus):
        one, other = corpus.accounts[first], corpus.accounts[second]
        home, away = (story_of[key.name.partition(":")[0]] for key in (one, other))
        if home in others and away in others:
            continue
        _add(found, one, other, corpus, event_of, home)
    return found


def coded_pairs(stories: Sequence[Story]) -> Pairs:
    """Candidate pairs of the machine's records of the same articles, of reports that are matched.

    They look different (parties are missed, dates inferred) and are what is linked in practice.
    """
    gold = [record for one in stories for record in one.records]
    own = own_records(gold)
    event_of = {key: number for number, one in enumerate(chains_of(stories)) for key in one}
    story_of = {record.article.id: one.id for one in stories for record in one.records}
    event = {
        f"{mine.article.id}:{other}": event_of.get(f"{one.article.id}:{id_}", -1)
        for one, mine in zip(gold, own, strict=True)
        for id_, other in matched(one, mine).items()
    }
    corpus = corpus_of(own)
    found: Pairs = ([], [], [])
    for first, second in candidates(corpus):
        one, other = corpus.accounts[first], corpus.accounts[second]
        if one.name in event and other.name in event:
            home = story_of[one.name.partition(":")[0]]
            _add(found, one, other, corpus, {k: n for k, n in event.items() if n >= 0}, home)
    return found


def _add(
    found: Pairs,
    one: Account,
    other: Account,
    corpus: Corpus,
    event_of: Mapping[str, int],
    home: str,
) -> None:
    marks = compare(one, other, corpus)
    found[0].append([1.0, *(marks.get(name, 0.0) for name in MARKS)])
    found[1].append(float(event_of.get(one.name, -1) == event_of.get(other.name, -2)))
    found[2].append(home)


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
    annotated, coded = annotated_pairs(stories), coded_pairs(stories)
    marks = np.array(annotated[0] + coded[0])
    truths = np.array(annotated[1] + coded[1])
    homes = annotated[2] + coded[2]
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
