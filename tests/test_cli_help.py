"""The command line as a newcomer meets it: help, examples that run, wrong usage."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from conftest import Ran
from dragoman.cli import COMMANDS
from dragoman.cli import dragoman as group


def _command(name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def _examples(name: str) -> list[str]:
    """The commands that the help text shows, continuation lines joined."""
    text = _command(name).help or ""
    assert "Example" in text
    lines = re.sub(r"\\\n\s*", "", text.split("Example", 1)[1]).splitlines()[1:]
    return [line.strip() for line in lines if "dragoman " in line]


def test_the_front_door_lists_every_command(cli: Callable[..., Ran]) -> None:
    shown = cli("--help")
    assert shown.code == 0
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line[:30])}", shown.out, re.MULTILINE)
    assert cli("-h").out == shown.out
    assert re.fullmatch(r"dragoman, version \d+\.\d+\.\d+\n", cli("--version").out)


@pytest.mark.parametrize(
    "start",
    ["import dragoman", "import sys; sys.argv[1:] = ['--help']; import dragoman.__main__"],
    ids=["import", "help"],
)
def test_nothing_heavy_is_loaded_before_it_is_used(start: str) -> None:
    loaded = (
        "import atexit, sys; atexit.register(lambda: print("
        "sorted({'numpy', 'onnxruntime', 'duckdb', 'trafilatura', 'rich'} & set(sys.modules))))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", f"{loaded}; {start}"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(cli: Callable[..., Ran], name: str) -> None:
    shown = cli(name, "--help")
    assert shown.code == 0
    assert "Example" in shown.out and f"dragoman {name}" in shown.out
    for param in _command(name).params:
        if isinstance(param, click.Option) and param.name != "help":
            assert param.help or isinstance(param.type, click.Choice), param.name


@pytest.mark.skipif(shutil.which("sh") is None, reason="the examples are written for a shell")
@pytest.mark.parametrize(
    "example", [line for name in COMMANDS for line in _examples(name)], ids=lambda line: line
)
def test_the_examples_run_as_they_stand(workshop: Path, example: str) -> None:
    path = f"{workshop / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["sh", "-c", example],
        cwd=workshop,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout or ">" in example or " -o " in example


@pytest.mark.parametrize(
    "arguments",
    [
        ["rea"],
        ["read"],
        ["read", "x.txt", "--date", "yesterday"],
        ["read", "x.txt", "--format", "xml"],
        ["code", "x.txt"],
        ["events"],
        ["events", "--archive", "{archive}", "--status", "maybe"],
        ["events", "--archive", "{archive}", "--type", "WAR"],
        ["events", "--archive", "{archive}", "--format", "parquet"],
        ["forecasts", "--archive", "{archive}", "--country", "CHN"],
        ["statements", "--archive", "{archive}", "--since", "2023"],
        ["classify"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two_and_says_what_to_do(
    cli: Callable[..., Ran], workshop: Path, arguments: list[str]
) -> None:
    filled = [one.format(archive=workshop / "news.duckdb") for one in arguments]
    ran = cli(*filled)
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err) > 20 and "Traceback" not in ran.err
