"""Accuracy on the held-back part of the corpus does not fall, and its data stays the same."""

from benchmarks.corpus import development_part
from benchmarks.floors import DATA_SHA256, fingerprint, measured


def test_the_data_is_the_one_that_the_floors_were_measured_on() -> None:
    assert fingerprint(development_part()) == DATA_SHA256


def test_every_score_holds_its_floor() -> None:
    below = {row.what: (row.score, floor) for row, floor in measured() if row.score < floor}
    assert not below
