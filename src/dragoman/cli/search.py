"""``dragoman search``: full text over the articles of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli import options


@click.command("search")
@click.argument("question", nargs=-1)
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option("--actor", help="Part of the name of a party to an event told.")
@click.option("--country", help="ISO alpha-3 of a party.")
@click.option("--type", help="PLOVER type of an event told, like CONSULT.")
@click.option("--status", help="Its status: happened, ongoing, planned, …")
@click.option("--outlet", help="The outlet's name.")
@click.option("--since", type=options.IsoDate(), help="Published on this day or later.")
@click.option("--until", type=options.IsoDate(), help="Published on this day or before.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="So many articles at most.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="table: for people. json: one object. jsonl: an article a line.",
)
@options.output
def command(
    question: tuple[str, ...], archive: Path, form: str, output: Path | None, **wanted: Any
) -> None:
    """Articles that say what is asked, the best first, with the words around it.

    All words must occur, in any form. "A phrase" in quotes, nego* for a beginning, -word for what
    must not occur (after "--"), OR between alternatives. --actor, --country, --type and --status
    hold of one event that the article tells.

    \b
    Examples:
      dragoman search visit Beijing --archive news.duckdb
      dragoman search '"grain deal" OR corridor' --archive news.duckdb --country TUR
      dragoman search --archive news.duckdb --type CONSULT --status planned
    """
    import msgspec

    from dragoman.archive import Sought, open_archive, search

    with open_archive(archive, read_only=True) as opened:
        found = search(opened, " ".join(question), Sought(**wanted))
        read = opened.counts()["articles"]
    if form == "json":
        said = msgspec.json.format(msgspec.json.encode(found), indent=1).decode()
    elif form == "jsonl":
        said = "\n".join(msgspec.json.encode(one).decode() for one in found.articles)
    else:
        lines = [line for one in found.articles for line in _lines(one)]
        shown = len(found.articles)
        said = "\n".join([*lines, f"{shown} of {found.total} articles; {read} articles read"])
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        click.echo(said, file=target)


def _lines(hit: Any) -> list[str]:
    from dragoman.views.sentences import harmless

    said = (hit.published, hit.outlet, hit.title or hit.id)
    words = ""
    at = 0
    for start, end in hit.marks:
        words += harmless(hit.excerpt[at:start])
        words += click.style(harmless(hit.excerpt[start:end]), bold=True)
        at = end
    head = " · ".join(harmless(one) for one in said if one)
    return [head, f"    {words}{harmless(hit.excerpt[at:])}", ""]
