"""Packages of the ``analysis`` extra: imported when they are needed, and missed in clear words."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dragoman.errors import DragomanError


def extra(module: str) -> Any:
    """A module of the ``analysis`` extra; raises ``DragomanError`` when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        name = module.split(".")[0]
        raise DragomanError(
            f'this needs {name}, which is not installed: pip install "dragoman[analysis]"'
        ) from error
