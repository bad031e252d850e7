"""What several test files share: the samples, coded once, and a Chromium where there is one."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dragoman
from dragoman.exchange import export_events

SAMPLES = Path(str(files("dragoman") / "samples" / "articles.jsonl"))
"""The ten sample articles of the package."""
PAGE = """<!doctype html><html><head><title>Talks in Bamako</title></head><body><article>
<h1>Talks in Bamako</h1><p>France and Mali held talks in Bamako on Monday, the foreign ministry
said. It was the first meeting of both governments since August, and it lasted for two hours.</p>
<p>Mali asked France to withdraw its last soldiers before the end of the year.</p>
</article></body></html>"""


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """The sample articles as they stand in the file."""
    return [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def records() -> list[dragoman.Record]:
    """The records of the sample articles."""
    found = list(dragoman.read_many(SAMPLES))
    assert all(isinstance(one, dragoman.Record) for one in found)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium that can reach nothing; skips where none is installed."""
    named = os.environ.get("CHROMIUM")
    path = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install one, or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@dataclass(frozen=True)
class Ran:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Calls the command line as the shell would; ``stdin`` is what is piped into it."""
    from dragoman.cli import main

    def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return Ran(stopped.value.code, out, err)

    return run


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> Path:
    """A folder with everything that the examples name, and a curl that needs no network."""
    folder = tmp_path_factory.mktemp("examples")
    lines = b"\n".join(map(msgspec.json.encode, rows[:3]))
    (folder / "article.txt").write_text(rows[0]["text"], "utf-8")
    for name in ("corpus.jsonl.gz", "news.jsonl.gz"):
        (folder / name).write_bytes(gzip.compress(lines))
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "pages").mkdir()
    (folder / "pages" / "one.html").write_text(PAGE, "utf-8")
    (folder / "feed.xml").write_text(
        '<rss version="2.0"><channel><title>News</title><item><title>Talks</title>'
        "<description>France and Mali held talks in Bamako on Monday, the foreign ministry said."
        "</description></item></channel></rss>",
        "utf-8",
    )
    guide = Path(__file__).parent.parent / "docs" / "guide" / "types.md"
    toml = guide.read_text("utf-8").split("```toml\n", 1)[1].split("```", 1)[0]
    (folder / "own.toml").write_text(toml, "utf-8")
    tools = folder / "bin"
    tools.mkdir()
    (tools / "curl").write_text(f"#!/bin/sh\ncat {folder / 'page.html'}\n")
    # The package under test, wherever the example runs.
    home = Path(dragoman.__file__).parent.parent
    (tools / "dragoman").write_text(
        f'#!/bin/sh\nPYTHONPATH={home} exec {sys.executable} -m dragoman "$@"\n'
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    # A second run, with another lexicon: the first organisation of the package, once more.
    own = (Path(dragoman.__file__).parent / "actors/data/organizations.csv").read_text("utf-8")
    (folder / "mine.csv").write_text("".join(own.splitlines(keepends=True)[:2]), "utf-8")
    coding = [tools / "dragoman", "code", folder / "news.jsonl.gz"]
    for lexicon in ([], ["--actors", folder / "mine.csv"]):
        command = [*coding, *lexicon, "--archive", folder / "news.duckdb"]
        subprocess.run(command, check=True, capture_output=True)
    _pack_events(folder)
    return folder


def _pack_events(folder: Path) -> None:
    """The archive's events as GDELT would ship them."""
    lines = folder / "20240507120000.export.CSV"
    with dragoman.open_archive(folder / "news.duckdb", read_only=True) as archive:
        export_events(archive, "gdelt2", lines)
    with zipfile.ZipFile(folder / f"{lines.name}.zip", "w") as packed:
        packed.write(lines, lines.name)
