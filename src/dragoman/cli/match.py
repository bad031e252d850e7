"""``dragoman match``: sentences that are like a user's own event types."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.errors import InputError, UsageError
from dragoman.views.sentences import harmless
from dragoman.views.table import safe

if TYPE_CHECKING:
    from dragoman.events import Fit, Match
    from dragoman.record import Record

COLUMNS = ("article", "type", "score", "start", "end", "sentence", "events")


@click.command("match")
@click.argument("types", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("files", nargs=-1, metavar="[FILES…]")
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    help="The articles of an archive instead of FILES.",
)
@options.published
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="table: for people. csv: a row a match. jsonl: an object a match.",
)
@options.output
def command(
    types: Path,
    files: tuple[str, ...],
    archive: Path | None,
    published: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Find the sentences of FILES that are like the event types defined in TYPES (a TOML file).

    Without FILES and --archive it says how well each type tells its own examples, each left out
    in turn, from the sentences of the codebook and the other types.

    \b
    Examples:
      dragoman match own.toml
      dragoman match own.toml article.txt --date 2023-01-20
      dragoman match own.toml --archive news.duckdb --format csv -o matches.csv
    """
    from dragoman.coder import default_coder
    from dragoman.events import Matcher, load_types

    if files and archive is not None:
        raise UsageError("give FILES or --archive, not both")
    matcher = Matcher(load_types(types), default_coder().model)
    failed: list[InputError] = []
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        if not files and archive is None:
            _write_fits(matcher.fits, form, target)
            return
        found = matcher.match(_records(files, archive, published, failed))
        _write_matches(found, form, target)
    if failed:
        click.echo(f"dragoman: {len(failed)} of the inputs failed", err=True)
        raise click.exceptions.Exit(1)


def _records(
    files: Sequence[str], archive: Path | None, published: str | None, failed: list[InputError]
) -> Iterator[Record]:
    if archive is not None:
        from dragoman.archive import open_archive

        with open_archive(archive, read_only=True) as opened:
            yield from opened.records()
        return
    from dragoman.api import read_many

    for item in read_many(files, published=published):
        if isinstance(item, InputError):
            failed.append(item)
            click.echo(harmless(f"dragoman: {item}"), err=True)
        else:
            yield item


def _write_fits(fits: Sequence[Fit], form: str, target: IO[str]) -> None:
    names = ("type", "examples", "found", "others", "wrong", "precision", "recall", "f1")
    rows = [
        (
            one.name,
            one.examples,
            one.found,
            one.others,
            one.wrong,
            round(one.precision, 2),
            round(one.recall, 2),
            round(one.f1, 2),
        )
        for one in fits
    ]
    _write(names, rows, form, target)


def _write_matches(matches: Iterable[Match], form: str, target: IO[str]) -> None:
    rows = (
        (
            one.article,
            one.type,
            one.score,
            one.sentence.start,
            one.sentence.end,
            one.sentence.text,
            list(one.events),
        )
        for one in matches
    )
    _write(COLUMNS, rows, form, target)


def _write(
    names: Sequence[str], rows: Iterable[tuple[object, ...]], form: str, target: IO[str]
) -> None:
    if form == "jsonl":
        for row in rows:
            target.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
    elif form == "csv":
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(names)
        for row in rows:
            writer.writerow([safe(_plain(value)) for value in row])
    else:
        _table(names, rows, target)


def _plain(value: object) -> object:
    return ";".join(value) if isinstance(value, list) else value


def _table(names: Sequence[str], rows: Iterable[tuple[object, ...]], target: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.views.terminal import Harmless

    hidden = {"start", "end", "events"}
    table = Table(
        *(name for name in names if name not in hidden),
        box=None,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for row in rows:
        cells = (value for name, value in zip(names, row, strict=True) if name not in hidden)
        table.add_row(*(Text(" ".join(str(_plain(cell)).split())) for cell in cells))
    console = Console(file=target, highlight=False)
    if table.row_count:
        console.print(Harmless(table))
    else:
        console.print("no sentence is like one of the types", style="dim")
