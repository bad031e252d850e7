"""Scores: the formulas, what is ranked, and the commands and files that show them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ran
from dragoman import open_archive
from dragoman.errors import UsageError
from dragoman.ledger import Scored, book, calibration, calibration_chart, decompose, score
from dragoman.ledger.scores import base_rates, brier, log_score, wilson
from news import MADE, Foreseen, Told, article

SCORED = st.lists(
    st.builds(
        lambda low, width, happened: Scored(low, min(1.0, low + width), happened),
        st.floats(0, 1),
        st.floats(0, 0.4),
        st.booleans(),
    ),
    min_size=1,
    max_size=40,
)


def test_a_sure_forecast_that_came_true_costs_nothing_and_a_wrong_one_all() -> None:
    assert (brier(1, True), brier(1, False), brier(0.5, True)) == (0, 1, 0.25)
    assert log_score(0.5, False) == pytest.approx(0.6931, abs=1e-4)
    assert log_score(0, True) == log_score(0.01, True) < 5, "no word costs infinitely much"


@given(SCORED)
def test_the_parts_of_the_brier_score_add_up(scored: list[Scored]) -> None:
    whole = sum(brier(one.middle, one.happened) for one in scored) / len(scored)
    assert decompose(scored).brier == pytest.approx(whole, abs=1e-9)


@given(SCORED)
def test_the_score_lies_within_that_of_its_range(scored: list[Scored]) -> None:
    (own,) = score([("all", range(len(scored)))], scored)
    assert own.brier_least <= own.brier + 1e-12 and own.brier <= own.brier_most + 1e-12
    assert own.log_least <= own.log + 1e-12 and own.log <= own.log_most + 1e-12


@given(SCORED)
def test_every_forecast_is_in_one_bin_of_the_calibration(scored: list[Scored]) -> None:
    bins = calibration(scored)
    assert sum(one.forecasts for one in bins) == len(scored)
    happened = sum(one.forecasts * one.happened for one in bins)
    assert happened == pytest.approx(sum(one.happened for one in scored))
    for one in bins:
        assert one.low <= one.said <= one.high + 1e-9
        assert one.happened_low <= one.happened + 1e-9 and one.happened <= one.happened_high + 1e-9


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(1, 10)
    assert (low, high) == (pytest.approx(0.0179, abs=1e-3), pytest.approx(0.4042, abs=1e-3))


def test_the_base_rate_is_that_of_the_others() -> None:
    scored = [Scored(0.4, 0.6, number < 4) for number in range(11)]
    assert base_rates(scored) == [pytest.approx(0.3)] * 4 + [pytest.approx(0.4)] * 7
    assert base_rates(scored[:9]) == [None] * 9, "nine forecasts are no base rate"


def test_who_says_the_base_rate_has_no_skill_and_who_knows_has() -> None:
    scored = [Scored(0.4, 0.6, number % 2 == 0) for number in range(40)]
    knowing = [Scored(0.9, 1.0, True), Scored(0.0, 0.1, False)] * 10
    flat, sure = score([("flat", range(40)), ("sure", range(40, 60))], [*scored, *knowing])[::-1]
    assert (flat.who, sure.who) == ("flat", "sure")
    assert flat.skill == pytest.approx(0, abs=0.05)
    assert sure.skill is not None and sure.skill > 0.95
    assert (sure.rank, flat.rank) == (1, 2)


def test_fewer_than_ten_are_not_ranked() -> None:
    scored = [Scored(0.4, 0.6, True)] * 9 + [Scored(0.1, 0.3, number < 2) for number in range(11)]
    many, few = score([("few", range(9)), ("many", range(9, 20))], scored)
    assert (many.who, many.rank, few.who, few.rank) == ("many", 1, "few", None)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two forecasters, one of them right ten times, one printed twice; all decided by reports."""
    path = tmp_path / "news.duckdb"
    records = []
    for number in range(1, 13):
        day = f"2024-03-{number:02}"
        visit = Told(
            "CONSULT", f"Minister {number} (FRA)", "Mali", mode="visit", trigger=f"visits{number}"
        )
        plan = Told(**{**vars(visit), "status": "hypothetical"})
        by = "=Ada Oracle" if number <= 10 else "Bo Seer"
        foreseen = Foreseen(0.8, 1.0, day, day, plan, by=by)
        records.append(article(f"f{number}", "2024-02-01", foreseen, outlet="The Review"))
        done = Told(**{**vars(visit), "day": day})
        if number == 12:
            done = Told("REJECT", visit.actors, "Mali", day, mode="meet", trigger="cancelled")
            reprint = article("reprint", "2024-02-02", foreseen, outlet="The Copyist")
            records.append(reprint)
        records.append(article(f"r{number}", day, done))
    with open_archive(path, create=True) as opened:
        opened.add(opened.begin_run(MADE, {}, []), records)
    return path


def test_a_reprinted_claim_counts_once_and_for_each_outlet(
    cli: Callable[..., Ran], archive: Path
) -> None:
    ran = cli("resolve", "--archive", archive)
    assert ran.code == 0 and "13 forecasts: 11 happened, 2 not-happened" in ran.out
    with open_archive(archive, read_only=True) as opened:
        made = book(opened)
        assert book(opened, least=0.99).scored == ()
    assert len(made.scored) == 12
    assert {one.who: one.forecasts for one in made.scores("outlets")} == {
        "The Review": 12,
        "The Copyist": 1,
    }


def test_scores_as_table_csv_json_and_picture(
    cli: Callable[..., Ran], archive: Path, tmp_path: Path
) -> None:
    empty = cli("scores", "--archive", archive)
    assert empty.code == 0 and "run dragoman resolve first" in empty.out
    cli("resolve", "--archive", archive)
    table = cli("scores", "--archive", archive).out
    assert "1 of 2 not ranked: fewer than 10 forecasts" in table
    rows = list(
        csv.DictReader(io.StringIO(cli("scores", "--archive", archive, "--format", "csv").out))
    )
    assert rows[0]["who"] == "'=Ada Oracle", "no formula for a spreadsheet"
    assert (rows[0]["rank"], rows[0]["forecasts"], rows[1]["rank"]) == ("1", "10", "")
    assert float(rows[0]["brier"]) == pytest.approx(0.01)
    picture = tmp_path / "calibration.svg"
    said = cli("scores", "--archive", archive, "--format", "json", "--picture", picture)
    whole = json.loads(said.out)
    assert {one["who"] for one in whole["forecasters"]} == {"=Ada Oracle", "Bo Seer"}
    assert whole["calibration"][0]["forecasts"] == 12
    assert whole["parts"]["uncertainty"] == pytest.approx(11 / 12 / 12)
    assert "share that happened" in picture.read_text("utf-8")


def test_plans_that_were_kept(cli: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "plans.duckdb"
    plan = Told("CONSULT", "Luc Roy (FRA)", "Mali", "2024-03-11", mode="visit", status="planned")
    off = Told("REJECT", "Luc Roy (FRA)", "Mali", "2024-03-08", mode="meet", trigger="delayed")
    later = Told(**{**vars(plan), "day": "2024-06-01"})
    done = Told(**{**vars(later), "status": "happened"})
    with open_archive(path, create=True) as opened:
        opened.add(
            opened.begin_run(MADE, {}, []),
            [
                article("a", "2024-03-01", plan),
                article("b", "2024-03-02", plan, outlet="Meridian Wire"),
                article("c", "2024-03-08", off),
                article("d", "2024-05-20", later),
                article("e", "2024-06-02", done),
            ],
        )
    assert "3 announcements: 1 happened, 2 postponed" in cli("resolve", "--archive", path).out
    ran = cli("scores", "--archive", path, "--of", "announcements", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["who"], row["announcements"], row["happened"], row["postponed"]) == (
        "Luc Roy", "2", "1", "1",
    )  # fmt: skip
    listed = cli("forecasts", "--announced", "--archive", path, "--format", "json")
    assert [one["outcome"] for one in json.loads(listed.out)] == [
        "postponed", "postponed", "happened",
    ]  # fmt: skip


def test_a_person_decides_on_the_command_line(cli: Callable[..., Ran], archive: Path) -> None:
    call = ("resolve", "--archive", archive, "--forecast", "f1:f1", "--outcome", "not-happened")
    refused = cli(*call)
    assert refused.code == 2 and "--note" in refused.err
    assert cli("resolve", "--archive", archive, "--by", "me").code == 2
    assert cli(*call, "--note", "only a call", "--by", "R. Reader").code == 0
    listed = cli("forecasts", "--resolved", "--archive", archive, "--format", "json").out
    (entry,) = json.loads(listed)
    assert (entry["item"], entry["by"], entry["note"]) == ("f1:f1", "R. Reader", "only a call")


def test_a_picture_of_nothing_or_in_no_format_is_refused(tmp_path: Path) -> None:
    from dragoman.ledger import save_picture

    with pytest.raises(UsageError, match="no resolved forecast"):
        calibration_chart([])
    chart = calibration_chart(calibration([Scored(0.1, 0.2, False)]))
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        save_picture(chart, tmp_path / "calibration.gif")
