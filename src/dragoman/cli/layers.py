"""What ``events``, ``statements`` and ``forecasts`` share: filters and formats."""

from __future__ import annotations

import csv
import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click
import duckdb

from dragoman.archive.query import Filter, select
from dragoman.archive.store import open_archive
from dragoman.cli import options
from dragoman.errors import UsageError
from dragoman.views.table import safe

_SHOWN = {
    "events": ("start", "status", "type", "sentence", "outlet", "confidence"),
    "statements": ("published", "speakers", "cue", "content", "outlet"),
    "forecasts": ("forecasters", "claim", "low", "high", "window_end", "outlet"),
}
"""Columns of the table on the screen; the other formats have them all."""
_DAYS = {
    "events": "the event's first, or the article's where it is not known",
    "statements": "the article's",
    "forecasts": "the first on which it can come true, or the article's",
}

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def filters(layer: str) -> Decorator:
    """The options of a layer's command."""
    day = _DAYS[layer]
    chosen = [
        click.option(
            "--archive", required=True, type=click.Path(path_type=Path), help="The archive."
        ),
        click.option("--actor", help="Part of the name of a party, speaker or forecaster."),
        click.option("--outlet", help="Only this outlet."),
        click.option("--since", type=options.IsoDate(), help=f"Nothing before this day: {day}."),
        click.option("--until", type=options.IsoDate(), help="Nothing after this day."),
        click.option("--limit", type=click.IntRange(1), help="So many rows at most."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "csv", "json", "jsonl", "parquet"]),
            default="table",
            show_default=True,
            help="table: for people, the main columns. json: a list. jsonl: an object a line. "
            "parquet: needs -o.",
        ),
        options.output,
    ]
    if layer != "forecasts":
        chosen.insert(2, click.option("--country", help="ISO alpha-3 of a party or speaker."))
    if layer == "events":
        chosen.insert(2, click.option("--type", help="Underlying PLOVER type, like CONSULT."))
        chosen.insert(
            3, click.option("--status", help="happened, ongoing, planned, hypothetical, negated.")
        )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(chosen):
            function = option(function)
        return function

    return decorate


def show(layer: str, archive: Path, form: str, output: Path | None, **wanted: Any) -> None:
    """Reads the layer back and prints or writes it."""
    if form == "parquet" and output is None:
        raise UsageError("parquet needs a file: add -o events.parquet")
    with open_archive(archive, read_only=True) as opened:
        relation = select(opened, layer, Filter(**wanted))
        if form == "parquet":
            _parquet(relation, str(output))
            return
        names = relation.columns
        rows = relation.fetchall()
        articles = opened.counts()["articles"]
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        if form == "table":
            _table(layer, names, rows, articles, target)
        elif form == "csv":
            _csv(names, rows, target)
        else:
            _json(names, rows, target, lines=form == "jsonl")


def _parquet(relation: duckdb.DuckDBPyRelation, path: str) -> None:
    try:
        relation.write_parquet(path)
    except duckdb.IOException as error:
        raise OSError(errno.EIO, str(error).splitlines()[0], path) from error


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


def _table(
    layer: str, names: list[str], rows: list[tuple[Any, ...]], articles: int, target: IO[str]
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.views.terminal import Harmless

    shown = [names.index(name) for name in _SHOWN[layer]]
    table = Table(*_SHOWN[layer], box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for row in rows:
        cells = ("" if row[i] is None else str(_plain(row[i])) for i in shown)
        table.add_row(*(Text(" ".join(cell.split())) for cell in cells))
    console = Console(file=target, highlight=False)
    console.print(Harmless(table))
    console.print(f"{len(rows)} {layer} of {articles} articles read", style="dim")
