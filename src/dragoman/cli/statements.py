"""``dragoman statements``: statements of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.layers import filters, show


@click.command("statements")
@filters("statements")
def command(archive: Path, form: str, output: Path | None, **wanted: Any) -> None:
    """Statements of an archive: who is cited for what.

    \b
    Example:
      dragoman statements --archive news.duckdb --actor Blinken --format csv
    """
    show("statements", archive, form, output, **wanted)
