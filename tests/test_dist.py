"""The wheel, installed into a clean environment from local files and used with the network off."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

import dragoman
from dragoman.record import Record

ROOT = Path(__file__).parent.parent
LIMIT = 460_000_000
"""Bytes on disk that a plain installation may take, model and compiled files included."""
NOT_NEEDED = {"torch", "pandas", "polars", "pyarrow", "scikit-learn", "transformers", "spacy"}
SERVERS = {"uvicorn", "starlette", "fastapi", "flask", "django", "gunicorn", "elasticsearch"}
NO_SOCKETS = """
import socket

def refuse(*arguments, **named):
    raise OSError("the network is off")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
"""

pytestmark = pytest.mark.dist
Run = Callable[..., str]


def _pip(*arguments: str | Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            *map(str, arguments),
            "--quiet",
            "--disable-pip-version-check",
        ],
        check=True,
        cwd=ROOT,
    )


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of the checkout and those that it needs, as the lock names them."""
    folder = tmp_path_factory.mktemp("wheels")
    _pip("wheel", "--no-deps", "--require-hashes", "-r", "lock/base.txt", "-w", folder)
    _pip("wheel", "--no-deps", "--no-build-isolation", "-w", folder, ".")
    return folder


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Run:
    """Runs a program of a clean environment that has the wheel, in an empty folder, offline."""
    folder = tmp_path_factory.mktemp("clean")
    (folder / "off").mkdir()
    (folder / "off" / "sitecustomize.py").write_text(NO_SOCKETS)
    (folder / "home").mkdir()
    venv.create(folder / "env", with_pip=True)
    unshare = shutil.which("unshare")
    wall = [unshare, "-rn"] if unshare else []
    if wall and subprocess.run([*wall, "true"], capture_output=True).returncode:
        wall = []

    def run(program: str, *arguments: str | Path) -> str:
        done = subprocess.run(
            [*wall, folder / "env" / "bin" / program, *map(str, arguments)],
            cwd=folder / "home",
            env={
                "HOME": str(folder / "home"),
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(folder / "off"),
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("pip", "install", "--no-index", "--find-links", wheels, "dragoman")
    return run


def test_the_network_is_off_indeed(offline: Run) -> None:
    said = offline(
        "python",
        "-c",
        "import socket\n"
        "try: socket.create_connection(('198.51.100.1', 53), 5)\n"
        "except OSError as error: print('off')",
    )
    assert said == "off\n"


def test_nothing_is_installed_but_what_the_lock_names(offline: Run) -> None:
    installed = {
        re.sub(r"[-_.]+", "-", one["name"]).lower()
        for one in json.loads(offline("pip", "list", "--format", "json", "--no-index"))
    }
    lock = (ROOT / "lock" / "base.txt").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert installed - {"pip", "setuptools", "wheel"} <= {*locked, "dragoman"}
    assert not installed & (NOT_NEEDED | SERVERS)


def test_the_installation_is_small(offline: Run, capsys: pytest.CaptureFixture[str]) -> None:
    site = Path(
        offline("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    sizes: dict[str, int] = {}
    for path in site.rglob("*"):
        if path.is_file() and not path.is_symlink():
            part = path.relative_to(site).parts[0]
            # A file takes whole blocks.
            sizes[part] = sizes.get(part, 0) + -(-path.stat().st_size // 4096) * 4096
    largest = sorted(sizes.items(), key=lambda one: -one[1])[:8]
    table = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in largest)
    with capsys.disabled():
        sys.stdout.write(f"\ninstalled: {sum(sizes.values()) / 1e6:.0f} MB ({table})\n")
    assert sum(sizes.values()) < LIMIT, table


def test_it_is_sound_and_reads_as_the_checkout_does(offline: Run, samples: Path) -> None:
    assert "✕" not in offline("dragoman", "doctor")
    lines = offline("dragoman", "read", samples, "--format", "jsonl").splitlines()
    there = [Record.from_json(line) for line in lines]
    here = [one for one in dragoman.read_many(samples) if isinstance(one, Record)]
    assert there == here


def test_the_demo_runs(offline: Run) -> None:
    said = offline("python", "-m", "dragoman.demo", "demo-output")
    assert "10 of 10 articles coded" in said
    page = Path(re.findall(r"report: +(\S+)", said)[0])
    home = Path(offline("python", "-c", "import os; print(os.getcwd())").strip())
    assert (home / page).read_text("utf-8").startswith("<!doctype html>")
    counted = offline("dragoman", "doctor", "demo-output/news.duckdb")
    assert "10 articles" in counted
