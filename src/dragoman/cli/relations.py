"""``dragoman relations``: dyads over time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import rows
from dragoman.cli.sources import by, open_source, picture, source_options
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.relations import Panel, Source


@click.command("relations")
@click.argument("parties", nargs=-1, metavar="[PARTY]…")
@source_options
@by("month", whole=True)
@click.option("--undirected", is_flag=True, help="A to B and B to A are one dyad.")
@click.option("--type", "types", multiple=True, help="Only this PLOVER type; may be repeated.")
@click.option("--top", type=click.IntRange(1), help="Only so many dyads, those with most events.")
@click.option(
    "--draws",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="Bootstrap samples of the 95 % intervals; 0: no intervals.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the bootstrap.")
@picture
@click.option(
    "--drawn",
    type=click.Choice(["series", "calendar", "map"]),
    default="series",
    show_default=True,
    help="What the picture is: dyads over time, a square a day, or the world.",
)
@click.option(
    "--mark",
    "marks",
    multiple=True,
    metavar="DAY=TEXT",
    help="An event to mark in the series; may be repeated.",
)
@rows.form
@rows.output
def command(
    parties: tuple[str, ...],
    archive: Path | None,
    table: Path | None,
    count: str,
    imported: bool,
    draws: int,
    seed: int,
    picture: Path | None,
    drawn: str,
    marks: tuple[str, ...],
    undirected: bool,
    form: str,
    output: Path | None,
    types: tuple[str, ...],
    **wanted: Any,
) -> None:
    """Dyads over time: who did how much to whom, of what sort, for each 1,000 articles read.

    PARTY is ISO alpha-3 or an organisation's acronym: none gives all dyads, one its dyads with
    anybody, several the dyads among them. Periods in which nothing was reported are rows of zeros.

    \b
    Examples:
      dragoman relations USA CHN --archive news.duckdb --by quarter
      dragoman relations --archive news.duckdb --by all --top 20 --undirected --format csv
      dragoman relations USA CHN --archive news.duckdb --picture usa-chn.svg
    """
    from dragoman.relations import Panel, dyads, dyads_with_intervals
    from dragoman.relations.dyads import outside

    panel = Panel(
        among=parties,
        directed=not undirected,
        types=tuple(one.upper() for one in types),
        **wanted,
    )
    with open_source(archive, table, count, imported) as source:
        if draws:
            relation = dyads_with_intervals(source, panel, draws=draws, seed=seed)
        else:
            relation = dyads(source, panel)
        shown = ["period", "actor", "recipient", source.counted, "net"]
        shown += ["net_low", "net_high"] if draws else ["score_mean"]
        shown += ["per_1000", "read"]
        beyond = outside(source, panel)
        footer = f"{{rows}} rows; {source.counted} for each 1,000 {source.read}" + (
            f"; {beyond} more are dated outside the window" if beyond else ""
        )
        if picture:
            _draw(source, panel, picture, drawn, dict(map(_mark, marks)))
        rows.write_rows(relation, form, output, shown=shown, footer=footer)


def _mark(mark: str) -> tuple[str, str]:
    day, equals, text = mark.partition("=")
    if not equals:
        raise UsageError(f"{mark!r} is no mark; write it like 2022-02-24=Invasion")
    return day.strip(), text.strip()


def _draw(source: Source, panel: Panel, path: Path, drawn: str, marks: dict[str, str]) -> None:
    from dragoman.relations import calendar_picture, map_picture, save_picture, series_picture

    if drawn == "calendar":
        chart = calendar_picture(source, panel)
    elif drawn == "map":
        chart = map_picture(source, panel)
    else:
        chart = series_picture(source, panel, marks=marks)
    save_picture(chart, path)
