"""``dragoman calendar``: what is planned, in a table or for a calendar program."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from dragoman.archive import open_archive
from dragoman.cli import options
from dragoman.plans import Plan, find_plans, to_ical
from dragoman.views.sentences import counted, in_words
from dragoman.views.table import safe

_COLUMNS = ("when", "what", "where", "announced by", "outlet", "articles", "confidence")
"""Columns of the table on the screen; the other formats have every field."""


@click.command("calendar")
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option(
    "--since", type=options.IsoDate(), help="Only what may still be on this day or later."
)
@click.option("--until", type=options.IsoDate(), help="Only what may begin by this day.")
@click.option("--country", help="ISO alpha-3 of a party.")
@click.option("--actor", help="Part of the name of a party.")
@click.option("--type", help="Underlying PLOVER type, like CONSULT.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "ics"]),
    default="table",
    show_default=True,
    help="table: for people, the main columns. json: a list. jsonl: an object a line. "
    "ics: for calendar programs.",
)
@options.output
def command(archive: Path, form: str, output: Path | None, **wanted: Any) -> None:
    """What is planned or scheduled, by day: visits, talks, votes, deadlines, with their windows.

    Articles that announce the same thing are one row. What no article dates comes last; --since,
    --until and calendar files leave it out.

    \b
    Examples:
      dragoman calendar --archive news.duckdb
      dragoman calendar --archive news.duckdb --country CHN --format ics -o china.ics
    """
    with open_archive(archive, read_only=True) as opened:
        plans = find_plans(opened, **wanted)
        articles = opened.counts()["articles"]
    if form == "ics":
        with click.open_file(str(output or "-"), "wb") as file:
            file.write(to_ical(plans))
        if undated := sum(one.start is None for one in plans):
            click.echo(f"left out: {counted(undated, 'plan')} without a date", err=True)
        return
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        if form == "table":
            _table(plans, articles, target)
        elif form == "csv":
            _csv(plans, target)
        else:
            _json(plans, target, lines=form == "jsonl")


def _json(plans: Sequence[Plan], target: IO[str], *, lines: bool) -> None:
    made = [json.dumps(msgspec.to_builtins(one), ensure_ascii=False) for one in plans]
    if lines:
        target.writelines(f"{one}\n" for one in made)
    else:
        target.write("[" + ",\n ".join(made) + "]\n")


def _csv(plans: Sequence[Plan], target: IO[str]) -> None:
    names = Plan.__struct_fields__
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names)
    for plan in plans:
        cells = (getattr(plan, name) for name in names)
        writer.writerow(
            [safe(";".join(cell) if isinstance(cell, tuple) else cell) for cell in cells]
        )


def _table(plans: Sequence[Plan], articles: int, target: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.views.terminal import Harmless

    table = Table(*_COLUMNS, box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for plan in plans:
        cells = (
            _when(plan),
            plan.what,
            plan.place or "",
            plan.announced_by,
            plan.outlet or "",
            str(plan.articles),
            f"{plan.confidence:.2f}",
        )
        table.add_row(*(Text(" ".join(cell.split())) for cell in cells))
    console = Console(file=target, highlight=False)
    console.print(Harmless(table))
    undated = sum(one.start is None for one in plans)
    console.print(
        f"{counted(len(plans), 'plan')}, {undated} undated, of {articles} articles read",
        style="dim",
    )


def _when(plan: Plan) -> str:
    if plan.start is None or plan.end is None:
        return "undated"
    words = in_words(plan.start.isoformat(), plan.end.isoformat())
    return f"about {words}" if plan.basis == "inferred" else words
