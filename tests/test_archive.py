"""The archive: coded once whatever interrupts it, read back by what one asks."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

import dragoman
from checks import check_record
from conftest import Ran
from dragoman.archive import Filter, select
from dragoman.errors import ArchiveError, UsageError
from dragoman.record import Record


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, coded."""
    from conftest import SAMPLES

    path = tmp_path_factory.mktemp("archive") / "news.duckdb"
    summary = dragoman.code(SAMPLES, path)
    assert (summary.read, summary.known, summary.failed) == (10, 0, [])
    return path


def _corpus(folder: Path, articles: int) -> Path:
    """Short articles, every one of its own."""
    file = folder / "corpus.jsonl"
    row = {"date": "2024-05-07", "outlet": "Northern Courier"}
    with file.open("wb") as lines:
        for number in range(articles):
            text = f"France and Mali held talks in Bamako on Monday.\n\nIt was meeting {number}."
            lines.write(msgspec.json.encode({**row, "id": f"n{number}", "text": text}) + b"\n")
    return file


def test_the_archive_gives_back_the_records_that_went_in(
    archive: Path, records: list[Record]
) -> None:
    with dragoman.open_archive(archive, read_only=True) as opened:
        stored = list(opened.records())
        counts = opened.counts()
        assert opened.record(3) == stored[2]
        with pytest.raises(KeyError):
            opened.record(99)
    assert [one.article for one in stored] == [one.article for one in records]
    for record in stored:
        check_record(record)
    assert counts["articles"] == 10
    assert counts["events"] == sum(len(one.events) for one in stored)
    assert counts["reports"] == sum(len(e.reports) for one in stored for e in one.events)
    assert counts["statements"] == sum(len(one.statements) for one in stored)
    assert counts["forecasts"] == sum(len(one.forecasts) for one in stored)


def test_every_row_belongs_to_a_run_that_says_what_made_it(archive: Path) -> None:
    with dragoman.open_archive(archive, read_only=True) as opened:
        (run,) = opened.connection.execute(
            "SELECT * EXCLUDE (started, inputs) FROM runs"
        ).fetchall()
        made = next(opened.records()).dragoman
    assert run[0] == 1
    assert run[1] is not None, "a finished run has an end"
    assert run[2:5] == (made.version, made.model, made.lexicon)


def test_what_is_coded_is_not_coded_again(cli: Callable[..., Ran], tmp_path: Path) -> None:
    corpus, archive = _corpus(tmp_path, 5), tmp_path / "a.duckdb"
    first = cli("code", corpus, "--archive", archive)
    assert (first.code, "5 articles read, 5 coded, 0 already there" in first.out) == (0, True)
    again = cli("code", corpus, corpus, "--archive", archive)
    assert (again.code, "10 articles read, 0 coded, 10 already there" in again.out) == (0, True)
    with dragoman.open_archive(archive, read_only=True) as opened:
        assert (opened.counts()["articles"], opened.counts()["runs"]) == (5, 2)


def test_failures_and_empty_articles_are_counted_and_named(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    corpus = tmp_path / "mixed.jsonl"
    corpus.write_bytes(
        msgspec.json.encode({"text": "Peel the apples and bake them for an hour.\n"})
        + b'\n{"no text": 1}\n'
        + msgspec.json.encode({"text": "France accused Mali of violence on Monday.\n"})
    )
    missing = tmp_path / "missing.txt"
    ran = cli("code", corpus, missing, "--archive", tmp_path / "a.duckdb")
    assert ran.code == 1
    assert "2 articles read, 1 coded, 0 already there, 1 empty, 2 inputs failed" in ran.out
    assert "empty: 1 nothing-political" in ran.out
    assert f"failed: {corpus}, line 2" in ran.out and str(missing) in ran.out
    with dragoman.open_archive(tmp_path / "a.duckdb", read_only=True) as opened:
        failures = opened.connection.execute("SELECT source, code FROM failures").fetchall()
    assert len(failures) == 2 and all(source and code for source, code in failures)


CODING = """
import dragoman, sys
dragoman.code(sys.argv[1], sys.argv[2], progress=lambda done: print(done, flush=True))
"""


def test_a_kill_in_the_middle_costs_a_batch_and_nothing_else(tmp_path: Path) -> None:
    corpus, archive = _corpus(tmp_path, 320), tmp_path / "a.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", CODING, str(corpus), str(archive)], stdout=subprocess.PIPE
    ) as coding:
        assert coding.stdout is not None
        done = int(coding.stdout.readline())
        time.sleep(0.05)
        os.kill(coding.pid, signal.SIGKILL)
        coding.wait()
    with dragoman.open_archive(archive, read_only=True) as opened:
        kept = opened.counts()
        unfinished = opened.connection.execute(
            "SELECT count(*) FROM runs WHERE finished IS NULL"
        ).fetchall()
    assert done <= kept["articles"] < 320
    assert unfinished == [(1,)]
    summary = dragoman.code(corpus, archive)
    assert (summary.read, summary.known) == (320, kept["articles"])
    with dragoman.open_archive(archive, read_only=True) as opened:
        ids = [record.article.id for record in opened.records()]
        events = opened.connection.execute(
            "SELECT article, event FROM events GROUP BY ALL HAVING count(*) > 1"
        ).fetchall()
    assert ids == [f"n{number}" for number in range(320)]
    assert events == []


HOLDING = """
import dragoman, sys
with dragoman.open_archive(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_an_archive_in_other_hands_says_so(
    cli: Callable[..., Ran], archive: Path, samples: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(archive)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"open\n"
        for ran in (
            cli("events", "--archive", archive),
            cli("code", samples, "--archive", archive),
        ):
            assert ran.code == 1
            assert f"{archive}: another process holds it" in ran.err
            assert f"process {holder.pid}" in ran.err and "wait until it has ended" in ran.err
        holder.communicate(b"")
    assert cli("events", "--archive", archive).code == 0


def test_what_is_no_archive_is_refused(cli: Callable[..., Ran], tmp_path: Path) -> None:
    absent = cli("events", "--archive", tmp_path / "none.duckdb")
    assert absent.code == 1 and "dragoman code" in absent.err
    text = tmp_path / "text.duckdb"
    text.write_text("no database\n" * 100)
    assert "no DuckDB file" in cli("events", "--archive", text).err
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (x INTEGER)")
    with pytest.raises(ArchiveError, match="no Dragoman archive"):
        dragoman.open_archive(other)
    with pytest.raises(ArchiveError, match="no Dragoman archive"):
        dragoman.open_archive(other, create=True)


def _rows(archive: Path, layer: str, **wanted: Any) -> list[dict[str, Any]]:
    with dragoman.open_archive(archive, read_only=True) as opened:
        relation = select(opened, layer, Filter(**wanted))
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def test_filters_keep_what_they_say_and_lose_nothing_else(archive: Path) -> None:
    events = _rows(archive, "events")
    tests: list[tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]] = [
        ({"status": "planned"}, lambda row: row["status"] == "planned"),
        ({"type": "consult"}, lambda row: row["type"] == "CONSULT"),
        (
            {"country": "chn"},
            lambda row: "CHN" in row["actor_countries"] + row["recipient_countries"],
        ),
        (
            {"actor": "blinken"},
            lambda row: any("Blinken" in name for name in row["actors"] + row["recipients"]),
        ),
        ({"outlet": "meridian wire"}, lambda row: row["outlet"] == "Meridian Wire"),
        (
            {"since": "2023-03-01"},
            lambda row: str(row["start"] or row["published"]) >= "2023-03-01",
        ),
        (
            {"until": "2023-02-28"},
            lambda row: str(row["start"] or row["published"]) <= "2023-02-28",
        ),
    ]
    for wanted, keeps in tests:
        kept = [row for row in events if keeps(row)]
        assert 0 < len(kept) < len(events), wanted
        assert _rows(archive, "events", **wanted) == kept, wanted
    assert len(_rows(archive, "events", limit=2)) == 2
    speaking = _rows(archive, "statements", actor="Blinken")
    assert speaking and all("Antony Blinken" in row["speakers"] for row in speaking)
    foreseen = _rows(archive, "forecasts", actor="Hollenbeck")
    assert foreseen and all(row["outlet"] == "The Strait Review" for row in foreseen)


def test_a_filter_is_a_value_and_never_a_query(archive: Path) -> None:
    assert _rows(archive, "events", actor="x' OR 1=1 --") == []
    assert _rows(archive, "events", outlet="'; DROP TABLE events; --") == []
    for layer, wanted in (
        ("statements", {"status": "planned"}),
        ("forecasts", {"country": "CHN"}),
        ("events", {"type": "WAR"}),
        ("events", {"status": "maybe"}),
    ):
        with pytest.raises(UsageError):
            _rows(archive, layer, **wanted)


@pytest.mark.parametrize("layer", ["events", "statements", "forecasts"])
def test_every_format_holds_the_same_rows(
    cli: Callable[..., Ran], archive: Path, tmp_path: Path, layer: str
) -> None:
    rows = _rows(archive, layer)
    table = cli(layer, "--archive", archive)
    assert table.out.rstrip().endswith(f"{len(rows)} {layer} of 10 articles read")
    found = list(
        csv.DictReader(io.StringIO(cli(layer, "--archive", archive, "--format", "csv").out))
    )
    assert list(found[0])[: len(rows[0])] == list(rows[0])
    assert [row["article_id"] for row in found] == [row["article_id"] for row in rows]
    key = layer.removesuffix("s")
    whole = json.loads(cli(layer, "--archive", archive, "--format", "json").out)
    assert [one[key] for one in whole] == [row[key] for row in rows]
    lines = cli(layer, "--archive", archive, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == whole
    parquet = tmp_path / "rows.parquet"
    assert cli(layer, "--archive", archive, "--format", "parquet", "-o", parquet).code == 0
    with duckdb.connect() as connection:
        assert connection.execute(
            f"SELECT article_id, {key} FROM read_parquet(?)", [str(parquet)]
        ).fetchall() == [(row["article_id"], row[key]) for row in rows]
    file = tmp_path / "rows.csv"
    cli(layer, "--archive", archive, "--format", "csv", "-o", file)
    assert len(file.read_text("utf-8").splitlines()) >= len(rows) + 1


def test_an_article_coded_anew_counts_once(tmp_path: Path) -> None:
    corpus, archive = _corpus(tmp_path, 3), tmp_path / "a.duckdb"
    dragoman.code(corpus, archive)
    before = _rows(archive, "events")
    with dragoman.open_archive(archive) as opened:
        # As if these runs had been made by an older version.
        opened.connection.execute("UPDATE runs SET version = '0.0.1'")
    assert dragoman.code(corpus, archive).known == 0
    with dragoman.open_archive(archive, read_only=True) as opened:
        assert opened.counts()["articles"] == 6
    assert _rows(archive, "events") == before


def test_rows_go_on_to_a_data_frame(archive: Path) -> None:
    with dragoman.open_archive(archive, read_only=True) as opened:
        frame = select(opened, "events", Filter(status="planned")).df()
    assert len(frame) == len(_rows(archive, "events", status="planned"))
    assert set(frame["status"]) == {"planned"}


@pytest.mark.parametrize(
    ("was", "becomes"), [('"text":"Mali"', '"text":"Chad"'), ("France and", "Greece and")]
)
def test_doctor_finds_what_does_not_fit_its_text(
    cli: Callable[..., Ran], tmp_path: Path, was: str, becomes: str
) -> None:
    archive = tmp_path / "a.duckdb"
    dragoman.code(_corpus(tmp_path, 2), archive)
    sound = cli("doctor", archive)
    assert (sound.code, "✕" in sound.out) == (0, False)
    assert "2 articles" in sound.out
    with dragoman.open_archive(archive) as opened:
        opened.connection.execute(
            "UPDATE articles SET record = replace(record, ?, ?) WHERE article = 1", [was, becomes]
        )
    damaged = cli("doctor", archive)
    assert damaged.code == 1
    assert "1 records do not fit their text, the first n0" in damaged.out
