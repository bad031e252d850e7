"""JSON schemas of a record and of what is printed beside it, from classes and their docstrings."""

from __future__ import annotations

import inspect
import re
import sys
from typing import Any

import msgspec

from dragoman import record

SCHEMA_VERSION = "1.0"

_COMMON = {
    "id": "unique within the record.",
    "start": "offset of the first character, in Unicode code points of the article's text.",
    "end": "offset after the last character.",
    "text": "the characters from start to end.",
    "confidence": "how sure Dragoman is of the entry.",
}
"""Attributes that mean the same wherever a docstring does not say otherwise."""


_FRAMING = {
    "type": "object",
    "description": "how the article is told: only with ``read --framing``, by a schema of its own "
    "(``schema --framing``).",
}


def schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a record as it is written, with the contract's version.

    Every field is always there and there are no others, but for ``framing``, which is there when
    it is asked for. Descriptions are the docstrings' own.
    """
    made = schema_of(record.Record, f"Dragoman record {SCHEMA_VERSION}")
    made["$defs"]["Record"]["properties"]["framing"] = dict(_FRAMING)
    return made


def schema_of(kind: type[msgspec.Struct], title: str) -> dict[str, Any]:
    """The JSON schema of a class whose module holds or imports every class that it is made of."""
    made = msgspec.json.schema(kind)
    home = sys.modules[kind.__module__]
    for name, described in made["$defs"].items():
        text, meanings = _documented(getattr(home, name))
        described["description"] = text
        described["required"] = list(described["properties"])
        described["additionalProperties"] = False
        for field, shape in described["properties"].items():
            shape.pop("default", None)
            shape["description"] = meanings[field]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **made,
    }


def _documented(kind: type[Any]) -> tuple[str, dict[str, str]]:
    """A class's description and the meaning of each of its attributes, from its docstring."""
    head, _, rest = (inspect.getdoc(kind) or "").partition("Attributes:\n")
    pairs = re.findall(r"^    (\w+): ((?:.|\n {8})*)", rest, re.MULTILINE)
    own = {name: " ".join(text.split()) for name, text in pairs}
    return " ".join(head.split()), _COMMON | own
