"""The documentation: complete, current, and its examples run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest

import dragoman
from conftest import SAMPLES
from dragoman.cli import COMMANDS
from dragoman.ledger import resolve
from dragoman.linking import link

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
WRITTEN = [ROOT / "README.md", *sorted(DOCS.glob("*.md")), *sorted((DOCS / "guide").glob("*.md"))]
"""Pages that people wrote."""

sys.path.insert(0, str(DOCS))
import pages  # noqa: E402


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples coded, linked and resolved, as the guide to SQL wants them."""
    path = tmp_path_factory.mktemp("sql") / "news.duckdb"
    dragoman.code(SAMPLES, path)
    with dragoman.open_archive(path) as archive:
        link(archive)
        resolve(archive)
    return path


QUERIES = _blocks(DOCS / "guide" / "sql.md", "sql")


@pytest.mark.parametrize("query", QUERIES[1:], ids=lambda one: one.split("\n")[0][:40])
def test_queries_of_the_guide_answer_from_the_samples(linked: Path, query: str) -> None:
    with duckdb.connect(str(linked), read_only=True) as archive:
        archive.execute(QUERIES[0])
        assert archive.execute(query).fetchall()


def test_the_published_schema_is_the_codes() -> None:
    assert (DOCS / "dragoman.schema.json").read_text("utf-8") == pages.published_schema(), (
        "the record has changed: write the schema anew with make pages"
    )


def test_every_command_is_documented_in_full() -> None:
    reference = pages.commands()
    guides = "\n".join(page.read_text("utf-8") for page in WRITTEN)
    for name in COMMANDS:
        assert f"## dragoman {name}\n" in reference
        assert re.search(rf"dragoman {name}\b", guides), f"no guide mentions dragoman {name}"


def test_every_field_of_the_record_has_a_meaning() -> None:
    rows = re.findall(
        r"^\| `\w+` \| .+? \| (.+) \|$", pages.fields("Record", pages.schema()), re.MULTILINE
    )
    assert len(rows) > 100
    assert all(len(meaning) >= 4 for meaning in rows)


@pytest.mark.parametrize("name", dragoman.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    reference = (DOCS / "python.md").read_text("utf-8")
    assert re.search(rf"dragoman\.{name}\b", reference)
    described = getattr(dragoman, name)
    assert isinstance(described, str) or (described.__doc__ or "").strip()


@pytest.mark.parametrize(
    "page", [one for one in WRITTEN if _blocks(one, "sh")], ids=lambda one: one.stem
)
def test_commands_of_a_page_run(workshop: Path, page: Path) -> None:
    path = f"{workshop / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["sh", "-ec", "\n".join(_blocks(page, "sh"))],
        cwd=workshop,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "page", [one for one in WRITTEN if _blocks(one, "python")], ids=lambda one: one.stem
)
def test_python_of_a_page_runs(workshop: Path, monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    monkeypatch.chdir(workshop)
    names: dict[str, object] = {}
    for block in _blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == dragoman.__version__
    assert f"\nversion: {dragoman.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## {dragoman.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_lock_names_every_dependency_with_hashes_and_no_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    # The extra for developers takes in that for analysis.
    assert "dragoman[analysis]" in extras["dev"]
    developing = {*extras["dev"], *extras["analysis"]} - {"dragoman[analysis]"}
    for lock, wanted in (
        ("base.txt", project["dependencies"]),
        ("dev.txt", [*project["dependencies"], *sorted(developing)]),
    ):
        text = (ROOT / "lock" / lock).read_text("utf-8")
        for requirement in wanted:
            name = re.split(r"[><=~\[; ]", requirement)[0]
            name = re.sub(r"[._]", "-", name)
            assert re.search(rf"^{re.escape(name)}==\S+", text, re.MULTILINE), f"{name} in {lock}"
        entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
        assert all("--hash=sha256:" in one for one in entries if "==" in one.split("\n")[0])
        assert "://" not in text


def test_links_between_pages_lead_somewhere() -> None:
    for page in WRITTEN:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
