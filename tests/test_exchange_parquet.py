"""Parquet: every row of the archive, and none of its words when they may not be shared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import dragoman
from conftest import SAMPLES, Ran
from dragoman.exchange import export_parquet


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "news.duckdb"
    dragoman.code(SAMPLES, path)
    return path


def table(folder: Path, name: str) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().read_parquet(f"{folder}/{name}/**/*.parquet", hive_partitioning=True)


def test_every_row_comes_back_by_year_and_month(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's a folder"
    with dragoman.open_archive(archive, read_only=True) as opened:
        rows = export_parquet(opened, folder)
        counts = opened.counts()
        texts = {one.article.id: one.article.text for one in opened.records()}
        for name in ("events", "statements", "forecasts", "actors", "reports"):
            columns = [c for c in table(folder, name).columns if c not in ("year", "month")]
            listed = ", ".join(f'"{column}"' for column in columns)
            stored = opened.connection.execute(f"SELECT {listed} FROM {name} ORDER BY ALL")
            read = table(folder, name).project(listed).order(listed).fetchall()
            assert rows[name] == counts[name] == len(read)
            assert read == stored.fetchall()
    articles = table(folder, "articles").project("id, text, published, year, month").fetchall()
    assert {id_: text for id_, text, *_ in articles} == texts
    assert all((day.year, day.month) == (int(year), int(m)) for _, _, day, year, m in articles)
    about = json.loads((folder / "about.json").read_text("utf-8"))
    assert about["text"] is True
    assert about["rows"]["articles"] == 10


def test_without_text_no_words_of_the_articles_are_left(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shareable"
    with dragoman.open_archive(archive, read_only=True) as opened:
        export_parquet(opened, folder, text=False)
        records = list(opened.records())
    cells = set()
    for name in ("articles", "events", "reports", "statements", "forecasts"):
        for row in table(folder, name).fetchall():
            cells |= {value for value in row if isinstance(value, str)}
    for record in records:
        words = [record.article.title, *(one.evidence.text for one in record.events)]
        words += [one.content.text for one in record.statements]
        words += [one.claim.text for one in record.forecasts]
        for said in filter(None, words):
            assert not any(said in cell or (len(cell) > 25 and cell in said) for cell in cells)
    # Whoever has the texts finds the words again.
    by_hash = {one.article.sha256: one.article.text for one in records}
    located = table(folder, "events").set_alias("e")
    hashes = table(folder, "articles").project("article, sha256").fetchall()
    text_of = {article: by_hash[sha256] for article, sha256 in hashes}
    found = {
        text_of[article][start:end]
        for article, start, end in located.project("article, trigger_start, trigger_end").fetchall()
    }
    assert found == {one.trigger.text for record in records for one in record.events}


def test_an_existing_folder_is_left_alone(
    archive: Path, tmp_path: Path, cli: Callable[..., Ran]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "precious").write_text("kept", "utf-8")
    ran = cli("export", "--archive", archive, "--format", "parquet", "-o", tmp_path / "mine")
    assert ran.code == 2
    assert (tmp_path / "mine" / "precious").read_text("utf-8") == "kept"
    ran = cli("export", "--archive", archive, "--format", "parquet", "-o", tmp_path / "new")
    assert ran.code == 0
    assert "10 articles" in ran.out
    wrong = cli("export", "--archive", archive, "--format", "csv", "--without-text", "-o", "x.csv")
    assert wrong.code == 2
    assert "parquet" in wrong.err
