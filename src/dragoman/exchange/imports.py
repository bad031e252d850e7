"""Other people's event data into an archive: read by DuckDB, mapped in SQL, nothing lost.

Each file is one transaction and one row of table ``imports``. Lines that do not have the
format's shape are set aside in ``import_rejects`` with their number and the reason. A cell that
cannot be read (a date that is none, a code that is unknown) stays in the format's own column; the
shared column is null, and such cells are counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dragoman.archive import Archive
from dragoman.errors import InputError
from dragoman.exchange import codes, plover
from dragoman.exchange.files import LONGEST_LINE, Plain, Reject, Shape, plain_files
from dragoman.exchange.formats import Format
from dragoman.exchange.mapping import MAPPINGS, SHARED

MISSING = ("", "NA", "NULL", "None")
"""What files write where there is no value."""
MEMORY = "1200MB"
"""What DuckDB may use of memory during an import; the rest goes to disk."""
ORDERING = "join_order,build_side_probe_side"
"""Optimizers that may exchange the sides of a join."""


@dataclass(frozen=True)
class Imported:
    """What became of one file.

    Attributes:
        source: the file, or the member of a zip.
        format: what it was read as.
        rows: lines that are in the archive now (or were, when ``known``).
        known: whether the same content had been imported before: then nothing was added.
        rejects: lines set aside.
        repeated: rows whose id an earlier row of the file has; they are kept.
        unread: for each shared column, the cells that hold a value which it could not take.
    """

    source: str
    format: str
    rows: int
    known: bool = False
    rejects: tuple[Reject, ...] = ()
    repeated: int = 0
    unread: dict[str, int] = field(default_factory=dict)


def import_files(
    archive: Archive,
    sources: Iterable[str | Path],
    format: str | None = None,
    progress: Callable[[Imported | InputError], None] | None = None,
) -> list[Imported | InputError]:
    """Imports files into an open archive; what cannot be read is there as ``InputError``.

    Args:
        sources: files as they ship: plain, zip, gzip or zstd.
        format: what they are; recognised by their columns when ``None``.
        progress: called with what became of each file.

    Raises:
        UsageError: an unknown format.
    """
    connection = archive.connection
    done: list[Imported | InputError] = []
    with TemporaryDirectory(prefix="dragoman-") as folder, _bounded(connection):
        _lay_tables(connection)
        codes.lay_out(connection)
        for source in sources:
            for one in _import_file(connection, Path(source), Path(folder), format):
                done.append(one)
                if progress:
                    progress(one)
    return done


def _lay_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds the tables of imported events to an archive that has none yet."""
    if not connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE table_name = 'imports'"
    ).fetchall():
        script = (files("dragoman.archive") / "imported.sql").read_text(encoding="utf-8")
        connection.execute(f"BEGIN; {script} COMMIT;")


@contextmanager
def _bounded(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keeps DuckDB below ``MEMORY`` and the file's lines in their order, then as it was before.

    Files are streamed past the tables of codes: were the sides of a join exchanged, the whole
    file would be held in memory, and its lines would come out in another order.
    """
    settings = {"memory_limit": MEMORY, "disabled_optimizers": ORDERING}
    before = {
        name: connection.execute("SELECT current_setting(?)", [name]).fetchall()[0][0]
        for name in settings
    }
    for name, value in settings.items():
        connection.execute(f"SET {name} = ?", [value])
    try:
        yield
    finally:
        for name, value in before.items():
            connection.execute(f"SET {name} = ?", [value.replace(" ", "")])


def _import_file(
    connection: duckdb.DuckDBPyConnection, path: Path, folder: Path, format: str | None
) -> Iterator[Imported | InputError]:
    try:
        for plain in plain_files(path, folder, format):
            yield _import_plain(connection, plain)
            if plain.path != path:
                plain.path.unlink()
    except InputError as error:
        yield error.at(str(path))
    except OSError as error:
        yield InputError(error.strerror or str(error), source=str(path))
    except duckdb.Error as error:
        # A full disk, say: what this file brought is gone, the files before it are safe.
        yield InputError(f"not imported: {str(error).splitlines()[0]}", source=str(path))


def _import_plain(connection: duckdb.DuckDBPyConnection, plain: Plain) -> Imported:
    name = plain.shape.format.name if plain.shape.format else "plover"
    before = connection.execute(
        "SELECT rows FROM imports WHERE sha256 = ? AND format = ?", [plain.sha256, name]
    ).fetchall()
    if before:
        return Imported(plain.source, name, before[0][0], known=True)
    connection.execute("BEGIN")
    try:
        ((number,),) = connection.execute(
            "SELECT coalesce(max(import), 0) + 1 FROM imports"
        ).fetchall()
        if plain.shape.format is None:
            rejects = plover.insert(connection, number, plain.path)
            rows, repeated, unread = _counts(connection, number, "plover", {})
        else:
            rejects = [*plain.rejects, *_insert(connection, number, plain.path, plain.shape)]
            rows, repeated, unread = _tabular_counts(connection, number, plain.shape.format)
        rejects = sorted(rejects, key=lambda one: one.line)
        done = Imported(
            plain.source, name, rows, rejects=tuple(rejects), repeated=repeated, unread=unread
        )
        connection.execute(
            "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                datetime.now(UTC).replace(tzinfo=None),
                name,
                plain.source,
                plain.sha256,
                rows,
                repeated,
                json.dumps(unread),
            ],
        )
        _set_aside(connection, number, rejects)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return done


def _insert(
    connection: duckdb.DuckDBPyConnection, number: int, path: Path, shape: Shape
) -> list[Reject]:
    """Reads the file into the format's table and returns the lines that do not fit."""
    format = shape.format
    assert format is not None
    mapping = MAPPINGS.get(format.name)
    present = format.columns[: shape.width]
    values = [mapping.columns.get(column, "NULL") for column in SHARED] if mapping else []
    values += [f'r."{column}"' for column in format.columns]
    absent = "".join(f', NULL AS "{column}"' for column in format.columns[shape.width :])
    layout = ", ".join(f"'{column}': 'VARCHAR'" for column in present)
    connection.execute("DROP TABLE IF EXISTS set_aside; DROP TABLE IF EXISTS set_aside_scans")
    connection.execute(
        f"INSERT INTO {format.table} SELECT ?, {', '.join(values)} "
        f"FROM (SELECT *{absent} FROM read_csv(?, "
        f"delim = '\t', quote = '', escape = '', header = false, skip = {int(shape.header)}, "
        f"auto_detect = false, columns = {{{layout}}}, max_line_size = {LONGEST_LINE}, "
        "store_rejects = true, rejects_limit = 0, rejects_table = 'set_aside', "
        f"rejects_scan = 'set_aside_scans')) r{mapping.joins if mapping else ''}",
        [number, str(path)],
    )
    # Lines that are not UTF-8 or too long, and what made up for each other in width.
    found = connection.execute(
        "SELECT line, any_value(error_type)::VARCHAR, any_value(csv_line) "
        "FROM set_aside GROUP BY line ORDER BY line"
    ).fetchall()
    # DuckDB quotes a line together with blank ones before it.
    lines = [(line, kind, text.strip("\n")) for line, kind, text in found]
    return [Reject(line, _reason(kind, text, shape), text) for line, kind, text in lines]


def _reason(kind: str, text: str, shape: Shape) -> str:
    match kind:
        case "INVALID ENCODING":
            return "not UTF-8"
        case "LINE SIZE OVER MAXIMUM":
            return f"longer than {LONGEST_LINE} bytes"
        case _:
            cells = text.count("\t") + 1
            return f"{cells} cells instead of {shape.width}"


def _tabular_counts(
    connection: duckdb.DuckDBPyConnection, number: int, format: Format
) -> tuple[int, int, dict[str, int]]:
    mapping = MAPPINGS.get(format.name)
    return _counts(connection, number, format.table, mapping.given if mapping else None)


def _counts(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    table: str,
    given: dict[str, str] | None,
) -> tuple[int, int, dict[str, int]]:
    """Rows of an import, those with a repeated id, and unreadable cells by shared column."""
    wanted = ["count(*)"]
    wanted.append("count(source_id) - count(DISTINCT source_id)" if given is not None else "0")
    wanted += [
        f"count(*) FILTER ({column} IS NULL AND {source} NOT IN {MISSING})"
        for column, source in (given or {}).items()
    ]
    ((rows, repeated, *unread),) = connection.execute(
        f"SELECT {', '.join(wanted)} FROM {table} WHERE import = ?", [number]
    ).fetchall()
    pairs = zip(given or {}, unread, strict=True)
    return rows, repeated, {column: count for column, count in pairs if count}


def _set_aside(
    connection: duckdb.DuckDBPyConnection, number: int, rejects: Sequence[Reject]
) -> None:
    for start in range(0, len(rejects), 10_000):
        part = rejects[start : start + 10_000]
        connection.execute(
            "INSERT INTO import_rejects SELECT ?, unnest(?::BIGINT[]), unnest(?::VARCHAR[]), "
            "unnest(?::VARCHAR[])",
            [
                number,
                [one.line for one in part],
                [one.reason for one in part],
                [one.text for one in part],
            ],
        )
