"""``dragoman code``: a corpus into an archive."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options
from dragoman.views.sentences import harmless


@click.command("code")
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS…")
@click.option(
    "--archive",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The DuckDB file to write to; made where there is none.",
)
@options.published
@options.actors
def command(
    corpus: tuple[str, ...], archive: Path, published: str | None, actors: Path | None
) -> None:
    """Code many articles (files, addresses, or - for standard input) into an archive.

    Goes on where an interrupted run stopped; an article already coded by the same version, model
    and lexicon is passed over. Inputs that fail are listed and never stop the rest.

    \b
    Examples:
      dragoman code news.jsonl.gz --archive news.duckdb
      dragoman code pages/*.html feed.xml --archive news.duckdb
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from dragoman.api import code

    console = Console(stderr=True)
    with Progress(
        TextColumn("coding"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("coding", total=None)
        summary = code(
            corpus,
            archive,
            published=published,
            actors=actors,
            progress=lambda done: bar.advance(task, done),
        )
    click.echo(
        f"run {summary.run}: {summary.read} articles read, {summary.coded} coded, "
        f"{summary.known} already there, {summary.empty.total()} empty, "
        f"{len(summary.failed)} inputs failed"
    )
    for reason, number in summary.empty.most_common():
        click.echo(f"  empty: {number} {reason}")
    for error in summary.failed[:20]:
        click.echo(harmless(f"  failed: {error}"))
    if len(summary.failed) > 20:
        click.echo(f"  … and {len(summary.failed) - 20} more: all in table failures of {archive}")
    if summary.failed:
        raise click.exceptions.Exit(1)
