"""Agreement of two annotators: what the numbers say of passes alike and of passes apart."""

from pathlib import Path

import pytest
from training.agreement import alpha, disagreements, read_pass, report

TEST = Path(__file__).parents[1] / "training" / "corpus" / "test"


def test_alpha_of_full_agreement_is_one_and_of_chance_is_about_zero() -> None:
    assert alpha([("a", "a"), ("b", "b"), ("c", "c")]) == 1.0
    assert abs(alpha([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")] * 100)) < 0.01


def test_alpha_agrees_with_a_worked_example() -> None:
    # Two coders, ten units, binary: Krippendorff (2011), "Computing Krippendorff's
    # Alpha-Reliability", section A, gives 0.095.
    first = "0100000000"
    second = "1110010010"
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=5e-4)


def test_one_pass_agrees_with_itself_everywhere() -> None:
    own = read_pass(TEST)
    pairs = [(one, one) for one in own.values()]
    assert len(pairs) == 62
    assert all("1.000" in line for line in report(pairs))
    assert not any(list(disagreements(pair)) for pair in pairs)


def test_every_difference_of_two_passes_is_listed() -> None:
    first, second = read_pass(TEST / "first"), read_pass(TEST / "second")
    rows = [row for key in first for row in disagreements((first[key], second[key]))]
    assert {row.split()[0] for row in rows} >= {"mention", "event", "time", "place"}
    assert all(first[key].text == second[key].text for key in first)
