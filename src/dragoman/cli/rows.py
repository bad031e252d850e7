"""Rows of a query to the screen or a file, the same way for every command."""

from __future__ import annotations

import csv
import errno
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import click
import duckdb

from dragoman.cli import options
from dragoman.errors import UsageError
from dragoman.views.table import safe

form = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "parquet"]),
    default="table",
    show_default=True,
    help="table: for people, the main columns. json: a list. jsonl: an object a line. "
    "parquet: needs -o.",
)
output = options.output


def write_rows(
    relation: duckdb.DuckDBPyRelation,
    form: str,
    output: Path | None,
    *,
    shown: Sequence[str],
    footer: str,
) -> None:
    """Prints or writes a relation.

    Args:
        relation: what to write; every format but the table has all its columns.
        form: table, csv, json, jsonl or parquet.
        output: the file; the screen without one.
        shown: columns of the table.
        footer: the line below the table; ``{rows}`` in it is their number.

    Raises:
        UsageError: parquet without a file.
        OSError: the file cannot be written.
    """
    if form == "parquet":
        if output is None:
            raise UsageError("parquet needs a file: add -o FILE.parquet")
        try:
            relation.write_parquet(str(output))
        except duckdb.IOException as error:
            raise OSError(errno.EIO, str(error).splitlines()[0], str(output)) from error
        return
    names = relation.columns
    rows = relation.fetchall()
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        if form == "table":
            _table(names, rows, shown, footer, target)
        elif form == "csv":
            _csv(names, rows, target)
        else:
            _json(names, rows, target, lines=form == "jsonl")


def write_dicts(
    made: Sequence[dict[str, Any]],
    form: str,
    output: Path | None,
    *,
    shown: Sequence[str],
    footer: str,
) -> None:
    """The same for rows that no query made: dictionaries with the same keys."""
    names = list(made[0]) if made else list(shown)
    with duckdb.connect() as connection:
        columns = ", ".join(f"unnest(?) AS {name}" for name in names)
        values = [[row[name] for row in made] for name in names]
        relation = connection.sql(f"SELECT {columns}", params=values)
        write_rows(relation, form, output, shown=shown, footer=footer)


def _json(names: list[str], rows: list[tuple[Any, ...]], target: IO[str], *, lines: bool) -> None:
    made = [
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str)
        for row in rows
    ]
    if lines:
        target.writelines(f"{one}\n" for one in made)
    else:
        target.write("[" + ",\n ".join(made) + "]\n")


def _csv(names: list[str], rows: list[tuple[Any, ...]], target: IO[str]) -> None:
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([safe(_plain(value)) for value in row])


def _plain(value: Any) -> Any:
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(_plain(value))


def _table(
    names: list[str],
    rows: list[tuple[Any, ...]],
    shown: Sequence[str],
    footer: str,
    target: IO[str],
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.views.terminal import Harmless

    places = [names.index(name) for name in shown]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in shown:
        # What is typed again stays in one piece.
        table.add_column(name, no_wrap=name == "item")
    for row in rows:
        table.add_row(*(Text(" ".join(_cell(row[i]).split())) for i in places))
    console = Console(file=target, highlight=False)
    console.print(Harmless(table))
    console.print(footer.format(rows=len(rows)), style="dim", soft_wrap=True)
