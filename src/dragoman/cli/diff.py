"""``dragoman diff``: what another version, model or lexicon changed."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options


@click.command("diff")
@click.argument("before", type=int)
@click.argument("after", type=int)
@click.option("--archive", required=True, type=click.Path(path_type=Path), help="The archive.")
@click.option(
    "--examples",
    type=click.IntRange(0, 1000),
    default=2,
    show_default=True,
    help="So many of each kind of change.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="table: for people. json: one object.",
)
@options.output
def command(
    before: int, after: int, archive: Path, examples: int, form: str, output: Path | None
) -> None:
    """What run AFTER says otherwise than run BEFORE of the articles that both read.

    An article is coded again when version, model or lexicon differ; every coding is a run, and
    "dragoman doctor" lists them. Counted are entries that appeared, vanished, or changed in a part.

    \b
    Example:
      dragoman diff 1 2 --archive news.duckdb
    """
    import msgspec

    from dragoman.archive import diff, open_archive
    from dragoman.views.sentences import harmless

    with open_archive(archive, read_only=True) as opened:
        found = diff(opened, before, after, examples)
    if form == "json":
        changes = [
            {"layer": layer, "what": what, "count": count}
            for (layer, what), count in found.changes.most_common()
        ]
        made = {**vars(found), "changes": changes}
        said = msgspec.json.format(msgspec.json.encode(made), indent=1).decode()
    else:
        lines = [
            f"{found.articles} articles in both runs, {found.only[0]} only in run {before}, "
            f"{found.only[1]} only in run {after}"
        ]
        for layer in ("events", "statements", "forecasts"):
            lines.append(f"\n{layer}: {found.same[layer]} alike")
            for (where, what), count in found.changes.most_common():
                if where != layer:
                    continue
                lines.append(f"  {what}: {count}")
                for one in found.examples:
                    if (one.layer, one.what) == (where, what):
                        change = " → ".join(part for part in (one.before, one.after) if part)
                        lines.append(f"    {one.article}: {change}\n      “…{one.words}…”")
        said = "\n".join(harmless(part) for line in lines for part in line.split("\n"))
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as target:
        click.echo(said, file=target)
