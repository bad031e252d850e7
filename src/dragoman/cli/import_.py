"""``dragoman import``: other people's event data into an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.views.sentences import counted, harmless

if TYPE_CHECKING:
    from dragoman.errors import InputError
    from dragoman.exchange import Imported

SHOWN = 10
"""Lines set aside that are shown of each file; all are in the archive."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES…")
@click.option(
    "--archive",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The DuckDB file to write to; made where there is none.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["icews", "gdelt1", "gdelt2", "mentions", "polecat", "plover"]),
    help="What the files are; recognised by their columns when it is left out.",
)
def command(files: tuple[Path, ...], archive: Path, form: str | None) -> None:
    """Import event data of ICEWS, GDELT, POLECAT or PLOVER, as it ships (zip and gzip too).

    Every cell is kept as it came. Lines that do not fit the format are set aside in the archive
    with their number and the reason; a file imported before is passed over.

    \b
    Example:
      dragoman import 20240507120000.export.CSV.zip --archive events.duckdb
    """
    from dragoman.api import import_events
    from dragoman.errors import InputError

    done = import_events(files, archive, format=form, progress=_tell)
    if any(isinstance(one, InputError) or one.rejects for one in done):
        raise click.exceptions.Exit(1)


def _tell(one: Imported | InputError) -> None:
    """What became of a file, in a line or some more."""
    from dragoman.exchange import Imported

    if not isinstance(one, Imported):
        click.echo(harmless(f"failed: {one}"))
        return
    if one.known:
        click.echo(harmless(f"{one.source}: imported before ({one.format}, {one.rows} rows)"))
        return
    aside = counted(len(one.rejects), "line")
    click.echo(harmless(f"{one.source}: {one.format}, {one.rows} rows, {aside} set aside"))
    if one.repeated:
        click.echo(f"  {one.repeated} rows repeat the id of an earlier one; they are kept")
    for column, cells in one.unread.items():
        click.echo(f"  {cells} values could not be read as {column}; they are kept as they came")
    for reject in one.rejects[:SHOWN]:
        click.echo(f"  line {reject.line}: {reject.reason}")
    if len(one.rejects) > SHOWN:
        click.echo(f"  … and {len(one.rejects) - SHOWN} more: all in table import_rejects")
