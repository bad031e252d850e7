"""``dragoman forecasts``: forecasts of an archive, and what became of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dragoman.archive import open_archive
from dragoman.cli import options, rows
from dragoman.cli.layers import filters

SHOWN = ("item", "forecasters", "claim", "low", "high", "window_end", "outcome")
ANNOUNCED = ("item", "claim", "window_start", "window_end", "outcome")


@click.command("forecasts")
@filters("forecasts")
@click.option("--open", "state", flag_value="open", help="Only those without an outcome.")
@click.option("--due", "state", flag_value="due", help="Only open ones whose window is over.")
@click.option("--resolved", "state", flag_value="resolved", help="Only those with an outcome.")
@click.option("--announced", is_flag=True, help="Announced events instead; see dragoman resolve.")
@click.option("--today", type=options.IsoDate(), help="What is due on this day instead of today.")
def command(
    archive: Path,
    form: str,
    output: Path | None,
    announced: bool,
    today: str | None,
    **wanted: Any,
) -> None:
    """Forecasts of an archive: claim, forecaster, range of probability, window, outcome.

    Outcomes are those that dragoman resolve has stored.

    \b
    Examples:
      dragoman forecasts --archive news.duckdb --since 2023-01-01
      dragoman forecasts --archive news.duckdb --due --by Hollenbeck --today 2023-06-30
    """
    from dragoman.ledger import Wanted, entries

    with open_archive(archive, read_only=True) as opened:
        relation = entries(
            opened,
            Wanted(kind="announcement" if announced else "forecast", **wanted),
            date.fromisoformat(today) if today else None,
        )
        what = "announcements" if announced else "forecasts"
        articles = opened.counts()["articles"]
        rows.write_rows(
            relation,
            form,
            output,
            shown=ANNOUNCED if announced else SHOWN,
            footer=f"{{rows}} {what} of {articles} articles read",
        )
