"""``dragoman happenings``: events with all their reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from dragoman.archive import open_archive
from dragoman.cli import options, rows

_SHOWN = ("happening", "start", "status", "sentence", "reports", "origins", "denies")


@click.command("happenings")
@click.argument("number", type=int, required=False)
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option("--actor", help="Part of the name of a party.")
@click.option("--country", help="ISO alpha-3 of a party.")
@click.option("--type", help="Underlying PLOVER type, like CONSULT.")
@click.option("--status", help="As last reported: happened, ongoing, planned, …")
@click.option("--since", type=options.IsoDate(), help="No event that begins before this day.")
@click.option("--until", type=options.IsoDate(), help="No event that begins after this day.")
@click.option("--reports", type=click.IntRange(1), default=1, help="So many reports at least.")
@click.option("--origins", type=click.IntRange(1), default=1, help="So many origins at least.")
@click.option("--limit", type=click.IntRange(1), help="So many events at most.")
@rows.form
@rows.output
def command(
    number: int | None, archive: Path, form: str, output: Path | None, **wanted: Any
) -> None:
    """Events that articles report, a row each, once "dragoman link" has gathered their reports.

    With a NUMBER: that event with every report and why it was joined, its status over time, who
    confirms or denies it, and what is told in two ways.

    \b
    Examples:
      dragoman link --archive news.duckdb
      dragoman happenings --archive news.duckdb --reports 2
      dragoman happenings 1 --archive news.duckdb
    """
    from dragoman.linking import Chosen, happenings

    with open_archive(archive, read_only=True) as opened:
        if number is not None:
            _one(opened, number, form, output)
            return
        relation = happenings(opened, Chosen(**wanted))
        articles = opened.counts()["articles"]
        footer = f"{{rows}} events in {articles} articles read"
        rows.write_rows(relation, form, output, shown=_SHOWN, footer=footer)


def _one(archive: Any, number: int, form: str, output: Path | None) -> None:
    from dragoman.linking import reports_of, story
    from dragoman.views.table import safe

    if form not in ("table", "json"):
        rows.write_rows(reports_of(archive, number), form, output, shown=(), footer="")
        return
    told = story(archive, number)
    if form == "json":
        made = {name: getattr(told, name) for name in told.__dataclass_fields__}
        made["voices"] = [vars(one) for one in told.voices]
        made["contradictions"] = [vars(one) for one in told.contradictions]
        with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
            target.write(json.dumps(made, ensure_ascii=False, default=str, indent=1) + "\n")
        return
    shown = ("published", "outlet", "status", "start", "report", "score", "reason")
    footer = f"{{rows}} reports, {len(told.outlets)} outlets, {told.origins} independent origins"
    rows.write_rows(reports_of(archive, number), form, output, shown=shown, footer=footer)
    if output is not None:
        return
    course = " → ".join(f"{status} ({day or 'no date'})" for day, status, _ in told.course)
    click.echo(f"status: {course}")
    for voice in told.voices:
        click.echo(safe(f"{voice.who} {voice.stance} it ({voice.published}, {voice.report})"))
    for one in told.contradictions:
        versions = "; ".join(f"{words} ({', '.join(where)})" for words, where in one.versions)
        click.echo(safe(f"told in two ways, {one.about}: {versions}"))
