"""``dragoman link``: which articles are copies, and which reports are of one event."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.archive import open_archive


@click.command("link")
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option("--undo", is_flag=True, help="Take back what was linked; records stay as they are.")
def command(archive: Path, undo: bool) -> None:
    """Gather the reports of each event across articles, and find near-duplicate articles.

    May be called as often as the archive grows: a new pass replaces the one before, and --undo
    takes it back.

    \b
    Example:
      dragoman link --archive news.duckdb
    """
    from dragoman.linking import link, unlink

    with open_archive(archive) as opened:
        if undo:
            click.echo(f"{unlink(opened)} reports are linked no more")
            return
        made = link(opened)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(made.copies.items()))
    click.echo(
        f"{made.articles} articles; near-duplicates: {kinds or 'none'}\n"
        f"{made.reports} reports of {made.events} events, {made.shared} of them reported "
        "more than once"
    )
