"""The notebooks run as they stand, and become pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))
import notebooks  # noqa: E402

NOTEBOOKS = sorted(notebooks.FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda one: one.stem)
def test_a_notebook_runs_and_becomes_a_page(path: Path, tmp_path: Path) -> None:
    notebooks.render(path, tmp_path)
    page = (tmp_path / f"{path.stem}.md").read_text("utf-8")
    for cell in notebooks.cells(path):
        assert cell.source in page
    drawn = list(tmp_path.glob("*.svg"))
    assert all(one.read_text("utf-8").startswith("<svg") for one in drawn)
    assert all(one.name in page for one in drawn)
    wrapper = path.with_suffix(".md").read_text("utf-8")
    assert f"_generated/{path.stem}.md" in wrapper and path.name in wrapper
    assert f"notebooks/{path.stem}\n" in (DOCS / "index.md").read_text("utf-8")


def test_the_op_ed_is_held_to_account(tmp_path: Path) -> None:
    made = notebooks.run(notebooks.FOLDER / "holding-an-op-ed-to-account.ipynb", tmp_path)
    printed = "\n".join(cell.printed for cell in made)
    assert "10 articles read, 10 coded" in printed
    assert "Marta Hollenbeck: " in printed and "rank: None" in printed
