"""Accuracy on the frozen part of the corpus does not fall, and its data stays the same."""

from benchmarks.floors import DATA_SHA256, fingerprint, measured, own_part


def test_the_data_is_the_one_that_the_floors_were_measured_on() -> None:
    assert fingerprint(own_part()) == DATA_SHA256


def test_every_score_holds_its_floor() -> None:
    below = {row.what: (row.score, floor) for row, floor in measured() if row.score < floor}
    assert not below
