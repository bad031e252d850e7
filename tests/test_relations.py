"""Dyads over time: what is counted, when, against how much was read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from conftest import Ran
from dragoman.errors import InputError, UsageError
from dragoman.events import load_ontology
from dragoman.relations import (
    EVERY_DYAD,
    Panel,
    archive_events,
    dyads,
    dyads_with_intervals,
    state_codes,
    table_events,
)
from dyads import Told, article, stored


def _rows(relation: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of news; every number in the tests below can be counted here."""
    path = tmp_path_factory.mktemp("relations") / "news.duckdb"
    return stored(
        path,
        [
            article(
                "a1",
                "2024-01-10",
                Told(("USA", "FRA"), ("CHN",), "ACCUSE", start="2024-01-09"),
                Told(("USA",), ("CHN",), "SANCTION", "planned", start="2024-03-01"),
            ),
            article("a2", "2024-01-20", Told(("USA", "CHN"), (), "CONSULT", start="2024-01-19")),
            article("a3", "2024-01-31"),
            article(
                "a4",
                "2024-03-05",
                Told(("CHN",), ("USA",), "SANCTION", "ongoing", start="2018-07-06"),
                Told(("CHN",), ("USA",), "AID", start="1972-02-21", historical=True),
                Told(("CHN",), ("USA",), "THREATEN", start="2024-01-01", end="2024-12-31"),
                Told(("USA",), ("USA",), "PROTEST", start="2024-03-04"),
            ),
            article("a5", None, Told(("CHN",), ("USA",), "AID", start="2024-03-06")),
            article("a6", "2024-03-20", Told(("CHN",), ("USA",), "ACCUSE", start="2021-05-01")),
        ],
    )


def _asked(path: Path, panel: Panel = EVERY_DYAD) -> dict[tuple[str, str, str], Any]:
    with dragoman.open_archive(path, read_only=True) as opened:
        rows = _rows(dyads(archive_events(opened), panel))
    return {(row["period"].isoformat()[:7], row["actor"], row["recipient"]): row for row in rows}


def test_a_panel_has_a_row_for_each_dyad_and_period_and_zeros_where_nothing_was(
    news: Path,
) -> None:
    rows = _asked(news)
    dyads_seen = {("USA", "CHN"), ("CHN", "USA"), ("FRA", "CHN")}
    months = ("2024-01", "2024-02", "2024-03")
    assert set(rows) == {(month, *pair) for month in months for pair in dyads_seen}
    quiet = rows["2024-02", "USA", "CHN"]
    assert (quiet["reports"], quiet["net"], quiet["score_sum"], quiet["read"]) == (0, 0, 0, 0)
    # Nothing to divide by is no number, and no zero either.
    assert quiet["score_mean"] is quiet["conflict_share"] is quiet["per_1000"] is None
    assert quiet["end"] == date(2024, 2, 29)


def test_counts_quads_and_sums_are_those_of_the_reports(news: Path) -> None:
    rows = _asked(news)
    january = rows["2024-01", "USA", "CHN"]
    assert january["reports"] == 2 and january["articles"] == 2
    assert (january["verbal_conflict"], january["verbal_cooperation"]) == (1, 1)
    assert (january["net"], january["conflict_share"]) == (0, 0.5)
    assert january["read"] == 3 and january["per_1000"] == pytest.approx(2000 / 3)
    ontology = load_ontology()
    scores = [ontology.prescribe(one, None, "happened").score for one in ("ACCUSE", "CONSULT")]
    assert january["score_sum"] == pytest.approx(sum(scores))
    assert january["score_mean"] == pytest.approx(sum(scores) / 2)
    assert (january["actor_cow"], january["recipient_cow"]) == (2, 710)


def test_a_meeting_counts_both_ways_and_once_for_the_pair(news: Path) -> None:
    assert _asked(news)["2024-01", "CHN", "USA"]["verbal_cooperation"] == 1
    pair = _asked(news, Panel(directed=False))["2024-01", "CHN", "USA"]
    assert (pair["reports"], pair["verbal_cooperation"], pair["verbal_conflict"]) == (2, 1, 1)


def test_what_goes_on_counts_when_told_and_a_wide_date_near_its_article(news: Path) -> None:
    march = _asked(news)["2024-03", "CHN", "USA"]
    # The sanctions in force, the threat "this year", and the aid of the article without a date.
    assert march["reports"] == 3
    assert (march["material_conflict"], march["verbal_conflict"]) == (1, 1)
    assert march["read"] == 2, "an article without a date of its own is in no month's denominator"


def test_only_the_statuses_asked_for_and_no_background(news: Path) -> None:
    planned = _asked(news, Panel(statuses=("planned",)))
    assert [key for key, row in planned.items() if row["reports"]] == [("2024-03", "USA", "CHN")]
    told = _asked(news, Panel(historical=True, since="1970-01-01", until="1979-12-31", by="year"))
    assert [row["material_cooperation"] for row in told.values() if row["reports"]] == [1]


def test_a_window_and_its_periods(news: Path) -> None:
    for by, count in (("day", 71), ("week", 11), ("quarter", 1), ("year", 1), ("all", 1)):
        rows = _asked(news, Panel(among=("USA", "CHN"), by=by))  # type: ignore[arg-type]
        found = {row["period"] for row in rows.values()}
        assert by in ("day", "week") or len(found) == count
    with dragoman.open_archive(news, read_only=True) as opened:
        weeks = _rows(dyads(archive_events(opened), Panel(among=("USA", "CHN"), by="week")))
    assert {row["period"].weekday() for row in weeks} == {0}
    assert sum(row["read"] for row in weeks if row["actor"] == "USA") == 5
    both = _asked(news, Panel(since="2024-01-15", until="2024-01-31"))
    assert both["2024-01", "USA", "CHN"]["reports"] == 1
    assert both["2024-01", "USA", "CHN"]["read"] == 2


def test_one_party_two_parties_and_the_most_active(news: Path) -> None:
    assert {key[1:] for key in _asked(news, Panel(among=("fra",)))} == {("FRA", "CHN")}
    asked = _asked(news, Panel(among=("FRA", "USA"), by="all"))
    assert [row["reports"] for row in asked.values()] == [0, 0], "silence is an answer as well"
    assert len({key[1:] for key in _asked(news, Panel(top=1))}) == 1


def test_an_article_coded_again_counts_once(news: Path, tmp_path: Path) -> None:
    told = article("a1", "2024-01-10", Told(("USA",), ("CHN",), "ACCUSE", start="2024-01-09"))
    path = stored(tmp_path / "twice.duckdb", [told])
    stored(path, [told])
    (row,) = _asked(path).values()
    assert (row["reports"], row["read"]) == (1, 1)


def test_events_are_counted_once_where_reports_are_linked(tmp_path: Path) -> None:
    told = Told(("USA",), ("CHN",), "ACCUSE", start="2024-01-09")
    path = stored(tmp_path / "a.duckdb", [article(f"a{i}", "2024-01-10", told) for i in range(3)])
    with (
        dragoman.open_archive(path, read_only=True) as opened,
        pytest.raises(UsageError, match="no reports are linked"),
    ):
        archive_events(opened, "events")
    with duckdb.connect(str(path)) as raw:
        raw.execute("INSERT INTO joins VALUES (1, 'e1', 1, 0.9, 'made'), (2, 'e1', 1, 0.9, 'made')")
    with dragoman.open_archive(path, read_only=True) as opened:
        (row,) = _rows(dyads(archive_events(opened, "events")))
    assert (row["events"], row["read"]) == (2, 3), "two reports are one event, the third its own"


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": "decade"},
        {"statuses": ("maybe",)},
        {"statuses": ()},
        {"types": ("WAR",)},
        {"since": "2023"},
    ],
)
def test_what_makes_no_sense_is_said(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Panel(**wrong)


def test_an_interval_holds_its_value_and_is_the_same_again(tmp_path: Path) -> None:
    told = Told(("USA",), ("CHN",), "ACCUSE", start="2024-01-09")
    kind = Told(("USA",), ("CHN",), "AID", start="2024-01-09")
    records = [article(f"a{i}", "2024-01-10", told, *[kind] * (i % 3)) for i in range(12)]
    records += [article(f"b{i}", "2024-01-10") for i in range(30)]
    records += [article("c", "2024-02-10", Told(("USA",), ("CHN",), "AID", start="2024-02-10"))]
    path = stored(tmp_path / "a.duckdb", records)
    with dragoman.open_archive(path, read_only=True) as opened:
        source = archive_events(opened)
        rows = _rows(dyads_with_intervals(source, Panel(), draws=400, seed=3))
        again = _rows(dyads_with_intervals(source, Panel(among=("USA", "CHN")), draws=400, seed=3))
        other = _rows(dyads_with_intervals(source, Panel(), draws=400, seed=4))
    january, february = rows
    for name in ("reports", "net", "conflict_share", "score_mean", "goldstein_mean"):
        assert january[f"{name}_low"] < january[name] < january[f"{name}_high"]
        assert february[f"{name}_low"] is None, "one article cannot vary"
    assert january in again and january != other[0]


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    import numpy as np

    from dragoman.relations.intervals import _interval

    # 400 articles, of which one in five tells one or two events: the true count is 120 a month.
    rng, hits = np.random.default_rng(1), 0
    for number in range(150):
        told = rng.choice([0, 1, 2], p=[0.8, 0.1, 0.1], size=400)
        values, often = np.unique(told[told > 0], return_counts=True)
        kinds = np.array(
            [[n, k, k, 0, k, k, k, k] for k, n in zip(values, often, strict=True)], dtype=float
        )
        low, high = _interval((number,), 400, kinds, 300, 0, 0.95)[0]
        hits += low <= 120 <= high
    assert 0.88 <= hits / 150 <= 1


def test_a_table_of_events_is_read_as_an_archive_is(tmp_path: Path) -> None:
    file = tmp_path / "icews.csv"
    file.write_text(
        "Date,Actor,Recipient,CAMEO,Source\n2018-06-01,BGD,VNM,040,1\n2018-06-01,VNM,BGD,040,1\n"
        "2018-06-02,VNM,BGD,190,2\n2018-06-03,VNM,VNM,190,2\n",
        "utf-8",
    )
    rows = _rows(dyads(table_events(file)))
    assert [(row["actor"], row["events"], row["net"]) for row in rows] == [
        ("BGD", 1, 1),
        ("VNM", 2, 0),
    ]
    assert rows[1]["goldstein_sum"] == pytest.approx(1 - 10)
    assert rows[0]["read"] == 3, "a table says nothing of what was read in vain"


def test_frames_files_and_tables_give_the_same(tmp_path: Path) -> None:
    import pandas
    import polars

    columns = {
        "date": ["2020-01-01", "2020-02-01"],
        "actor": ["USA", "RUS"],
        "recipient": ["RUS", "USA"],
        "quad": [4, 1],
        "goldstein": [-5.0, 2.0],
    }
    connection = duckdb.connect()
    connection.register("mine", pandas.DataFrame(columns))
    connection.execute("CREATE TABLE events AS SELECT * FROM mine")
    polars.DataFrame(columns).write_parquet(tmp_path / "a.parquet")
    answers = [
        _rows(dyads(source))
        for source in (
            table_events(pandas.DataFrame(columns)),
            table_events(polars.DataFrame(columns)),
            table_events(polars.DataFrame(columns).to_arrow()),
            table_events(tmp_path / "a.parquet"),
            table_events("events", connection),
        )
    ]
    assert all(one == answers[0] for one in answers)
    assert [row["material_conflict"] for row in answers[0]] == [0, 0, 1, 0]


def test_a_table_that_does_not_fit_says_why(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("date,actor\n2020-01-01,USA\n")
    with pytest.raises(UsageError, match="no column recipient"):
        table_events(file)
    file.write_text("date,actor,recipient\nsoon,USA,RUS\n")
    with pytest.raises(UsageError, match="does not fit"):
        table_events(file)
    with pytest.raises(InputError, match="no such file"):
        table_events(tmp_path / "none.csv")


def test_codes_of_states() -> None:
    codes = state_codes()
    assert [(codes[one].cow, codes[one].cow_abb) for one in ("USA", "DEU", "XKX")] == [
        (2, "USA"),
        (255, "GMY"),
        (347, "KOS"),
    ]
    assert codes["HKG"].cow is None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2021, 12, 31)),
            st.sampled_from(["USA", "CHN", "RUS"]),
            st.sampled_from(["USA", "CHN", "RUS"]),
            st.sampled_from([1, 2, 3, 4]),
        ).filter(lambda one: one[1] != one[2]),
        min_size=1,
        max_size=30,
    )
)
def test_no_event_is_lost_or_counted_twice_at_any_length_of_period(
    events: list[tuple[date, str, str, int]],
) -> None:
    import polars

    frame = polars.DataFrame(events, schema=["date", "actor", "recipient", "quad"], orient="row")
    source = table_events(frame)
    for by in ("day", "week", "month", "quarter", "year", "all"):
        for directed in (True, False):
            rows = _rows(dyads(source, Panel(by=by, directed=directed)))  # type: ignore[arg-type]
            assert sum(row["events"] for row in rows) == len(events)
            periods = {row["period"] for row in rows}
            pairs = {(row["actor"], row["recipient"]) for row in rows}
            assert len(rows) == len(periods) * len(pairs)
            read = {row["period"]: row["read"] for row in rows}
            assert sum(read.values()) == len(events)


def test_the_command_prints_and_writes_every_format(
    cli: Callable[..., Ran], news: Path, tmp_path: Path
) -> None:
    call = ("relations", "USA", "CHN", "--archive", news, "--draws", "50")
    table = cli(*call)
    assert table.code == 0 and "6 rows; reports for each 1,000 articles read" in table.out
    assert "dated outside the window" in table.out
    rows = list(csv.DictReader(io.StringIO(cli(*call, "--format", "csv").out)))
    assert len(rows) == 6 and rows[0]["actor"] == "CHN"
    assert len(json.loads(cli(*call, "--format", "json").out)) == 6
    assert len(cli(*call, "--format", "jsonl").out.splitlines()) == 6
    file = tmp_path / "rows.parquet"
    assert cli(*call, "--format", "parquet", "-o", file).code == 0
    assert len(duckdb.read_parquet(str(file)).fetchall()) == 6


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["--archive", "{news}", "--events", "x.csv"],
        ["--archive", "{news}", "--count", "events"],
        ["--archive", "{news}", "--type", "WAR"],
        ["--archive", "{news}", "--since", "2024-02-01", "--until", "2024-01-01"],
        ["--archive", "{news}", "--format", "parquet"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two(cli: Callable[..., Ran], news: Path, wrong: list[str]) -> None:
    ran = cli("relations", *(one.format(news=news) for one in wrong))
    assert ran.code == 2 and len(ran.err) > 20
