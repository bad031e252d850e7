"""One DuckDB file: stores records and reads them back, nothing else.

Every row belongs to a run that names version, model, lexicon, settings and inputs. Batches are
transactions: a kill at any moment loses at most the batch in hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from dragoman.archive.loading import Row, load
from dragoman.archive.rows import ROWS, article_row
from dragoman.archive.versions import prepare
from dragoman.errors import ArchiveError, InputError
from dragoman.record import Provenance, Record

TABLES = (
    *("runs", "articles", *ROWS, "failures"),
    *("copies", "happenings", "joins", "outcomes", "reviews"),
)
"""Every table but ``meta``: those that coding fills, then those of the rooms that build on it."""


class Archive:
    """An open archive; use it as a context manager, or call ``close``."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was added is safe already."""
        self.connection.close()

    def begin_run(
        self, provenance: Provenance, settings: dict[str, Any], inputs: Sequence[str]
    ) -> int:
        """Opens a run and returns its number."""
        (number,) = self._row("SELECT coalesce(max(run), 0) + 1 FROM runs")
        self.connection.execute(
            "INSERT INTO runs VALUES (?, ?, NULL, ?, ?, ?, ?, ?)",
            [
                number,
                datetime.now(UTC).replace(tzinfo=None),
                provenance.version,
                provenance.model,
                provenance.lexicon,
                json.dumps(settings),
                list(inputs),
            ],
        )
        return int(number)

    def end_run(self, run: int) -> None:
        """Marks the run as finished; a run without an end was interrupted."""
        self.connection.execute(
            "UPDATE runs SET finished = ? WHERE run = ?",
            [datetime.now(UTC).replace(tzinfo=None), run],
        )

    def coded(self, provenance: Provenance) -> set[tuple[str, str]]:
        """(id, sha256) of every article coded by the same version, model and lexicon."""
        found = self.connection.execute(
            "SELECT a.id, a.sha256 FROM articles a JOIN runs r USING (run) "
            "WHERE r.version = ? AND r.model = ? AND r.lexicon = ?",
            [provenance.version, provenance.model, provenance.lexicon],
        )
        return {(row[0], row[1]) for row in found.fetchall()}

    def add(self, run: int, records: Sequence[Record], failures: Sequence[InputError] = ()) -> None:
        """Adds records and failures of one batch: all of them, or none when interrupted."""
        (first,) = self._row("SELECT coalesce(max(article), 0) + 1 FROM articles")
        tables: dict[str, list[Row]] = {"articles": [], **{name: [] for name in ROWS}}
        for number, record in enumerate(records, start=first):
            tables["articles"].append(article_row(number, run, record))
            for name, rows in ROWS.items():
                tables[name] += rows(number, record)
        tables["failures"] = [
            {
                "run": run,
                "source": one.source or "unknown",
                "code": one.code,
                "reason": one.reason,
            }
            for one in failures
        ]
        self.connection.execute("BEGIN")
        try:
            for name, lines in tables.items():
                load(self.connection, name, lines)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise

    def records(self) -> Iterator[Record]:
        """Every record as it was stored, in the order of coding."""
        cursor = self.connection.cursor().execute("SELECT record FROM articles ORDER BY article")
        while rows := cursor.fetchmany(200):
            for (line,) in rows:
                yield Record.from_json(line)

    def record(self, article: int) -> Record:
        """The record of the article with this number; raises ``KeyError``."""
        found = self.connection.execute(
            "SELECT record FROM articles WHERE article = ?", [article]
        ).fetchall()
        if not found:
            raise KeyError(article)
        return Record.from_json(found[0][0])

    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: int(self._row(f"SELECT count(*) FROM {name}")[0]) for name in TABLES}

    def _row(self, query: str) -> tuple[Any, ...]:
        # All rows are fetched: a result half read keeps the connection busy.
        (found,) = self.connection.execute(query).fetchall()
        return tuple(found)


def open_archive(path: str | Path, *, create: bool = False, read_only: bool = False) -> Archive:
    """Opens an archive; with ``create`` makes it where there is none.

    An archive of an older schema is brought up to date when it is opened for writing.

    Raises:
        ArchiveError: no such file, not an archive, held by another process, of a newer schema, or
            of an older one and opened for reading only.
    """
    path = Path(path)
    if not path.exists() and not create:
        raise ArchiveError(
            f"{path}: no such archive; make one with: dragoman code … --archive {path}"
        )
    read_only = read_only and path.exists()
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except (duckdb.IOException, duckdb.ConnectionException) as error:
        raise ArchiveError(f"{path}: {_why_not(str(error))}") from error
    try:
        prepare(connection, path, create=create, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return Archive(path, connection)


def _why_not(said: str) -> str:
    """What a person can do about DuckDB's refusal to open a file, from what it said."""
    if "different configuration" in said:
        return (
            "this program has it open already, for reading only or for writing: "
            "close that one first, or use it"
        )
    held = "lock" in said.lower() or "already open" in said.lower()
    if "not a valid DuckDB" in said:
        return f"it is no DuckDB file: {said.splitlines()[0]}"
    if not held:
        return f"it cannot be opened: {said.splitlines()[0]}"
    who = re.search(r"(?:held in|open in)\s+(.+?)?\s*\(PID (\d+)\)", said, re.DOTALL)
    if who is None:
        return f"another process holds it: {said.splitlines()[0]}"
    program = re.split(r"[/\\\\]", (who[1] or "").strip())[-1] or "a program"
    return (
        f"another process holds it: {program}, process {who[2]}. One process at a time writes to "
        "an archive, and none reads meanwhile: wait until it has ended, or end it; "
        "what it has stored is safe"
    )
