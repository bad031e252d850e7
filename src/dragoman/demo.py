"""``python -m dragoman.demo FOLDER``: the main job on the sample articles, end to end.

Prints two records to the terminal, writes an HTML report of all and an archive, and reads the
archive back.
"""

from __future__ import annotations

import os
import sys
from importlib.resources import as_file, files
from pathlib import Path
from shutil import which

from rich.console import Console

from dragoman.api import code, read_many
from dragoman.archive import Filter, open_archive, select
from dragoman.record import Record
from dragoman.views.html import page
from dragoman.views.terminal import show

SHOWN = ("sample-03", "sample-02")
"""The samples printed in full: a wire report and an opinion piece."""


def run(folder: Path, console: Console) -> None:
    """Writes ``report.html`` and ``news.duckdb`` into ``folder`` and says what to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / "news.duckdb"
    archive.unlink(missing_ok=True)
    with as_file(files("dragoman") / "samples" / "articles.jsonl") as samples:
        records = [one for one in read_many(samples) if isinstance(one, Record)]
        summary = code(samples, archive)
    for wanted in SHOWN:
        for record in records:
            if record.article.id == wanted:
                show(record, console)
                console.rule(style="dim")
    report = folder / "report.html"
    report.write_text(page(records), encoding="utf-8")
    with open_archive(archive, read_only=True) as opened:
        plans = len(select(opened, "events", Filter(status="planned")).fetchall())
        counts = opened.counts()
    console.print(
        f"{summary.coded} of {summary.read} articles coded: {counts['events']} events "
        f"({plans} planned), {counts['statements']} statements, {counts['forecasts']} forecasts"
    )
    console.print(f"report:  {report}", soft_wrap=True)
    console.print(f"archive: {archive}", soft_wrap=True)
    console.print(
        f"try:     {_dragoman()} events --archive {archive} --status planned", soft_wrap=True
    )


def _dragoman() -> str:
    """How to call the command from here: by its name, or in the environment that runs this."""
    script = Path(sys.executable).with_name("dragoman")
    if which("dragoman") or not script.exists():
        return "dragoman"
    return os.path.relpath(script)


if __name__ == "__main__":
    run(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-output"), Console(highlight=False))
