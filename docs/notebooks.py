"""Notebooks as pages: run when the documentation is built, so that what they show is true.

A notebook is a ``.ipynb`` file without outputs. ``run`` executes its cells as Jupyter would: what
a cell prints, and the value of its last expression, are its output. ``render`` writes text, data
frames and Altair charts (as SVG) into a page.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "notebooks"


@dataclass
class Cell:
    """A cell, and after it was run what came out of it.

    Attributes:
        kind: markdown or code.
        source: its text.
        printed: what it printed.
        value: value of its last expression; None where that is a statement.
    """

    kind: str
    source: str
    printed: str = ""
    value: Any = field(default=None)


def cells(path: Path) -> list[Cell]:
    """The cells of a notebook, not run."""
    stored = json.loads(path.read_text("utf-8"))["cells"]
    return [Cell(one["cell_type"], "".join(one["source"])) for one in stored]


def run(path: Path, folder: Path) -> list[Cell]:
    """The cells, run one after the other with ``folder`` as working directory."""
    made = cells(path)
    names: dict[str, Any] = {"__name__": "__main__"}
    before = Path.cwd()
    os.chdir(folder)
    try:
        for cell in made:
            if cell.kind == "code":
                _execute(cell, names, path.name)
    finally:
        os.chdir(before)
    return made


def _execute(cell: Cell, names: dict[str, Any], name: str) -> None:
    tree = ast.parse(cell.source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, name, "exec"), names)
        if isinstance(last, ast.Expr):
            cell.value = eval(compile(ast.Expression(last.value), name, "eval"), names)
    cell.printed = printed.getvalue()


def render(path: Path, target: Path) -> None:
    """Runs the notebook and writes ``target/NAME.md`` with its pictures beside it."""
    with tempfile.TemporaryDirectory() as folder:
        made = run(path, Path(folder))
    parts: list[str] = []
    for number, cell in enumerate(made):
        if cell.kind == "markdown":
            parts.append(cell.source)
        else:
            parts.append(f"```python\n{cell.source}\n```")
            parts += _outputs(cell, target / f"{path.stem}-{number}.svg")
    (target / f"{path.stem}.md").write_text("\n\n".join(parts) + "\n", "utf-8")


def _outputs(cell: Cell, picture: Path) -> Iterator[str]:
    if cell.printed:
        yield f"```text\n{cell.printed.rstrip()}\n```"
    if cell.value is None:
        return
    if hasattr(cell.value, "to_json") and type(cell.value).__module__.startswith("altair"):
        cell.value.save(str(picture))
        yield f"```{{image}} /{picture.parent.name}/{picture.name}\n:alt: {picture.stem}\n```"
    elif hasattr(cell.value, "_repr_html_"):
        yield f"```{{raw}} html\n<div class='frame'>{cell.value._repr_html_()}</div>\n```"
    else:
        yield f"```text\n{cell.value!r}\n```"
