"""``dragoman relations``: dyads over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli import rows
from dragoman.cli.sources import by, open_source, source_options


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
        rows.write_rows(relation, form, output, shown=shown, footer=footer)
