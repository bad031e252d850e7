"""Schema versions: an old archive is brought up to date without coding anything anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pytest

import dragoman
from conftest import Ran
from dragoman.archive.versions import newest
from dragoman.errors import ArchiveError
from dragoman.record import Provenance, Record

MADE = Provenance(version="0.1.0", model="m", lexicon="l")


@pytest.fixture
def current(tmp_path: Path, records: list[Record]) -> Path:
    """The records of the samples in an archive of today's schema."""
    path = tmp_path / "current.duckdb"
    with dragoman.open_archive(path, create=True) as archive:
        archive.add(archive.begin_run(MADE, {}, ["samples"]), records)
    return path


@pytest.fixture
def old(tmp_path: Path, current: Path) -> Path:
    """The same records in an archive as schema 1 had it."""
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        first = files("dragoman.archive") / "migrations" / "1.sql"
        connection.execute(first.read_text("utf-8"))
        connection.execute("INSERT INTO meta VALUES ('schema', '1')")
        tables: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall():
            tables.setdefault(table, []).append(f'"{column}"')
        connection.execute(f"ATTACH '{current}' AS new (READ_ONLY)")
        for table in tables.keys() - {"meta"}:
            columns = ", ".join(tables[table])
            connection.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM new.{table}")
    return path


def _everything(path: Path) -> dict[str, tuple[list[Any], list[Any]]]:
    """Columns and rows of each table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return {
            name: (
                connection.execute(f"DESCRIBE {name}").fetchall(),
                connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall(),
            )
            for (name,) in names
        }


def test_a_migrated_archive_is_what_coding_today_would_have_made(old: Path, current: Path) -> None:
    dragoman.open_archive(old).close()
    migrated, made = _everything(old), _everything(current)
    assert migrated.keys() == made.keys()
    for table in made:
        assert migrated[table] == made[table], table
    assert made["actors"][1] and made["events"][1]


def test_reading_an_old_archive_says_how_to_bring_it_up_to_date(
    cli: Callable[..., Ran], old: Path
) -> None:
    before = old.read_bytes()
    refused = cli("events", "--archive", old)
    assert refused.code == 1
    assert f"dragoman doctor {old} --migrate" in refused.err
    assert old.read_bytes() == before
    assert cli("doctor", old).code == 1
    assert cli("doctor", old, "--migrate").code == 0
    assert cli("events", "--archive", old).code == 0
    assert cli("doctor", "--migrate").code == 2


def test_an_archive_of_the_future_is_left_alone(current: Path) -> None:
    with duckdb.connect(str(current)) as connection:
        connection.execute("UPDATE meta SET value = '99'")
    for read_only in (True, False):
        with pytest.raises(ArchiveError, match=rf"schema 99.*up to {newest()}.*newer"):
            dragoman.open_archive(current, read_only=read_only)


def test_a_migration_that_fails_leaves_the_archive_as_it_was(old: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(old)) as connection:
        # A column that the migration adds is there already.
        connection.execute("ALTER TABLE events ADD COLUMN statement VARCHAR")
    kept = tmp_path / "kept.duckdb"
    shutil.copy(old, kept)
    with pytest.raises(ArchiveError, match="is as it was"):
        dragoman.open_archive(old)
    assert _everything(old) == _everything(kept)
