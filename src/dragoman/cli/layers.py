"""What ``events``, ``statements`` and ``forecasts`` share: filters and formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dragoman.archive.query import Filter, select
from dragoman.archive.store import open_archive
from dragoman.cli import options, rows

_SHOWN = {
    "events": ("start", "status", "type", "sentence", "outlet", "confidence"),
    "statements": ("published", "speakers", "cue", "content", "outlet"),
}
"""Columns of the table on the screen; the other formats have them all."""
_DAYS = {
    "events": "the event's first, or the article's where it is not known",
    "statements": "the article's",
    "forecasts": "the first on which it can come true, or the article's",
}

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def filters(layer: str) -> Decorator:
    """The options of a layer's command."""
    day = _DAYS[layer]
    chosen = [
        click.option(
            "--archive", required=True, type=click.Path(path_type=Path), help="The archive."
        ),
        click.option("--by", help="Part of the name of a forecaster, or of who has a plan.")
        if layer == "forecasts"
        else click.option("--actor", help="Part of the name of a party or speaker."),
        click.option("--outlet", help="Only this outlet."),
        click.option("--since", type=options.IsoDate(), help=f"Nothing before this day: {day}."),
        click.option("--until", type=options.IsoDate(), help="Nothing after this day."),
        click.option("--limit", type=click.IntRange(1), help="So many rows at most."),
        rows.form,
        rows.output,
    ]
    if layer != "forecasts":
        chosen.insert(2, click.option("--country", help="ISO alpha-3 of a party or speaker."))
    if layer == "events":
        chosen.insert(2, click.option("--type", help="Underlying PLOVER type, like CONSULT."))
        chosen.insert(
            3, click.option("--status", help="happened, ongoing, planned, hypothetical, negated.")
        )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(chosen):
            function = option(function)
        return function

    return decorate


def show(layer: str, archive: Path, form: str, output: Path | None, **wanted: Any) -> None:
    """Reads the layer back and prints or writes it."""
    with open_archive(archive, read_only=True) as opened:
        relation = select(opened, layer, Filter(**wanted))
        articles = opened.counts()["articles"]
        footer = f"{{rows}} {layer} of {articles} articles read"
        rows.write_rows(relation, form, output, shown=_SHOWN[layer], footer=footer)
