"""``dragoman triangle``: does pressure on two bring them closer?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli import rows
from dragoman.cli.sources import by, open_source, picture, source_options
from dragoman.views.sentences import harmless


@click.command("triangle")
@click.argument("a")
@click.argument("b")
@click.argument("c")
@source_options
@by("month", whole=False)
@picture
@rows.form
@rows.output
def command(
    a: str,
    b: str,
    c: str,
    archive: Path | None,
    table: Path | None,
    count: str,
    imported: bool,
    picture: Path | None,
    form: str,
    output: Path | None,
    **wanted: Any,
) -> None:
    """Does pressure of A on B and C come before closeness of B and C?

    Says in words what the data shows and what it cannot; the other formats have the six tests.
    Where there are too few periods or too few reports it refuses a verdict.

    \b
    Examples:
      dragoman triangle USA CHN RUS --archive news.duckdb
      dragoman triangle USA CHN RUS --archive news.duckdb --by quarter --format csv
    """
    from dragoman.relations import Panel, explain, save_picture, triangle, triangle_picture

    with open_source(archive, table, count, imported) as source:
        found = triangle(source, a, b, c, Panel(**wanted))
    if picture:
        save_picture(triangle_picture(found), picture)
    if form == "table":
        with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
            for line in explain(found):
                click.echo(click.wrap_text(harmless(line), 100), file=target)
    else:
        rows.write_dicts(found.rows(), form, output, shown=(), footer="")
