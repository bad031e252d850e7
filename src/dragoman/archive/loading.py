"""Many rows into a table at once.

A prepared ``INSERT`` for each row costs DuckDB milliseconds; here a batch travels as one JSON
text, which DuckDB takes apart into typed columns by itself (``benchmarks/storing.py`` measures
it).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import msgspec

Row = dict[str, Any]
"""Values of a row by the names of its columns; columns left out are null."""


def load(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Inserts rows into a table.

    Values are what JSON has: dates and times as ISO text, JSON columns as text. Raises
    ``duckdb.Error`` for a value that does not fit its column; then nothing is inserted.
    """
    if not rows:
        return
    known = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table]
    ).fetchall()
    types = {name: "VARCHAR" if kind == "JSON" else kind for name, kind in known}
    shape = msgspec.json.encode([{name: types[name] for name in rows[0]}]).decode()
    connection.execute(
        f"INSERT INTO {table} BY NAME "
        f"SELECT unnest(row) FROM (SELECT unnest(from_json_strict(?, '{shape}')) AS row)",
        [msgspec.json.encode(rows).decode()],
    )
