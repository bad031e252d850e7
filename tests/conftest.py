"""What several test files share: the samples, coded once, and a Chromium where there is one."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import dragoman

SAMPLES = Path(str(files("dragoman") / "samples" / "articles.jsonl"))
"""The ten sample articles of the package."""


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
