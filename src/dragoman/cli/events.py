"""``dragoman events``: events of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.layers import filters, show


@click.command("events")
@filters("events")
def command(archive: Path, form: str, output: Path | None, **wanted: Any) -> None:
    """Events of an archive, a row each: rows are articles' reports, not yet linked across articles.

    \b
    Example:
      dragoman events --archive news.duckdb --country CHN --status planned
    """
    show("events", archive, form, output, **wanted)
