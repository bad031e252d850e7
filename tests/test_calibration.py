"""Confidence that means what it says: the fit and its measure."""

import random

from benchmarks.calibration import bins, expected_error, picture
from training.calibrate import fit

from dragoman.model import load_model


def overconfident(number: int) -> list[tuple[float, bool]]:
    """Entries that are right three times in five where they claim nine in ten."""
    rng = random.Random(3)
    return [(0.9, rng.random() < 0.6) for _ in range(number)] + [
        (0.6, rng.random() < 0.4) for _ in range(number)
    ]


def test_the_error_is_the_gap_between_said_and_right() -> None:
    entries = [(0.9, True), (0.9, False), (0.2, False), (0.2, False)]
    assert abs(expected_error(entries) - (0.5 * 0.4 + 0.5 * 0.2)) < 1e-9
    assert [size for _, _, size in bins(entries)] == [2, 2]


def test_a_fit_brings_what_is_said_near_to_what_is_right() -> None:
    entries = overconfident(2000)
    slope, offset = fit(entries)
    labels = load_model().labels
    labels.calibration["event"], before = (slope, offset), labels.calibration["event"]
    try:
        after = [(labels.confidence("event", score), right) for score, right in entries]
    finally:
        labels.calibration["event"] = before
    assert expected_error(entries) > 0.2
    assert expected_error(after) < 0.03


def test_the_picture_shows_a_dot_for_each_bin() -> None:
    assert picture(overconfident(50)).count("<circle") == 2
