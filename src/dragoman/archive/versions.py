"""Versions of the schema: ``migrations/N.sql`` makes version N out of version N - 1.

A new archive runs through them all, so that it is the same as one that was migrated. All that
are due run in one transaction: an interrupted migration leaves the archive as it was.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from dragoman.errors import ArchiveError


@cache
def newest() -> int:
    """The schema version that this version of Dragoman reads and writes."""
    scripts = (files("dragoman.archive") / "migrations").iterdir()
    return max(int(one.name.removesuffix(".sql")) for one in scripts if one.name.endswith(".sql"))


def version_of(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The schema version of an open file; 0 for an empty file, ``None`` for somebody else's."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    if not tables:
        return 0
    if ("meta",) not in tables:
        return None
    found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
    return int(found[0][0]) if len(found) == 1 and found[0][0].isdecimal() else None


def migrate(connection: duckdb.DuckDBPyConnection, old: int) -> None:
    """Brings a file from version ``old`` (0: empty) to the newest."""
    connection.execute("BEGIN")
    try:
        for number in range(old + 1, newest() + 1):
            script = files("dragoman.archive") / "migrations" / f"{number}.sql"
            connection.execute(script.read_text(encoding="utf-8"))
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", [str(newest())])
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def prepare(
    connection: duckdb.DuckDBPyConnection, path: Path, *, create: bool, read_only: bool
) -> None:
    """Sees to it that the open file is an archive of the newest schema.

    Raises ``ArchiveError`` for a file of somebody else, an archive of a newer schema, and one of
    an older schema that was opened for reading only.
    """
    version = version_of(connection)
    if version is None or (version == 0 and not create):
        raise ArchiveError(f"{path}: a DuckDB file, but no Dragoman archive")
    if version > newest():
        raise ArchiveError(
            f"{path}: schema {version}, and this version of Dragoman reads up to {newest()}; "
            "install the version that wrote it, or a newer one"
        )
    if version == newest():
        return
    if read_only:
        raise ArchiveError(
            f"{path}: schema {version}, and this version of Dragoman reads {newest()}; bring it "
            f"up to date (nothing is coded anew) with: dragoman doctor {path} --migrate"
        )
    try:
        migrate(connection, version)
    except duckdb.Error as error:
        raise ArchiveError(
            f"{path}: cannot be brought from schema {version} to {newest()}, and is as it was: "
            f"{str(error).splitlines()[0]}"
        ) from error
