"""The triangle: who comes first, and when the data cannot say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars
import pytest
from statsmodels.tsa.api import VAR

from conftest import Ran
from dragoman.errors import UsageError
from dragoman.relations import Panel, explain, precedence, table_events, triangle


def world(
    periods: int, link: float, *, lag: int = 2, seed: int = 5, busy: int = 6
) -> polars.DataFrame:
    """Months in which the US presses China and Russia, and these two answer ``lag`` months on."""
    rng = np.random.default_rng(seed)
    push = rng.poisson(busy, size=periods)
    rows = []
    for month in range(periods):
        day = date(2005 + month // 12, 1 + month % 12, 15)
        before = push[month - lag] - busy if month >= lag else 0
        close = rng.poisson(max(0.5, busy + link * before))
        rows += [(day, "USA", "CHN", "112")] * int(push[month])
        rows += [(day, "USA", "RUS", "112")] * int(rng.poisson(busy))
        rows += [(day, "CHN", "RUS", "040")] * int(close)
        rows += [(day, "FRA", "DEU", "040")] * 100
    return polars.DataFrame(rows, schema=["date", "actor", "recipient", "cameo"], orient="row")


def test_a_planted_link_is_found_with_its_direction() -> None:
    found = triangle(table_events(world(120, 1.0)), "usa", "CHN", "RUS")
    assert found.verdict == "closer"
    assert found.questions[0].holds and not found.questions[1].holds
    text = "\n".join(explain(found))
    assert "comes before more cooperation between China and Russia" in text
    assert "Coming before is not causing" in text
    turned = triangle(table_events(world(120, -1.0)), "USA", "CHN", "RUS")
    assert turned.verdict == "apart"


def test_no_link_is_not_shown_and_says_what_would_have_been_missed() -> None:
    found = triangle(table_events(world(120, 0.0)), "USA", "CHN", "RUS")
    assert found.verdict == "not shown"
    assert "would probably have been missed" in "\n".join(explain(found))
    assert 0.02 < found.questions[0].test.detectable < 0.3


@pytest.mark.parametrize(
    ("frame", "panel", "why"),
    [
        (world(20, 1.0), Panel(), "20 periods (month) are too few"),
        (world(120, 1.0).filter(polars.col("actor") != "USA"), Panel(), "too sparse"),
        (world(120, 1.0).filter(polars.col("actor") != "CHN"), Panel(), "too sparse"),
        (
            world(60, 1.0).filter(polars.col("date").dt.year() != 2007),
            Panel(),
            "in 12 of 60 periods nothing was read",
        ),
    ],
    ids=["short", "no pressure", "no ties", "unread"],
)
def test_what_the_data_cannot_bear_is_refused(
    frame: polars.DataFrame, panel: Panel, why: str
) -> None:
    found = triangle(table_events(frame), "USA", "CHN", "RUS", panel)
    assert found.verdict == "refused" and not found.questions
    assert any(why in reason for reason in found.reasons)
    assert f"No verdict: {'; '.join(found.reasons)}" in "\n".join(explain(found))


def test_the_rates_are_for_what_was_read() -> None:
    found = triangle(table_events(world(40, 0.0)), "USA", "CHN", "RUS")
    assert len(found.starts) == len(found.closeness) == 40
    total = sum(
        rate * read / 1000 for rate, read in zip(found.on_b, found.articles, strict=True) if rate
    )
    assert total == pytest.approx(found.reported[0])
    assert found.pressure[0] == pytest.approx(found.on_b[0] + found.on_c[0])  # type: ignore[operator]


def test_three_different_parties_are_needed() -> None:
    with pytest.raises(UsageError, match="three different"):
        triangle(table_events(world(40, 0.0)), "USA", "CHN", "usa")


def test_the_f_test_is_that_of_a_vector_autoregression() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 90))
    y[1:] += 0.4 * x[:-1]
    ours = precedence("x", x, "y", y)
    theirs = VAR(np.column_stack([y, x])).fit(ours.lags).test_causality(0, 1, kind="f")
    assert ours.f == pytest.approx(theirs.test_statistic)
    assert ours.sum > 0 and ours.p_shifted < 0.05


def test_series_that_wander_are_tested_on_their_changes() -> None:
    rng = np.random.default_rng(8)
    walks = rng.normal(size=(2, 100)).cumsum(axis=1)
    found = precedence("pressure", walks[0], "closeness", walks[1])
    assert set(found.differenced) == {"pressure", "closeness"}
    assert found.periods == 99 - found.lags


def test_chance_alone_seldom_gives_a_verdict() -> None:
    # Forty worlds without a link: at 5 % two are expected, six or more come once in eighty tries.
    verdicts = [
        triangle(table_events(world(60, 0.0, seed=seed)), "USA", "CHN", "RUS").verdict
        for seed in range(40)
    ]
    assert sum(one in ("closer", "apart") for one in verdicts) < 6


def test_the_command_speaks_plainly_and_hands_out_the_tests(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "events.parquet"
    world(60, 1.0).write_parquet(file)
    call = ("triangle", "USA", "CHN", "RUS", "--events", file)
    said = cli(*call)
    assert said.code == 0, said.err
    assert "More pressure of the United States on China and Russia comes before" in " ".join(
        said.out.split()
    )
    tests = json.loads(cli(*call, "--format", "json").out)
    assert len(tests) == 6 and {one["verdict"] for one in tests} == {"closer"}
    short = json.loads(cli(*call, "--by", "year", "--format", "json").out)
    assert [one["verdict"] for one in short] == ["refused"] and short[0]["reasons"]
    assert cli("triangle", "USA", "CHN", "--events", file).code == 2
