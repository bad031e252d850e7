"""``dragoman read``: inputs, formats, exit codes; a bad input never stops the rest."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from checks import check_record
from conftest import Ran
from dragoman.record import Record
from dragoman.views.table import COLUMNS

STORY = b"France and Mali held talks in Bamako on Monday, the foreign ministry said.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> Path:
    """Three articles, a JSON object a line."""
    file = tmp_path_factory.mktemp("read") / "corpus.jsonl"
    file.write_bytes(b"\n".join(map(msgspec.json.encode, rows[:3])) + b"\n")
    return file


def test_text_on_the_screen_names_the_parts_of_the_record(cli: Callable[..., Ran]) -> None:
    ran = cli("read", "-", "--date", "2024-05-07", stdin=STORY)
    assert (ran.code, ran.err) == (0, "")
    assert "7 May 2024" in ran.out
    assert "France" in ran.out and "CONSULT" in ran.out
    assert "“France and Mali held talks" in ran.out


def test_who_lists_the_actors(cli: Callable[..., Ran]) -> None:
    ran = cli("read", "-", "--who", stdin=STORY)
    assert "FRA" in ran.out and "MLI" in ran.out


def test_jsonl_is_a_record_a_line_in_the_order_of_the_input(
    cli: Callable[..., Ran], corpus: Path, rows: list[dict[str, Any]]
) -> None:
    ran = cli("read", corpus, "--format", "jsonl")
    assert ran.code == 0
    records = [Record.from_json(line) for line in ran.out.splitlines()]
    for record in records:
        check_record(record)
    assert [one.article.id for one in records] == [row["id"] for row in rows[:3]]


def test_json_is_one_record_or_a_list_of_them(cli: Callable[..., Ran], corpus: Path) -> None:
    one = json.loads(cli("read", "-", "--format", "json", stdin=STORY).out)
    assert one["article"]["text"].strip() == STORY.decode().strip()
    assert len(json.loads(cli("read", corpus, "--format", "json").out)) == 3


def test_csv_is_a_row_an_event_and_runs_nothing_in_a_spreadsheet(
    cli: Callable[..., Ran], corpus: Path, tmp_path: Path
) -> None:
    records = [
        Record.from_json(line) for line in cli("read", corpus, "--format", "jsonl").out.splitlines()
    ]
    table = list(csv.DictReader(io.StringIO(cli("read", corpus, "--format", "csv").out)))
    assert tuple(table[0]) == COLUMNS
    assert [(row["article_id"], row["event_id"]) for row in table] == [
        (record.article.id, event.id) for record in records for event in record.events
    ]
    hostile = tmp_path / "hostile.jsonl"
    hostile.write_bytes(
        msgspec.json.encode({"id": "=1+1", "text": STORY.decode(), "outlet": "@SUM(A1)"})
    )
    row = next(csv.DictReader(io.StringIO(cli("read", hostile, "--format", "csv").out)))
    assert (row["article_id"], row["outlet"]) == ("'=1+1", "'@SUM(A1)")


def test_html_is_written_to_the_file_named(
    cli: Callable[..., Ran], corpus: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    ran = cli("read", corpus, "--format", "html", "-o", page)
    assert (ran.code, ran.out) == (0, "")
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_packed_input_and_a_file_of_several_articles(
    cli: Callable[..., Ran], corpus: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(corpus.read_bytes()))
    ran = cli("read", packed, corpus, "--format", "jsonl")
    assert len(ran.out.splitlines()) == 6


def test_a_bad_input_is_listed_and_the_rest_is_read(
    cli: Callable[..., Ran], corpus: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(msgspec.json.encode({"text": STORY.decode()}) + b'\n{"text": \n{}\n')
    missing = tmp_path / "missing.txt"
    ran = cli("read", picture, missing, broken, corpus, "--format", "jsonl")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 4
    listed = ran.err.splitlines()
    assert f"dragoman: {picture}: this is an image" in listed
    assert any(str(missing) in line for line in listed)
    assert any(f"{broken}, line 2" in line for line in listed)
    assert any(f"{broken}, line 3" in line for line in listed)
    assert listed[-1] == "dragoman: 4 of the inputs failed"


def test_a_file_that_cannot_be_written_is_said_in_one_line(
    cli: Callable[..., Ran], corpus: Path, tmp_path: Path
) -> None:
    ran = cli("read", corpus, "-o", tmp_path / "no folder" / "x.html", "--format", "html")
    assert ran.code == 1
    assert "no folder" in ran.err and len(ran.err.splitlines()) == 1


def test_own_actors_are_laid_over_the_packages(cli: Callable[..., Ran], tmp_path: Path) -> None:
    damaged = tmp_path / "own.csv"
    damaged.write_text("what,is,this\n1,2,3\n", "utf-8")
    ran = cli("read", "-", "--actors", damaged, stdin=STORY)
    assert ran.code == 1
    assert str(damaged) in ran.err and len(ran.err.splitlines()) == 1
