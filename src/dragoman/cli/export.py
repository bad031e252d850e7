"""``dragoman export``: the archive's events in the formats of others."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("icews", "gdelt1", "gdelt2", "mentions", "polecat", "plover", "csv", "graphml")
PARQUET = "parquet"


@click.command("export")
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice([*FORMATS, PARQUET]),
    help="csv: an event a line, all columns. graphml: who acts on whom, as a graph. parquet: "
    "every table, in folders by year and month. The others are those of the data sets.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; of parquet, the folder, which must not exist.",
)
@click.option(
    "--imported",
    is_flag=True,
    help="In place of the archive's own events, the imported ones of this format, as they came.",
)
@click.option(
    "--without-text",
    is_flag=True,
    help="Of parquet: leave out the articles' texts and every column that repeats their words.",
)
def command(archive: Path, form: str, output: Path, imported: bool, without_text: bool) -> None:
    """Write the events of an archive for tools that read ICEWS, GDELT, POLECAT, PLOVER or graphs.

    What a format cannot say is left at its mark of a missing value. Events that it cannot hold at
    all (feared or denied ones, in formats that know only what happened) are counted by reason.

    \b
    Examples:
      dragoman export --archive news.duckdb --format polecat -o events.txt
      dragoman export --archive news.duckdb --format graphml -o events.graphml
      dragoman export --archive news.duckdb --format parquet --without-text -o shared
    """
    from dragoman.archive import open_archive
    from dragoman.errors import UsageError
    from dragoman.exchange import export_events, export_imported, export_parquet

    if without_text and form != PARQUET:
        raise UsageError("--without-text is for --format parquet")
    if imported and form == PARQUET:
        raise UsageError("--imported writes a format back as it came: parquet is none of them")
    with open_archive(archive, read_only=True) as opened:
        if imported:
            click.echo(f"{output}: {export_imported(opened, form, output)} rows")
            return
        if form == PARQUET:
            rows = export_parquet(opened, output, text=not without_text)
            counted = ", ".join(f"{number} {table}" for table, number in rows.items() if number)
            click.echo(f"{output}: {counted}")
            return
        done = export_events(opened, form, output)
    click.echo(f"{output}: {done.rows} rows of {done.events} events")
    for reason, events in done.left_out.most_common():
        click.echo(f"  left out: {events} events, {reason}")
