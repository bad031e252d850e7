"""``dragoman export``: the archive's events in the formats of others."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("icews", "gdelt1", "gdelt2", "mentions", "polecat", "plover", "csv", "graphml")


@click.command("export")
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(FORMATS),
    help="csv: an event a line, all columns. graphml: who acts on whom, as a graph. The others "
    "are those of the data sets.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.",
)
@click.option(
    "--imported",
    is_flag=True,
    help="In place of the archive's own events, the imported ones of this format, as they came.",
)
def command(archive: Path, form: str, output: Path, imported: bool) -> None:
    """Write the events of an archive for tools that read ICEWS, GDELT, POLECAT, PLOVER or graphs.

    What a format cannot say is left at its mark of a missing value. Events that it cannot hold at
    all (feared or denied ones, in formats that know only what happened) are counted by reason.

    \b
    Examples:
      dragoman export --archive news.duckdb --format polecat -o events.txt
      dragoman export --archive news.duckdb --format graphml -o events.graphml
    """
    from dragoman.archive import open_archive
    from dragoman.exchange import export_events, export_imported

    with open_archive(archive, read_only=True) as opened:
        if imported:
            click.echo(f"{output}: {export_imported(opened, form, output)} rows")
            return
        done = export_events(opened, form, output)
    click.echo(f"{output}: {done.rows} rows of {done.events} events")
    for reason, events in done.left_out.most_common():
        click.echo(f"  left out: {events} events, {reason}")
