"""The house: a room imports only rooms above it, and no room is too large to walk through."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "dragoman"
FOUNDATION = ("errors", "record", "schema")
ROOMS = (
    "article",
    "language",
    "model",
    "actors",
    "times",
    "places",
    "events",
    "statements",
    "forecasts",
    "coder",
    "framing",
    "views",
    "archive",
    "linking",
    "ledger",
    "plans",
    "relations",
    "exchange",
    "api",
    "cli",
)
"""From the top down; whoever imports stands below what is imported."""
HANDED_ON = {("record", "views")}
"""A record shows itself as a data frame and in a notebook: loaded when asked, never before."""


def _imports() -> Iterator[tuple[Path, str, str]]:
    """(file, its room, room that it imports)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                assert node.level == 0, f"{path}: imports name the package in full"
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                parts = name.split(".")
                known = len(parts) > 1 and parts[0] == "dragoman"
                if known and (
                    (PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").exists()
                ):
                    yield path, room, parts[1]


def test_every_part_of_the_package_has_its_place() -> None:
    parts = {one.name.removesuffix(".py") for one in PACKAGE.iterdir() if "__" not in one.name}
    assert parts - {"py.typed"} == {*FOUNDATION, *ROOMS, "demo", "samples"}


@pytest.mark.parametrize("room", [*FOUNDATION, *ROOMS])
def test_a_room_imports_only_rooms_above_it(room: str) -> None:
    above = {*FOUNDATION, *ROOMS[: ROOMS.index(room) + 1]} if room in ROOMS else {*FOUNDATION}
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path, own, other in _imports()
        if own == room and other not in above and (own, other) not in HANDED_ON
    ]
    assert not wrong


def test_no_module_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("src", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert not long


def test_the_architecture_page_draws_this_house() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    picture = page.split("```", 2)[1]
    drawn = re.findall(r"^ {2}(\w+)(?:\.py|/) ", picture, re.MULTILINE)
    assert [one for one in drawn if one in ROOMS] == list(ROOMS)
    assert set(FOUNDATION) <= set(drawn)


def test_nothing_of_one_machine_is_in_the_repository() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    # In pieces, so that this file does not find itself.
    words = ["/" + "root/", "/" + "work/", "/home" + "/", "python" + "hosted.org", "py" + "pi.org"]
    pattern = re.compile("|".join(map(re.escape, words)))
    found = []
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix not in {".onnx", ".gz", ".zst", ".png"}:
            hit = pattern.search(path.read_text("utf-8", "replace"))
            if hit:
                found.append(f"{name}: {hit[0]}")
    assert not found
