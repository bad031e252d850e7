"""``dragoman read``: one article or several, to the screen or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import click

from dragoman.cli import options
from dragoman.errors import InputError, UsageError
from dragoman.record import Record
from dragoman.views.sentences import harmless


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@options.published
@options.actors
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "html", "csv"]),
    default="text",
    show_default=True,
    help="text: for people. json: indented. jsonl: a record a line. html: one self-contained "
    "page. csv: a row an event.",
)
@click.option("--who", is_flag=True, help="With text: list the actors as well.")
@click.option(
    "--framing",
    is_flag=True,
    help="How it is told as well: loaded words, whose voice, sources, hedges, and what the "
    "headline adds. With json and jsonl a field `framing` beside the record's own.",
)
@options.output
def command(
    files: tuple[str, ...],
    published: str | None,
    actors: Path | None,
    form: str,
    who: bool,
    framing: bool,
    output: Path | None,
) -> None:
    """Read FILES (or addresses, or - for standard input) and show the record of each article.

    Plain text, pasted pages, HTML, JSON lines, CSV, WARC, RSS and Atom, also with gzip or zstd.

    \b
    Examples:
      dragoman read article.txt --date 2023-01-20
      dragoman read corpus.jsonl.gz --format jsonl > records.jsonl
      dragoman read article.txt --framing
      dragoman read page.html --format html -o report.html
      curl -s https://example.org/news.html | dragoman read - --format json
    """
    from dragoman.api import read_many
    from dragoman.coder import Coder

    if framing and form in ("html", "csv"):
        raise UsageError(f"--framing goes with text, json and jsonl, not with {form}")
    coder = Coder(actors) if actors else None
    failed: list[InputError] = []

    def records() -> Iterator[Record]:
        for item in read_many(files, published=published, coder=coder):
            if isinstance(item, InputError):
                failed.append(item)
                click.echo(harmless(f"dragoman: {item}"), err=True)
            else:
                yield item

    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        if form == "text":
            _show(records(), target, who, framing)
        else:
            _write(records(), form, target, framing)
    if failed:
        click.echo(f"dragoman: {len(failed)} of the inputs failed", err=True)
        raise click.exceptions.Exit(1)


def _write(records: Iterable[Record], form: str, target: IO[str], framing: bool) -> None:
    if form == "jsonl":
        for record in records:
            target.write(_line(record, framing) + "\n")
            target.flush()
    elif form == "json":
        import json

        rows = [json.loads(_line(record, framing)) for record in records]
        shown = rows[0] if len(rows) == 1 else rows
        target.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        from dragoman.views.table import write_csv

        write_csv(records, target)
    else:
        from dragoman.views.html import page

        target.write(page(list(records)))


def _line(record: Record, framing: bool) -> str:
    """The record as one line of JSON; with its framing as one field more."""
    if not framing:
        return record.to_json()
    from dragoman.framing import framing_of

    return f'{record.to_json()[:-1]},"framing":{framing_of(record).to_json()}}}'


def _show(records: Iterable[Record], target: IO[str], who: bool, framing: bool) -> None:
    from rich.console import Console

    from dragoman.framing import framing_of
    from dragoman.views.framing import render_framing
    from dragoman.views.terminal import render, roster

    console = Console(file=target, highlight=False)
    for number, record in enumerate(records):
        if number:
            console.rule(style="dim")
        console.print(render(record))
        if who:
            console.print(roster(record))
        if framing:
            console.print(render_framing(framing_of(record), record))
