"""``dragoman forecasts``: forecasts of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.layers import filters, show


@click.command("forecasts")
@filters("forecasts")
def command(archive: Path, form: str, output: Path | None, **wanted: Any) -> None:
    """Forecasts of an archive: claim, forecaster, range of probability, window.

    \b
    Example:
      dragoman forecasts --archive news.duckdb --since 2023-01-01
    """
    show("forecasts", archive, form, output, **wanted)
