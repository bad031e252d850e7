"""``dragoman network``: who stands with whom, and against whom."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dragoman.cli import rows
from dragoman.cli.sources import by, open_source, picture, source_options


@click.command("network")
@click.argument("parties", nargs=-1, metavar="[PARTY]…")
@source_options
@by("all", whole=True)
@click.option("--type", "types", multiple=True, help="Only this PLOVER type; may be repeated.")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Reports between two parties that make an edge.",
)
@click.option("--edges", is_flag=True, help="Print edges in place of parties.")
@click.option(
    "--graphml", type=click.Path(dir_okay=False, path_type=Path), help="Write the graph here."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of all that is random.")
@picture
@rows.form
@rows.output
def command(
    parties: tuple[str, ...],
    archive: Path | None,
    table: Path | None,
    count: str,
    imported: bool,
    types: tuple[str, ...],
    least: int,
    edges: bool,
    graphml: Path | None,
    seed: int,
    picture: Path | None,
    form: str,
    output: Path | None,
    **wanted: Any,
) -> None:
    """The signed network of a window: position, communities, structural balance.

    One row a party, or with --edges one an edge, or with --by one a period.

    \b
    Examples:
      dragoman network --archive news.duckdb
      dragoman network --archive news.duckdb --by month --format csv
      dragoman network --archive news.duckdb --graphml news.graphml
    """
    from dragoman.errors import UsageError
    from dragoman.relations import Panel, network, network_over_time, network_picture, save_picture
    from dragoman.relations.network import balance_sentence

    panel = Panel(among=parties, types=tuple(one.upper() for one in types), **wanted)
    if panel.by != "all" and (edges or graphml or picture):
        raise UsageError("edges, GraphML and picture are of one window: leave --by away")
    with open_source(archive, table, count, imported) as source:
        if panel.by != "all":
            nets = network_over_time(source, panel, least=least, seed=seed)
            made = [one.summary() for one in nets]
            shown = ["since", "until", "read", "members", "ties", "hostile", "triads", "balanced",
                     "by_chance", "frustration"]  # fmt: skip
            footer = f"{{rows}} periods; of each its {source.read} stand in read"
        else:
            net = network(source, panel, least=least, seed=seed)
            if graphml:
                net.graphml(graphml)
            if picture:
                save_picture(network_picture(net), picture)
            made = [asdict(one) for one in (net.ties if edges else net.members)]
            shown = (
                ["one", "other", "count", "cooperation", "conflict", "weight", "sign"]
                if edges
                else ["party", "name", "ties", "friends", "foes", "strength", "betweenness",
                      "community", "camp"]
            )  # fmt: skip
            footer = balance_sentence(net)
        rows.write_dicts(made, form, output, shown=shown, footer=footer)
