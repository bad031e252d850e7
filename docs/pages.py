"""Pages that are made from the code, so that they cannot fall behind it.

The record's fields come from the JSON schema, the commands from click. ``python docs/pages.py``
writes the published schema, ``docs/dragoman.schema.json``.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import notebooks

from dragoman.cli import COMMANDS
from dragoman.cli import dragoman as group
from dragoman.framing import framing_schema
from dragoman.schema import schema

HERE = Path(__file__).parent
SCHEMA = HERE / "dragoman.schema.json"


def write_all(folder: Path) -> None:
    """Writes the generated parts into ``folder``, for the pages that include them."""
    folder.mkdir(exist_ok=True)
    for name, text in (
        ("record.md", fields("Record", schema())),
        ("framing.md", fields("Framing", framing_schema())),
        ("cli.md", commands()),
    ):
        path = folder / name
        # An unchanged file keeps its time, and Sphinx its cache.
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    for notebook in sorted(notebooks.FOLDER.glob("*.ipynb")):
        notebooks.render(notebook, folder)


def published_schema() -> str:
    """The JSON schema as it is published."""
    return json.dumps(schema(), indent=2) + "\n"


def fields(name: str, described: dict[str, Any]) -> str:
    """A section for each object of a schema: what it is, its fields, types and meanings."""
    objects = described["$defs"]
    return "\n".join(_object(one, objects) for one in _in_order(name, objects))


def _in_order(name: str, objects: dict[str, Any]) -> list[str]:
    """The object and those that it holds, as a reader meets them."""
    found = [name]
    for shape in objects[name]["properties"].values():
        for other in re.findall(r"#/\$defs/(\w+)", json.dumps(shape)):
            found += [one for one in _in_order(other, objects) if one not in found]
    return list(dict.fromkeys(found))


def _object(name: str, objects: dict[str, Any]) -> str:
    described = objects[name]
    lines = [f"## {name}", "", _code(described["description"]), ""]
    lines += ["| field | type | meaning |", "|---|---|---|"]
    for field, shape in described["properties"].items():
        meaning = _code(shape["description"])
        lines.append(f"| `{field}` | {_type(shape)} | {meaning[:1].upper()}{meaning[1:]} |")
    return "\n".join([*lines, ""])


def _type(shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " or ".join(_type(one) for one in shape["anyOf"])
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "enum" in shape:
        return ", ".join(f"`{one}`" for one in shape["enum"] if one is not None) + (
            " or null" if None in shape["enum"] else ""
        )
    if shape["type"] == "array":
        return f"list of {_type(shape['items'])}"
    if shape["type"] == "number" and shape.get("maximum") == 1:
        return "number, 0 to 1"
    return "day" if "pattern" in shape else str(shape["type"])


def _code(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")


def commands() -> str:
    """A section for each command: its help text and its options."""
    context = click.Context(group, info_name="dragoman")
    parts = []
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        parts.append(f"## dragoman {name}\n\n```text\ndragoman {name} {usage}\n```\n")
        parts.append("\n".join(_paragraphs(inspect.cleandoc(command.help or ""))))
        parts.append("\n".join(_options(command, inner)))
    return "\n".join(parts)


def _paragraphs(text: str) -> Iterator[str]:
    r"""The help text; lines after a ``\b`` are an example, its title above them."""
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("\b"):
            title, _, lines = paragraph.removeprefix("\b\n").partition("\n")
            yield f"{title}\n\n```sh\n{inspect.cleandoc(lines)}\n```\n"
        else:
            yield _code(paragraph) + "\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    if any(isinstance(param, click.Option) for param in command.params):
        yield "| option | meaning |\n|---|---|"
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if record is not None and record[1] and "--help" not in param.opts:
            names, meaning = (" ".join(part.split()).replace("|", "\\|") for part in record)
            yield f"| `{names}` | {meaning} |"
    yield ""


if __name__ == "__main__":
    SCHEMA.write_text(published_schema(), "utf-8")
