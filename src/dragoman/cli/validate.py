"""``dragoman validate``: a sample to judge by hand, and the precision that follows."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dragoman.cli import rows
from dragoman.errors import UsageError


@click.command("validate")
@click.option("--archive", type=click.Path(path_type=Path), help="Draw the sample from here.")
@click.option("--sample", "size", type=click.IntRange(1), default=200, show_default=True,
              help="Events on the sheet.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of the sample.")
@click.option(
    "--sheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A filled sheet: print its precision.",
)
@rows.form
@rows.output
def command(
    archive: Path | None, size: int, seed: int, sheet: Path | None, form: str, output: Path | None
) -> None:
    """A sample of coded events to judge by hand; from the filled sheet, precision per type.

    The sheet is CSV, stratified by type and status. Fill its last columns with y or n and give it
    back with --sheet: Wilson intervals, weighted to the archive, and the sentence for a paper.

    \b
    Examples:
      dragoman validate --archive news.duckdb --sample 200 -o sheet.csv
    """
    if (archive is None) == (sheet is None):
        raise UsageError("name an archive to draw from (--archive), or a filled sheet (--sheet)")
    if archive is not None:
        _draw(archive, size, seed, output)
        return
    assert sheet is not None
    from dragoman.relations import methods_sentence, precision

    found = precision(sheet)
    shown = ("judged", "type", "right", "count", "share", "low", "high")
    rows.write_dicts(
        [asdict(one) for one in found], form, output, shown=shown, footer=methods_sentence(found)
    )


def _draw(archive: Path, size: int, seed: int, output: Path | None) -> None:
    from dragoman.archive import open_archive
    from dragoman.relations import sample_sheet

    with (
        open_archive(archive, read_only=True) as opened,
        click.open_file(str(output or "-"), "w", encoding="utf-8") as target,
    ):
        drawn = sample_sheet(opened, target, size=size, seed=seed)
    click.echo(f"{drawn} events drawn with seed {seed}", err=True)
