"""``dragoman scores``: how good forecasters and outlets were."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, Any

import click

from dragoman.archive import open_archive
from dragoman.cli import options
from dragoman.views.table import safe

_SCORES = ("rank", "who", "forecasts", "happened", "brier", "range", "log", "base_brier", "skill")
_KEPT = ("who", "announcements", "happened", "postponed", "not_happened", "kept")


@click.command("scores")
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option(
    "--of",
    type=click.Choice(["forecasters", "outlets", "announcements"]),
    default="forecasters",
    show_default=True,
    help="Whose. announcements: whose announced plans were kept.",
)
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave out outcomes of less confidence.",
)
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the calibration of all forecasts into this .svg or .png file.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="json also has calibration and the parts of the Brier score.",
)
@options.output
def command(
    archive: Path,
    of: str,
    confidence: float,
    picture: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Brier score, log score and skill over the base rate, of resolved forecasts.

    Fewer than ten resolved forecasts are never ranked.

    \b
    Examples:
      dragoman scores --archive news.duckdb
      dragoman scores --archive news.duckdb --of outlets --format json
    """
    from dragoman import ledger

    with open_archive(archive, read_only=True) as opened:
        book = ledger.book(opened, confidence)
        rows: Sequence[Any]
        if of == "announcements":
            rows = ledger.kept(opened, confidence)
        else:
            rows = book.scores("outlets" if of == "outlets" else "forecasters")
    bins = ledger.calibration(book.scored)
    if picture is not None:
        ledger.save_picture(ledger.calibration_chart(bins), picture)
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        if form == "json":
            said: dict[str, Any] = {of: [asdict(one) for one in rows]}
            if of != "announcements":
                said["calibration"] = [asdict(one) for one in bins]
                said["parts"] = asdict(ledger.decompose(book.scored)) if book.scored else None
            json.dump(said, target, ensure_ascii=False, indent=1)
            target.write("\n")
        elif form == "csv":
            _csv(ledger.Kept if of == "announcements" else ledger.Score, rows, target)
        else:
            _table(of, rows, bins, target)


def _csv(kind: type, rows: Sequence[Any], target: IO[str]) -> None:
    names = [field.name for field in fields(kind)]
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([safe(getattr(row, name)) for name in names])


def _table(of: str, rows: Sequence[Any], bins: Sequence[Any], target: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.ledger.scores import RANKED
    from dragoman.views.terminal import Harmless

    console = Console(file=target, highlight=False)
    if not rows:
        console.print("nothing is resolved: run dragoman resolve first, or decide yourself")
        return
    shown = _KEPT if of == "announcements" else _SCORES
    heads = (name.replace("_", " ") for name in shown)
    table = Table(*heads, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*(Text(_cell(row, name)) for name in shown))
    console.print(Harmless(table))
    if of == "announcements":
        return
    few = sum(one.rank is None for one in rows)
    if few:
        console.print(
            f"{few} of {len(rows)} not ranked: fewer than {RANKED} forecasts", style="dim"
        )
    console.print()
    table = Table("said", "forecasts", "mean said", "happened", "95 %", box=None, pad_edge=False)
    for one in bins:
        table.add_row(
            f"{one.low:.0%}–{one.high:.0%}",
            str(one.forecasts),
            f"{one.said:.0%}",
            f"{one.happened:.0%}",
            f"{one.happened_low:.0%}–{one.happened_high:.0%}",
        )
    console.print(table)


def _cell(row: Any, name: str) -> str:
    if name == "range":
        return f"{row.brier_least:.3f}–{row.brier_most:.3f}"
    value = getattr(row, name)
    if value is None:
        return "–"
    if name == "kept":
        return f"{value:.0%} ({row.kept_low:.0%}–{row.kept_high:.0%})"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
