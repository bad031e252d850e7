"""The pictures of the pages, drawn anew: ``make pictures``.

The record of a sample article as the terminal shows it (SVG), and its HTML report in light and in
dark colours (PNG, by a headless Chromium; name yours in ``CHROMIUM``); calibration, a dyad and a
network as the package draws them (SVG).
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from dragoman.api import read_many
from dragoman.archive import open_archive
from dragoman.ledger import Scored, calibration, calibration_chart, save_picture
from dragoman.linking import Chosen, Story, happenings, link, story, story_chart
from dragoman.record import Record
from dragoman.views.html import page
from dragoman.views.terminal import show

FOLDER = Path(__file__).parent / "pictures"
IN_TERMINAL = "sample-09"
AS_REPORT = "sample-02"
COLUMNS = 94


def draw() -> None:
    """Writes all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with as_file(files("dragoman") / "samples" / "articles.jsonl") as samples:
        records = {one.article.id: one for one in read_many(samples) if isinstance(one, Record)}
    (FOLDER / "terminal.svg").write_text(_terminal(records[IN_TERMINAL]), "utf-8")
    _photograph(records[AS_REPORT])
    save_picture(calibration_chart(calibration(_overconfident())), FOLDER / "calibration.svg")
    save_picture(story_chart(_story(list(records.values()))), FOLDER / "story.svg")
    with tempfile.TemporaryDirectory() as folder:
        _draw_relations(Path(folder) / "news.duckdb")


def _draw_relations(archive: Path) -> None:
    """Codes the sample articles and draws two states over time, and who stands with whom."""
    run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL)
    dragoman = [sys.executable, "-m", "dragoman"]
    with as_file(files("dragoman") / "samples" / "articles.jsonl") as samples:
        run([*dragoman, "code", str(samples), "--archive", str(archive)])
    at = ["--archive", str(archive), "--picture"]
    run([*dragoman, "relations", "USA", "CHN", "--undirected", *at, str(FOLDER / "dyad.svg")])
    run([*dragoman, "network", *at, str(FOLDER / "network.svg")])


def _overconfident() -> list[Scored]:
    """Simulated forecasts that stand twice as far from even odds as they should."""
    rng = random.Random(7)
    said = [rng.choice((0.1, 0.3, 0.5, 0.7, 0.9)) for _ in range(400)]
    return [Scored(p - 0.05, p + 0.05, rng.random() < 0.25 + p / 2) for p in said]


def _story(records: list[Record]) -> Story:
    """The event that most sample articles report."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "samples.duckdb", create=True) as archive,
    ):
        archive.add(archive.begin_run(records[0].dragoman, {}, []), records)
        link(archive)
        ((number, *_),) = happenings(archive, Chosen(limit=1)).fetchall()
        return story(archive, number)


def _terminal(record: Record) -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), highlight=False)
    show(record, console)
    # Without the fonts that Rich would have the reader's machine fetch.
    own = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    drawn = console.export_svg(
        title=f"dragoman read {record.article.id}.txt", code_format=own, unique_id="dragoman"
    )
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


def _photograph(record: Record) -> None:
    named = (os.environ.get("CHROMIUM"), shutil.which("chromium"), shutil.which("chromium-browser"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(page([record]), "utf-8")
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, named), None),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for scheme, name in (("light", "report.png"), ("dark", "report-dark.png")):
            tab = browser.new_page(
                viewport={"width": 1200, "height": 860},
                device_scale_factor=1.5,
                color_scheme="light" if scheme == "light" else "dark",
            )
            tab.goto(file.as_uri())
            tab.click(".entry.event >> nth=1")
            tab.mouse.move(0, 0)
            tab.screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    draw()
