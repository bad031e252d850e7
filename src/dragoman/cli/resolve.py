"""``dragoman resolve``: what became of forecasts, by later articles or by a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dragoman.archive import open_archive
from dragoman.cli import options
from dragoman.errors import UsageError


@click.command("resolve")
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option("--today", type=options.IsoDate(), help="Use only articles until this day.")
@click.option("--forecast", metavar="ARTICLE:ID", help="Decide this one yourself, like news-7:f1.")
@click.option(
    "--outcome",
    type=click.Choice(["happened", "postponed", "not-happened", "void", "unresolved"]),
    help="What became of the thing foreseen; void: it cannot be judged.",
)
@click.option("--note", help="Why you decide so.")
@click.option("--by", help="Who you are.")
def command(
    archive: Path,
    today: str | None,
    forecast: str | None,
    outcome: str | None,
    note: str | None,
    by: str | None,
) -> None:
    """Let later articles resolve earlier forecasts and announcements; or decide one yourself.

    May be called as often as the archive grows. A person's decision is never overwritten, and
    the newest one stands.

    \b
    Examples:
      dragoman resolve --archive news.duckdb
      dragoman resolve --archive news.duckdb --forecast sample-02:f2 --outcome not-happened \
--note "China went on buying oil" --by "R. Reader"
    """
    from dragoman.ledger import overrule, resolve

    if forecast is not None:
        if today is not None or outcome is None or by is None or note is None:
            raise UsageError("with --forecast say --outcome, --note and --by, and no --today")
        with open_archive(archive) as opened:
            overrule(opened, forecast, outcome, by=by, note=note)
        click.echo(f"{forecast}: {outcome}, decided by {by}")
        return
    if outcome is not None or by is not None or note is not None:
        raise UsageError("--outcome, --note and --by say something of one --forecast: name it")
    with open_archive(archive) as opened:
        made = resolve(opened, date.fromisoformat(today) if today else None)
    if made.horizon is None:
        click.echo("no article has a date: nothing can be resolved")
        return
    for kind in ("forecast", "announcement"):
        counts = {one: number for (of, one), number in made.outcomes.items() if of == kind}
        said = ", ".join(f"{number} {one}" for one, number in sorted(counts.items()))
        click.echo(f"{sum(counts.values())} {kind}s: {said}" if counts else f"no {kind}s")
    click.echo(f"{made.changed} changed; articles until {made.horizon}")
